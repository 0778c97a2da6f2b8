"""The connections of a site: kept between requests, ended by Stop, roomy enough for a bad line.

Not here: what an answer means (`http`), which proxy (`line`).
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import unquote, urlsplit
from weakref import WeakSet

from milclicks.packs.travel.aside import Aside, Waiting

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

T = TypeVar("T")
_ROOM: Final = 4 * 1024 * 1024
"""Bytes that the system may take in while this program is busy: what it has not taken in when a
line is cut short has to be sent again."""
_ROOMY: Final = 512 * 1024
_LEAST: Final = 32 * 1024
_SURELY: Final = 4
"""Linux tells twice of what it gives, and half of that goes for its own book-keeping."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How patient a source is. Times in seconds, the least rate in bytes a second.

    A line stands within `connect_s`, or one to another address of that name in as much again. The
    head of an answer is whole `idle_s` after the line stands, and what comes of a body at once
    within `over_s`, whatever else is sent meanwhile.
    """

    connect_s: float = 15.0
    idle_s: float = 20.0
    rate: int = 100
    over_s: float = 30.0
    redirects: int = 5


class Connections:
    """Those of one source. `kept`: one may be open from an earlier request."""

    def __init__(
        self, bounds: Bounds, waiting: Waiting, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`waiting` is asked while nothing whole comes; it may raise to stop."""
        self.kept = False
        self._bounds = bounds
        self._waiting = waiting
        self._now = now
        self._until = 0.0
        self._aside = Aside()
        self._room = 0
        self._cuts = 0
        self._pools: dict[str, PoolManager] = {}
        self._open: WeakSet[socket.socket] = WeakSet()

    @property
    def window(self) -> int:
        """So many bytes are surely taken in from a server that sends as fast as it can."""
        self._room = self._room or _room()
        return self._room

    @property
    def stopped(self) -> bool:
        """Whether a call was left alone: somebody said stop, or it took too long."""
        return self._aside.left

    def get(self, url: str, headers: dict[str, str], proxy: str) -> BaseHTTPResponse:
        """The answer to a GET through a proxy, or without one; raises what urllib3 says, and
        TimeoutError when no whole head comes in time.

        A kept connection may have ended meanwhile: then it is asked once more on a new one.
        """
        from urllib3.exceptions import ProtocolError

        try:
            return self._get(url, headers, proxy)
        except ProtocolError:
            if not self.kept:
                raise
        self._let_go()
        return self._get(url, headers, proxy)

    def _get(self, url: str, headers: dict[str, str], proxy: str) -> BaseHTTPResponse:
        pool, bounds = self._pool(proxy), self._bounds
        stands = bounds.idle_s if self.kept else bounds.connect_s
        return self._waited(
            bounds.connect_s + stands,
            lambda: pool.request(
                "GET", url, headers=headers, preload_content=False, redirect=False
            ),
            lambda late: late.close() if late is not None else None,
        )

    def piece(self, response: BaseHTTPResponse, size: int) -> bytes:
        """What has come of a body, at most `size` bytes; raises what urllib3 says, and TimeoutError
        when nothing whole comes in time, such as the head of a chunk without end.
        """
        return self._waited(
            self._bounds.over_s, lambda: response.read1(size), lambda _: response.close()
        )

    def _waited(
        self, seconds: float, work: Callable[[], T], shut: Callable[[T | None], object]
    ) -> T:
        """What `work` gives; `waiting` is asked meanwhile and may end it, and so does the time:
        then `shut` tidies up.
        """
        if self._aside.left:
            self._aside = Aside()
        self._until = self._now() + seconds
        try:
            return self._aside.call(work, self._in_time, shut)
        finally:
            if self._aside.left:
                self._hang_up()

    def _in_time(self) -> None:
        self._waiting()
        if self._now() > self._until:
            raise TimeoutError("nothing whole came in time")

    def _stands(self, line: socket.socket) -> None:
        """A line was connected, in the thread that asks: its answer begins soon."""
        self._open.add(line)
        self._until = self._now() + self._bounds.idle_s

    def cut(self) -> None:
        """A connection broke in the middle: the next ones take in more at once."""
        self._cuts += 1
        if self._cuts == 1:
            self._let_go()

    def close(self) -> None:
        """Let every connection go."""
        self._let_go()
        self._aside.close()
        self._aside = Aside()

    def _pool(self, proxy: str) -> PoolManager:
        import urllib3
        from urllib3.connection import HTTPConnection

        if proxy not in self._pools:
            options = [*HTTPConnection.default_socket_options]
            if self._cuts or self.window >= _ROOMY:  # else the system's own way is faster
                options.append((socket.SOL_SOCKET, socket.SO_RCVBUF, _ROOM))
            bounds = self._bounds
            more: dict[str, Any] = {
                "timeout": urllib3.Timeout(connect=bounds.connect_s, read=bounds.idle_s),
                "retries": False,
                "socket_options": options,
            }
            if proxy:
                parts = urlsplit(proxy)
                known = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
                told = urllib3.make_headers(proxy_basic_auth=known) if parts.username else None
                self._pools[proxy] = urllib3.ProxyManager(proxy, 4, proxy_headers=told, **more)
            else:
                self._pools[proxy] = urllib3.PoolManager(4, **more)
            _tell_of_lines(self._pools[proxy], self._stands)
        return self._pools[proxy]

    def _let_go(self) -> None:
        pools, self._pools, self.kept = self._pools, {}, False
        for one in pools.values():
            one.clear()

    def _hang_up(self) -> None:
        """End every connection at once, also one that another thread waits for."""
        for one in tuple(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._let_go()


def _tell_of_lines(pool: PoolManager, tell: Callable[[socket.socket], None]) -> None:
    """Have `tell` hear of each socket that a pool connects."""

    def told(kind: Any) -> Any:
        class Connection(kind.ConnectionCls):  # type: ignore[misc]  # HTTP or HTTPS
            def connect(self) -> None:
                super().connect()
                tell(self.sock)

        return type(kind.__name__, (kind,), {"ConnectionCls": Connection})

    kinds = pool.pool_classes_by_scheme
    pool.pool_classes_by_scheme = {scheme: told(kind) for scheme, kind in kinds.items()}


def _room() -> int:
    """How many bytes the system takes in for a connection when it is asked for many."""
    with socket.socket() as one, suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _ROOM)
        given = one.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
        return max(given // _SURELY, _LEAST)
    return _LEAST
