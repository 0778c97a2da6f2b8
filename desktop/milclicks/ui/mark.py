"""The app's own mark: a click that throws light, with the strokes of resources/icons/mark.svg."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from milclicks.ui.theme import Theme
from milclicks.ui.widgets.text import TextBlock

_RAYS = ((22, 9, 22, 16), (8.5, 14.5, 13.5, 19.5), (7, 28, 14, 28), (35.5, 14.5, 30.5, 19.5))
_ARROW = ((22, 24), (52, 35.2), (39.4, 40.4), (34, 53))


def draw_mark(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw the mark into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 64, box.height() / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink"))
    painter.drawRoundedRect(QRectF(0, 0, 64, 64), 16, 16)
    painter.setPen(QPen(theme.colour("sun"), 5, c=Qt.PenCapStyle.RoundCap))
    painter.drawLines([QLineF(*ray) for ray in _RAYS])
    white = theme.colour("card")
    painter.setPen(QPen(white, 3, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(white)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _ARROW]))
    painter.restore()


def mark_icon(theme: Theme) -> QIcon:
    """The mark as the icon of the window."""
    icon = QIcon()
    for side in (16, 32, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_mark(painter, QRectF(0, 0, side, side), theme)
        painter.end()
        icon.addPixmap(picture)
    return icon


def name_bar(theme: Theme, *ends: QWidget) -> QWidget:
    """The bar of a page without a header: the mark and the app's name; `ends` stand at its end."""
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(28, 20, 28, 4)
    row.setSpacing(10)
    row.addWidget(Mark(theme, 40))
    name = TextBlock("MIL CLICKS", size=20, strong=True)
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    for end in ends:
        row.addWidget(end)
    return bar


class Mark(QWidget):
    """The mark as a widget of a fixed size."""

    def __init__(self, theme: Theme, side: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_mark(painter, QRectF(self.rect()), self._theme)
