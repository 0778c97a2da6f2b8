"""A look at a catalogue and what it lets in, for the rows of trust: refused, or the control."""

from __future__ import annotations

from pathlib import Path

from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.source import Source
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.news import News
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from tests.support import refusing
from tests.support.refusing import accepted_by, refused_by


def refused(catalog: Catalog, home: Path, place: Source, code: str) -> None:
    """A look at a place is refused with `code`, and what was known stays."""
    known = catalog.known
    refused_by("look", code, home, lambda: catalog.refresh(place), kind=TrustRefused)
    assert catalog.known == known


def looked(catalog: Catalog, place: Source) -> News:
    """The control: what a look at the place brought."""
    return accepted_by("look", catalog.refresh(place))


def not_installed(
    home: Path, catalog: Catalog, path: Path, code: str, doors: str = "verify install"
) -> PackRefused:
    """`pack verify` and `pack install` of a file are refused with `code`."""
    with Library.open(home, trust=Trust(home, catalog)) as library:
        error: PackRefused = refusing.refused(library, path, code, doors=doors, alone=True)
        return error


def installed(home: Path, catalog: Catalog, path: Path) -> int:
    """The control: the version that is here after `path` was checked and installed."""
    with Library.open(home, trust=Trust(home, catalog)) as library:
        info = refusing.accepted(library, path)
        assert info.usable and info.standing.tier == "official"
        return info.version
