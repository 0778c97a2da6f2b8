"""How far one is: segments for the steps of a lesson, a thin bar, a sign for a lesson.

One blue in steps with signs (done, half, open, none), never red and green.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui.theme import current
from milclicks.ui.widgets.paint import box


class ProgressSegments(QWidget):
    """A segment per step: done (blue), now (sun), to come (soft). `name` is for screen readers.

    `dark`: it stands on the dark ground of the projector.
    """

    def __init__(self, total: int = 1, at: int = 0, name: str = "", *, dark: bool = False) -> None:
        super().__init__()
        self.theme = current()
        self._total, self._at, self._dark = total, at, dark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_at(self, at: int, total: int, name: str) -> None:
        """Segment `at` (from 0) of `total` is the one now."""
        self._at, self._total = at, max(total, 1)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 14)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        gap = 6 if self.width() / self._total > 18 else 2
        each = (self.width() - gap * (self._total - 1)) / self._total
        line = theme.colour("line_control") if theme.high_contrast else None
        for number in range(self._total):
            x = number * (each + gap)
            if theme.rtl:
                x = self.width() - x - each
            name = "strand.literacy" if number < self._at else "soft"
            name = "sun" if number == self._at else name
            tall = 14 if number == self._at and theme.high_contrast else 10
            where = QRectF(x, (self.height() - tall) / 2, each, tall)
            edge = line
            if number > self._at:
                name = "ink" if self._dark else name
                edge = edge or theme.colour("ink_soft" if self._dark else "line")
            box(painter, where, radius=5, fill=theme.colour(name), line=edge, width=1)


class ThinBar(QWidget):
    """A bar of 10 px: `share` from 0 to 1."""

    def __init__(self, share: float, name: str, colour: str = "strand.literacy") -> None:
        super().__init__()
        self.theme = current()
        self._share, self._colour = share, colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(10)
        self.setAccessibleName(name)

    def set_share(self, share: float, name: str) -> None:
        """Show another share."""
        self._share = max(0.0, min(share, 1.0))
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        box(painter, rect, radius=5, fill=theme.colour("soft"), line=theme.colour("line"), width=1)
        if self._share > 0:
            wide = max(rect.width() * self._share, 10)
            x = rect.width() - wide if theme.rtl else 0
            box(painter, QRectF(x, 0, wide, 10), radius=5, fill=theme.colour(self._colour))


class DoneSign(QWidget):
    """The sign beside a lesson: "done", "half", "open" or "none"; a word stands beside it."""

    def __init__(self, state: str, size: int = 20, colour: str = "ink") -> None:
        super().__init__()
        self.theme = current()
        self._state, self._colour = state, colour
        side = self.theme.px(size)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(self._colour)
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(ink, 2.5))
        if self._state == "none":
            y = rect.center().y()
            painter.drawLine(
                QRectF(rect.left() + 3, y, rect.width() - 6, 0).topLeft(),
                QRectF(rect.left() + 3, y, rect.width() - 6, 0).topRight(),
            )
            return
        painter.setBrush(ink if self._state == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect)
        if self._state == "half":
            painter.setBrush(ink)
            start = 90 if theme.rtl else -90
            painter.drawPie(rect, -start * 16, 180 * 16)
