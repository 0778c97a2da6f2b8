"""The grid of the learners' page: a chip per learner, a box with a sign per lesson.

The lessons of a strand stand together under its icon, in as many rows as a small window needs, so
that none is cut off. One blue in steps with signs, never red and green. Each box has a sentence
for screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from milclicks.core.texts import N_
from milclicks.ui import icons
from milclicks.ui.choicecard import draw_sign
from milclicks.ui.context import Context
from milclicks.ui.packnames import lesson_of, pack_names
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.named import named
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.tiles import strand_name

LEAST = 26  # pixels: room for a sign
_TONE = {"done": "step.3", "half": "step.2", "open": "step.0"}


class ProgressGrid(QWidget):
    """`rows` are a chip and the progress by lesson id."""

    def __init__(
        self,
        context: Context,
        cards: Sequence[Any],
        rows: Sequence[tuple[QWidget, dict[str, Any]]],
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(8)
        strands = list(dict.fromkeys(card.strand for card in cards))
        for column, strand in enumerate(strands, 1):
            grid.addWidget(
                _Head(context.theme, strand, strand_name(context.texts, strand)), 0, column
            )
        for number, (chip, progress) in enumerate(rows, 1):
            grid.addWidget(chip, number, 0)
            for column, strand in enumerate(strands, 1):
                own = [card for card in cards if card.strand == strand]
                grid.addWidget(_cells(context, own, progress), number, column)
        grid.setColumnStretch(0, 2)
        for column in range(1, len(strands) + 1):
            grid.setColumnStretch(column, 1)


def _cells(context: Context, cards: Sequence[Any], progress: dict[str, Any]) -> QWidget:
    """The boxes of one strand, side by side where there is room, else below one another."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=4, even=True, least=LEAST)
    names = pack_names(context)
    for card in cards:
        known = progress.get(card.ref.lesson)
        sign = "open" if known is None else "done" if known.status == "done" else "half"
        words = {"open": N_("not yet"), "half": N_("begun"), "done": N_("done")}[sign]
        name = f"{lesson_of(context.texts, names, card)}: {context.texts.say(words)}"
        flow.addWidget(_Cell(context.theme, sign, name))
    return holder


class _Head(QWidget):
    def __init__(self, theme: Theme, strand: str, name: str) -> None:
        super().__init__()
        self._theme, self._strand = theme, strand
        named(self, name)
        self.setMinimumSize(QSize(36, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strand's icon on its colour."""
        painter, side = QPainter(self), 34.0
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        box(painter, where, radius=8, fill=self._theme.strand(self._strand))
        inner = where.adjusted(7, 7, -7, -7)
        white = self._theme.colour("card")
        icons.draw(painter, self._strand, inner, white, rtl=self._theme.rtl)


class _Cell(QWidget):
    def __init__(self, theme: Theme, sign: str, name: str) -> None:
        super().__init__()
        self._theme, self._sign = theme, sign
        named(self, name)
        self.setMinimumSize(QSize(LEAST, LEAST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A small box."""
        return QSize(LEAST, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A blue step with its sign."""
        painter, theme = QPainter(self), self._theme
        box(painter, QRectF(self.rect()), radius=8, fill=theme.colour(_TONE[self._sign]))
        ink = theme.colour("card" if self._sign == "done" else "ink")
        side = 16.0
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_sign(painter, self._sign, where, ink, rtl=theme.rtl)
