"""One program holds a data folder at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.errors import N_, Busy, Message

if TYPE_CHECKING:
    from filelock import BaseFileLock


def held(folder: Path) -> BaseFileLock:
    """Take the folder for this program; raise Busy when another one has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "workspace.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Busy(
            Message(N_("The app is already open with this data folder.")),
            Message(N_("Close the other window first, then try again.")),
            str(folder),
        ) from error
    return lock
