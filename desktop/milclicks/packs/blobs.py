"""Reads every blob of a pack on two threads: against its hash and its kind, and hands it on.

Reading, inflating, hashing and writing need no interpreter, so two cores do twice as much; a thread
beside them that needed it all the time would hold both up. Not here: what a pack says (`verify`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Final

from milclicks.packs import media
from milclicks.packs.format import Keep
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack, Shared
from milclicks.packs.refusals import PackRefused

_THREADS: Final = 2
_ROOM: Final = 2 * 1024 * 1024
_SOUND_HEAD: Final = 1024
_TELL_S: Final = 0.2


class _Stopped(Exception):
    """What this thread does is not needed any more."""


def refusals(
    pack: Pack,
    resources: Sequence[Resource],
    progress: Callable[[int], object],
    keep: Keep | None = None,
) -> Iterator[PackRefused]:
    """What is not in order, in the order of the file; `progress` hears how many lines are done.

    `keep` gets all that was read of these blobs and their headers, from any of the threads. With it
    the first refusal ends the work: nobody needs the rest of a copy that will not be.
    """
    runs = list(pack.runs(resources, _ROOM))
    work = _Work(pack, keep, min(_ROOM, max(map(_size, runs), default=0)))
    pool = ThreadPoolExecutor(_THREADS)
    done = 0
    try:
        for run, one in [(run, pool.submit(work.run, run)) for run in runs]:
            while not one.done() and not wait([one], _TELL_S).done:
                progress(done)
            yield from one.result()
            done += sum(len(lines) for _, lines in run)
            progress(done)
    finally:
        work.stopped.set()
        pool.shutdown(cancel_futures=True)


def _size(run: Sequence[Shared]) -> int:
    return run[-1][0].end - run[0][0].start


class _Work:
    """What the threads share."""

    def __init__(self, pack: Pack, keep: Keep | None, room: int) -> None:
        self._pack, self._keep = pack, keep
        self._rooms = [bytearray(room) for _ in range(_THREADS)]
        self.stopped = threading.Event()

    def run(self, run: Sequence[Shared]) -> list[PackRefused]:
        """Look at a run in one of the threads."""
        found: list[PackRefused] = []
        room = self._rooms.pop()
        with suppress(_Stopped):
            for refused in self._refused(run, memoryview(room)):
                found.append(refused)
                if self._keep is not None:
                    self.stopped.set()
        self._rooms.append(room)
        return found

    def _kept(self, start: int, raw: bytes | memoryview) -> None:
        if self.stopped.is_set():
            raise _Stopped
        if self._keep is not None:
            self._keep(start, raw)

    def _refused(self, run: Sequence[Shared], room: memoryview) -> Iterator[PackRefused]:
        if self.stopped.is_set():
            raise _Stopped
        first = run[0][0]
        if max(first.size, _size(run)) > _ROOM:
            yield from self._caught(lambda: self._streamed(run[0]))
            return
        try:
            raw = self._pack.span(run, room)
        except PackRefused as error:
            if len(run) == 1:
                for line in run[0][1]:
                    self._pack.hurt(line.path)
                yield error
            for blob in run if len(run) > 1 else ():  # each alone, to name the one
                yield from self._refused([blob], room)
            return
        for blob in run:
            own = raw[blob[0].start - first.start : blob[0].end - first.start]
            try:
                self._at_once(blob, own)
            except PackRefused as error:
                yield error
        self._kept(first.start, raw)

    def _caught(self, look: Callable[[], object]) -> Iterator[PackRefused]:
        try:
            look()
        except PackRefused as error:
            yield error

    def _at_once(self, blob: Shared, raw: memoryview) -> None:
        content = self._pack.content_in(blob, raw)
        for line in blob[1]:
            self._fits(line, bytes(content[: _looked_at(line)]))

    def _streamed(self, blob: Shared) -> None:
        head = self._pack.begins(blob, max(map(_looked_at, blob[1])), self._kept)
        for line in blob[1]:
            self._fits(line, head[: _looked_at(line)])

    def _fits(self, line: Resource, head: bytes) -> None:
        if line.mediatype != media.JSON:
            media.check(line.mediatype, head, line.path)
        elif line.role == "texts":
            self._pack.note_card(line.path, head)


def _looked_at(line: Resource) -> int:
    """How many bytes of a blob are looked at, besides their hash."""
    texts = line.mediatype == media.JSON and line.role == "texts"
    return line.bytes if texts or line.mediatype in media.PICTURES else _SOUND_HEAD
