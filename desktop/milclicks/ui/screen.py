"""What every screen is: a widget that can be built again with the same parameters.

The shell shows one screen at a time. A screen reads what it needs when it is built and again
when one of its topics changed; it never holds data of another screen.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from milclicks.core.changes import Changes
from milclicks.ui.context import Context


class Screen(QWidget):
    """A page of the window.

    `topics` says which changes make it read again; `kept()` gives the parameters with which the
    same page is built after a language switch, half-given input included. `titled` says that the
    title of the page has changed.
    """

    titled = Signal()
    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.say = context.texts.say

    def kept(self) -> dict[str, Any]:
        """Parameters that build this page again as it stands."""
        return {}

    def changed(self, changes: Changes) -> None:
        """Read again if the change touches this page."""
        if self.topics & changes.topics:
            self.refresh()

    def refresh(self) -> None:
        """Read everything again. A page without changing parts has nothing to do."""

    def first_focus(self) -> QWidget | None:
        """The control that should have the focus when the page opens."""
        return None
