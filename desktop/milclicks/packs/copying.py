"""A new file that several threads write side by side, on the disk for good when the block ends.

The disk works while the rest still comes, so that little is left to wait for at the end; where the
system can, what is written makes no stay in its memory, out of which a large pack would push all
else. Not here: what is in the file (`verify`).
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self

from milclicks.packs.disk import SECTOR, Disk
from milclicks.packs.progress import Progress

_WRITERS: Final = 2


class Copying:
    """A file at `part` that comes to `size` bytes."""

    def __init__(self, part: Path, size: int, disk: Disk, progress: Progress) -> None:
        """Nothing is written before the block begins."""
        self._part, self._size, self._disk, self._progress = part, size, disk, progress
        self._lock = threading.Lock()
        self._seams: dict[int, bytes] = {}
        self._came = 0
        self._torn = False
        self._fault: BaseException | None = None

    def __enter__(self) -> Self:
        """Make the file, which tells at once what cannot be."""
        self._file = self._part.open("wb", buffering=0)
        self._disk.directly(self._file)
        self._writers = ThreadPoolExecutor(_WRITERS)
        return self

    def __exit__(self, *raised: object) -> None:
        """Wait for the disk, unless something was raised."""
        with self._file:
            self._writers.shutdown(cancel_futures=raised[0] is not None)
            if raised[0] is None:
                self._sound()
                self._disk.fsync(self._file)

    @property
    def whole(self) -> bool:
        """Whether every byte came once, and no two pieces said another thing of the same one."""
        return self._came == self._size and not self._torn

    def tell(self) -> None:
        """Say how much came; raises what the hearer raises."""
        self._progress(min(self._came, self._size), self._size)

    def write(self, start: int, raw: memoryview) -> Future[None]:
        """Begin to write a piece that begins with a sector; from any thread.

        `raw` stays as it is until that is done. A sector within which a piece ends is left to the
        piece after it, which has it whole and must say the same of it. Raises what the disk said to
        an earlier piece.
        """
        end = start + len(raw)
        whole = len(raw) if end == self._size else end - end % SECTOR - start
        with self._lock:
            self._sound()
            self._came += whole
            self._meet(start, bytes(raw[:SECTOR]))
            self._meet(start + whole, bytes(raw[whole:]))
        return self._writers.submit(self._put, start, raw[:whole])

    def _meet(self, place: int, said: bytes) -> None:
        """Hold what pieces say of one sector against one another, whichever comes first."""
        other = self._seams.setdefault(place, said)
        short, long = sorted((said, other), key=len)
        self._torn = self._torn or not long.startswith(short)
        self._seams[place] = long

    def _put(self, start: int, raw: memoryview) -> None:
        """Write a piece, in a thread of its own."""
        try:
            self._disk.write_at(self._file, raw, start)
            self._disk.begin_fsync(self._file, start, len(raw))
        except BaseException as error:  # for those who wait for it
            self._fault = self._fault or error

    def _sound(self) -> None:
        if self._fault is not None:
            raise self._fault
