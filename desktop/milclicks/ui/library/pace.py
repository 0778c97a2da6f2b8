"""How fast a long piece of work goes, from what it said lately; no Qt, no clock of its own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

_LATELY_S: Final = 20.0
_AT_LEAST_S: Final = 1.5


class Pace:
    """Told `done` of `total` now and then, it says how many seconds are left."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds that never go back."""
        self._now = now
        self._told: deque[tuple[float, int]] = deque()

    def left(self, done: int, total: int) -> float | None:
        """Seconds until `total` at the pace of the last 20 s; None before that can be known."""
        now = self._now()
        if self._told and done < self._told[-1][1]:
            self._told.clear()  # begun again
        self._told.append((now, done))
        while len(self._told) > 2 and now - self._told[1][0] >= _LATELY_S:
            self._told.popleft()
        since, before = self._told[0]
        if now - since < _AT_LEAST_S or done <= before:
            return None
        return (total - done) * (now - since) / (done - before)
