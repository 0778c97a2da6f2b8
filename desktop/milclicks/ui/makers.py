"""Whose lessons these are, where they are not from the makers of the app: label, frame, question.

A teacher's name is what the pack claims, so it is always shown as a claim. Packs from an earlier
version that nobody signed are labelled too. What a signature is worth is decided in `packs.trust`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.page import wrapped
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import Card, Chip, IconPicture
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import TextBlock, body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.standing import Standing
    from milclicks.ui.context import Context

GROUND: Final = "step.1"
"""The colour of what teachers made: never that of a strand, of right or of wrong."""
TEACHERS: Final = N_("A teacher’s pack")
UNSIGNED: Final = N_("Not signed")
CLAIMED: Final = N_("It says it is by {name}.")
NAMELESS: Final = N_("It does not say who made it.")
UNSIGNED_SAYS: Final = N_("Nobody whom this program knows has signed it.")
RESERVED: Final = N_(
    "The name has these words in it: {words}. Nobody has proved them: anyone can write any name."
)
BY: Final = N_("{label} · {maker}")
SIX: Final = N_("The six words of its maker: {words}.")


def guest(standing: Standing) -> bool:
    """Whether a pack is from somebody else than the makers of the app and their partners."""
    return standing.tier in ("teacher", "unsigned")


def label(texts: Texts, standing: Standing) -> str:
    """What kind of pack it is, in two words; empty for the makers' own."""
    if not guest(standing):
        return ""
    by_teacher = standing.tier == "teacher"
    return texts.say(TEACHERS if by_teacher else UNSIGNED)


def claim(texts: Texts, standing: Standing) -> str:
    """Who made it as far as anybody knows, in one sentence; empty for the makers' own."""
    if standing.tier == "unsigned":
        return texts.say(UNSIGNED_SAYS)
    if standing.tier != "teacher":
        return ""
    return texts.say(CLAIMED, name=standing.maker) if standing.maker else texts.say(NAMELESS)


def named(texts: Texts, standing: Standing) -> str:
    """Both in one line."""
    said = label(texts, standing)
    return texts.say(BY, label=said, maker=claim(texts, standing)) if said else ""


def six_words(texts: Texts, words: Sequence[str]) -> str:
    """The six words as a line."""
    return texts.say(SIX, words=" ".join(words))


def guests(context: Context) -> Mapping[str, Standing]:
    """The standing of each pack here that is not from the makers of the app, by pack id."""
    packs = context.workspace.library.packs(context.texts.locale)
    return {one.id: one.standing for one in packs if guest(one.standing)}


def chip(texts: Texts, standing: Standing) -> Chip:
    """The label as a pill."""
    icon = "teacher" if standing.tier == "teacher" else "warning"
    made = Chip(label(texts, standing), icon=icon, fill=GROUND, line="line_control")
    made.setObjectName("maker-label")
    return made


class MakerStrip(QWidget):
    """A strip below the bar of a lesson: whose lesson it is. A dashed line is its frame."""

    def __init__(self, texts: Texts, standing: Standing) -> None:
        super().__init__()
        self.theme = current()
        self.setObjectName("maker-strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(self.theme.space(2))
        icon = "teacher" if standing.tier == "teacher" else "warning"
        self._row.addWidget(IconPicture(icon, size=20), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(TextBlock(named(texts, standing), size=14, strong=True), 1)

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        cells = [_cell(texts.number(n), word) for n, word in enumerate(words, 1)]
        row.addWidget(wrapped(*cells, gap=10))


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
        if maker.name:
            self.add(subtitle(say(N_("This pack says it is by {name}"), name=maker.name)))
        else:
            self.add(subtitle(say(N_("This pack does not say who made it"))))
        self.add(body(say(N_("“{pack}” is not from the app’s makers."), pack=unknown.title)))
        flagged = reserved(maker.name)
        if flagged:
            self.add(body(say(RESERVED, words=texts.list(flagged)), strong=True))
        warning = unknown.warning()
        if warning is not None:
            self.add(body(texts.message(warning), strong=True))
        ask = N_(
            "Compare these six words with the maker: ask for theirs by telephone, or hold both "
            "screens side by side. Each maker has words of their own."
        )
        self.add(body(say(ask)))
        self.add(SixWords(texts, maker.words))
        yes = SecondaryButton(say(N_("They are the same: add the pack")), icon="check")
        yes.setObjectName("maker-same")
        yes.clicked.connect(self.same)
        self.later = later = SecondaryButton(say(N_("Not now")))
        later.setObjectName("maker-not-now")
        later.clicked.connect(self.not_now)
        self.add(wrapped(later, yes))
        hint = N_("If the words differ, somebody else made this pack. Do not add it.")
        self.add(small(say(hint)))
