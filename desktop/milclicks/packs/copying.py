"""Copies a file beside other work, and has it on the disk for good when the block ends.

The copy grows in large pieces, so that the threads of this process meet seldom; the disk is told to
write what is there already while the rest still comes. Only the thread that opened the block hears
of progress, and what it raises stops the copy. Not here: what is in the file (`verify`).
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from milclicks.packs.disk import Disk
from milclicks.packs.progress import Progress

_LEAST: Final = 1024 * 1024
_MOST: Final = 32 * 1024 * 1024
_SYNC: Final = 32 * 1024 * 1024
_QUICK_S: Final = 0.03
_SLOW_S: Final = 0.1
_LOOK_S: Final = 0.05


class Copying:
    """A copy of `source` that grows at `part`; progress goes to the half of twice the size."""

    def __init__(self, source: Path, part: Path, disk: Disk, progress: Progress) -> None:
        """Nothing is read or written before the block begins."""
        self._source, self._part, self._disk, self._progress = source, part, disk, progress
        self._size = source.stat().st_size
        self._done = 0
        self._stopped = False
        self._synced: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(2)

    def __enter__(self) -> Self:
        """Begin; the files are opened on this thread, which tells at once what cannot be."""
        self._old = self._source.open("rb", buffering=0)
        try:
            self._new = self._part.open("wb", buffering=0)
        except OSError:
            self._old.close()
            raise
        self._copied = self._pool.submit(self._copy)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for the disk, or stop where something was raised."""
        self._stopped = error is not None
        self._pool.shutdown()
        self._old.close()
        self._new.close()
        if error is None:
            for one in self._synced:
                one.result()

    def tell(self) -> None:
        """Say how far the copy is; raises what the hearer raises."""
        self._progress(min(self._done, self._size), 2 * self._size)

    def wait(self) -> None:
        """Go on when every byte was written, if not yet for good; raises what went wrong."""
        while not wait([self._copied], _LOOK_S).done:
            self.tell()
        self._copied.result()
        self.tell()

    def _copy(self) -> None:
        """In a thread of its own: piece by piece, larger ones where that takes no time."""
        room, piece, unsynced = bytearray(_LEAST), _LEAST, 0
        while not self._stopped:
            begun = time.perf_counter()
            got = self._disk.copy(self._old, self._new, piece, room)
            if not got:
                break
            taken = time.perf_counter() - begun
            if taken < _QUICK_S:
                piece = min(2 * piece, _MOST)
            elif taken > _SLOW_S:
                piece = max(piece // 2, _LEAST)
            self._done += got
            unsynced += got
            if unsynced >= _SYNC and all(one.done() for one in self._synced):
                self._sync()
                unsynced = 0
        if not self._stopped:
            self._sync()

    def _sync(self) -> None:
        self._synced.append(self._pool.submit(self._disk.fsync, self._new))
