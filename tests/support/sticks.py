"""Sticks for tests: a table of what is plugged in, and sticks that lie, fill up or go away."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path

from milclicks.packs.library import Library
from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.standing import Trust


class Table:
    """A mount table that a test plugs sticks into and pulls them out of."""

    def __init__(self, *mounts: Mount) -> None:
        self.here = list(mounts)

    def mounts(self) -> tuple[Mount, ...]:
        """What is plugged in now."""
        return tuple(self.here)

    def plug(self, path: Path, **more: object) -> Mount:
        """Put a folder in as a stick."""
        made = Mount(path, f"/dev/{path.name}", **{"kind": "vfat", **more})  # type: ignore[arg-type]
        self.here.append(made)
        return made

    def pull(self, mount: Mount) -> None:
        """Take it out."""
        self.here.remove(mount)


def stick(folder: Path, name: str = "STICK", **more: object) -> Mount:
    """An empty stick."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    return Table().plug(folder / name, **more)


def library(data: Path, catalog: Catalog, *bundled: Path) -> Library:
    """A library that believes a test's catalogue."""
    return Library.open(data, bundled, trust=Trust(data, catalog))


class Wrapping(Stick):
    """A stick that says it has room and holds `room` bytes: later ones fall on the first."""

    def __init__(self, room: int) -> None:
        self.flash = bytearray(room)
        self.at = 0
        self.files: dict[Path, list[tuple[int, int]]] = {}

    def write(self, path: Path, pieces: Iterable[bytes]) -> None:
        """The system believes that it wrote a file; the flash wraps."""
        where: list[tuple[int, int]] = []

        def kept() -> Iterator[bytes]:
            for piece in pieces:
                place = self.at % len(self.flash)
                room = min(len(piece), len(self.flash))
                for number in range(room):
                    self.flash[(place + number) % len(self.flash)] = piece[number]
                where.append((place, room))
                self.at += len(piece)
                yield piece

        super().write(path, kept())
        self.files[path] = where

    def read_back(self, path: Path) -> Iterator[bytes]:
        """What the flash really holds."""
        if path not in self.files:
            yield from super().read_back(path)
            return
        double = bytes(self.flash) * 2
        for place, size in self.files[path]:
            yield double[place : place + size]


class Failing(Stick):
    """A stick that breaks at the n-th file with an error of the system."""

    def __init__(self, number: int, code: int = errno.ENOSPC, free: int = 10**12) -> None:
        self.left, self.code, self.room = number, code, free

    def free(self, folder: Path) -> int:
        """What it says is free."""
        return self.room

    def write(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Write, or fail in the middle of the file."""
        self.left -= 1
        if self.left >= 0:
            super().write(path, pieces)
            return

        def broken() -> Iterator[bytes]:
            yield next(iter(pieces))[:10]
            raise OSError(self.code, "the stick is gone or full")

        super().write(path, broken())
