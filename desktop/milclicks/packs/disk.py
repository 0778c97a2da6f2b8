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
from pathlib import Path
from typing import BinaryIO, Final

from milclicks.core.files import sync_folder

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class Disk:
    """The disk as it is."""

    _one_place: Final = threading.Lock()

    def free(self, folder: Path) -> int:
        """Free bytes where `folder` lies."""
        return shutil.disk_usage(folder).free

    def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
        """Write a piece of a new file where it belongs; threads may do so side by side."""
        if not hasattr(os, "pwrite"):
            self.write_at_by_hand(file, data, place)
            return
        done = 0
        while done < len(data):
            done += os.pwrite(file.fileno(), data[done:], place + done)

    def write_at_by_hand(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
        """The same where the system knows one place in a file only."""
        with self._one_place:
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
