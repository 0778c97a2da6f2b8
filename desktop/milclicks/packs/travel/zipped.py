"""A site carried as one .zip file: read where it lies, never unpacked, and no more trusted.

The directory of the file is read in bounds before anything of it is believed; what may be asked
for is a name that a source checks, so no name from the file becomes a path. A stored file is read
in ranges, a packed one from its beginning. Not here: packs (`packs.format` reads those).
"""

from __future__ import annotations

import stat
import struct
import threading
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final

from milclicks.core.errors import N_, Message
from milclicks.packs import plain_files
from milclicks.packs.travel.source import (
    Reading,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
    SpanReading,
    checked,
)

FILES: Final = 20_000
DIRECTORY_BYTES: Final = 4 * 1024 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_TAIL: Final = _END.size + 65_535
_MARK: Final = "metadata/timestamp.json"
_DEPTH: Final = 2
_ENCRYPTED: Final = 0x0001
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, struct.error, ValueError)
"""What the standard reader says of a damaged file, or of one it cannot unpack."""


class SourceNotZip(SourceFailed):
    """The file is not a zip of a site, or one that is packed in a way that is not read."""

    code = "source.not_zip"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is the file's name."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("{place} is not a zip file with packs that can be read."), {"place": label}
        )
        self.remedy = Message(
            N_("Unpack it into a folder and choose the folder, or get the file again.")
        )


def is_zip(path: Path) -> bool:
    """Whether a file is a zip that holds more than one pack; never raises."""
    try:
        with plain_files.reading(path, links=True) as file:
            head = file.read(38)
    except OSError:
        return False
    return head[:4] == b"PK\3\4" and head[30:38] != b"mimetype"


class ZipSource:
    """A site in one file. Its names are found whatever their letters, below at most two folders."""

    def __init__(self, path: Path, label: str = "") -> None:
        """The file is opened when something is asked for."""
        self.path = path
        self._label = label or path.name
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._zip: zipfile.ZipFile | None = None
        self._files: dict[str, zipfile.ZipInfo] = {}
        self._stamp = ""

    @property
    def label(self) -> str:
        """How people call this place."""
        return self._label

    def close(self) -> None:
        """Let the file go; it is opened again when something is asked for."""
        with self._lock:
            if self._zip is not None and self._file is not None:
                self._zip.close()
                self._file.close()
            self._zip = self._file = None

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file of at most `limit` bytes."""
        if self._found(path).file_size > limit:
            raise SourceTooLong(self._label, path)
        with self.open(path) as reading:
            return b"".join(reading)

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """A file from byte `start`; from the beginning when it is packed or not that of `tag`."""
        info = self._found(path)
        made = f"{self._stamp}-{info.CRC:08x}-{info.file_size}"
        same = (not tag or tag == made) and info.compress_type == zipfile.ZIP_STORED
        if start and not same:
            start, end = 0, None
        assert self._zip is not None
        try:
            file, name = self._zip.open(info), info.filename
            return _ZipReading(file, info.file_size, made, (start, end), name, self._label)
        except (OSError, *_FAULTS) as error:
            raise SourceFailed(self._label, f"{path}: {error}") from error

    def _found(self, path: str) -> zipfile.ZipInfo:
        """The entry of a path; raises what a source raises."""
        with self._lock:
            if self._zip is None:
                self._open()
        info = self._files.get(checked(path, self._label))
        if info is None:
            raise SourceMissing(self._label, path)
        linked = stat.S_ISLNK(info.external_attr >> 16)
        if linked or info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            raise SourceNotZip(self._label, f"{path}: a link, a password or a strange packing")
        return info

    def _open(self) -> None:
        try:
            file = plain_files.reading(self.path, links=True)
        except FileNotFoundError as error:
            raise SourceFailed(self._label, str(error)) from error
        except OSError as error:
            raise SourceNotZip(self._label, str(error)) from error
        try:
            self._stamp = _bounded(file)
            held = zipfile.ZipFile(file)
            self._files = _site(held)
        except (OSError, *_FAULTS) as error:
            file.close()
            raise SourceNotZip(self._label, str(error)) from error
        self._file, self._zip = file, held


def _bounded(file: BinaryIO) -> str:
    """A mark of the file, when its directory is small enough to be read; raises BadZipFile."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile("no directory")
    _, _, _, here, count, length, _, _ = _END.unpack_from(tail, at)
    if count > FILES or here != count or length > DIRECTORY_BYTES:
        raise zipfile.BadZipFile(f"{count} files, {length} bytes of names")
    if tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise zipfile.BadZipFile("zip64")
    return f"{size:x}"


def _site(held: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files below the folder that has a catalogue, by their small letters; raises BadZipFile.

    Of two files with one name neither is taken, since nobody can say which was meant.
    """
    named: dict[str, list[zipfile.ZipInfo]] = {}
    for info in held.infolist():
        if not info.is_dir():
            named.setdefault(info.filename.lower(), []).append(info)
    tops = [
        name.removesuffix(_MARK)
        for name in named
        if name.endswith(_MARK) and name.removesuffix(_MARK).count("/") <= _DEPTH
    ]
    tops = [one for one in tops if not one or one.endswith("/")]
    if not tops:
        raise zipfile.BadZipFile("no catalogue in it")
    top = min(tops, key=lambda one: (one.count("/"), one))
    return {
        name.removeprefix(top): found[0]
        for name, found in named.items()
        if name.startswith(top) and len(found) == 1
    }


class _ZipReading(SpanReading):
    """A part of an open file of a zip; it ends at the length that the directory says."""

    faults = (OSError, *_FAULTS)
