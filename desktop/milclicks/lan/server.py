"""A small server for the room: GET and HEAD of the names in a tree, for an hour, over h11.

It answers only computers that are near, only under its own address (a web page elsewhere cannot use
a browser to reach it), within bounds for lines, times and numbers. It writes nothing, and what is
not in the tree is not there. Each asker has a thread of its own; all of them end with the program.
Not here: what is in the tree (`packs.travel.shared`), telling that it is there (`neighbours`), who
has to go when too many come (`seats`).
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from milclicks.lan.addresses import PORT, near
from milclicks.lan.refusals import ShareFailed
from milclicks.lan.seats import Farewells, Seats
from milclicks.lan.tree import Tree

MINUTES: Final = 60
_PORTS: Final = 10
_LOOK_S: Final = 0.5
_NAMES: Final = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one asker, and all together, may take. Times in seconds."""

    visits: int = 32
    each: int = 6
    """Connections of one address at a time."""
    head_bytes: int = 8 * 1024
    head_s: float = 10.0
    """For the whole head of a request, once it has begun."""
    idle_s: float = 30.0
    send_s: float = 20.0
    """For a piece that the asker does not take."""
    requests: int = 5000
    """On one connection."""
    takers: int = 200


@dataclass(frozen=True, slots=True)
class Taker:
    """What one computer took so far; `names` are those of files that it took some of."""

    address: str
    bytes: int = 0
    names: tuple[str, ...] = ()


class Server:
    """Shares a tree until its time is over. `tree` may be replaced at any moment."""

    def __init__(
        self,
        tree: Tree,
        *,
        bounds: Bounds | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is shared before `start`; `now` gives seconds that never go back."""
        self.tree = tree
        self.bounds = bounds or Bounds()
        self.port = 0
        self._now = now
        self._until = 0.0
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self._seats = Seats(self.bounds.visits, self.bounds.each, now)
        self._takers: dict[str, Taker] = {}

    # -- on and off -----------------------------------------------------------------------------

    def start(
        self, host: str = "", port: int = PORT, minutes: float = MINUTES, *, only: bool = False
    ) -> None:
        """Begin. `host` is the one address to listen at (all without), `port` the first to try, or
        with `only` the one.

        Raises ShareFailed, from what the system says, when it gives no port.
        """
        self.close()
        self._until = self._now() + minutes * 60
        listener = _listening(
            host, [port] if only or not port else [*range(port, port + _PORTS), 0]
        )
        self._listener, self.port = listener, listener.getsockname()[1]
        listens = threading.Thread(target=self._listen, args=(listener,), name="share", daemon=True)
        try:
            listens.start()
        except RuntimeError:  # no thread can be had
            self._end()
            raise

    @property
    def on(self) -> bool:
        """Whether new requests are answered."""
        return self._listener is not None and self._now() < self._until

    def left_s(self) -> float:
        """Seconds until it ends by itself."""
        return max(0.0, self._until - self._now()) if self._listener is not None else 0.0

    def more(self, minutes: float = MINUTES) -> None:
        """Let it last so many minutes from now."""
        self._until = self._now() + minutes * 60

    def close(self) -> None:
        """End at once; whoever takes something can go on with it another time."""
        self._end()
        self._seats.close()

    def _end(self) -> None:
        """Take no new request; what is being sent is sent to its end."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    # -- who took what --------------------------------------------------------------------------

    @property
    def busy(self) -> int:
        """How many connections are open."""
        return len(self._seats)

    def takers(self) -> tuple[Taker, ...]:
        """Who took something, in the order of their first request."""
        with self._lock:
            return tuple(self._takers.values())

    def took(self, address: str, name: str, size: int) -> None:
        """Note what was sent; what nobody takes on purpose has no name."""
        with self._lock:
            known = self._takers.get(address)
            if known is None and len(self._takers) >= self.bounds.takers:
                return
            taker = known or Taker(address)
            names = taker.names
            if name and name not in names and len(names) < _NAMES:
                names = (*names, name)
            self._takers[address] = replace(taker, bytes=taker.bytes + size, names=names)

    # -- inside ---------------------------------------------------------------------------------

    def _listen(self, listener: socket.socket) -> None:
        """Take askers in, each into a thread of its own, until the time is over."""
        leaving = Farewells(self.bounds.visits, _LOOK_S)
        while self._listener is listener:
            leaving.sweep()
            if not self.on:
                self._end()
                break
            try:
                visitor, (address, _) = listener.accept()
            except TimeoutError:
                continue
            except OSError:
                if self._listener is listener:
                    time.sleep(_LOOK_S)  # such as too many open files
                continue
            self._take_in(visitor, address, leaving)
        leaving.sweep(every=True)

    def _take_in(self, visitor: socket.socket, address: str, leaving: Farewells) -> None:
        from milclicks.lan.visit import Visit, turn_away

        if not near(address):
            visitor.close()
            return
        seat = self._seats.take(visitor, address)
        if seat is None:
            turn_away(visitor)
            leaving.add(visitor)
            return

        def visit() -> None:
            try:
                Visit(self, seat).serve()
            finally:
                visitor.close()
                self._seats.leave(seat)

        try:
            threading.Thread(target=visit, name="share-visit", daemon=True).start()
        except RuntimeError:  # no thread can be had
            visitor.close()
            self._seats.leave(seat)


def _listening(host: str, ports: Iterable[int]) -> socket.socket:
    """A socket that listens at the first of these that is free, 0 for any; raises ShareFailed."""
    error: OSError | None = None
    for number in ports:
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        try:
            made.setsockopt(socket.SOL_SOCKET, alone, 1)
            made.settimeout(_LOOK_S)
            made.bind((host, number))
            made.listen(16)
        except OSError as failed:
            made.close()
            error = failed
        else:
            return made
    raise ShareFailed(str(error)) from error
