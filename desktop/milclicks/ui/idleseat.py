"""Leaves the seat when nobody has touched anything for three minutes, so that nobody reads on.

In a lesson the player asks first ("Still you?"); this looks after the pages around it. One timer,
begun again by every touch and key: nothing wakes the computer in between.

What people do reaches the system's windows before any widget, and those are watched. A filter on
the whole application would show Python every object of Qt, and at the first one of a kind that no
module names the binding makes all its 190 classes: 35 ms in one go, and 4 MB.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LEAVE_MS = 180_000
WATCH_MS = 1500  # the first picture need not wait
_SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleSeat(QObject):
    """Watches each window that people turn to; `gone` after `leave_ms` without a sign of life."""

    gone = Signal()

    def __init__(self, parent: QObject, app: QGuiApplication, *, leave_ms: int = LEAVE_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(leave_ms)
        self._timer.timeout.connect(self.gone)
        self._app = app
        self._since = QElapsedTimer()
        self._since.start()
        QTimer.singleShot(min(WATCH_MS, leave_ms), self, self._watch)

    def _watch(self) -> None:
        self._app.focusWindowChanged.connect(self._look_at)
        self._look_at(self._app.focusWindow())
        self.stir()

    def _look_at(self, window: QWindow | None) -> None:
        """Watch this window too; one that is watched already is not watched twice."""
        if window is not None:
            window.installEventFilter(self)

    def stir(self) -> None:
        """Somebody is there."""
        self._timer.start()
        self._since.start()

    def quiet_ms(self) -> int:
        """How long nobody has touched anything."""
        return self._since.elapsed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, press or turn of the wheel is a sign.

        An event may lie where a layout item lay before, and the binding then hands on that item.
        """
        if isinstance(event, QEvent) and event.type() in _SIGNS:
            self.stir()
        return False
