"""What can slide in above the foot of the player: a word of the glossary, "Still you?"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.avatars import AvatarView, known
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import TextBlock

CLOSE = N_("Close")
STILL = N_("Still you, {name}?")
STILL_GUEST = N_("Still there?")
YES = N_("Yes, go on")
NO = N_("No, somebody else")
PEEK = N_("You are looking at one step of “{lesson}”. Nothing is saved here.")
BEGIN = N_("Begin this lesson")


class Slip(Card):
    """A sun card over the whole width with an icon, words and what can be done."""

    def __init__(self, icon: QWidget, head: str, words: str = "") -> None:
        theme = current()
        super().__init__(tone="sun_soft", frame="sun", row=True, pad=theme.space(2))
        self.column.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        text = QWidget()
        flow = FlowLayout(text, gap=8)
        flow.addWidget(TextBlock(head, size=17, strong=True))
        if words:
            flow.addWidget(TextBlock(words, size=17, marked=True))
        self.column.addWidget(text, 1)
        self.setAccessibleName(f"{head} {words}".strip())


class TermSlip(Slip):
    """A word and its meaning."""

    closed = Signal()

    def __init__(self, texts: Texts, term: str, meaning: str) -> None:
        super().__init__(IconPicture("glossary", size=26), f"{term}:", meaning)
        self.setObjectName("term-slip")
        self.close_button = IconButton("close", texts.say(CLOSE), look="plain")
        self.close_button.setObjectName("term-close")
        self.close_button.clicked.connect(self.closed)
        self.column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)


class StillSlip(Slip):
    """Asks whether the same person is still there."""

    yes = Signal()
    no = Signal()

    def __init__(self, texts: Texts, name: str, avatar: str) -> None:
        face = (
            AvatarView(avatar, name, size=48) if known(avatar) else IconPicture("person", size=36)
        )
        super().__init__(face, texts.say(STILL, name=name) if name else texts.say(STILL_GUEST))
        self.setObjectName("still-slip")
        self.yes_button = PrimaryButton(texts.say(YES))
        self.yes_button.setObjectName("still-yes")
        no = SecondaryButton(texts.say(NO))
        no.setObjectName("still-no")
        self.yes_button.clicked.connect(self.yes)
        no.clicked.connect(self.no)
        self.column.addWidget(self.yes_button)
        self.column.addWidget(no)


class PeekSlip(Slip):
    """Says that one step is looked at, and offers the whole lesson."""

    begin = Signal()

    def __init__(self, texts: Texts, lesson: str) -> None:
        super().__init__(IconPicture("eye", size=26), texts.say(PEEK, lesson=lesson))
        self.setObjectName("peek-slip")
        start = SecondaryButton(texts.say(BEGIN))
        start.setObjectName("begin-lesson")
        start.clicked.connect(self.begin)
        self.column.addWidget(start)
