"""What is done with a stick off the main thread: reading, adding, taking the app, making one.

Each function runs in a job and opens a library of its own; nothing here touches a window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.errors import MilClicksError
from milclicks.packs import guests
from milclicks.packs.library import Library
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import bring, bundles, courier, making, wanted
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.source import FolderSource, SourceMissing
from milclicks.packs.travel.stick import StickFound, StickPack, proved
from milclicks.packs.trust.listed import Known
from milclicks.packs.trust.standing import Trust

if TYPE_CHECKING:
    from milclicks.packs.travel.mounts import Mount, MountTable
    from milclicks.ui.jobs import Tell


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder and the roots that a job opens again for itself."""

    data: Path
    roots: tuple[Path, ...]
    trust: Trust
    used: frozenset[tuple[str, int]] = frozenset()
    """The versions of packs that open lessons point at; they stay."""
    table: MountTable | None = None
    """What is plugged in, while a stick is written on."""
    seen: tuple[Seen, ...] = ()
    """What is known of the sticks that are in."""

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
    files: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    """What the file of each pack was when it was looked at: bytes, times, number."""
    faults: Mapping[Path, MilClicksError] = field(default_factory=dict)
    """What is wrong with packs that were read whole, as long as their files stay as they are."""

    def after(self, mount: Mount, brought: bring.Brought) -> Seen:
        """The same once packs of a stick were added: one that is at fault is promised no more."""
        if mount != self.mount:
            return self
        wrong = {one.pack.path: one.error for one in brought.refused if _own_fault(one.error)}
        return self.knowing({**self.faults, **wrong})

    def knowing(self, faults: Mapping[Path, MilClicksError]) -> Seen:
        """The same with the packs refused that would be worth adding and are at fault."""
        packs = [
            replace(one, state="refused", error=faults[one.path])
            if one.worth_adding and one.path in faults
            else one
            for one in self.found.packs
        ]
        packs.sort(key=lambda one: (not one.worth_adding, one.key))
        return replace(self, found=replace(self.found, packs=tuple(packs)), faults=faults)


_CONTENT = ("repair.no_donor", "file", "zip", "blob", "json", "manifest", "media", "lesson")


def _own_fault(error: MilClicksError) -> bool:
    """Whether it lies in the file itself, and in nothing of this computer."""
    return error.code.startswith(_CONTENT)


@dataclass(frozen=True, slots=True)
class Read:
    """The packs that may be used where they lie, and why another may not."""

    sound: tuple[StickPack, ...]
    refused: MilClicksError | None


def see(place: Place, mount: Mount) -> Seen:
    """Read a stick; nothing is kept. What is known of files that are still the same stays known."""
    with place.library() as library:
        found = bring.looked_at(mount.path, library, mount.name)
        known = proved(found.look, library.trust.catalog, mount.name)
        app = _app(found, known or library.trust.catalog.known)
        files = {one.path: _file(one.path) for one in found.packs}
        seen = Seen(mount, found, app, bool(wanted.read(found.look.wanted).pcs), files)
    before = next((one for one in place.seen if one.mount == mount), seen)
    same = {path for path, file in files.items() if file and file == before.files.get(path)}
    return seen.knowing({path: error for path, error in before.faults.items() if path in same})


def _file(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _app(found: StickFound, known: Known | None) -> bundles.Offer | None:
    offer = bundles.newest_of(known)
    return offer if offer is not None and bundles.found_on(offer, found.look) else None


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
        name, device, data = seen.mount.name, seen.mount.device, place.data
        return bring.bring(
            seen.found, chosen, library, name, tell, data=data, others=places, device=device
        )


def read(place: Place, packs: Sequence[StickPack], tell: Tell) -> Read:
    """Read packs that are to be used where they lie, where nobody did before."""
    sound: list[StickPack] = []
    refused: MilClicksError | None = None
    for one in packs:
        try:
            guests.read(place.trust, one.path, tell)
            sound.append(one)
        except MilClicksError as error:
            refused = error
    return Read(tuple(sound), refused)


def after_stop(library: Library, chosen: Sequence[StickPack]) -> bring.Brought:
    """What is true of these packs after a stop: those that are here, whole, and those that are not.

    A pack that is used where it lies has not come in.
    """
    added: list[PackInfo] = []
    left: list[StickPack] = []
    for one in chosen:
        name, version = (one.record.id, one.record.version) if one.record is not None else ("", 0)
        own = (held for held in library.copies(name) if held.file not in library.guests)
        if any(held.digest == one.digest for held in own):
            added += [info for info in library.versions(name) if info.version == version][:1]
        else:
            left.append(one)
    newer = bring.newer_of(chosen)
    return bring.Brought(tuple(added), stopped=True, left=tuple(left), newer=newer)


def take_app(place: Place, seen: Seen, offer: bundles.Offer, tell: Tell) -> Path:
    """Copy the app from the stick, checked; the path of the copy.

    The stick's catalogue is kept with it, so that the app may go on to the next stick from here.
    """
    look, name = seen.found.look, seen.mount.name
    source = bundles.found_on(offer, look, name)
    if source is None:
        raise SourceMissing(name, offer.place)
    bring.learn(look, place.trust.catalog, name)
    return bundles.take(offer, source, place.data, tell)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may go on a stick, with the bytes of each pack, and what is free there."""

    load: courier.Load
    sizes: dict[str, int]
    app_bytes: int
    free: int
    stick: Plugged


def choice(place: Place, mount: Mount) -> Choice:
    """Read what this computer has to give; raises when the stick is gone."""
    stick = Plugged(mount, place.table)
    with place.library() as library:
        load = courier.load(mount.path, library, place.data)
    sizes = {name: path.stat().st_size for name, path in load.packs.items()}
    app_bytes = sum(offer.bundle.bytes for offer, _ in load.apps)
    free = making.free_on(mount)
    stick.check()
    return Choice(load, sizes, app_bytes, free, stick)


def make(
    place: Place,
    stick: Plugged,
    chosen: Collection[str],
    apps: bool,
    name: str,
    tell: Tell,
    locale: str = "en",
) -> making.Made:
    """Write and read back; `name` is that of this place, `locale` the language of its page."""
    with stick.held():
        with place.library() as library:
            load = courier.load(stick.mount.path, library, place.data)
            pieces = courier.pieces(
                load, chosen, library, place.data, name, apps=apps, locale=locale
            )
        return making.make(stick.mount, pieces, tell, chosen=stick)


def wish(place: Place, seen: Seen, name: str) -> int:
    """Write on the stick what this computer wants; how many packs that are."""
    stick = Plugged(seen.mount, place.table)
    with place.library() as library:
        catalog, system = library.trust.catalog, bundles.this_system()
        mine = wanted.wishes_of(place.data, library.packs(), catalog, name, system)
    path = seen.found.look.wanted
    making.guarded(stick, lambda: wanted.write(path, wanted.read(path).with_(mine), stick))
    return len(mine.packs)
