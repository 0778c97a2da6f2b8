"""Whose lessons these are, where they are not from the makers of the app: label, frame, question.

The words are `packs.trust.label`'s, for paper says the same. What a signature is worth is decided
in `packs.trust`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.packs.trust.label import (
    CLAIMED,
    NAMELESS,
    guest,
    icon,
    label,
    named,
    six_words,
)
from milclicks.ui.inline import plain
from milclicks.ui.page import wrapped
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import Card, Chip, IconPicture
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import TextBlock, body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.standing import Standing
    from milclicks.ui.context import Context

GROUND: Final = "step.1"
"""The colour of what teachers made: never that of a strand, of right or of wrong."""
RESERVED: Final = N_(
    "The name has these words in it: {words}. Nobody has proved them: anyone can write any name."
)


def guests(context: Context) -> Mapping[str, Standing]:
    """The standing of each pack here that is not from the makers of the app, by pack id."""
    packs = context.workspace.library.packs(context.texts.locale)
    return {one.id: one.standing for one in packs if guest(one.standing)}


def chip(texts: Texts, standing: Standing) -> Chip:
    """The label as a pill."""
    made = Chip(label(texts, standing), icon=icon(standing), fill=GROUND, line="line_control")
    made.setObjectName("maker-label")
    return made


def stranger_card(*, row: bool = False) -> Card:
    """A card for what is not from the makers of the app: its ground and its dashed frame."""
    return Card(tone=GROUND, frame="ink_soft", width=2, dashed=True, row=row)


class MakerStrip(QWidget):
    """A strip over the page of a lesson: whose lesson it is. A dashed line is its frame."""

    def __init__(self, texts: Texts, standing: Standing) -> None:
        super().__init__()
        self.theme = current()
        self.setObjectName("maker-strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(self.theme.space(2))
        self._row.setContentsMargins(28, 6, 28, 6)
        self._row.addWidget(IconPicture(icon(standing), size=20), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = TextBlock(named(texts, standing), size=14, strong=True)
        self._row.addWidget(self._words, 1)

    def needed(self, width: int) -> int:
        """How high it is at most when it is `width` wide."""
        side = 2 * 28 + self.theme.px(20) + self.theme.space(2)
        words = self._words.heightForWidth(max(width - side, 1))
        return int(max(words, self.theme.px(20)) + 2 * 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, above = (28, 6) if self.window().height() >= 700 else (20, 3)
        self._row.setContentsMargins(side, above, side, above)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        painter.fillRect(rect, theme.colour(GROUND))
        edge = rect.adjusted(-4, 0, 4, 0)
        box(painter, edge, radius=0, line=theme.colour("ink_soft"), width=2, dashed=True)


class SixWords(QWidget):
    """Six words with their numbers, large, to be read aloud or held beside another screen."""

    def __init__(self, texts: Texts, words: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("six-words")
        self.setAccessibleName(six_words(texts, words))
        row = FlowLayout(self, gap=10, whole=True)  # six in a row, or two rows of three
        for n, word in enumerate(words, 1):
            row.addWidget(_cell(texts.number(n), word))


def _cell(number: str, word: str) -> QWidget:
    cell = Card(frame="line_control", radius="control", pad=12, row=True)
    cell.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    cell.add(small(number))
    cell.add(TextBlock(word, size=22, strong=True))
    return cell


class MakerQuestion(Card):
    """At the first pack of a maker: are these the words that the maker has?

    `same`: a person compared them and they are the same. `not_now`: nothing is added.
    """

    same = Signal()
    not_now = Signal()

    def __init__(self, texts: Texts, unknown: MakerUnknown) -> None:
        super().__init__(tone=GROUND, frame="ink_soft", width=2, dashed=True)
        from milclicks.packs.trust.claims import reserved

        self.setObjectName("maker-question")
        say, maker = texts.say, unknown.maker
        self.add(subtitle(say(N_("Compare the six words of this pack’s maker"))))
        self.add(SixWords(texts, maker.words))
        ask = N_(
            "Ask the maker for theirs by telephone, or hold both screens side by side. Each maker "
            "has words of their own."
        )
        self.add(body(say(ask)))
        title = unknown.titles.get(texts.locale) or unknown.title
        self.add(body(say(N_("“{pack}” is not from the app’s makers."), pack=plain(title))))
        if maker.name:
            self.add(body(say(CLAIMED, name=maker.name)))
        else:
            self.add(body(say(NAMELESS)))
        flagged = reserved(maker.name)
        if flagged:
            self.add(body(say(RESERVED, words=texts.list(flagged)), strong=True))
        warning = unknown.warning()
        if warning is not None:
            self.add(body(texts.message(warning), strong=True))
        self.yes = yes = SecondaryButton(say(N_("They are the same: add the pack")), icon="check")
        yes.setObjectName("maker-same")
        yes.clicked.connect(self.same)
        self.later = later = SecondaryButton(say(N_("Not now")))
        later.setObjectName("maker-not-now")
        later.clicked.connect(self.not_now)
        self.add(wrapped(later, yes))
        hint = N_("If the words differ, somebody else made this pack. Do not add it.")
        self.add(small(say(hint)))
