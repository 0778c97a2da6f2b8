"""The one app-wide signal.

It says that something in the workspace changed; it does not say how, and it carries no data
besides the topics. Screens that are on show read again what they need.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from milclicks.core.changes import Changes


class Bus(QObject):
    """`changed(Changes)` reaches every screen that is on show."""

    changed = Signal(object)

    def tell(self, changes: Changes | None) -> None:
        """Emit `changed` unless nothing changed."""
        if changes is not None and changes.topics:
            self.changed.emit(changes)
