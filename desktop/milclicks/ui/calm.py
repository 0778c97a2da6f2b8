"""Small pieces of work one after the other, each in a turn of its own.

What a start leaves for later must not come in one go: the window would stand still for all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

BETWEEN_MS: Final = 5
FIRST_PRESSES: Final = (
    "milclicks.ui.page",
    "milclicks.packs.travel.refusals",
    "milclicks.packs.travel.plan",
    "milclicks.packs.travel.part",
    "milclicks.ui.packnames",
    "milclicks.ui.library.errand",
    "milclicks.ui.library.work",
    "milclicks.ui.library.offer",
    "milclicks.ui.library.planned",
    "milclicks.ui.library.afterclass",
    "milclicks.ui.library.packcard",
    "milclicks.ui.library.workcard",
    "milclicks.ui.library.screen",
    "socket",
    "milclicks.lan.room",
    "milclicks.ui.sharing.host",
    "milclicks.ui.sharing.screen",
)
"""Modules of the pages on which people add and share packs, each after those that it needs."""


class Calm(QObject):
    """Does `pieces` in their order, and goes when the last one is done."""

    def __init__(self, parent: QObject, pieces: Iterable[Callable[[], object]]) -> None:
        super().__init__(parent)
        self._left: Iterator[Callable[[], object]] = iter(pieces)
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN_MS)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        piece = next(self._left, None)
        if piece is None:
            self._timer.stop()
            self.deleteLater()
        else:
            piece()


def first_presses() -> Iterator[Callable[[], object]]:
    """Load what the first presses need, module by module."""
    return (partial(import_module, name) for name in FIRST_PRESSES)
