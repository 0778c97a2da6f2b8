"""Calls that may hang, made in a thread of their own, so that whoever waits can be told to stop.

A line that is silent cannot be asked to hurry: looking up a name, connecting and reading all may
take as long as their time-outs allow. Whoever is told to stop leaves at once; the call ends by
itself later, and what it brings then is closed and thrown away.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")
_SLICE_S: Final = 0.2

Waiting = Callable[[], None]
"""Asked several times a second while nothing comes; it may raise to stop."""


@runtime_checkable
class Waits(Protocol):
    """Something that may have to wait, such as a source at the end of a line."""

    waiting: Waiting


def patiently() -> None:
    """Nobody says stop."""


def heed(source: object, waiting: Waiting) -> None:
    """Have a source ask `waiting` whenever it has to wait; one that never waits is left alone."""
    if isinstance(source, Waits):
        source.waiting = waiting


class Aside:
    """One such thread; it begins with the first call and ends with `close`."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Callable[[], Any], Callable[[Any], object]] | None]
        self._asked = queue.SimpleQueue()
        self._came: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self._begun = False
        self._left = threading.Event()

    @property
    def left(self) -> bool:
        """Whether a call was left alone; nothing can be asked here any more."""
        return self._left.is_set()

    def call(
        self, work: Callable[[], T], waiting: Waiting, shut: Callable[[T | None], object]
    ) -> T:
        """What `work` gives or raises; raises what `waiting` raises, and then leaves it alone:
        `shut` gets what comes of it, or None.
        """
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._run, name="line", daemon=True).start()
        self._asked.put((work, shut))
        while True:
            try:
                result, error = self._came.get(timeout=_SLICE_S)
            except queue.Empty:
                try:
                    waiting()
                except BaseException:
                    self._left.set()
                    self.close()
                    raise
                continue
            if error is not None:
                raise error
            made: T = result
            return made

    def close(self) -> None:
        """Let the thread end, at once or after the call that hangs."""
        self._asked.put(None)

    def _run(self) -> None:
        while (asked := self._asked.get()) is not None:
            work, shut = asked
            result, failed = None, None
            try:
                result = work()
            except BaseException as error:  # the edge: it is raised where somebody waits for it
                failed = error
            if self._left.is_set():
                with contextlib.suppress(Exception):
                    shut(result)
            else:
                self._came.put((result, failed))
            del asked, work, shut, result, failed
