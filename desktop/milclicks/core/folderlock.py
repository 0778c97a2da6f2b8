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
            Message(N_("This data folder is already open, in the app or in another command.")),
            Message(N_("Close the app’s other window, or let the command end, then try again.")),
            str(folder),
        ) from error
    return lock
