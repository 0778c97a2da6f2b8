"""Opens plain files only, and goes through plain folders only, where others made them.

A stick or a shared folder may hold a link that leads elsewhere, or a pipe that never answers. Asked
without following anything, opened without waiting, and the open file is asked once more
(`core.plain_file`).
"""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, cast

from milclicks.core.plain_file import NOT_FOLLOWED, leads_elsewhere
from milclicks.core.plain_file import NotPlain as NotPlain
from milclicks.core.plain_file import handle as handle
from milclicks.core.plain_file import reading as reading


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def is_folder(path: Path) -> bool:
    """Whether a folder lies there itself, not a link or junction to one; never raises."""
    found = _status(path)
    return found is not None and stat.S_ISDIR(found.st_mode) and not leads_elsewhere(found)


def is_file(path: Path) -> bool:
    """Whether a plain file lies there itself; never raises."""
    found = _status(path)
    return found is not None and stat.S_ISREG(found.st_mode) and not leads_elsewhere(found)


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


def writing(path: Path) -> BinaryIO:
    """A new file; what is left under its name goes first. Raises NotPlain, OSError."""
    if os.path.lexists(path):
        if not is_file(path):
            raise NotPlain(path)
        path.unlink()

    def opened(name: str, flags: int) -> int:
        return os.open(name, flags | NOT_FOLLOWED, 0o666)

    return cast(BinaryIO, io.open(path, "xb", opener=opened))  # noqa: UP020
