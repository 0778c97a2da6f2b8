"""A corner that has to be held for three seconds: the way out of a full-screen display.

It works with a finger, with a mouse button and with the Escape key held down. It is not a lock:
whoever knows it may leave.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from milclicks.ui.theme import Theme
from milclicks.ui.widgets.named import named

HOLD_MS = 3000
_TICK_MS = 50


class HoldToLeave(QWidget):
    """A round spot; `left` is emitted after it was held for `hold_ms`."""

    left = Signal()

    def __init__(self, theme: Theme, name: str, *, hold_ms: int = HOLD_MS) -> None:
        super().__init__()
        self.setObjectName("hold-to-leave")
        named(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        side = max(theme.target * 2, 96)
        self.setFixedSize(side, side)
        self._theme = theme
        self._hold_ms = hold_ms
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def share(self) -> float:
        """How much of the holding time has passed, 0 to 1."""
        if not self._timer.isActive():
            return 0.0
        return min(1.0, self._since.elapsed() / self._hold_ms)

    def begin(self) -> None:
        """The finger is down."""
        if not self._timer.isActive():
            self._since.start()
            self._timer.start()
            self.update()

    def end(self) -> None:
        """The finger is up again: nothing happens."""
        self._timer.stop()
        self.update()

    def _tick(self) -> None:
        self.update()
        if self._since.elapsed() >= self._hold_ms:
            self._timer.stop()
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin holding."""
        self.begin()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop holding."""
        self.end()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and Escape hold as well."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            if not event.isAutoRepeat():
                self.begin()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting the key go stops it."""
        if not event.isAutoRepeat():
            self.end()
        super().keyReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A faint ring that fills while it is held; its focus ring is always visible."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(26, 26, -26, -26)
        faint = self._theme.colour("card")
        faint.setAlphaF(0.3)
        painter.setPen(QPen(faint, 4))
        painter.drawEllipse(box)
        if self.share > 0:
            steps = 3 if self._theme.reduced_motion else 60
            share = int(self.share * steps) / steps
            painter.setPen(QPen(self._theme.colour("sun"), 8, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, 90 * 16, -int(share * 360 * 16))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("sun"), 3))
            painter.drawEllipse(box.adjusted(-8, -8, 8, 8))
