"""Mends a pack file that the disk has damaged: only what is wrong comes anew.

Good entries stay; bad ones are taken from another version that is here, a stick, a site or the next
PC, whoever has them. A pack that came with the app, or lies on a stick, is never written to: a
whole copy of it is put together beside the added packs. Not here: putting the mended file in its
place (`Library.install`).
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
from milclicks.packs.records import PackRecord
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.entries import examine
from milclicks.packs.travel.part import Expected
from milclicks.packs.travel.source import FolderSource
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
        self.parts = tuple(parts)
        super().__init__(
            Message(
                N_("These parts of the pack are damaged and were not found elsewhere: {parts}."),
                {"parts": ", ".join(self.parts)},
            ),
            Message(N_("Put in a stick with the pack or go online, then repair it again.")),
            detail,
        )


class Copy(FolderSource):
    """A file of the same pack on this computer or a stick, as a place: as little trusted as any."""

    def __init__(self, path: Path) -> None:
        """`path` is the file, whatever it is called."""
        super().__init__(path)

    def _found(self, path: str) -> Path:
        """The one file that lies here."""
        return self.root


def known(record: PackRecord, catalog: Catalog) -> Expected | None:
    """The file of a record as it was when it was looked through; None when it never could be."""
    if not record.version or not record.digest:
        return None
    entry = catalog.entry(record.id, record.version)
    return Expected(
        id=record.id,
        version=record.version,
        bytes=record.bytes,
        manifest=catalog.manifest_hash(record.id, record.version) or record.digest,
        file=entry.file if entry is not None else f"packs/{record.id}-{record.version}.milpack",
    )


def published(expected: Expected, catalog: Catalog) -> Expected | None:
    """The same pack as a site has it, where the file here was packed otherwise; else None."""
    entry = catalog.entry(expected.id, expected.version)
    signed = catalog.manifest_hash(expected.id, expected.version)
    if entry is None or signed != expected.manifest or entry.bytes == expected.bytes:
        return None
    return Expected(
        id=entry.id, version=entry.version, bytes=entry.bytes, manifest=signed, file=entry.file
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
        ours, theirs = f"{name}-{entry.version}", f"{entry.id}-{entry.version}"
        if signed is not None and path.stem in (ours, theirs):
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
