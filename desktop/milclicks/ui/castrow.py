"""The people of Talora in a row at the foot of a page: they greet, they do nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui import avatars
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import box


class CastRow(QWidget):
    """Eight faces on the line of the river; hidden where there is no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if theme.text_size > 150:
            self.hide()  # to show it here would open a window of its own, which takes the focus

    def sizeHint(self) -> QSize:
        """A low strip."""
        return QSize(600, 132)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bank of green, a strip of water, eight faces."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = float(self.width()), float(self.height())
        painter.fillRect(QRectF(0, high - 46, wide, 46), theme.colour("step.1"))
        painter.fillRect(QRectF(0, high - 47, wide, 2), theme.colour("ink"))
        faces = avatars.cast()
        side = 84.0
        gap = min(140.0, (wide - 120) / len(faces))
        start = (wide - gap * (len(faces) - 1)) / 2 - side / 2
        for number, face in enumerate(faces):
            where = QRectF(start + number * gap, high - 46 - side * 0.62, side, side)
            avatars.draw(painter, face, where)
            box(painter, where, radius=side / 2, line=theme.colour("ink"), width=2.5)
