"""Writes the container of a pack: same entries in, same bytes out, on every machine.

Text is deflated with libdeflate (pinned), since the bytes of the system's zlib differ between
machines. Not here: which entries a pack has (`builder`).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from milclicks.packs.format import CENTRAL, DATE, DEFLATED, END, STORED, Entry, local_header


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
    directory = b"".join(_line(entry) for entry in entries)
    count = len(entries)
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(directory), place, 0)
    return b"".join([*parts, directory, end])


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
