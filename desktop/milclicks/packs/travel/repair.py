"""Mends an installed pack file that the disk has damaged: only what is wrong comes anew.

Good entries stay; bad ones are taken from another version that is here, a stick, a site or the next
PC, whoever has them. Not here: putting the mended file in its place (`Library.install`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.packs import limits
from milclicks.packs.format import Container
from milclicks.packs.manifest import parse
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.entries import examine
from milclicks.packs.travel.part import Expected
from milclicks.packs.trust.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a pack file: bytes to be replaced, and the parts, by their names in it."""

    expected: Expected
    bytes: int
    parts: tuple[str, ...]


class NotMended(MilClicksError):
    """Nobody that could be asked has the damaged parts; all else of the pack works as before."""

    code = "repair.no_donor"

    def __init__(self, parts: Iterable[str], detail: str = "") -> None:
        """`parts` are the names of the damaged parts."""
        super().__init__(
            Message(
                N_("These parts of the pack are damaged and were not found elsewhere: {parts}."),
                {"parts": ", ".join(parts)},
            ),
            Message(N_("Put in a stick with the pack or go online, then repair it again.")),
            detail,
        )


def expected_of(path: Path, catalog: Catalog | None = None) -> Expected:
    """The file that `path` was: by the catalogue, else by its own manifest; raises PackRefused."""
    try:
        with Container(path) as container:
            raw = container.read("manifest.json", limit=limits.MANIFEST_BYTES)
        head = parse(raw)[0]
    except PackRefused:
        found = _by_name(path, catalog)
        if found is None:
            raise
        return found
    signed = catalog.manifest_hash(head.id, head.version) if catalog is not None else None
    entry = catalog.entry(head.id, head.version) if catalog is not None else None
    return Expected(
        id=head.id,
        version=head.version,
        bytes=path.stat().st_size,
        manifest=signed or hashlib.sha256(raw).hexdigest(),
        file=entry.file if entry is not None else f"packs/{head.id}-{head.version}.milpack",
    )


def _by_name(path: Path, catalog: Catalog | None) -> Expected | None:
    """The pack of the catalogue whose installed file has this name."""
    for entry in catalog.entries() if catalog is not None else ():
        name = hashlib.sha256(entry.id.encode()).hexdigest()[:16]
        signed = catalog.manifest_hash(entry.id, entry.version) if catalog is not None else None
        if signed is not None and path.stem == f"{name}-{entry.version}":
            return Expected(
                id=entry.id,
                version=entry.version,
                bytes=entry.bytes,
                manifest=signed,
                file=entry.file,
            )
    return None


def damage(path: Path, expected: Expected, progress: Progress = silent) -> Damage | None:
    """What is wrong with a file, or None when it is whole."""
    bad = examine(path, expected, progress)
    if not bad and path.stat().st_size == expected.bytes:
        return None
    size = sum(end - start for start, end in (one.span for one in bad))
    return Damage(expected, size, tuple(sorted({n for one in bad for n in _parts(path, one.name)})))


def _parts(path: Path, entry: str) -> Iterable[str]:
    """The names, in the pack, of what lies in an entry."""
    try:
        with Pack(path) as pack:
            found = [one.path for one in pack.resources if f"b/{one.hash}" == entry]
    except PackRefused:
        found = []
    return found or [entry]
