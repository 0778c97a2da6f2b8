"""The few things that an install asks of the disk, in one object so that each can be watched.

`Disk` is the real one; a test's own can stop the process or fill the disk at any of its calls.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import sys
import threading
import time
from io import FileIO
from mmap import mmap
from pathlib import Path
from typing import BinaryIO, Final

from milclicks.core.files import sync_folder

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
SECTOR: Final = 4096
"""Bytes that a disk writes at once, or a multiple of it."""


class Disk:
    """The disk as it is."""

    _one_place: Final = threading.Lock()

    def free(self, folder: Path) -> int:
        """Free bytes where `folder` lies."""
        return shutil.disk_usage(folder).free

    def directly(self, file: FileIO) -> None:
        """Have whole blocks of a new file go to the disk without a stay in memory, if that can be.

        On Linux, on most file systems; `write_at` goes back where a block does not fit for it.
        """
        _past_memory(file, True)

    def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
        """Write a piece of a new file where it belongs; threads may do so side by side."""
        if not hasattr(os, "pwrite"):
            self.write_at_by_hand(file, data, place)
            return
        done, whole, plain = 0, len(data) // SECTOR * SECTOR, False
        while done < len(data):
            try:
                end = whole if done < whole else len(data)
                done += os.pwrite(file.fileno(), data[done:end], place + done)
            except OSError as error:
                if error.errno != errno.EINVAL or plain:
                    raise
                plain = True
                _past_memory(file, False)

    def write_at_by_hand(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
        """The same where the system knows one place in a file only."""
        with self._one_place:
            _past_memory(file, False)
            file.seek(place)
            self.write(file, data)

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        """Write a piece of a new file."""
        done = 0
        while done < len(data):
            done += file.write(data[done:])

    def begin_fsync(self, file: FileIO, start: int, size: int) -> None:
        """Have the disk begin with a piece of a new file and wait for nothing; `fsync` ends it.

        On Linux, where a file that nobody needs soon is written at once. It is advice: what goes
        wrong is told by `fsync`.
        """
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.posix_fadvise(file.fileno(), start, size, os.POSIX_FADV_DONTNEED)

    def fsync(self, file: BinaryIO) -> None:
        """Have a new file on the disk for good."""
        file.flush()
        os.fsync(file.fileno())

    def replace(self, part: Path, path: Path) -> None:
        """Give a finished file its name; the one moment that decides old or new."""
        part.replace(path)

    def fsync_folder(self, folder: Path) -> None:
        """Have the names of a folder on the disk for good."""
        sync_folder(folder)

    def commit(self, db: sqlite3.Connection) -> None:
        """Commit a change of the index."""
        db.commit()

    def wait(self, seconds: float) -> None:
        """Wait until another program may have let a file go."""
        time.sleep(seconds)

    def unlink(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()


def _past_memory(file: FileIO, wanted: bool) -> None:
    """Have what is written go past the system's memory, or stay there first as usual."""
    if sys.platform != "linux":
        return
    import fcntl

    now = fcntl.fcntl(file.fileno(), fcntl.F_GETFL)
    made = now | os.O_DIRECT if wanted else now & ~os.O_DIRECT
    with contextlib.suppress(OSError):  # a file system without it
        fcntl.fcntl(file.fileno(), fcntl.F_SETFL, made)


def memory(size: int) -> mmap:
    """Empty memory that begins with a page, as writing past the system's own asks for.

    In large pages where the system has them: a disk is then told of it in fewer pieces.
    """
    if sys.platform != "linux":
        return mmap(-1, size)
    from mmap import MADV_HUGEPAGE, MAP_ANONYMOUS, MAP_PRIVATE

    made = mmap(-1, size, flags=MAP_PRIVATE | MAP_ANONYMOUS)
    with contextlib.suppress(OSError):  # a system without large pages
        made.madvise(MADV_HUGEPAGE)
    return made
