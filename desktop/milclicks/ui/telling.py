"""How work that somebody waits for is told in its place: it goes on, it failed, it went well."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.page import block, wrapped
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import IconPicture, SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body

BEGUN = 0.1
"""What the bar shows of work that cannot say how far it is."""


class BusyCard(SunCard):
    """Work that cannot say how far it is: what is done, a bar, and `stop` under the finger."""

    def __init__(self, texts: Texts, words: str, name: str, stopped: Callable[[], None]) -> None:
        """`name` is that of the button, `stopped` what it does."""
        super().__init__()
        self.add(body(words, strong=True))
        self.add(ThinBar(BEGUN, words))
        self.stop = SecondaryButton(texts.say(N_("Stop")), icon="stop")
        self.stop.setObjectName(name)
        self.stop.clicked.connect(stopped)
        self.add(wrapped(self.stop))


def problem_card(texts: Texts, error: MilClicksError) -> SunCard:
    """Why it did not go well, and what to do."""
    card = SunCard(row=True)
    words = [body(texts.message(error.sentence), strong=True)]
    if error.remedy is not None:
        words.append(body(texts.message(error.remedy)))
    card.column.addWidget(IconPicture("warning"), 0, Qt.AlignmentFlag.AlignTop)
    card.add(block(*words), 1)
    return card


class Good(QWidget):
    """That it went well, with a green tick before the words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(IconPicture("check", colour="good"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(body(words, strong=True), 1)
