"""The mark at what is being read: a sun ground behind words, a sun line on a button."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box

AROUND = 5
UNDER_WORDS, ON_BUTTON = 3.0, 5.0


class ReadingMark(QWidget):
    """Lies at one widget, follows it, and is never in the way of a finger.

    Behind words, which have no ground of their own; on a button, whose ground would hide it.
    """

    def __init__(self, read: QWidget) -> None:
        super().__init__(read.parentWidget())
        self.setObjectName("reading-mark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._read = read
        read.installEventFilter(self)
        self._on_top = isinstance(read, Button)
        self._follow()
        if self._on_top:
            self.raise_()
        else:
            self.stackUnder(read)
        self.show()

    @property
    def read(self) -> QWidget:
        """What is being read."""
        return self._read

    def leave(self) -> None:
        """Go away."""
        if not shiboken6.isValid(self):
            return
        if shiboken6.isValid(self._read):
            self._read.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        around = 0 if self._on_top else AROUND
        rect = self._read.geometry().adjusted(-around, -around, around, around)
        parent = self.parentWidget()
        self.setGeometry(rect.intersected(parent.rect()) if parent is not None else rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and grow with what is read."""
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        if kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return False

    def paintEvent(self, _: QPaintEvent) -> None:
        """A ground with a line under it; on a button a line around it."""
        painter, theme = QPainter(self), current()
        line = theme.colour("ink" if theme.high_contrast else "sun")
        rect = QRectF(self.rect())
        if self._on_top:
            box(painter, rect, radius=theme.radius("card"), line=line, width=ON_BUTTON)
            return
        box(painter, rect, radius=6, fill=theme.colour("sun_soft"))
        painter.fillRect(rect.adjusted(0, rect.height() - UNDER_WORDS, 0, 0), line)
