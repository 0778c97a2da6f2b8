"""Writing to a stick and reading back what is truly on it, past what the system remembers.

A stick may say that it holds more than it does, or lose what it was given; only reading past the
cache finds out. `Stick` is the real one; a test's own can wrap, fill up or be pulled out. Sources:
open(2) O_DIRECT, posix_fadvise(2), fcntl F_NOCACHE of macOS, FILE_FLAG_NO_BUFFERING of Windows.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from milclicks.packs import plain_files
from milclicks.packs.disk import NO_ROOM

PIECE: Final = 1024 * 1024
_F_NOCACHE: Final = 48
_GENERIC_READ: Final = 0x80000000
_SHARE_ALL: Final = 7
_OPEN_EXISTING: Final = 3
_NO_BUFFERING: Final = 0x20000000
_LOST: Final = {errno.EIO, errno.ENXIO, errno.ENODEV, errno.ENOENT, errno.ENOTCONN, *NO_ROOM}
"""What the system says of a device that is gone, or of names that found no room."""


class Stick:
    """The stick as it is."""

    def free(self, folder: Path) -> int:
        """Free bytes, as the stick says."""
        return shutil.disk_usage(folder).free

    def write(self, path: Path, pieces: Iterable[bytes]) -> None:
        """A whole new file, on the stick for good; none when it does not become whole."""
        with plain_files.writing(path) as file:
            try:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                file.close()
                with contextlib.suppress(OSError):
                    path.unlink()
                raise

    def name(self, part: Path, path: Path) -> None:
        """Give a finished file its name; another file of that name goes."""
        part.replace(path)

    def sync(self, folder: Path) -> None:
        """Have the names of a folder on the stick for good; raises OSError when it is gone or full.

        A file system that cannot be asked for that is left alone.
        """
        if os.name == "nt":
            return
        try:
            handle = os.open(folder, os.O_RDONLY)
        except PermissionError:
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno in _LOST:
                raise
        finally:
            os.close(handle)

    def read_back(self, path: Path) -> Iterator[bytes]:
        """What the stick itself says is in a file."""
        if sys.platform == "win32":
            return _windows(path)
        if sys.platform == "darwin":
            return _mac(path)
        return _linux(path)


def _linux(path: Path) -> Iterator[bytes]:
    """Past the cache; where the file system cannot, after the cache was told to forget."""
    try:
        handle = plain_files.handle(path, os.O_DIRECT)
    except plain_files.NotPlain:
        raise
    except OSError:
        handle = -1
    if handle >= 0:
        with mmap.mmap(-1, PIECE) as room:
            try:
                yield from _aligned(handle, room)
                return
            except _Unaligned:
                pass
            finally:
                os.close(handle)
    with plain_files.reading(path) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        yield from _plain(file)


class _Unaligned(Exception):
    """The file system opens past the cache but does not read so; nothing was given yet."""


def _aligned(handle: int, room: mmap.mmap) -> Iterator[bytes]:
    place = 0
    while True:
        try:
            count = os.preadv(handle, [room], place)
        except OSError as error:
            if place:
                raise
            raise _Unaligned from error
        if not count:
            return
        yield room[:count]
        place += count
        if count % 4096:  # only the last piece is not whole
            return


def _plain(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _mac(path: Path) -> Iterator[bytes]:
    import fcntl

    with plain_files.reading(path) as file:
        fcntl.fcntl(file.fileno(), _F_NOCACHE, 1)
        yield from _plain(file)


def _windows(path: Path) -> Iterator[bytes]:
    if not plain_files.is_file(path):
        raise plain_files.NotPlain(path)
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    how = (_GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None)
    handle = ctypes.c_void_p(kernel.CreateFileW(ctypes.c_wchar_p(str(path)), *how))
    if handle.value == ctypes.c_void_p(-1).value:
        raise OSError(kernel.GetLastError(), "cannot be read back", str(path))
    count = ctypes.c_uint32()
    try:
        with mmap.mmap(-1, PIECE) as room:
            buffer = (ctypes.c_char * PIECE).from_buffer(room)
            try:
                while True:
                    if not kernel.ReadFile(handle, buffer, PIECE, ctypes.byref(count), None):
                        raise OSError(kernel.GetLastError(), "cannot be read back", str(path))
                    if not count.value:
                        return
                    yield buffer.raw[: count.value]
            finally:
                del buffer
    finally:
        kernel.CloseHandle(handle)
