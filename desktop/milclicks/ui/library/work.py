"""What jobs do with packs: look at a place, fetch, add a file. Each through a library of its own.

`Work.of(context)` takes on the main thread what a job may know; the methods run in the job. Whom to
believe is shared with the window's library, so that both know at once what was let in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.ui.jobs import Tell

if TYPE_CHECKING:
    from milclicks.core.clock import Clock
    from milclicks.core.settings import Settings
    from milclicks.packs.library import Library
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.fetching import Fetching
    from milclicks.packs.travel.plan import Plan
    from milclicks.packs.travel.source import Source
    from milclicks.packs.trust.news import News
    from milclicks.packs.trust.standing import Trust
    from milclicks.ui.context import Context


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
        )

    # --- in a job ------------------------------------------------------------------------
    def add(self, path: Path, tell: Tell) -> PackInfo:
        """Add a pack file."""
        with self._library() as library:
            return library.install(path, tell)

    def look(self, tell: Tell) -> News:
        """Bring the catalogue up to date from the place, or from those of the settings."""
        tell(0, 1)
        with self._library() as library, self._fetching(library) as fetching:
            news = fetching.look()
        tell(1, 1)
        return news

    def fetch(self, pack: str, version: int, tell: Tell, *, agreed: bool = False) -> PackInfo:
        """Fetch a version of a pack and add it; `agreed` to a line that costs."""
        with self._library() as library, self._fetching(library) as fetching:
            return fetching.fetch(pack, version, tell, agreed=agreed)

    # --- on the main thread --------------------------------------------------------------
    def plan(self, library: Library, pack: str, version: int) -> tuple[Plan, int]:
        """What fetching would take, asking nobody; and how many bytes are here already."""
        with self._fetching(library, places=False) as fetching:
            held = (one for one in fetching.begun() if one.expected.key == f"{pack}@{version}")
            return fetching.plan(pack, version), next((one.done for one in held), 0)

    @contextmanager
    def _library(self) -> Iterator[Library]:
        from milclicks.packs.library import Library

        with Library.open(self.data, self.roots, trust=self.trust) as library:
            library.keep = lambda pack, version: (pack, version) in self.used
            yield library

    @contextmanager
    def _fetching(self, library: Library, *, places: bool = True) -> Iterator[Fetching]:
        from milclicks.packs.travel.fetching import Fetching, Means
        from milclicks.packs.travel.line import SystemLine
        from milclicks.packs.travel.plan import Rules, night

        settings = self.settings
        rules = Rules(settings.packs_quota_mb, night(settings.packs_night))
        with _opened(self._places() if places else ()) as sources:
            yield Fetching(
                self.data, library, Means(self.clock, SystemLine(), sources, rules=rules)
            )

    def _places(self) -> tuple[str, ...]:
        named = (self.place, self.settings.packs_folder, self.settings.packs_address)
        return tuple(dict.fromkeys(one for one in named if one))


@contextmanager
def _opened(places: Sequence[str]) -> Iterator[tuple[Source, ...]]:
    """The places as sources, and every connection closed at the end."""
    from milclicks.packs.travel.http import HttpSource
    from milclicks.packs.travel.source import FolderSource

    made: list[Source] = []
    with closing(_Closing(made)):
        for place in places:
            if is_address(place):
                made.append(HttpSource(place))
            else:
                made.append(FolderSource(site_folder(Path(place))))
        yield tuple(made)


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
