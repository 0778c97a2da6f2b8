"""What jobs do with packs: look at a place, fetch, add a file, check and repair one that is here.

`Work.of(context)` takes on the main thread what a job may know; the methods run in the job, each
through a library of its own. Whom to believe is shared with the window's library, so that both know
at once what was let in.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.ui.jobs import Tell

if TYPE_CHECKING:
    from milclicks.core.clock import Clock
    from milclicks.core.settings import Settings
    from milclicks.lan.room import Room
    from milclicks.packs.library import Library
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.appfetch import AppFetching, AppPlan
    from milclicks.packs.travel.bundles import Offer
    from milclicks.packs.travel.fetching import Fetching, Means
    from milclicks.packs.travel.part import Begun
    from milclicks.packs.travel.plan import Later, Paused, Plan
    from milclicks.packs.travel.source import Source
    from milclicks.packs.travel.stick import StickFound
    from milclicks.packs.trust.news import News
    from milclicks.packs.trust.standing import Trust
    from milclicks.ui.context import Context

NEAR = "near:"
"""Before the address of a computer in the room, whose bytes cost nothing."""
_LISTEN, _LISTEN_S = 30, 3.0


@dataclass(frozen=True, slots=True)
class Work:
    """`used` are (pack, version) of open lessons, which stay; `place` is looked at first."""

    data: Path
    roots: tuple[Path, ...]
    trust: Trust
    clock: Clock
    settings: Settings
    used: frozenset[tuple[str, int]]
    place: str = ""
    guests: tuple[Path, ...] = ()
    sticks: tuple[StickFound, ...] = ()
    """What lies on the sticks that are in."""
    room: Room | None = None
    """Where computers that share may be heard; only to repair."""

    @classmethod
    def of(cls, context: Context, place: str = "") -> Work:
        """What a job of this window needs; `place` is a folder or an address, or none."""
        workspace = context.workspace
        return cls(
            workspace.folder,
            workspace.library.roots,
            workspace.library.trust,
            workspace.clock,
            workspace.settings,
            workspace.records.runs_in_use(),
            place,
            workspace.library.guests,
            tuple(one.found for one in context.sticks.seen),
        )

    @classmethod
    def mending(cls, context: Context) -> Work:
        """The same for repairing, which also hears who shares in this room."""
        from milclicks.ui.sharing.host import Sharing

        return replace(cls.of(context), room=Sharing.of(context).room)

    # --- in a job ------------------------------------------------------------------------
    def add(self, path: Path, tell: Tell) -> PackInfo:
        """Add a pack file."""
        with self._library() as library:
            return library.install(path, tell)

    def look(self, tell: Tell) -> News:
        """Bring the catalogue up to date from the place, or from all those of the settings."""
        tell(0, 1)
        places = (self.place,) if self.place else None
        with self._library() as library, self._fetching(library, places) as fetching:
            news = fetching.look(lambda: tell(0, 1))
        tell(1, 1)
        return news

    def fetch(self, pack: str, version: int, tell: Tell, *, agreed: bool = False) -> PackInfo:
        """Fetch a version of a pack and add it; `agreed` to a line that costs."""
        places = dict.fromkeys([*filter(None, [self.place]), *self._free(), *self._addresses()])
        with self._library() as library, self._fetching(library, tuple(places)) as fetching:
            loose = self._loose(library, f"{pack}@{version}", tell)
            if loose is not None:
                return loose
            if not places and not self.came(pack, version):
                from milclicks.packs.travel.asking import nowhere

                raise nowhere()
            return fetching.fetch(pack, version, tell, agreed=agreed)

    def later(self, one: Later, tell: Tell) -> PackInfo:
        """Fetch an update that waited; over a line only as it was agreed on."""
        agreed = one.most > 0 and one.place == self.settings.packs_address
        places = [*self._free(), *([one.place] if agreed else [])]
        with (
            self._library() as library,
            self._fetching(library, places, one.most if agreed else None) as fetching,
        ):
            loose = self._loose(library, one.key, tell)
            if loose is not None:
                return loose
            return fetching.fetch(one.pack, one.version, tell, agreed=agreed)

    def fetch_app(self, offer: Offer, tell: Tell, *, agreed: bool = False) -> Path:
        """Fetch a version of the app and check it: from what costs nothing, else the address."""
        places = [*self._free(), *self._addresses()]
        with _opened(places) as sources:
            return self._apps(sources).fetch(offer, tell, agreed=agreed)

    def check(self, pack: str, locale: str, tell: Tell) -> PackInfo:
        """Read all of a pack and note what is damaged; `pack` is its id, or its file's name."""
        with self._library() as library, self._fetching(library, ()) as fetching:
            fetching.damage(pack, tell)
            return _info(library, pack, locale)

    def repair(self, pack: str, locale: str, tell: Tell, *, agreed: bool = False) -> PackInfo:
        """Mend a pack from whoever has its parts: first what costs nothing, last the address."""
        from milclicks.packs.travel.repair import NotMended

        address = self.settings.packs_address
        donors = [one.path for found in self.sticks for one in found.packs]
        ways = (self._free, lambda: self._near(tell), lambda: [address] if address else [])
        failed: NotMended | None = None
        with self._library() as library:
            for number, way in enumerate(ways):
                places = way()
                if number and not places:
                    continue
                with self._fetching(library, places) as fetching:
                    try:
                        fetching.repair(pack, tell, donors=donors, agreed=agreed)
                        return _info(library, pack, locale)
                    except NotMended as error:
                        failed = error
        assert failed is not None
        raise failed

    def _loose(self, library: Library, key: str, tell: Tell) -> PackInfo | None:
        """A pack that lies on a stick without a catalogue, added as from its banner; None where
        there is none, or where it did not come in and another place may have it.
        """
        from milclicks.packs.travel.bring import bring

        for stick in self.sticks:
            found = [one for one in stick.packs if one.key == key and one.worth_adding]
            if stick.look.site is not None or not found:
                continue
            name = stick.look.root.name
            brought = bring(stick, found[:1], library, name, tell, data=self.data)
            if brought.added:
                return brought.added[0]
            if not (self._free() or self._addresses()):
                raise brought.refused[0].error
        return None

    def _free(self) -> list[str]:
        """Places that cost nothing: the sticks that are in, the folder of the settings."""
        sites = [str(one.look.site) for one in self.sticks if one.look.site is not None]
        return [*sites, *([self.settings.packs_folder] if self.settings.packs_folder else [])]

    def _addresses(self) -> list[str]:
        return self.settings.packs_address.split()

    def _near(self, tell: Tell) -> list[str]:
        """The addresses of the computers that say, within three seconds, that they share."""
        from milclicks.lan.neighbours import Neighbours

        if self.room is None or not self.room.addresses():
            return []
        found, heard = Neighbours(), threading.Event()
        talk = self.room.search(found, heard.set)
        try:
            for _ in range(_LISTEN):
                tell(0, 1)
                if heard.wait(_LISTEN_S / _LISTEN) and found.here():
                    break
        finally:
            talk.close()
        return [f"{NEAR}{one.address}" for one in found.here()]

    # --- on the main thread --------------------------------------------------------------
    def throw_away(self, library: Library, pack: str, version: int) -> None:
        """Delete what came of a download; raises Busy while somebody works on it."""
        with self._fetching(library, ()) as fetching:
            fetching.drop(pack, version)

    def begun(self) -> tuple[Begun, ...]:
        """What lies half fetched in the data folder."""
        from milclicks.packs.travel.part import begun

        return begun(self.data)

    def held(self, library: Library, pack: str, version: int) -> Paused | None:
        """The limit of the settings that would stop it now, before anything comes."""
        return self.plan(library, pack, version)[0].held if self._limited else None

    def held_back(self, library: Library, pack: str, version: int) -> Paused | None:
        """The same, also where the folder may have it and could be asked at any time."""
        if not self._limited:
            return None
        plan, _ = self.plan(library, pack, version)
        return plan.held or plan.maybe

    @property
    def _limited(self) -> bool:
        return bool(self.settings.packs_quota_mb or self.settings.packs_night)

    def asks(self, key: str) -> bool:
        """Whether anybody can be asked for a pack (`mil.core@4`): a place that somebody named, or
        a stick that is in and has it.
        """
        return bool(self.place or self._addresses()) or self.has(key)

    def came(self, pack: str, version: int) -> bool:
        """Whether all of a pack came already, and only adding it is left."""
        held = (one for one in self.begun() if one.expected.key == f"{pack}@{version}")
        return any(one.done >= one.expected.bytes for one in held)

    def has(self, key: str) -> bool:
        """The same where nothing can cost: the folder, or a stick."""
        return bool(self.settings.packs_folder) or bool(self._stick_with(key))

    def _stick_with(self, key: str) -> str:
        """The name of a stick that is in and has a pack."""
        for one in self.sticks:
            for pack in one.packs:
                if pack.key == key and (one.look.site is not None or pack.worth_adding):
                    return one.look.root.name
        return ""

    def plan(self, library: Library, pack: str, version: int) -> tuple[Plan, int]:
        """What fetching would take, asking nobody; and how many bytes are here already.

        A limit of the settings is `held` where it must come over a line, and `maybe` where the
        folder of the settings, which is asked before, may have it. A stick that is in has it: then
        there is no limit, and `first` names the stick where there would have been one.
        """
        with self._fetching(library, ()) as fetching:
            held = (one for one in fetching.begun() if one.expected.key == f"{pack}@{version}")
            plan, done = fetching.plan(pack, version), next((one.done for one in held), 0)
        stick, folder = self._stick_with(f"{pack}@{version}"), self.settings.packs_folder
        if stick or (folder and not self._addresses()):
            first = stick if plan.held is not None else ""
            return replace(plan, left=None, held=None, first=first), done
        if folder and (plan.held is not None or plan.left is not None):
            return replace(plan, held=None, maybe=plan.held, first=_called(folder)), done
        return plan, done

    def plan_app(self, offer: Offer) -> AppPlan:
        """What fetching a version of the app would take, asking nobody; limits as in `plan`."""
        plan, free = self._apps(()).plan(offer), self._free()
        if free and not self._addresses():
            return replace(plan, left=None, held=None)
        if free and plan.held is not None:
            return replace(plan, held=None, maybe=plan.held, first=_called(free[0]))
        return plan

    def throw_away_app(self, offer: Offer) -> None:
        """Delete what came of a version of the app."""
        self._apps(()).drop(offer)

    def _apps(self, sources: Sequence[Source]) -> AppFetching:
        from milclicks.packs.travel.appfetch import AppFetching

        return AppFetching(self.data, self._means(sources))

    @contextmanager
    def _library(self) -> Iterator[Library]:
        from milclicks.packs.library import Library

        with Library.open(self.data, self.roots, trust=self.trust) as library:
            if self.guests:
                library.host(self.guests)
            library.keep = lambda pack, version: (pack, version) in self.used
            yield library
            library.read_marks()  # for the cards of updates, which the window draws

    @contextmanager
    def _fetching(
        self, library: Library, places: Sequence[str] | None = None, most: int | None = None
    ) -> Iterator[Fetching]:
        from milclicks.packs.travel.fetching import Fetching

        with _opened(self._places() if places is None else places) as sources:
            yield Fetching(self.data, library, self._means(sources, most))

    def _means(self, sources: Sequence[Source], most: int | None = None) -> Means:
        """What fetching needs, by the settings of now."""
        from milclicks.packs.travel.fetching import Means
        from milclicks.packs.travel.line import SystemLine
        from milclicks.packs.travel.plan import Rules, night

        rules = Rules(self.settings.packs_quota_mb, night(self.settings.packs_night), most)
        return Means(self.clock, SystemLine(), sources, rules=rules)

    def _places(self) -> tuple[str, ...]:
        named = (self.place, self.settings.packs_folder, *self._addresses())
        return tuple(dict.fromkeys(one for one in named if one))


@contextmanager
def _opened(places: Sequence[str]) -> Iterator[tuple[Source, ...]]:
    """The places as sources, and every connection closed at the end."""
    made: list[Source] = []
    with closing(_Closing(made)):
        for place in places:
            made.append(_source(place))
        yield tuple(made)


def _source(place: str) -> Source:
    """One place; each kind loads much of its own, which a window without it never waits for."""
    if place.startswith(NEAR):
        from milclicks.packs.travel import peer

        return peer.source(place.removeprefix(NEAR))
    if is_address(place):
        from milclicks.packs.travel.http import HttpSource

        return HttpSource(place)
    if Path(place).is_file():
        from milclicks.packs.travel.zipped import ZipSource

        return ZipSource(Path(place))
    from milclicks.packs.travel.source import FolderSource

    return FolderSource(site_folder(Path(place)), Path(place).name)


@dataclass(frozen=True, slots=True)
class _Closing:
    """Lets go of what holds connections."""

    sources: Sequence[Source]

    def close(self) -> None:
        """Close each that can be closed."""
        for one in self.sources:
            shut = getattr(one, "close", None)
            if shut is not None:
                shut()


def _info(library: Library, pack: str, locale: str) -> PackInfo:
    """The pack as it is now; the file may have another name after it was mended."""
    found = library.packs(locale)
    return next((one for one in found if pack in (one.id, one.path.name)), found[0])


def _called(place: str) -> str:
    """How people call a folder."""
    return Path(place).name or place


def is_address(place: str) -> bool:
    """Whether a place is an address of a site, not a folder."""
    return place.startswith(("http://", "https://"))


def site_folder(folder: Path) -> Path:
    """The folder of the catalogue: the one that was chosen, or MILPACKS inside it."""
    try:
        inside = [one for one in folder.iterdir() if one.name.lower() == "milpacks"]
    except OSError:
        return folder
    return inside[0] if inside and not (folder / "metadata").is_dir() else folder
