"""The few things that an install asks of the disk, in one object so that each can be watched.

`Disk` is the real one; a test's own can stop the process or fill the disk at any of its calls.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import BinaryIO

from milclicks.core.files import sync_folder

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class Disk:
    """The disk as it is."""

    def free(self, folder: Path) -> int:
        """Free bytes where `folder` lies."""
        return shutil.disk_usage(folder).free

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write a piece of a new file."""
        file.write(data)

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
