"""Which parts of pack files were found damaged when they were read, until they are whole again.

A disk loses bytes without a word. Whoever reads a part notes it here, in a small file of the data
folder, so that only what hangs on that part is held back, also after a restart. A file that was
replaced is believed again. Not here: mending (`travel.repair`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from milclicks.core.errors import DiskFull
from milclicks.core.files import write_atomic
from milclicks.core.paths import as_text
from milclicks.core.plain_file import small
from milclicks.packs.records import PackRecord

FILE: Final = "damaged.json"


class _Found(Struct, frozen=True):
    """The file as it was when the parts (`lessons/m2.json`) were found damaged in it."""

    bytes: int
    mtime: int
    parts: tuple[str, ...]


def _unheard(_path: Path) -> None:
    """Nobody wants to know."""


class DamagedParts:
    """What is known to be damaged, of every pack file of one library."""

    def __init__(self, data: Path) -> None:
        """Nothing is read before `read`; `data` is the data folder."""
        self._path = data / "packs" / FILE
        self._found: dict[str, _Found] = {}
        self.noticed: Callable[[Path], object] = _unheard
        """Called with the file when a part of it is found damaged for the first time."""

    def read(self) -> None:
        """Read again what this and other programs noted; a list that cannot be read is empty."""
        try:
            self._found = msgspec.json.decode(small(self._path), type=dict[str, _Found])
        except FileNotFoundError:
            self._found = {}
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return

    def of(self, record: PackRecord) -> tuple[str, ...]:
        """The damaged parts of a pack file, in the order of names."""
        found = self._found.get(record.path)
        if found is None or (found.bytes, found.mtime) != (record.bytes, record.mtime):
            return ()
        return found.parts

    def blocks(self, record: PackRecord, lesson: str, locale: str) -> bool:
        """Whether a lesson cannot be opened in a locale, because of its own part or its words."""
        parts = self.of(record)
        return f"lessons/{lesson}.json" in parts or f"texts/{locale}/{lesson}.json" in parts

    def note(self, record: PackRecord, part: str) -> None:
        """A part was read and is not what it was; nothing when the whole file is away."""
        path = record.file
        self.read()
        before = self.of(record)
        if part not in before and path.exists():
            parts = tuple(sorted((*before, part)))
            self._keep(path, _Found(record.bytes, record.mtime, parts))
            self.noticed(path)

    def found(self, path: Path, parts: Iterable[str]) -> None:
        """What a look at all of a file found; nothing when it is whole."""
        self.read()
        named = tuple(sorted(parts))
        with contextlib.suppress(OSError):
            now = path.stat()
            self._keep(path, _Found(now.st_size, now.st_mtime_ns, named) if named else None)

    def _keep(self, path: Path, found: _Found | None) -> None:
        """In memory at once; on the disk where there is room, since it can be found again."""
        before = dict(self._found)
        self._found.pop(as_text(path), None)
        if found is not None:
            self._found[as_text(path)] = found
        if self._found != before:
            with contextlib.suppress(OSError, DiskFull):
                write_atomic(self._path, msgspec.json.encode(self._found))


def whole_first(records: Sequence[PackRecord], damaged: DamagedParts) -> tuple[PackRecord, ...]:
    """The records in their order, but of several files of one version the whole ones first."""
    copies: dict[tuple[str, int], list[PackRecord]] = {}
    for one in records:
        copies.setdefault((one.id, one.version), []).append(one)
    for held in copies.values():
        held.sort(key=lambda one: bool(damaged.of(one)))
    return tuple(copies[one.id, one.version].pop(0) for one in records)
