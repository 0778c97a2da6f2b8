"""A new file that several threads write side by side, on the disk for good when the block ends.

The disk is told to write what is there already while the rest still comes, so that little is left
to wait for at the end. Not here: what is in the file (`verify`).
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final, Self

from milclicks.packs.disk import Disk
from milclicks.packs.progress import Progress

_BEGIN: Final = 16 * 1024 * 1024


class Copying:
    """A file at `part` that comes to `size` bytes."""

    def __init__(self, part: Path, size: int, disk: Disk, progress: Progress) -> None:
        """Nothing is written before the block begins."""
        self._part, self._size, self._disk, self._progress = part, size, disk, progress
        self._lock = threading.Lock()
        self._done = self._begun = 0

    def __enter__(self) -> Self:
        """Make the file, which tells at once what cannot be."""
        self._file = self._part.open("wb", buffering=0)
        return self

    def __exit__(self, *raised: object) -> None:
        """Wait for the disk, unless something was raised."""
        with self._file:
            if raised[0] is None:
                self._disk.fsync(self._file)

    def tell(self) -> None:
        """Say how much is written; raises what the hearer raises."""
        self._progress(min(self._done, self._size), self._size)

    def write(self, start: int, raw: bytes | memoryview) -> None:
        """Write a piece where it belongs; from any thread."""
        self._disk.write_at(self._file, raw, start)
        with self._lock:
            self._done += len(raw)
            begun, ready = self._begun, start - self._begun
            if ready < _BEGIN:
                return
            self._begun = start
        self._disk.begin_fsync(self._file, begun, ready)
