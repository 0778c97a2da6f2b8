"""What is done with a stick off the main thread: reading, adding, taking the app, making one.

Each function runs in a job and opens a library of its own; nothing here touches a window.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.packs.library import Library
from milclicks.packs.travel import bring, bundles, courier, making, wanted
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.travel.stick import StickFound, StickPack, proved
from milclicks.packs.trust.listed import Known
from milclicks.packs.trust.standing import Trust

if TYPE_CHECKING:
    from milclicks.packs.travel.mounts import Mount
    from milclicks.ui.jobs import Tell


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder and the roots that a job opens again for itself."""

    data: Path
    roots: tuple[Path, ...]
    trust: Trust
    used: frozenset[tuple[str, int]] = frozenset()
    """The versions of packs that open lessons point at; they stay."""

    def library(self) -> Library:
        """A library of the job's own, that believes what the window believes."""
        library = Library.open(self.data, self.roots, trust=self.trust)
        library.keep = lambda pack, version: (pack, version) in self.used
        return library


@dataclass(frozen=True, slots=True)
class Seen:
    """A stick that was read; `app` is a newer version of the app for this computer on it."""

    mount: Mount
    found: StickFound
    app: bundles.Offer | None = None
    wished: bool = False
    """Whether somebody's wishes stand on it."""


def see(place: Place, mount: Mount) -> Seen:
    """Read a stick; nothing is kept."""
    with place.library() as library:
        found = bring.looked_at(mount.path, library, mount.name)
        known = proved(found.look, library.trust.catalog, mount.name)
        app = _app(found, known or library.trust.catalog.known)
        return Seen(mount, found, app, bool(wanted.read(found.look.wanted).pcs))


def _app(found: StickFound, known: Known | None) -> bundles.Offer | None:
    if known is None or found.look.site is None:
        return None
    offer = bundles.newest_of(known)
    there = offer is not None and bundles.lies_in(offer, FolderSource(found.look.site))
    return offer if there else None


def add(
    place: Place, seen: Seen, chosen: Sequence[StickPack], others: Sequence[Seen], tell: Tell
) -> bring.Brought:
    """Bring the chosen packs in; other sticks that are in may mend what this one has lost."""
    places = [
        FolderSource(one.found.look.site, one.mount.name)
        for one in others
        if one.found.look.site is not None
    ]
    with place.library() as library:
        name, data = seen.mount.name, place.data
        return bring.bring(seen.found, chosen, library, name, tell, data=data, others=places)


def take_app(place: Place, seen: Seen, offer: bundles.Offer, tell: Tell) -> Path:
    """Copy the app from the stick, checked; the path of the copy."""
    assert seen.found.look.site is not None
    source = FolderSource(seen.found.look.site, seen.mount.name)
    return bundles.take(offer, source, place.data, tell)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may go on a stick, with the bytes of each pack, and what is free there."""

    load: courier.Load
    sizes: dict[str, int]
    app_bytes: int
    free: int


def choice(place: Place, mount: Mount) -> Choice:
    """Read what this computer has to give; raises when the stick is gone."""
    with place.library() as library:
        load = courier.load(mount.path, library, place.data)
    sizes = {name: path.stat().st_size for name, path in load.packs.items()}
    app_bytes = sum(offer.bundle.bytes for offer, _ in load.apps)
    return Choice(load, sizes, app_bytes, making.free_on(mount))


def make(
    place: Place, mount: Mount, chosen: Collection[str], apps: bool, name: str, tell: Tell
) -> making.Made:
    """Write and read back; `name` is that of this place."""
    with place.library() as library:
        load = courier.load(mount.path, library, place.data)
        pieces = courier.pieces(load, chosen, library, place.data, name, apps=apps)
    return making.make(mount, pieces, tell)


def wish(place: Place, seen: Seen, name: str) -> int:
    """Write on the stick what this computer wants; how many packs that are."""
    with place.library() as library:
        catalog, system = library.trust.catalog, bundles.this_system()
        mine = wanted.wishes_of(place.data, library.packs(), catalog, name, system)
    path = seen.found.look.wanted
    making.guarded(seen.mount, lambda: wanted.write(path, wanted.read(path).with_(mine)))
    return len(mine.packs)
