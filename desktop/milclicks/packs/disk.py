"""The few things that an install asks of the disk, in one object so that each can be watched.

`Disk` is the real one; a test's own can stop the process or fill the disk at any of its calls.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
import time
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from milclicks.core.files import sync_folder

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})


class Disk:
    """The disk as it is."""

    def free(self, folder: Path) -> int:
        """Free bytes where `folder` lies."""
        return shutil.disk_usage(folder).free

    def copy(self, old: FileIO, new: FileIO, most: int, room: bytearray) -> int:
        """Write the next bytes of `old`, at most `most`, behind those of `new`; 0 at the end.

        `room` serves where the system cannot copy by itself, which spares this process the bytes.
        """
        if sys.platform == "linux":
            try:
                return os.sendfile(new.fileno(), old.fileno(), None, most)
            except OSError as error:
                if error.errno not in _CANNOT:
                    raise
        return self.copy_by_hand(old, new, most, room)

    def copy_by_hand(self, old: FileIO, new: FileIO, most: int, room: bytearray) -> int:
        """The same, through `room` and `write`."""
        with memoryview(room) as whole:
            got = old.readinto(whole[:most]) or 0
            if got:
                self.write(new, whole[:got])
        return got

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        """Write a piece of a new file."""
        done = 0
        while done < len(data):
            done += file.write(data[done:])

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
