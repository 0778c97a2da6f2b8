"""What jobs do for sharing: read what this computer gives, look at another one, take from it.

Each function runs in a job and opens a library of its own; whom to believe is shared with the
window's library.
"""

from __future__ import annotations

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


def begun(
    place: Place, name: str, locale: str, room: Room, open_ones: list[Server | Talk]
) -> Begun:
    """Share; `open_ones` gets what must be closed at the end. Raises ShareFailed."""
    from milclicks.lan.server import Server

    found = given(place, name, locale)
    server = Server(found.tree)
    room.listen(server)
    open_ones.append(server)
    open_ones.append(room.announce(name, server.port))
    return Begun(server, found, typed(room, server))


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
