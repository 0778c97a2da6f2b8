"""A stick that is pulled out at a chosen moment: its folder goes, or stays on the computer's disk.

The folder stays under fstab and usbmount and where the app runs as root; what an earlier mistake
has left there can lie in it. The stick itself, with all that was on it, is then `away`.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.mounts import Mount
from tests.support.watched_disk import Op

STAYS: Final = ("goes", "stays", "old")
"""What is where the stick was: nothing, an empty folder, one with the files of an earlier mistake.
"""
_OPEN: Final = {"write", "truncate", "fsync"}


def entries(root: Path) -> dict[str, bytes | None]:
    """Every folder and file below a folder; nothing when it is not there."""
    return {
        one.relative_to(root).as_posix(): one.read_bytes() if one.is_file() else None
        for one in root.rglob("*")
    }


class Port:
    """The folder of one stick; `old` is what lies in that folder without the stick."""

    def __init__(self, mount: Mount, leaves: str, old: Path | None = None) -> None:
        self.path, self.leaves, self.old = mount.path, leaves, old
        self.away = mount.path.with_name("away")

    @property
    def pulled(self) -> bool:
        """Whether it was."""
        return self.away.exists()

    def pull(self) -> None:
        """Take the stick out."""
        self.path.rename(self.away)
        if self.leaves == "stays":
            self.path.mkdir()
        elif self.leaves == "old" and self.old is not None:
            shutil.copytree(self.old, self.path)

    def put_back(self) -> dict[str, bytes | None]:
        """Put it in again; what lay in the folder meanwhile."""
        left = entries(self.path)
        if self.path.exists():
            shutil.rmtree(self.path)
        self.away.rename(self.path)
        return left


class PulledAt:
    """A watcher that pulls before the n-th change; a file that was open on the stick then fails."""

    def __init__(self, port: Port, at: int) -> None:
        self.port, self.left, self.since = port, at, set[str]()

    def before(self, op: Op) -> None:
        """Count, pull, fail."""
        self.left -= 1
        if self.left == 0:
            self.port.pull()
        if op.verb == "create" and self.port.pulled:
            self.since.add(op.path)
        if op.verb in _OPEN and self.port.pulled and op.path not in self.since:
            raise OSError(errno.EIO, "Input/output error", op.path)

    def after(self, op: Op) -> None:
        """Nothing more."""


class Counting:
    """A watcher that only counts."""

    def __init__(self) -> None:
        self.ops: list[Op] = []

    def before(self, op: Op) -> None:
        """Nothing yet."""

    def after(self, op: Op) -> None:
        """Remember it."""
        self.ops.append(op)


class PulledStick(Stick):
    """A stick that is pulled at the n-th thing that it is asked for, reading too."""

    def __init__(self, port: Port | None = None, at: int = 0) -> None:
        self.port, self.at, self.asked = port, at, 0

    def _ask(self) -> None:
        self.asked += 1
        if self.port is not None and self.asked == self.at:
            self.port.pull()

    def free(self, folder: Path) -> int:
        """As the stick says."""
        self._ask()
        return super().free(folder)

    def write(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Pulled before a file is opened, or at one of its pieces."""

        def asked() -> Iterator[bytes]:
            for piece in pieces:
                self._ask()
                yield piece

        self._ask()
        super().write(path, asked())

    def name(self, part: Path, path: Path) -> None:
        """Pulled before a name."""
        self._ask()
        super().name(part, path)

    def sync(self, folder: Path) -> None:
        """Pulled before the names are there for good."""
        self._ask()
        super().sync(folder)

    def read_back(self, path: Path) -> Iterator[bytes]:
        """Pulled before, or at a piece."""
        self._ask()
        for piece in super().read_back(path):
            yield piece
            self._ask()
