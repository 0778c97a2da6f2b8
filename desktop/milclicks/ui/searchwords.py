"""Makes the words of packs searchable, in a job, before anybody searches.

Of a pack with many lessons in many languages this takes seconds. It begins in a calm moment of the
window, and again after packs came, a few milliseconds at a time with longer rests, so that the
window draws as if alone. A search that comes meanwhile waits for `made`, and nothing rests then.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from milclicks.core.errors import MilClicksError

if TYPE_CHECKING:
    from milclicks.core.changes import Changes
    from milclicks.packs.library import Library
    from milclicks.ui.context import Context
    from milclicks.ui.jobs import Tell
    from milclicks.ui.sharing.work import Place

log = logging.getLogger(__name__)
AFTER_MS = 1000
"""How long after packs came: their cards are drawn first. Also how often it looks whether work that
somebody asked for has ended; both write into one index.
"""
RESTS: Final = 3
"""Times as long as a piece of the work took."""
_NAP_S: Final = 0.02


class SearchWords(QObject):
    """`made`: all that is here can be searched. The same job lets older versions go."""

    made = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.bus)
        self._context = context
        self._missing, self._making, self._wanted = True, False, False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_MS)
        self._soon.timeout.connect(self.make_soon)
        context.bus.changed.connect(self._told)

    @classmethod
    def of(cls, context: Context) -> SearchWords:
        """That of this window."""
        return context.bus.findChild(cls) or cls(context)

    def make_soon(self) -> None:
        """Begin once no other job goes on."""
        if self._context.jobs.busy:
            self._soon.start()
        else:
            self._make()

    def ready(self) -> bool:
        """Whether a search finds all words there; if not, they are made now and `made` tells."""
        self._wanted = True
        self._make()
        return not self._making

    def _make(self) -> None:
        self._soon.stop()
        if self._making or not self._missing:
            return
        from milclicks.ui.sharing.work import Place

        self._making, self._missing = True, False
        place, locale = Place.of(self._context), self._context.workspace.settings.locale
        self._context.jobs.start(
            lambda tell: made(place, locale, gently(tell, lambda: self._wanted)),
            self._made,
            failed=self._failed,
            owner=self,
            calm=True,
        )

    def _told(self, changes: Changes) -> None:
        if "packs" in changes:
            self._missing = True
            self._soon.start()

    def _made(self, fewer: bool) -> None:
        self._making = self._wanted = False
        if fewer:
            self._context.bus.tell(self._context.workspace.packs_changed())
        self.made.emit()

    def _failed(self, error: MilClicksError) -> None:
        log.warning("the library could not be tidied: %s", error.code)
        self._made(False)


def made(place: Place, locale: str, progress: Tell) -> bool:
    """In a job: let older versions go and make all words searchable; whether a version went."""
    with place.library() as library:
        before = _held(library)
        library.tidy()
        library.search("", locale, progress=progress)
        return _held(library) != before


def gently(tell: Tell, wanted: Callable[[], bool]) -> Tell:
    """What the work tells after each piece: there it rests, unless it is `wanted` by now."""
    begun = time.monotonic()

    def rest(done: int, total: int) -> None:
        nonlocal begun
        until = time.monotonic() + RESTS * (time.monotonic() - begun)
        tell(done, total)  # raises when the window closes
        while not wanted() and time.monotonic() < until:
            time.sleep(_NAP_S)
            tell(done, total)
        begun = time.monotonic()

    return rest


def _held(library: Library) -> set[str]:
    """The version of every file that is here."""
    return {one.key for pack in library.packs() for one in library.copies(pack.id)}
