"""Writing a file so that a power cut leaves the old or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from milclicks.core.errors import N_, DiskFull, Message, NotWritable
from milclicks.core.folding import fold as fold


def write_atomic(path: Path, content: bytes, *, named: bool = False) -> None:
    """Replace a file's content: a new file beside it, fsync, rename, fsync of the folder.

    Raises DiskFull with the old file untouched when there is no room; it says the name of a file
    that a person `named`, and of no other.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        make_folder(path.parent)
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(path if named else None) from error
        raise
    sync_folder(path.parent)


def sweep_parts(folder: Path) -> None:
    """Delete what `write_atomic` left in a folder in programs that were cut short."""
    for path in folder.glob(".*.part"):
        pid = path.name.split(".")[-2]
        if pid.isdecimal() and int(pid) != os.getpid():
            import psutil

            if not psutil.pid_exists(int(pid)):
                with contextlib.suppress(OSError):
                    path.unlink()


def empty_cache(data: Path) -> None:
    """Delete what a data folder keeps only to be quicker, and its logs."""
    for path in sorted((data / "cache").rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for good: a name that was not written
    down yet takes all that lies below it along when the power goes.
    """
    missing = []
    for one in (folder, *folder.parents):
        if one.exists():
            break
        missing.append(one)
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)


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


def disk_full(named: Path | None = None) -> DiskFull:
    """The error for a disk without room; `named` is the file that a person wanted written."""
    told = Message(N_("The disk is full. Everything before this step is kept."))
    if named is not None:
        told = Message(N_("The disk is full. {name} was not changed."), {"name": named.name})
    return DiskFull(told, Message(N_("Delete something that is not needed, then try again.")))


def not_written(detail: str) -> NotWritable:
    """The error for a disk that does not take what is written, for another reason than room."""
    return NotWritable(
        Message(N_("This could not be written to the disk. Everything before this step is kept.")),
        Message(N_("Look whether the disk or stick is plugged in and not locked, then try again.")),
        detail,
    )
