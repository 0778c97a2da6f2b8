"""Who may stay at the server when many come: a seat for each connection, and whose is given away.

While there is room everybody keeps a seat, however slow. When there is none, a newcomer who has
fewer gets the seat of whoever keeps the server waiting longest: for a request that does not come,
or for a piece that nobody takes. Whoever loses a seat in the middle of a file goes on with it by a
range another time. So a few who say nothing, or take a byte now and then, hold up nobody for long.
"""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

WAITED_S: Final = 1.0
"""So long the server waits for somebody before the seat may be given away."""
TURN_S: Final = 5.0
"""So long one answer may take before it is somebody else's turn."""


class Seat:
    """One connection. It says when the server waits for it, and when an answer to it begins."""

    def __init__(self, line: socket.socket, address: str, now: Callable[[], float]) -> None:
        self.line, self.address, self._now = line, address, now
        self._waits = now()
        self._began = math.inf

    def waits(self) -> None:
        """From now on a request is awaited of it, or that it takes a piece."""
        self._waits = self._now()

    def works(self) -> None:
        """It did, and the server has something to do."""
        self._waits = math.inf

    def begins(self) -> None:
        """An answer begins."""
        self._began = self._now()

    def ends(self) -> None:
        """The answer was sent."""
        self._began = math.inf

    @property
    def waited(self) -> float:
        """Seconds for which the server has waited for it."""
        return self._now() - self._waits

    @property
    def over(self) -> bool:
        """Whether its answer had its turn."""
        return self._now() - self._began > TURN_S


class Seats:
    """All of them: `most`, and `each` for one address."""

    def __init__(self, most: int, each: int, now: Callable[[], float] = time.monotonic) -> None:
        """`now` gives seconds that never go back."""
        self._most, self._each, self._now = most, each, now
        self._lock = threading.Lock()
        self._taken: dict[socket.socket, Seat] = {}

    def __len__(self) -> int:
        return len(self._taken)

    @property
    def lines(self) -> tuple[socket.socket, ...]:
        """The connections that have one."""
        return tuple(self._taken)

    def close(self) -> None:
        """End every connection."""
        with self._lock:
            for line in self._taken:
                _end(line)

    def take(self, line: socket.socket, address: str) -> Seat | None:
        """A seat for a newcomer; None when there is none and nobody has to go."""
        with self._lock:
            every = tuple(self._taken.values())
            held = Counter(one.address for one in every)
            own = held[address]
            if own >= self._each or len(every) >= self._most:
                if own >= self._each:
                    late = [one for one in every if one.address == address and _late(one)]
                else:
                    late = [one for one in every if held[one.address] > own]
                    late = [one for one in late if one.over or _late(one)]
                if not late:
                    return None
                goes = max(late, key=lambda one: one.waited)
                del self._taken[goes.line]
                _end(goes.line)
            seat = self._taken[line] = Seat(line, address, self._now)
            return seat

    def leave(self, seat: Seat) -> None:
        """Its connection has ended."""
        with self._lock:
            self._taken.pop(seat.line, None)


class Farewells:
    """Connections that were told to go: each is kept open for a moment, so that the words arrive,
    since a line that is shut with words unread takes back what was said.
    """

    def __init__(
        self, most: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        """At most so many, and so long."""
        self._most, self._seconds, self._now = most, seconds, now
        self._lines: list[tuple[float, socket.socket]] = []

    def add(self, line: socket.socket) -> None:
        """Nothing more is said to it."""
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        self._lines.append((self._now() + self._seconds, line))
        self.sweep()

    def sweep(self, *, every: bool = False) -> None:
        """Let those go whose time is over."""
        while self._lines:
            until, line = self._lines[0]
            if not (every or until <= self._now() or len(self._lines) > self._most):
                return
            del self._lines[0]
            with contextlib.suppress(OSError):
                line.recv(64 * 1024)
            line.close()


def _late(one: Seat) -> bool:
    return one.waited > WAITED_S


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
