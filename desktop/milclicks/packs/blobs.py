"""Reads every blob of a pack on two threads: against its hash and its kind, and hands it on.

Reading, inflating, hashing and writing need no interpreter, so two cores do twice as much; a thread
beside them that needed it all the time would hold both up. Not here: what a pack says (`verify`).
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Final

from milclicks.packs import media
from milclicks.packs.disk import SECTOR, memory
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Content, Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.runs import Run, Shared

_THREADS: Final = 2
_WAITING: Final = 2
"""How many pieces may still be written while the next ones are read."""
_ROOM: Final = 4 * 1024 * 1024
_SOUND_HEAD: Final = 1024
_TELL_S: Final = 0.2
Keep = Callable[[int, memoryview], "Future[None] | None"]
"""Takes a piece of the file that begins with a sector; its memory is free again when that is done.

A piece comes before it is held against its hash: what was kept is nothing until all is in order.
"""


class _Stopped(Exception):
    """What this thread does is not needed any more."""


def refusals(
    pack: Pack,
    resources: Sequence[Resource],
    progress: Callable[[int], object],
    keep: Keep | None = None,
) -> Iterator[PackRefused]:
    """What is not in order, in the order of the file; `progress` hears how many lines are done.

    `keep` gets all of the file, from any of the threads. With it the first refusal ends the work:
    nobody needs the rest of a copy that will not be.
    """
    work = _Work(pack, keep)
    cores: SimpleQueue[int] = SimpleQueue()
    for core in _cores():
        cores.put(core)
    pool = ThreadPoolExecutor(_THREADS, initializer=_stay_apart, initargs=(cores,))
    done = 0
    try:
        runs = pack.runs(resources, _ROOM, whole=keep is not None)
        left = deque((run, pool.submit(work.run, run)) for run in runs)
        while left:
            wait([one for _, one in left], _TELL_S)
            while left and left[0][1].done():
                run, one = left.popleft()
                yield from one.result()
                done += sum(len(lines) for _, lines in run.blobs)
            progress(done)
    finally:
        work.stopped.set()
        pool.shutdown(cancel_futures=True)


def _cores() -> list[int]:
    """The cores of a system with as many as there are threads, else none."""
    if sys.platform != "linux":
        return []
    found = sorted(os.sched_getaffinity(0))
    return found if len(found) == _THREADS else []


def _stay_apart(cores: SimpleQueue[int]) -> None:
    """Give a thread a core of its own: a scheduler puts one that waited for the interpreter onto
    the core of whoever let it go, and both share that one for a while.
    """
    if sys.platform == "linux":
        with suppress(Empty, OSError):
            os.sched_setaffinity(0, {cores.get_nowait()})


class _Work:
    """What the threads share."""

    def __init__(self, pack: Pack, keep: Keep | None) -> None:
        self._pack, self._keep = pack, keep
        self._rooms: SimpleQueue[memoryview] = SimpleQueue()
        count, size = _THREADS + (_WAITING if keep else 0), _ROOM + SECTOR
        whole = memoryview(memory(count * size))
        for number in range(count):
            self._rooms.put(whole[number * size : (number + 1) * size])
        self.stopped = threading.Event()

    def run(self, run: Run) -> list[PackRefused]:
        """Look at a run in one of the threads."""
        found: list[PackRefused] = []
        with suppress(_Stopped):
            for refused in self._refused(run):
                found.append(refused)
                if self._keep is not None:
                    self.stopped.set()
        return found

    @contextmanager
    def _read(self, start: int, end: int, name: str) -> Iterator[memoryview]:
        """The bytes of the file from a sector on, handed on at once to be kept."""
        if self.stopped.is_set():
            raise _Stopped
        room, kept = self._rooms.get(), None
        try:
            raw = self._pack.span(start, end, room, name)
            if self._keep is not None:
                kept = self._keep(start, raw)
            yield raw
        finally:
            if kept is None:
                self._rooms.put(room)
            else:
                kept.add_done_callback(lambda _: self._rooms.put(room))

    def _refused(self, run: Run) -> Iterator[PackRefused]:
        if run.most > _ROOM:
            try:
                self._streamed(run)
            except PackRefused as error:
                yield error
            return
        low = self._from(run.start)
        try:
            with self._read(low, run.end, run.name) as raw:
                for blob, content in self._pack.contents_in(run, raw[run.start - low :]):
                    try:
                        self._in_order(blob, content)
                    except PackRefused as error:
                        yield error
        except PackRefused as error:
            yield from self._unread(run, error)

    def _unread(self, run: Run, error: PackRefused) -> Iterator[PackRefused]:
        """What is said of a run that cannot be read: each blob alone, to name the one."""
        if len(run.blobs) > 1:
            for one in run.alone():
                yield from self._refused(one)
            return
        for _, lines in run.blobs:
            for line in lines:
                self._pack.hurt(line.path)
        yield error

    def _in_order(self, blob: Shared, content: Content) -> None:
        if isinstance(content, PackRefused):
            raise content
        for line in blob[1]:
            self._fits(line, content)

    def _streamed(self, run: Run) -> None:
        """A blob that is too large for a room, or what is no blob, piece by piece."""
        pieces = self._pieces(run)
        for blob in run.blobs:
            head = self._pack.begins(blob, max(map(_looked_at, blob[1])), pieces)
            for line in blob[1]:
                self._fits(line, head)
        for _ in pieces:
            continue

    def _pieces(self, run: Run) -> Iterator[memoryview]:
        for start in range(self._from(run.start), run.end, _ROOM):
            with self._read(start, min(start + _ROOM, run.end), run.name) as raw:
                yield raw[max(0, run.start - start) :]

    def _from(self, place: int) -> int:
        """Where to read from: what is kept begins with a sector."""
        return place - place % SECTOR if self._keep is not None else place

    def _fits(self, line: Resource, head: bytes | memoryview) -> None:
        if line.mediatype != media.JSON:
            media.check(line.mediatype, head, line.path)
        elif line.role == "texts":
            self._pack.note_card(line.path, bytes(head))


def _looked_at(line: Resource) -> int:
    """How many bytes of a blob are looked at, besides their hash."""
    texts = line.mediatype == media.JSON and line.role == "texts"
    return line.bytes if texts or line.mediatype in media.PICTURES else _SOUND_HEAD
