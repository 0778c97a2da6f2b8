"""Opens plain files only, and goes through plain folders only, where others made them.

A stick or a shared folder may hold a link that leads elsewhere, or a pipe that never answers. Asked
without following anything, opened without waiting, and the open file is asked once more.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final, cast

_LEADS_ELSEWHERE: Final = 0x20000000
"""The bit of a reparse tag of Windows that links and junctions have, and files kept in a cloud or
packed by the system have not (IsReparseTagNameSurrogate)."""
_NOT_FOLLOWED: Final = getattr(os, "O_NOFOLLOW", 0)
_READING: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class NotPlain(OSError):
    """A link, a pipe, a socket or a device lies where a file or a folder belongs."""

    def __init__(self, path: Path) -> None:
        """`path` is where it lies."""
        super().__init__(errno.ELOOP, "not a plain file or folder", str(path))


def _leads_elsewhere(found: os.stat_result) -> bool:
    tag: int = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or bool(tag & _LEADS_ELSEWHERE)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """Whether a folder lies there itself, not a link or junction to one; never raises."""
    found = _status(path)
    return found is not None and stat.S_ISDIR(found.st_mode) and not _leads_elsewhere(found)


def is_file(path: Path) -> bool:
    """Whether a plain file lies there itself; never raises."""
    found = _status(path)
    return found is not None and stat.S_ISREG(found.st_mode) and not _leads_elsewhere(found)


def check_folders(root: Path, path: Path) -> None:
    """Raise NotPlain when the way from `root` to `path` leads through anything but folders.

    Neither is looked at itself; what is missing is in order.
    """
    way = path.relative_to(root).parts[:-1]
    for count in range(1, len(way) + 1):
        folder = root.joinpath(*way[:count])
        if os.path.lexists(folder) and not is_folder(folder):
            raise NotPlain(folder)


def check_target(root: Path, path: Path) -> None:
    """Raise NotPlain when a file at `path` below `root` would not be a new or a plain one."""
    check_folders(root, path)
    if os.path.lexists(path) and not is_file(path):
        raise NotPlain(path)


def handle(path: Path, flags: int = 0, *, links: bool = False) -> int:
    """A handle for reading a plain file; raises NotPlain or OSError and never waits.

    `links`: the file may be named by a link, where the person of this computer made it.
    """
    _judge(path, path.stat() if links else path.lstat())
    try:
        made = os.open(path, _READING | flags | (0 if links else _NOT_FOLLOWED))
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotPlain(path) from error
        raise
    try:
        _judge(path, os.fstat(made))
    except OSError:
        os.close(made)
        raise
    return made


def _judge(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
    if not stat.S_ISREG(found.st_mode) or _leads_elsewhere(found):
        raise NotPlain(path)


def reading(path: Path, *, links: bool = False) -> BinaryIO:
    """A plain file, open for reading; raises as `handle`."""
    return os.fdopen(handle(path, links=links), "rb")


def writing(path: Path) -> BinaryIO:
    """A new file; what is left under its name goes first. Raises NotPlain, OSError."""
    if os.path.lexists(path):
        if not is_file(path):
            raise NotPlain(path)
        path.unlink()

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags | _NOT_FOLLOWED, 0o666)

    return cast(BinaryIO, io.open(path, "xb", opener=opened))  # noqa: UP020
