"""The container of a pack: a strict reader for one plain sort of ZIP file.

A pack is entries in one order, without gap, overlap, comment, extra field, descriptor, encryption
or zip64; nothing else is read. Any `unzip` opens it, but not everything that `unzip` opens is a
pack. No name from an archive becomes a path on disk. Not here: what the entries mean (`pack`).
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final, Self
from weakref import WeakValueDictionary

from msgspec import Struct

from milclicks.packs import limits, plain_files
from milclicks.packs.diagnosis import no_directory
from milclicks.packs.names import path_fault, twin
from milclicks.packs.refusals import PackRefused

MIMETYPE: Final = b"application/vnd.milclicks.pack+zip"
LOCAL: Final = struct.Struct("<4s5H3L2H")
_LOCAL_SIZE: Final = LOCAL.size
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
DATE: Final = 0x0021
"""1 January 1980, the first date that a ZIP file can hold."""
STORED: Final = 0
DEFLATED: Final = 8
_ENCRYPTED: Final = 0x0001
_DESCRIPTOR: Final = 0x0008
_WIDE: Final = 0xFFFFFFFF
_LOCATOR: Final = 20
_USUAL: Final = (20, 0, 0, DATE, 0, 0, 0, 0)
"""Version needed, flags, time, date, extra field, comment, disk, inner attributes."""
_CHUNK: Final = 1024 * 1024
_INFLATED: Final = 256 * 1024
_NAME: Final = re.compile(
    rb"(mimetype)|(manifest\.json)|(signature\.json)|(b/[0-9a-f]{64})|(tuf/[a-z0-9][a-z0-9._-]{0,79})"
)

_CATALOGUES: Final = re.compile(
    r"tuf/(?:(?:[1-9][0-9]{0,9}\.)?(?:root|timestamp|snapshot|targets)"
    r"|[1-9][0-9]{0,9}\.[a-z][a-z0-9]{0,18}|[0-9a-f]{64}\.catalog)\.json"
)
"""What a catalogue's files are called: those of its roles, of a partner's role, and the listing."""
_STRANGE: Final = 0x7000_0410
"""Outer attributes that make a link, a folder or a device of an entry where it is unzipped."""


class Entry(Struct, frozen=True, gc=False):
    """One entry as the directory describes it; `start` is where its header begins."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def data(self) -> int:
        """Where the entry's own bytes begin."""
        return self.start + _LOCAL_SIZE + len(self.name)

    @property
    def end(self) -> int:
        """The first byte after the entry."""
        return self.start + _LOCAL_SIZE + len(self.name) + self.packed


class Directory(dict[str, Entry]):
    """The entries of a directory that was checked, by name."""

    fits = ""
    """The sha256 of the manifest that was found to name the same blobs, once one was."""
    size = 0
    """Of the whole file, which ends behind it."""


_CHECKED: Final[WeakValueDictionary[bytes, Directory]] = WeakValueDictionary()
"""By hash, while a file with it is open: an install meets the same directory three times."""


class Container:
    """An open pack file: entries by name, each checked again whenever it is read."""

    def __init__(self, path: Path, *, whole: bool = True) -> None:
        """Open `path` and check its directory, or leave that for when it is asked for."""
        try:
            self._file: BinaryIO = plain_files.reading(path, links=True)
        except FileNotFoundError as error:
            raise PackRefused("file.missing", path.name) from error
        except OSError as error:
            raise PackRefused("file.unreadable", str(error)) from error
        self._lock = threading.Lock()
        if whole:
            try:
                if self.read("mimetype", limit=len(MIMETYPE)) != MIMETYPE:
                    raise PackRefused("file.not_pack", "mimetype")
            except PackRefused:
                self._file.close()
                raise

    @cached_property
    def entries(self) -> Directory:
        """The directory, checked; raises PackRefused."""
        try:
            with self._lock:
                return _directory(self._file)
        except OSError as error:
            raise PackRefused("file.unreadable", str(error)) from error

    def __enter__(self) -> Self:
        """The container itself."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def read(self, name: str, *, limit: int) -> bytes:
        """The content of one entry of at most `limit` bytes."""
        return b"".join(self.stream(name, limit=limit))

    def stream(self, name: str, *, limit: int) -> Iterator[bytes | memoryview]:
        """The content of one entry in pieces; the checks end with the last piece."""
        entry = self.entries.get(name)
        if entry is None:
            raise PackRefused("blob.missing", name)
        return self.content(entry, limit=limit)

    def content(
        self, entry: Entry, *, limit: int, hashed: bool = False
    ) -> Iterator[bytes | memoryview]:
        """The content of an entry that the directory has, or had when it was remembered.

        Its CRC is looked at unless the caller holds it against a hash, which says more.
        """
        if entry.size > limit:
            raise PackRefused("blob.limit", f"{entry.name}: {entry.size} > {limit}")
        raw = self._raw(entry.start, entry.data - entry.start, entry.name)
        if raw != local_header(entry):
            raise _other_header(entry)
        yield from _checked(entry, self._pieces(entry), hashed)

    def span(self, start: int, end: int, room: memoryview, name: str) -> memoryview:
        """A stretch of the file as it lies there, read at once into `room`."""
        raw = room[: end - start]
        self._into(raw, start, name)
        return raw

    def packed(self, entry: Entry) -> Iterator[bytes]:
        """The bytes of an entry as they lie in the file, unchecked: to copy it into another."""
        yield from self._pieces(entry)

    def raw(self, entry: Entry) -> Iterator[bytes]:
        """An entry as it lies in the file, with its header, unchecked: to be copied elsewhere."""
        for start in range(entry.start, entry.end, _CHUNK):
            yield self._raw(start, min(_CHUNK, entry.end - start), entry.name)

    def _raw(self, start: int, size: int, name: str) -> bytes:
        try:
            data = self._at(start, size)
        except OSError as error:
            raise PackRefused("file.unreadable", f"{name}: {error}") from error
        if len(data) != size:
            raise PackRefused("zip.truncated", name)
        return data

    def _at(self, start: int, size: int) -> bytes:
        if sys.platform == "win32":
            with self._lock:
                self._file.seek(start)
                return self._file.read(size)
        return os.pread(self._file.fileno(), size, start)  # threads read side by side

    def _into(self, room: memoryview, start: int, name: str) -> None:
        """Fill `room` with the bytes of the file from `start` on."""
        done = 0
        while done < len(room):
            try:
                got = self._some(room[done:], start + done)
            except OSError as error:
                raise PackRefused("file.unreadable", f"{name}: {error}") from error
            if not got:
                raise PackRefused("zip.truncated", name)
            done += got

    def _some(self, room: memoryview, start: int) -> int:
        if hasattr(os, "preadv"):  # threads read side by side
            return os.preadv(self._file.fileno(), [room], start)
        with self._lock:
            self._file.seek(start)
            return self._file.readinto(room) or 0  # type: ignore[attr-defined]

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        for start in range(entry.data, entry.end, _CHUNK):
            yield self._raw(start, min(_CHUNK, entry.end - start), entry.name)


def content_in(entry: Entry, raw: memoryview) -> bytes | memoryview:
    """The content of an entry whose bytes lie in `raw` with their header; for what is hashed."""
    if entry.method == STORED:
        return _body(entry, raw)
    return b"".join(content_of(entry, iter([raw])))


def content_of(entry: Entry, raw: Iterator[memoryview]) -> Iterator[bytes | memoryview]:
    """The same in pieces, of which the first has the whole header."""
    bodies = (piece if n else _body(entry, piece) for n, piece in enumerate(raw))
    return _checked(entry, bodies, hashed=True)


def _body(entry: Entry, raw: memoryview) -> memoryview:
    head = local_header(entry)
    if raw[: len(head)] != head:
        raise _other_header(entry)
    return raw[len(head) :]


def _other_header(entry: Entry) -> PackRefused:
    return PackRefused("zip.header", f"{entry.name}: the two headers differ")


def _checked(
    entry: Entry, pieces: Iterable[bytes | memoryview], hashed: bool
) -> Iterator[bytes | memoryview]:
    """The content of an entry in pieces; the checks end with the last one."""
    crc = size = 0
    for piece in pieces if entry.method == STORED else _inflated(entry, pieces):
        size += len(piece)
        crc = 0 if hashed else zlib.crc32(piece, crc)
        if size > entry.size:
            raise PackRefused("blob.bomb", f"{entry.name}: longer than declared")
        yield piece
    if size != entry.size or not (hashed or crc == entry.crc):
        raise PackRefused("zip.data", f"{entry.name}: content does not match its header")


def _inflated(entry: Entry, pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = entry.size + 1
    try:
        for raw in pieces:
            while raw and left > 0:
                if inflater.eof:  # it would hand back the rest for ever
                    raise zlib.error("bytes after the end of the packed data")
                piece = inflater.decompress(raw, min(left, _INFLATED))
                left -= len(piece)
                yield piece
                raw = inflater.unconsumed_tail
    except zlib.error as error:
        raise PackRefused("zip.data", f"{entry.name}: {error}") from error
    if left > 0 and (not inflater.eof or inflater.unused_data):
        raise PackRefused("zip.data", f"{entry.name}: the packed data ends in the wrong place")


def local_header(entry: Entry) -> bytes:
    """The one local header that `entry` may have."""
    name = entry.name.encode("ascii")
    sizes = (entry.crc, entry.packed, entry.size, len(name), 0)
    return LOCAL.pack(b"PK\3\4", 20, 0, entry.method, 0, DATE, *sizes) + name


def _directory(file: BinaryIO) -> Directory:
    """Find, read and check the directory at the end of the file."""
    size = file.seek(0, 2)
    if size > limits.PACK_BYTES:
        raise PackRefused("file.too_big", f"{size} bytes")
    count, length, start = _end(file, size)
    file.seek(start)
    raw = file.read(length)
    if len(raw) != length:
        raise PackRefused("zip.directory", "length")
    known = hashlib.sha256(b"%d %d " % (count, start) + raw).digest()
    made = _CHECKED.get(known)
    if made is None:
        _CHECKED[known] = made = Directory((one.name, one) for one in _lines(raw, count, start))
        made.size = size
    return made


def _lines(raw: bytes, count: int, start: int) -> list[Entry]:
    """The lines of a directory that begins at `start`, checked."""
    entries: list[Entry] = []
    place = expected = stage = 0
    for _ in range(count):
        entry, group, place = _central(raw, place)
        if entry.start != expected:
            fault = "zip.overlap" if entry.start < expected else "zip.gap"
            raise PackRefused(fault, entry.name)
        if group < stage or (group == stage and group < 4):
            raise PackRefused("zip.duplicate" if group == stage else "zip.order", entry.name)
        stage, expected = group, entry.end
        entries.append(entry)
    if place != len(raw):
        raise PackRefused("zip.directory", "length")
    if expected != start:
        raise PackRefused("zip.overlap" if expected > start else "zip.gap", "directory")
    _complete(entries)
    return entries


def _complete(entries: list[Entry]) -> None:
    names = [entry.name for entry in entries]
    if len(set(names)) != len(names):
        raise PackRefused("zip.duplicate", twin(names))
    if names[:2] != ["mimetype", "manifest.json"] or entries[0].method != STORED:
        raise PackRefused("file.not_pack", "mimetype and manifest.json must come first")
    _carried([entry for entry in entries if entry.name[0] == "t"])


def _carried(entries: list[Entry]) -> None:
    """The metadata of a catalogue, which nobody signs: bounded before any of it is read."""
    for entry in entries:
        if path_fault(entry.name):
            raise PackRefused("zip.name", entry.name)
        if not _CATALOGUES.fullmatch(entry.name):
            raise PackRefused("blob.extra", entry.name)
    sizes = [max(entry.size, entry.packed) for entry in entries]
    if fault := carried_fault(sizes):
        raise PackRefused(fault, f"tuf/: {len(sizes)} entries, {sum(sizes)} bytes")


def carried_fault(sizes: Sequence[int]) -> str:
    """The code of what is too much in a catalogue's metadata of these sizes, or an empty text."""
    if len(sizes) > limits.CARRIED:
        return "zip.too_many"
    much = max(sizes, default=0) > limits.RESERVED_BYTES or sum(sizes) > limits.CARRIED_BYTES
    return "blob.limit" if much else ""


def _end(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """(entries, directory length, directory start) from the last 22 bytes."""
    file.seek(0)
    head = file.read(4)
    file.seek(max(0, size - END.size - _LOCATOR))
    tail = file.read()
    if len(tail) < END.size or tail[-END.size :][:4] != b"PK\5\6":
        raise no_directory(file, size)
    _, disk, first_disk, here, count, length, start, comment = END.unpack(tail[-END.size :])
    if head != b"PK\3\4":
        raise PackRefused("zip.prefix", "something stands before the pack")
    if disk or first_disk or here != count:
        raise PackRefused("zip.multidisk")
    if count > limits.ENTRIES:
        raise PackRefused("zip.too_many", f"{count} entries")
    if tail[:4] == b"PK\6\7" or _WIDE in (length, start):
        raise PackRefused("zip.zip64")
    if comment or start + length + END.size != size or length > count * (CENTRAL.size + 90):
        raise PackRefused("zip.comment" if comment else "zip.directory", f"{start}+{length}")
    return count, length, start


def _central(raw: bytes, place: int) -> tuple[Entry, int, int]:
    """One directory line at `place`: the entry, its group in the order, the next place."""
    if place + CENTRAL.size > len(raw) or raw[place : place + 4] != b"PK\1\2":
        raise PackRefused("zip.directory", f"line at {place}")
    fields = CENTRAL.unpack_from(raw, place)
    _, _, needs, flags, method, time, date, crc, packed, size, named, extra, comment = fields[:13]
    disk, inner, outer, start = fields[13:]
    begins = place + CENTRAL.size
    name = raw[begins : begins + named]
    found = _NAME.fullmatch(name)
    if found is None or len(name) != named:
        raise PackRefused("zip.name", repr(name[:80]))
    usual = (needs, flags, time, date, extra, comment, disk, inner) == _USUAL
    if not usual or method not in (STORED, DEFLATED) or _WIDE in (packed, size, start):
        faults = (
            (flags & _ENCRYPTED, "zip.encrypted"),
            (flags & _DESCRIPTOR, "zip.descriptor"),
            (_WIDE in (packed, size, start), "zip.zip64"),
            (extra, "zip.extra"),
            (comment, "zip.comment"),
            (disk, "zip.multidisk"),
            (method not in (STORED, DEFLATED), "zip.method"),
            ((time, date) != (0, DATE), "zip.date"),
        )
        code = next((code for fault, code in faults if fault), "zip.header")
        raise PackRefused(code, name.decode("ascii"))
    if outer & _STRANGE or (method == STORED and packed != size):
        raise PackRefused("zip.header", name.decode("ascii"))
    entry = Entry(name.decode("ascii"), method, crc, packed, size, start)
    return entry, found.lastindex or 0, begins + named
