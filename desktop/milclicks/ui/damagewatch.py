"""Hears from the library that a part of a pack was found damaged, and says so on the main thread.

Lessons and pictures may be read in any thread; nothing of a page is touched from there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from milclicks.packs.library import Library


class DamageWatch(QObject):
    """Calls `say(path of the file)` when a part of a pack is found damaged for the first time."""

    _found = Signal(str)

    def __init__(self, parent: QObject, library: Library, say: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._say = say
        self._found.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        library.damaged.noticed = self._noticed

    def _noticed(self, path: Path) -> None:
        if shiboken6.isValid(self):
            self._found.emit(str(path))

    def _arrive(self, path: str) -> None:
        self._say(path)
