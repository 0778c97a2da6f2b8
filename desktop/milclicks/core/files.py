"""Writing a file so that a power cut leaves the old or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from milclicks.core.errors import N_, DiskFull, Message
from milclicks.core.folding import fold as fold


def write_atomic(path: Path, content: bytes) -> None:
    """Replace a file's content: a new file beside it, fsync, rename, fsync of the folder.

    Raises DiskFull with the old file untouched when there is no room.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(path) from error
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file that another library has written lasting."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder lasting, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def disk_full(path: Path) -> DiskFull:
    """The error for a disk without room."""
    return DiskFull(
        Message(N_("The disk is full. {name} was not changed."), {"name": path.name}),
        Message(N_("Delete something that is not needed, then try again.")),
    )
