"""One page of the preview: the picture of the PDF page on paper with a thin line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui.theme import Theme
from milclicks.ui.widgets.named import named


class PageView(QWidget):
    """Shrinks with the window, never grows past its own size, keeps its shape."""

    def __init__(self, theme: Theme, image: QImage, name: str) -> None:
        super().__init__()
        self._theme, self._image = theme, image
        named(self, name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(image.width())
        self.setMinimumWidth(min(image.width(), 240))

    def sizeHint(self) -> QSize:
        """The size of the picture."""
        return self._image.size()

    def hasHeightForWidth(self) -> bool:
        """The shape is kept."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height for this width."""
        return round(width * self._image.height() / max(self._image.width(), 1))

    def fit(self, room: int, width: int) -> None:
        """Be no higher than `room` pixels, so that the whole page is seen, and no wider than
        `width`."""
        share = self._image.width() / max(self._image.height(), 1)
        wide = max(240, min(self._image.width(), round(room * share), width))
        self.setFixedSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        high = self.heightForWidth(self.width())
        painter.drawImage(QRectF(0, 0, self.width(), high), self._image)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, high - 1))
