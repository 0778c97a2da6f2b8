"""Opens one plain file and no pipe, device or link to one, without waiting for it.

The small files of the data folder are read by `small`, so that one that was replaced by a pipe, a
device or something without end is as a damaged one. Not here: folders of strangers
(`packs.plain_files`).
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

SMALL: Final = 16 * 1024 * 1024
"""Bytes; no small file of the data folder is longer, but the catalogue."""
NOT_FOLLOWED: Final = getattr(os, "O_NOFOLLOW", 0)
_LEADS_ELSEWHERE: Final = 0x20000000
"""The bit of a reparse tag of Windows that links and junctions have, and files kept in a cloud or
packed by the system have not (IsReparseTagNameSurrogate)."""
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


def leads_elsewhere(found: os.stat_result) -> bool:
    """Whether a link or a junction was asked."""
    tag: int = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or bool(tag & _LEADS_ELSEWHERE)


def handle(path: Path, flags: int = 0, *, links: bool = False) -> int:
    """A handle for reading a plain file; raises NotPlain or OSError and never waits.

    `links`: the file may be named by a link, where the person of this computer made it.
    """
    _judge(path, path.stat() if links else path.lstat())
    try:
        made = os.open(path, _READING | flags | (0 if links else NOT_FOLLOWED))
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
    if not stat.S_ISREG(found.st_mode) or leads_elsewhere(found):
        raise NotPlain(path)


def reading(path: Path, *, links: bool = False) -> BinaryIO:
    """A plain file, open for reading; raises as `handle`."""
    return os.fdopen(handle(path, links=links), "rb")


def small(path: Path, limit: int = SMALL) -> bytes:
    """All of a small file of the data folder, at most `limit` bytes; raises OSError.

    The folder is this person's own, so a link to a plain file is followed.
    """
    with reading(path, links=True) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= limit:
            return file.read(size)  # `limit` itself would be taken out of memory at once
    raise OSError(errno.EFBIG, "longer than it may be", str(path))
