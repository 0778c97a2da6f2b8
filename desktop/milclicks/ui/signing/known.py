"""The people whose packs this computer knows: name, six words, since when; to forget one of them.

A name is what the packs claim. Who is forgotten loses nothing: their packs stay, and at their next
pack the six words are asked about again.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.packs.trust.claims import reserved
from milclicks.packs.trust.makers import KnownMaker, known
from milclicks.packs.trust.standing import Standing
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.makers import RESERVED, SixWords, chip, stranger_card
from milclicks.ui.page import Page, block, pairs, wrapped
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, EmptyState, SunCard
from milclicks.ui.widgets.text import body, small, subtitle

NOBODY: Final = N_(
    "Nobody yet. At the first pack of a teacher you compare six words with its maker, who is then "
    "remembered here."
)
WHY: Final = N_(
    "The people whose packs this computer knows. You compared six words with each of them once, "
    "and their next packs are added without a question."
)
NO_NAME: Final = N_("A maker without a name")
SINCE: Final = N_("Known here since {day}.")
NO_DAY: Final = N_("It was not written down since when.")
HERE: Final = N_("On this computer: {packs}.")
NONE_HERE: Final = N_("No pack of theirs is on this computer.")
FORGET: Final = N_(
    "Forget {name}? Their packs stay. At their next pack you compare the six words again."
)
FORGET_NAMELESS: Final = N_(
    "Forget this maker? The packs stay. At the next pack with these six words you compare them "
    "again."
)
FORGOTTEN: Final = N_(
    "{name} is not known here any more. You will be asked again at their next pack."
)
FORGOTTEN_NAMELESS: Final = N_(
    "This maker is not known here any more. You will be asked again at the next pack with the same "
    "six words."
)


class KnownMakers(Page):
    """`asking` is the key of the maker who is about to be forgotten."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, asking: str = "") -> None:
        super().__init__(context, gap=12)
        self._asking = asking
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """An open question."""
        return {"asking": self._asking}

    def first_focus(self) -> QWidget | None:
        """The open question, or the way back."""
        return self._first

    def fill(self) -> None:
        """A card for each."""
        library = self.context.workspace.library
        makers = known(library.trust.pins, library.packs(self.context.texts.locale))
        back = PlainButton(self.say(N_("Back to the packs")), icon="back")
        back.setObjectName("back-to-packs")
        back.clicked.connect(lambda: self.context.go("packs"))
        self._first = back
        if not makers:
            self.column.addWidget(EmptyState("people", self.say(NOBODY)), 1)
        else:
            self.column.addWidget(body(self.say(WHY)))
        self.column.addWidget(pairs(*map(self._card, makers)))
        self.column.addStretch(1)
        self.with_foot().addWidget(back)

    def _name(self, one: KnownMaker) -> str:
        return one.name or self.say(NO_NAME)

    def _card(self, one: KnownMaker) -> Card:
        texts, card = self.context.texts, stranger_card()
        card.setObjectName(f"maker-{one.key}")
        standing = Standing("teacher", one.name, one.words)
        card.add(wrapped(subtitle(self._name(one)), chip(texts, standing)))
        if self._asking == one.key:
            card.add(self._question(one))
        since = self.say(SINCE, day=texts.date(one.since)) if one.since else self.say(NO_DAY)
        titles = [plain(title) for title in one.packs.values()]
        here = self.say(HERE, packs=texts.list(titles)) if titles else self.say(NONE_HERE)
        lines = [since, here]  # whose they say they are is the title of the card
        card.add(block(*(small(line) for line in lines), gap=4))
        flagged = reserved(one.name)
        if flagged:
            card.add(body(self.say(RESERVED, words=texts.list(flagged)), strong=True))
        card.add(SixWords(texts, one.words))
        if self._asking != one.key:
            forget = PlainButton(self.say(N_("Forget")), icon="trash")
            forget.setObjectName(f"forget-{one.key}")
            forget.setAccessibleName(f"{self.say(N_('Forget'))}: {self._name(one)}")
            forget.clicked.connect(lambda: self._ask(one.key))
            card.add(wrapped(forget))
        return card

    def _question(self, one: KnownMaker) -> QWidget:
        card = SunCard()
        words = FORGET if one.name else FORGET_NAMELESS
        card.add(body(self.say(words, name=one.name), strong=True))
        keep = SecondaryButton(self.say(N_("Keep")))
        keep.setObjectName("forget-no")
        keep.clicked.connect(lambda: self._ask(""))
        yes = SecondaryButton(self.say(N_("Forget")))
        yes.setObjectName("forget-yes")
        yes.clicked.connect(lambda: self._forget(one))
        card.add(wrapped(keep, yes))
        self._first = keep
        return card

    def _ask(self, key: str) -> None:
        self._asking = key
        self.refresh()
        if self._first is not None:
            QTimer.singleShot(0, self._first, self._first.setFocus)

    def _forget(self, one: KnownMaker) -> None:
        self._asking = ""
        context = self.context
        try:
            context.workspace.library.trust.pins.remove(one.key)
        except MilClicksError as error:
            context.notices.fail(error, context.texts)
        else:
            words = FORGOTTEN if one.name else FORGOTTEN_NAMELESS
            context.notices.tell(self.say(words, name=one.name))
        context.bus.tell(context.workspace.packs_changed())  # the sticks are read again too
        if self._first is not None:
            self._first.setFocus()
