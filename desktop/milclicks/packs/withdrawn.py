"""Versions that their makers took back and that lie here still: greyed, with the reason.

Their files stay until a person deletes them, for what was learnt points at them. They are as none
beside any other version: none is older or newer than they are, and none is gone back to them. Not
here: who takes back (`trust`), which files may go (`versions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.standing import withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milclicks.packs.library import Library
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.trust.listed import Known, Withdrawn


def versions_here(library: Library, brought: Known | None = None) -> dict[str, int]:
    """By id, the version that others are held against: the one that counts, 0 where all that lie
    here were taken back.

    `brought` is a catalogue that is not kept yet: what it takes back is as if it was.
    """

    def sound(one: PackInfo) -> bool:
        taken = brought is not None and brought.withdrawn(one.id, one.version) is not None
        return not taken and not one.withdrawn

    def held(counts: PackInfo) -> Iterator[PackInfo]:
        yield counts
        yield from library.versions(counts.id)

    packs = [one for one in library.packs() if one.version]
    return {one.id: next((v.version for v in held(one) if sound(v)), 0) for one in packs}


def all_packs(library: Library, locale: str = "en") -> tuple[PackInfo, ...]:
    """Every pack in the version that counts, each with its versions that were taken back behind."""
    made: list[PackInfo] = []
    for counts in library.packs(locale):
        made += [counts, *beside(library, counts, locale)]
    return tuple(made)


def beside(library: Library, counts: PackInfo, locale: str = "en") -> tuple[PackInfo, ...]:
    """The versions of a pack that were taken back and lie here beside the one that counts."""
    if not counts.version:
        return ()
    found = library.versions(counts.id, locale)
    return tuple(one for one in found if one.withdrawn and one.version != counts.version)


def taken_back(gone: Withdrawn) -> PackRefused:
    """The refusal of a version, with what its makers say of it."""
    key = f"{gone.id}@{gone.version}"
    return PackRefused("trust.withdrawn", key, reason=withdrawn(gone).reason("en"))
