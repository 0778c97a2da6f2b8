"""Writes the container of a pack: same entries in, same bytes out, on every machine.

Text is deflated with libdeflate (pinned), since the bytes of the system's zlib differ between
machines. Not here: which entries a pack has (`builder`).
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from milclicks.core.files import sync_folder
from milclicks.packs.format import (
    CENTRAL,
    DATE,
    DEFLATED,
    END,
    LOCAL,
    STORED,
    Container,
    Entry,
    local_header,
)


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that go into a pack under the name of their own hash."""

    content: bytes
    squeeze: bool

    @property
    def hash(self) -> str:
        """sha256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def container(manifest: bytes, blobs: Iterable[Blob], mimetype: bytes) -> bytes:
    """The bytes of a pack file: mimetype, manifest, blobs sorted by hash, directory."""
    parts: list[bytes] = []
    entries: list[Entry] = []
    place = 0
    for name, blob in _named(manifest, blobs, mimetype):
        entry, packed = _entry(name, blob, place)
        parts += [local_header(entry), packed]
        entries.append(entry)
        place = entry.end
    return b"".join([*parts, _directory(entries)])


def added_size(extra: Mapping[str, bytes]) -> int:
    """How many bytes longer a pack gets by these stored entries."""
    heads = LOCAL.size + CENTRAL.size
    return sum(heads + 2 * len(name) + len(content) for name, content in extra.items())


def repacked(
    source: Path, target: Path, extra: Mapping[str, bytes], blobs: Set[str] | None = None
) -> None:
    """Write the pack `source` to `target` with `extra` (signature.json, tuf/*) in place of its own.

    What `extra` lacks is copied as it lies there, of the blobs (`b/<hash>`) only those named if any
    are; the file is on the disk before this returns.
    """
    part = target.with_name(target.name + ".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    with Container(source) as old, part.open("wb") as new:
        kept = {
            name: entry
            for name, entry in old.entries.items()
            if name not in extra
            and (name[0] == "m" or (name[0] == "b" and (blobs is None or name in blobs)))
        }
        entries: list[Entry] = []
        for name in sorted([*kept, *extra], key=_order):
            place = entries[-1].end if entries else 0
            if name in kept:
                entry, pieces = replace(kept[name], start=place), old.packed(kept[name])
            else:
                entry, packed = _entry(name, Blob(extra[name], squeeze=False), place)
                pieces = iter((packed,))
            new.write(local_header(entry))
            new.writelines(pieces)
            entries.append(entry)
        new.write(_directory(entries))
        new.flush()
        os.fsync(new.fileno())
    part.replace(target)
    sync_folder(target.parent)


def _order(name: str) -> tuple[int, str]:
    """The place of an entry: first the three by name, then blobs, then metadata."""
    first = ("mimetype", "manifest.json", "signature.json")
    return (first.index(name), name) if name in first else (4 if name[0] == "t" else 3, name)


def _directory(entries: Sequence[Entry]) -> bytes:
    """The lines of the directory and the last record."""
    lines = b"".join(_line(entry) for entry in entries)
    count, place = len(entries), entries[-1].end if entries else 0
    return lines + END.pack(b"PK\5\6", 0, 0, count, count, len(lines), place, 0)


def _named(manifest: bytes, blobs: Iterable[Blob], mimetype: bytes) -> Iterable[tuple[str, Blob]]:
    by_name = {f"b/{blob.hash}": blob for blob in blobs}
    first = [("mimetype", Blob(mimetype, False)), ("manifest.json", Blob(manifest, True))]
    return [*first, *sorted(by_name.items(), key=lambda pair: pair[0])]


def _entry(name: str, blob: Blob, place: int) -> tuple[Entry, bytes]:
    size = len(blob.content)
    entry = Entry(name, STORED, zlib.crc32(blob.content), size, size, place)
    if blob.squeeze:
        import deflate  # dear to import, and only authors have it

        packed = bytes(deflate.deflate_compress(blob.content, 12))
        if len(packed) < size:
            return replace(entry, method=DEFLATED, packed=len(packed)), packed
    return entry, blob.content


def _line(entry: Entry) -> bytes:
    name = entry.name.encode("ascii")
    sizes = (entry.crc, entry.packed, entry.size, len(name))
    head = (b"PK\1\2", 20, 20, 0, entry.method, 0, DATE)
    try:
        return CENTRAL.pack(*head, *sizes, 0, 0, 0, 0, 0, entry.start) + name
    except struct.error as error:
        raise ValueError(f"{entry.name}: too large for a pack") from error
