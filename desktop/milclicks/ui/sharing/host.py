"""Sharing as long as it lasts: it belongs to the window, not to a page, and ends with it.

Off until somebody presses a button, then for 60 minutes. What is shared follows the library. The
server has threads of its own and never asks this one for anything.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.lan.room import Room
from milclicks.ui.sharing.mark import HOST
from milclicks.ui.sharing.work import Begun, Given, OpenOnes, Place, begun, given, typed

if TYPE_CHECKING:
    from milclicks.lan.server import Server, Taker
    from milclicks.ui.bus import Bus
    from milclicks.ui.context import Context

log = logging.getLogger(__name__)
LOOK_MS = 2000
_NETWORK_LOOKS = 5
ENDED = N_("Sharing has ended after its time. Nobody takes anything from here any more.")


class Sharing(QObject):
    """`changed`: it went on or off, or shares other packs. `moved`: time passed, bytes went.

    The bus hears of the former as "sharing".
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, parent: Bus, room: Room | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(HOST)
        self.changed.connect(lambda: parent.tell(Changes.of("sharing")))
        self.room = room or Room()
        self.starting = False
        self.problem: MilClicksError | None = None
        self.given = Given({}, ())
        self.addresses: tuple[str, ...] = ()
        self._held = OpenOnes()
        self._server: Server | None = None
        self._context: Context | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @classmethod
    def of(cls, context: Context) -> Sharing:
        """That of this window."""
        return context.bus.findChild(cls) or cls(context.bus)

    # --- on and off ----------------------------------------------------------------------
    @property
    def on(self) -> bool:
        """Whether others can take packs now."""
        return self._server is not None

    def begin(self, context: Context) -> None:
        """Read what there is to give and share it, in a job, so that the window goes on."""
        if self.on or self.starting:
            return
        self.starting, self.problem = True, None
        if self._context is None:
            context.bus.changed.connect(self._told)
        self._context, self._held = context, OpenOnes()
        place, name = Place.of(context), context.workspace.settings.place
        room, locale, open_ones = self.room, context.texts.locale, self._held
        context.bus.destroyed.connect(lambda: open_ones.close())  # the window goes
        context.jobs.start(
            lambda _tell: begun(place, name, locale, room, open_ones),
            lambda found: self._came(open_ones, found=found),
            failed=lambda error: self._came(open_ones, error=error),
            owner=self,
        )
        self.changed.emit()

    def _came(
        self, mine: OpenOnes, *, found: Begun | None = None, error: MilClicksError | None = None
    ) -> None:
        """A job ended; one that was stopped meanwhile has nothing open and no say any more."""
        if mine is not self._held or not self.starting:
            mine.close()
        elif found is not None:
            self.started(found)
        elif error is not None:
            self._failed(error)

    def started(self, found: Begun) -> None:
        """What a job began to share lasts from now on."""
        self.starting = False
        self._server, self.given, self.addresses = found.server, found.given, found.addresses
        self._timer.start()
        self.changed.emit()

    def _read(self, context: Context) -> None:
        """Read again what there is to give."""
        place, name = Place.of(context), context.workspace.settings.place
        locale = context.texts.locale
        context.jobs.start(lambda _tell: given(place, name, locale), self._given, owner=self)

    def _given(self, found: Given) -> None:
        if self._server is not None:
            self.given, self._server.tree = found, found.tree
            self.changed.emit()

    def _failed(self, error: MilClicksError) -> None:
        self._held.close()
        self.starting, self.problem = False, error
        self.changed.emit()

    def stop(self) -> None:
        """End at once."""
        self._server, self.starting = None, False
        self._timer.stop()
        self._held.close()
        self.changed.emit()

    def more(self) -> None:
        """Sixty minutes from now."""
        if self._server is not None:
            self._server.more()
            self.moved.emit()

    # --- how it goes ---------------------------------------------------------------------
    @property
    def minutes_left(self) -> int:
        """Whole minutes until it ends by itself, the last one counted."""
        return -(-int(self._server.left_s()) // 60) if self._server is not None else 0

    @property
    def takers(self) -> tuple[Taker, ...]:
        """Who took what so far."""
        return self._server.takers() if self._server is not None else ()

    def _look(self) -> None:
        """Now and then: is it over, has the network changed, did somebody take something?"""
        context, server = self._context, self._server
        if server is None or context is None:
            return
        if not server.on:
            self.stop()
            context.notices.tell(context.texts.say(ENDED))
            return
        self._looks += 1
        if self._looks % _NETWORK_LOOKS == 0:
            self.look_around()
        self.moved.emit()

    def look_around(self) -> None:
        """Ask the system for the addresses of now, in a job, since that takes a while."""
        room, server = self.room, self._server
        if self._context is not None and server is not None:
            self._context.jobs.start(lambda _tell: typed(room, server), self._addressed, owner=self)

    def _addressed(self, now: tuple[str, ...]) -> None:
        if self._server is not None and now != self.addresses:
            self.addresses = now
            self.changed.emit()

    def _told(self, changes: Changes) -> None:
        """Other packs are here now: those are shared."""
        if self.on and self._context is not None and "packs" in changes:
            self._read(self._context)
