"""What jobs do for sharing: read what this computer gives, look at another one, take from it.

Each function runs in a job and opens a library of its own; whom to believe is shared with the
window's library.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milclicks.lan.room import Room, Talk
    from milclicks.lan.server import Server
    from milclicks.lan.tree import Tree
    from milclicks.packs.library import Library
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.peer import PeerFound, PeerPack
    from milclicks.packs.travel.shared import Offered
    from milclicks.packs.trust.standing import Trust
    from milclicks.ui.context import Context
    from milclicks.ui.jobs import Tell

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """What a job may know of the window; `used` are (pack, version) of open lessons."""

    data: Path
    roots: tuple[Path, ...]
    trust: Trust
    used: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, context: Context) -> Place:
        """Taken on the main thread."""
        workspace = context.workspace
        library = workspace.library
        used = workspace.records.runs_in_use()
        return cls(workspace.folder, library.roots, library.trust, used)

    @contextmanager
    def library(self) -> Iterator[Library]:
        """A library of the job's own."""
        from milclicks.packs.library import Library

        with Library.open(self.data, self.roots, trust=self.trust) as library:
            library.keep = lambda pack, version: (pack, version) in self.used
            yield library


@dataclass(frozen=True, slots=True)
class Given:
    """What this computer gives."""

    tree: Tree
    packs: tuple[Offered, ...]

    @property
    def bytes(self) -> int:
        """All packs together."""
        return sum(one.bytes for one in self.packs)


@dataclass(frozen=True, slots=True)
class Begun:
    """A server that shares; `addresses` are those to type, with its port."""

    server: Server
    given: Given
    addresses: tuple[str, ...]


class OpenOnes:
    """What is open to the room, from one press until it ends; any thread may end it at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Server | Talk] = []
        self._over = False

    def add(self, one: Server | Talk) -> None:
        """Keep it until the end; it is closed at once when that was already."""
        with self._lock:
            if not self._over:
                self._open.append(one)
                return
        one.close()

    def close(self) -> None:
        """End all, the server first, for good."""
        with self._lock:
            self._over = True
            ended, self._open = self._open, []
        for one in ended:
            try:
                one.close()
            except Exception:  # the edge: one that cannot end must not keep the others open
                log.exception("something of sharing did not end")


def begun(place: Place, name: str, locale: str, room: Room, open_ones: OpenOnes) -> Begun:
    """Share; `open_ones` gets what must be closed at the end. Raises ShareFailed.

    Whatever is raised, nothing is open then. That nobody can be told is no fault: the address can
    be typed.
    """
    from milclicks.lan.server import Server

    found = given(place, name, locale)
    server = Server(found.tree)
    try:
        room.listen(server)
        open_ones.add(server)
        try:
            open_ones.add(room.announce(name, server.port))
        except Exception as error:  # the edge: whatever the network or its library does
            log.info("nobody is told that packs are shared: %r", error)
        return Begun(server, found, typed(room, server))
    except BaseException:
        open_ones.close()
        server.close()
        raise


def typed(room: Room, server: Server) -> tuple[str, ...]:
    """The addresses to type."""
    return tuple(f"{one}:{server.port}" for one in room.addresses())


def given(place: Place, name: str, locale: str) -> Given:
    """Read the library; `name` is that of the place."""
    from milclicks.packs.travel.shared import offers_of, tree

    with place.library() as library:
        made = tree(library, name, locale, place.data)
    return Given(made, offers_of(made).packs)


def look(place: Place, typed: str, tell: Tell) -> PeerFound:
    """What another computer offers; nothing is kept."""
    from milclicks.packs.travel import peer

    tell(0, 1)
    with closing(peer.source(typed)) as source, place.library() as library:
        source.waiting = lambda: tell(0, 1)
        return peer.look(source, library)


def take(place: Place, address: str, wanted: Sequence[PeerPack], tell: Tell) -> PackInfo:
    """Take packs one after the other, each whole or not at all; the last one that came."""
    from milclicks.packs.travel import peer

    total, before = sum(one.offered.bytes for one in wanted), 0
    info: PackInfo | None = None
    with closing(peer.source(address)) as source, place.library() as library:
        for one in wanted:
            size, start = one.offered.bytes, before

            def share(done: int, of: int, size: int = size, start: int = start) -> None:
                tell(start + size * done // max(of, 1), total)

            info = peer.take(source, one.offered, library, place.data, share)
            before += size
    assert info is not None
    return info
