"""Watches what is plugged in: a look at the system's table every two seconds, no disk is touched.

A service: it lasts until it is stopped. What lies on a stick is somebody else's to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from milclicks.packs.travel.mounts import Mount, MountTable

EVERY_MS = 2000


class StickWatch(QObject):
    """`came(Mount)` and `gone(Mount)`; what is there at the start counts as come."""

    came = Signal(object)
    gone = Signal(object)

    def __init__(self, parent: QObject, table: MountTable) -> None:
        super().__init__(parent)
        self._table = table
        self._here: tuple[Mount, ...] = ()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether it watches."""
        return self._timer.isActive()

    def start(self) -> None:
        """Look now, and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Watch no more; what is plugged in counts as gone."""
        self._timer.stop()
        before, self._here = self._here, ()
        for mount in before:
            self.gone.emit(mount)

    def look(self) -> None:
        """Read the table once."""
        before, self._here = self._here, self._table.mounts()
        for mount in before:
            if mount not in self._here:
                self.gone.emit(mount)
        for mount in self._here:
            if mount not in before:
                self.came.emit(mount)
