"""Whether a stick is still the one that was chosen: from the press to the last byte read back.

The folder of a stick may stay when it is pulled out: under fstab and usbmount, and where the app
runs as root. What is written there then lands on this computer's own disk. So what the folder is
is remembered (the number of its device, its file below /dev, its line in the mount table) and
compared at each step. Not here: what is written (`making`, `wanted`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from milclicks.packs.travel.mounts import Mount, MountTable, this_pc
from milclicks.packs.travel.stick_faults import StickGone

_OPENING: Final = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", 0)
"""Windows opens no folder; there a letter goes with its stick, and its number with the letter."""


class Plugged:
    """A stick that is in, or a folder in the place of one, as it was when it was chosen."""

    def __init__(self, mount: Mount, table: MountTable | None = None) -> None:
        """It is chosen now; a `table` must list it from now on. Never raises: see `gone`."""
        self.mount = mount
        self._table = table
        file = Path(mount.device)
        self._file = file if file.is_absolute() and os.access(file, os.F_OK) else None
        self._number = _number(mount.path)
        self._folder: os.stat_result | None = None

    @classmethod
    def at(cls, path: Path) -> Plugged:
        """The stick at a path that somebody named, or the plain folder there."""
        whole, table = path.resolve(), this_pc()
        found = next((one for one in table.mounts() if one.path == whole), None)
        if found is not None:
            return cls(found, table)
        return cls(Mount(whole, str(whole), writable=os.access(whole, os.W_OK)))

    @property
    def gone(self) -> bool:
        """Whether it was pulled out: no folder, another device in it, or no line in the table."""
        if self._file is not None and not os.access(self._file, os.F_OK):
            return True
        try:
            found = self.mount.path.stat()
        except OSError:
            return True
        if found.st_dev != self._number:
            return True
        if self._folder is not None and not os.path.samestat(found, self._folder):
            return True
        return not self._listed()

    def _listed(self) -> bool:
        if self._table is None:
            return True
        mine = (self.mount.path, self.mount.device)
        return any((one.path, one.device) == mine for one in self._table.mounts())

    def check(self) -> None:
        """Raise StickGone when it was pulled out."""
        if self.gone:
            raise StickGone(f"{self.mount.path} is not {self.mount.device} any more")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Work on it; raises StickGone when it is gone already.

        Its folder is open for as long, so that no other stick can get its number meanwhile.
        """
        if self._folder is not None:
            self.check()
            yield
            return
        handle = -1
        if _OPENING:
            with suppress(OSError):
                handle = os.open(self.mount.path, os.O_RDONLY | _OPENING)
        try:
            self._folder = os.fstat(handle) if handle >= 0 else None
            self.check()
            yield
        finally:
            self._folder = None
            if handle >= 0:
                os.close(handle)

    def make_folder(self, folder: Path) -> None:
        """Make a folder of the stick and those that lead to it, never the stick's own.

        Raises StickGone or OSError; one that came to lie on another device is taken away again.
        """
        way = folder.relative_to(self.mount.path).parts
        for count in range(1, len(way) + 1):
            one = self.mount.path.joinpath(*way[:count])
            if one.is_dir():
                continue
            self.check()
            one.mkdir()
            try:
                self.check()
            except StickGone:
                with suppress(OSError):
                    one.rmdir()
                raise

    def checked(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of a file that was just opened; raises StickGone before the first when it was
        opened on another device, so that whoever opened it deletes it.
        """
        self.check()
        yield from pieces


def _number(folder: Path) -> int | None:
    try:
        return folder.stat().st_dev
    except OSError:
        return None
