"""The grid of the learners' page: a chip per learner, a box with a sign per lesson.

One blue in steps with signs, never red and green. Each box has a sentence for screen readers.
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
from milclicks.ui.inline import plain
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.tiles import strand_name

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
        for column, card in enumerate(cards, 1):
            name = f"{strand_name(context.texts, card.strand)}. {plain(card.title)}"
            grid.addWidget(_Head(context.theme, card.strand, name), 0, column)
        for number, (chip, progress) in enumerate(rows, 1):
            grid.addWidget(chip, number, 0)
            for column, card in enumerate(cards, 1):
                known = progress.get(card.ref.lesson)
                sign = "open" if known is None else "done" if known.status == "done" else "half"
                words = {"open": N_("not yet"), "half": N_("begun"), "done": N_("done")}[sign]
                name = f"{plain(card.title)}: {context.texts.say(words)}"
                grid.addWidget(_Cell(context.theme, sign, name), number, column)
        grid.setColumnStretch(0, 3)
        for column in range(1, len(cards) + 1):
            grid.setColumnStretch(column, 1)


class _Head(QWidget):
    def __init__(self, theme: Theme, strand: str, name: str) -> None:
        super().__init__()
        self._theme, self._strand = theme, strand
        self.setAccessibleName(name)
        self.setToolTip(name)
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
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumSize(QSize(36, 36))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A blue step with its sign."""
        painter, theme = QPainter(self), self._theme
        box(painter, QRectF(self.rect()), radius=8, fill=theme.colour(_TONE[self._sign]))
        ink = theme.colour("card" if self._sign == "done" else "ink")
        side = 16.0
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_sign(painter, self._sign, where, ink, rtl=theme.rtl)
