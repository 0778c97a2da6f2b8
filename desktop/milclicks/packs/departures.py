"""Pack files that were deleted while another program still held them, as Windows allows it to.

For people such a pack is gone at once: a small mark beside the file says so. The file itself goes
at the next start. Not here: which packs may be deleted (`library`).
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from milclicks.packs.disk import Disk

_MARK: Final = ".gone"


def waiting(own: Path) -> frozenset[str]:
    """The names of the files in the folder `own` that are gone for people."""
    return frozenset(path.name.removesuffix(_MARK) for path in own.glob(f"*{_MARK}"))


def leave(path: Path, disk: Disk) -> None:
    """Mark a file as gone, for good; raises OSError where nothing can be written."""
    path.with_name(path.name + _MARK).touch()
    disk.fsync_folder(path.parent)


def stay(path: Path) -> None:
    """A file of this name was added again."""
    path.with_name(path.name + _MARK).unlink(missing_ok=True)


def let_go(own: Path, disk: Disk) -> None:
    """Delete the marked files; those that are still held wait for another start."""
    for name in waiting(own):
        with contextlib.suppress(OSError):
            with contextlib.suppress(FileNotFoundError):
                disk.unlink(own / name)
            disk.unlink(own / (name + _MARK))
