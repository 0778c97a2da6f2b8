"""A picture that fills the leading side of a card, cut to its shape, with the card's corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui.pictures import decode
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.named import named

WIDEST = 1024
"""Many cards stand on one page, and a card is never wider."""


def read_image(data: bytes | None) -> QImage:
    """A picture from a pack, within limits; an empty one when it cannot be drawn."""
    return decode(data or b"", WIDEST)


class CoverPicture(QWidget):
    """Scaled to cover; what is too wide is cut on both sides. `alt` is its accessible name."""

    def __init__(self, theme: Theme, data: bytes | None, alt: str) -> None:
        super().__init__()
        self._theme, self._image = theme, read_image(data)
        named(self, alt)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(QSize(180, 140))

    def sizeHint(self) -> QSize:
        """A landscape shape."""
        return QSize(360, 210)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, rounded on the leading side."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        radius = theme.radius("card") - 2
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        half = QRectF(0, 0, rect.width() / 2, rect.height())
        if not theme.rtl:
            half.moveLeft(rect.width() / 2)
        path.addRect(half)
        path.setFillRule(path.fillRule().WindingFill)
        painter.setClipPath(path)
        painter.fillRect(rect, theme.colour("soft"))
        if self._image.isNull():
            return
        scale = max(rect.width() / self._image.width(), rect.height() / self._image.height())
        wide, high = self._image.width() * scale, self._image.height() * scale
        x, y = (rect.width() - wide) / 2, (rect.height() - high) / 2
        painter.drawImage(QRectF(x, y, wide, high), self._image)
