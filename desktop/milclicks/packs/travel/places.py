"""The places that packs come from on this computer: what the settings name, or what was typed.

Nothing is opened or asked here; a place is looked at when somebody says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from milclicks.core.clock import Clock
from milclicks.core.settings import Settings
from milclicks.packs.library import Library
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.line import SystemLine
from milclicks.packs.travel.plan import Line, Rules, night
from milclicks.packs.travel.source import FolderSource, Source

STICK_FOLDER = "MILPACKS"


def place(text: str) -> Source:
    """A folder or the address of a site; raises BadInput when it is neither."""
    folder = Path(text).expanduser()
    if "://" not in text and folder.is_dir():
        inner = folder / STICK_FOLDER
        return FolderSource(inner if inner.is_dir() else folder, folder.name)
    return HttpSource(text)


def named(settings: Settings) -> tuple[Source, ...]:
    """The places of the settings: the folder first, since it costs nothing, then the addresses."""
    texts = [settings.packs_folder, *settings.packs_address.split()]
    return tuple(place(one) for one in texts if one.strip())


def rules(settings: Settings) -> Rules:
    """What the settings allow."""
    return Rules(settings.packs_quota_mb, night(settings.packs_night))


def fetching(
    data: Path,
    library: Library,
    settings: Settings,
    clock: Clock,
    places: Sequence[Source] = (),
    line: Line | None = None,
) -> Fetching:
    """What brings packs into `library`, from `places` or else from where the settings say."""
    sources = tuple(places) or named(settings)
    return Fetching(data, library, Means(clock, line or SystemLine(), sources, rules(settings)))
