"""Asks "Still you?" when nobody has touched anything for a while, and says when nobody answers.

Two single-shot timers, begun again by every touch and key: nothing wakes the PC in between.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

ASK_MS, LEAVE_MS = 90_000, 180_000
_SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """Watches one window. `asks` after 90 s, `gone` after 180 s; `stirred` at the next sign."""

    asks = Signal()
    stirred = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget, *, ask_ms: int = ASK_MS, leave_ms: int = LEAVE_MS) -> None:
        super().__init__(parent)
        self._asked = False
        self._ask, self._leave = QTimer(self), QTimer(self)
        for timer, length, what in (
            (self._ask, ask_ms, self._on_ask),
            (self._leave, leave_ms, self.gone.emit),
        ):
            timer.setSingleShot(True)
            timer.setInterval(length)
            timer.timeout.connect(what)
            timer.start()

    def watch(self, window: QWidget) -> None:
        """Look at what reaches this window."""
        window.installEventFilter(self)

    def stop(self) -> None:
        """Ask no more."""
        self._ask.stop()
        self._leave.stop()

    def stir(self) -> None:
        """Somebody is there."""
        self._ask.start()
        self._leave.start()
        if self._asked:
            self._asked = False
            self.stirred.emit()

    def _on_ask(self) -> None:
        self._asked = True
        self.asks.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        if kind in _SIGNS and not self._asked:
            self.stir()
        return kind is not None and super().eventFilter(watched, event)
