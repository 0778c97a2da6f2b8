"""A pack as the catalogue lists it, asked for by id and version, or truly why it cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.core.errors import N_, Message, MilClicksError, NotFound
from milclicks.packs.travel.part import Expected
from milclicks.packs.withdrawn import taken_back

if TYPE_CHECKING:
    from milclicks.packs.trust.catalog import Catalog

_NAMED = 12
"""How many versions a sentence names, the newest."""


def expected(catalog: Catalog, pack: str, version: int | None = None) -> Expected:
    """What the catalogue signed of a version, or of the newest.

    Raises PackRefused with the reason when its makers took it back, NotFound when it is not listed.
    """
    entry = catalog.entry(pack, version)
    signed = catalog.manifest_hash(pack, entry.version) if entry else None
    if entry is None or signed is None:
        raise _why_not(catalog, pack, version)
    return Expected(
        id=entry.id, version=entry.version, bytes=entry.bytes, manifest=signed, file=entry.file
    )


def _why_not(catalog: Catalog, pack: str, version: int | None) -> MilClicksError:
    gone = [one for one in catalog.taken_back(pack) if version in (None, one.version)]
    if gone:
        return taken_back(max(gone, key=lambda one: one.version))
    listed = sorted(one.version for one in catalog.entries() if one.id == pack)
    if version is None or not listed:
        return NotFound(
            Message(N_("The catalogue does not list the pack {pack}."), {"pack": pack}),
            Message(N_("Look for new packs first, or choose another one.")),
            f"{pack}@{version or 'newest'}",
        )
    named = ", ".join(str(one) for one in listed[-_NAMED:])
    return NotFound(
        Message(
            N_("The catalogue does not list version {version} of the pack {pack}."),
            {"version": version, "pack": pack},
        ),
        Message(N_("Choose one that it lists: {versions}."), {"versions": named}),
        f"{pack}@{version}",
    )


def nowhere() -> NotFound:
    """The error when no place is known that packs could come from."""
    return NotFound(
        Message(N_("The app does not know yet where to look for packs.")),
        Message(N_("Name an address or a folder in the settings.")),
    )
