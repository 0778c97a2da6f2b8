"""The places that packs come from on this computer: what the settings name, or what was typed.

A place is looked at when somebody says so: `tried` says what is there and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milclicks.core.clock import Clock
from milclicks.core.settings import Settings
from milclicks.packs import plain_files
from milclicks.packs.library import Library
from milclicks.packs.travel.aside import Waiting, heed, patiently
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.line import SystemLine
from milclicks.packs.travel.plan import Line, Rules, night
from milclicks.packs.travel.source import FolderSource, Source
from milclicks.packs.travel.zipped import ZipSource
from milclicks.packs.trust.catalog import Catalog

STICK_FOLDER = "MILPACKS"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a place has: the day of its catalogue, and how many packs it lists."""

    issued: date
    packs: int


def tried(text: str, catalog: Catalog, waiting: Waiting = patiently) -> Tried:
    """Look at a folder or an address and keep nothing; raises the sentence that says why not.

    `waiting` is asked while the place is silent; it may raise to stop.
    """
    source = place(text)
    heed(source, waiting)
    try:
        listing = catalog.look(source).known.listing
    finally:
        shut = getattr(source, "close", None)
        if shut is not None:
            shut()
    return Tried(date.fromisoformat(listing.issued), len({one.id for one in listing.packs}))


def place(text: str) -> Source:
    """A folder, a site in one zip file, or its address; raises BadInput when it is neither."""
    folder = Path(text).expanduser()
    if "://" not in text and folder.is_file():
        return ZipSource(folder)
    if "://" not in text and (folder.is_absolute() or folder.is_dir()):
        inner = folder / STICK_FOLDER
        return FolderSource(inner if plain_files.is_folder(inner) else folder, folder.name)
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
