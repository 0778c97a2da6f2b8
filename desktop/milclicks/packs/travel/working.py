"""One worker at an unfinished file at a time; the lock that says so lies there only meanwhile.

A lock file that is deleted while somebody else opens it could let both in: one holds the file that
has no name any more, the other a new one. So, where open files can be deleted, its name is taken
away while it is still held, as the last act of all; and whoever got a lock looks whether it is the
one of that name, and else has got nothing. Windows refuses to delete what anybody has open, so
there it is tried after the lock was let go, and a file that somebody opened meanwhile stays.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from filelock import BaseFileLock

_TRIES: Final = 5


@contextmanager
def working(path: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock file `path`, which goes afterwards.

    Raises filelock.Timeout when somebody else holds it for longer than `wait_s`, and OSError.
    """
    from filelock import FileLock, Timeout, UnixFileLock

    for _ in range(_TRIES):
        lock = FileLock(path)
        lock.acquire(timeout=wait_s, poll_interval=0.02)
        # where a file system knows no locks, the mere file is one, and filelock deletes it itself
        native = isinstance(lock, UnixFileLock)
        if not native or _has_name(lock, path):
            break
        lock.release()
    else:
        raise Timeout(str(path))
    try:
        yield
    finally:
        if native:
            _delete(path)
        lock.release()
        if sys.platform == "win32":
            _delete(path)


def _has_name(lock: BaseFileLock, path: Path) -> bool:
    """Whether what was locked is the file of that name, and not one that just lost it."""
    held = lock._context.lock_file_fd
    with contextlib.suppress(OSError):
        return held is not None and os.path.samestat(os.fstat(held), path.stat())
    return False


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
