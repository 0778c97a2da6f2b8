"""An SQLite file that one program holds: its address, and what SQLite's complaints say of the disk.

Beside a write-ahead log SQLite maps a file that programs share. On a full disk a mapped file ends
the program with a signal, where a written one would give an error; so where it can, SQLite is told
that no other program shares, and keeps that table in memory. Threads of this program still share.
Who opens databases (`records`, `packs`) imports sqlite3; this only knows its words and numbers.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

BUSY, LOCKED, IOERR, FULL, CANTOPEN = 5, 6, 10, 13, 14  # SQLite's own, which never change
_ROOM: Final = 64 * 1024  # bytes; with less a write may fail in more ways than one


def address(path: Path) -> str:
    """What to give to `sqlite3.connect(..., uri=True)` to hold a file alone, made when missing."""
    return uri(path) + ("?vfs=unix-excl" if os.name == "posix" else "")


def uri(path: Path) -> str:
    """The address of a file; a link to itself is left to whoever opens it."""
    return Path(os.path.realpath(path)).as_uri()


def code_of(error: BaseException) -> int:
    """SQLite's primary result code of a complaint; 0 when it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def held(error: BaseException) -> bool:
    """Whether another program has the file right now."""
    return code_of(error) in (BUSY, LOCKED)


def full(error: BaseException, folder: Path) -> bool:
    """Whether SQLite complains because there is no room where `folder` lies.

    Not every system says so by its own code: a quota, or a file that cannot be made, looks like a
    broken disk. Then the free room is asked for.
    """
    code = code_of(error)
    if code not in (IOERR, CANTOPEN):
        return code == FULL
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False
