"""Bars that stand beside each other: what a group did before, after and weeks later.

Each time has its own fill (striped, full, dotted) so that they differ without colour as well, and
its word and number stand beside it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from milclicks.community.prepost.report import MEASURES, ROUNDS, Measure, Section
from milclicks.core.texts import Texts
from milclicks.ui.page import block
from milclicks.ui.theme import current
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.named import named
from milclicks.ui.widgets.paint import box, rounded, stripes
from milclicks.ui.widgets.text import body, small, subtitle

HIGH: Final = 20
DOT: Final = 7.0  # pixels from dot to dot


class ShareBar(QWidget):
    """One bar from the side where reading begins; `percent` from 0 to 100, `name` says it all."""

    def __init__(self, round_: str, percent: int, name: str) -> None:
        super().__init__()
        self.theme = current()
        self._round, self._share = round_, max(0.0, min(percent / 100, 1.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name)

    def sizeHint(self) -> QSize:
        """Wide enough to be compared."""
        return QSize(self.theme.px(200), self.theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Still a bar."""
        return QSize(self.theme.px(80), self.theme.px(HIGH))

    def paintEvent(self, _: QPaintEvent) -> None:
        """The whole length as a pale bed, then the share in the fill of its time."""
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        box(painter, rect, radius=4, fill=theme.colour("soft"), line=theme.colour("line"), width=1)
        wide = round(rect.width() * self._share)
        if not wide:
            return
        x = rect.width() - wide if theme.rtl else 0
        filled = QRectF(x, 0, wide, rect.height())
        painter.save()
        painter.setClipPath(rounded(filled, 4))
        self._fill(painter, filled)
        painter.restore()
        box(painter, filled, radius=4, line=theme.colour("ink"), width=1.5)

    def _fill(self, painter: QPainter, filled: QRectF) -> None:
        theme, blue = self.theme, self.theme.colour("step.3")
        if self._round == "after":
            painter.fillRect(filled, blue)
        elif self._round == "before":
            stripes(painter, filled, theme.colour("step.2"), theme.colour("card"), theme.px(5))
        else:
            painter.fillRect(filled, theme.colour("card"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blue)
            across, down = int(filled.width() / DOT) + 1, int(filled.height() / DOT) + 1
            for row in range(down):
                for column in range(across):
                    x = filled.left() + (column + 0.5 * (row % 2)) * DOT
                    painter.drawEllipse(QRectF(x, filled.top() + row * DOT + 2, 3, 3))


def section_card(texts: Texts, section: Section) -> Card:
    """A section with its notes and its measures; each bar is heard with its measure and time."""
    card = Card(pad=16)
    card.setObjectName(f"bars-{section.key}")
    card.add(subtitle(texts.say(section.title)))
    notes = [small(texts.message(note)) for note in section.notes]
    card.add(block(*notes, gap=2))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    for column, share in enumerate((3, 9, 4)):
        grid.setColumnStretch(column, share)
    for measure in section.measures:
        _measure(texts, grid, measure)
    card.column.addLayout(grid)
    return card


def _measure(texts: Texts, grid: QGridLayout, measure: Measure) -> None:
    row, label = grid.rowCount(), texts.say(MEASURES[measure.key])
    grid.setRowMinimumHeight(row, current().px(30))
    grid.addWidget(body(label, strong=True), row, 0, 1, 3, Qt.AlignmentFlag.AlignBottom)
    for at, bar in enumerate(measure.bars, row + 1):
        time, number = texts.say(ROUNDS[bar.round]), bar.words(texts)
        shown = ShareBar(bar.round, bar.percent, f"{label}. {time}: {number}")
        shown.setObjectName(f"bar-{measure.key}-{bar.round}")
        grid.addWidget(small(time, colour="ink"), at, 0)
        grid.addWidget(shown, at, 1)
        grid.addWidget(body(number), at, 2)
