"""The command that shares ends soon after its time, whoever still takes something slowly."""

from __future__ import annotations

import socket

import pytest

from milclicks.commands.pack_share import _until_the_end
from milclicks.lan.server import Bounds
from milclicks.lan.tree import Shared
from tests.support.room import serving

pytestmark = pytest.mark.loopback
HUGE = b"x" * 40_000_000
PATIENT = Bounds(send_s=3600, idle_s=3600)


class Day:
    """A clock that goes on by naps alone, a minute each while it is shared, then a second."""

    def __init__(self) -> None:
        self.at, self.step = 0.0, 60.0

    def now(self) -> float:
        """Seconds."""
        return self.at

    def nap(self, _seconds: float) -> None:
        """Time passes; nobody waits for ever."""
        self.at += self.step
        if self.at >= 3600:
            self.step = 1.0
        assert self.at < 3700, "kept open by one slow taker"


def test_a_slow_taker_does_not_keep_it_open(capsys: pytest.CaptureFixture[str]) -> None:
    day = Day()
    given = {"packs/one-1.milpack": Shared.of_bytes(HUGE, "t1")}
    with (
        serving(given, PATIENT, now=day.now) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=20) as line,
    ):
        head = f"GET /packs/one-1.milpack HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 200"), "it takes, and then no more"
        assert server.busy == 1
        _until_the_end(server, quiet=True, now=day.now, nap=day.nap)
        assert 3603 <= day.at <= 3610 and server.busy == 1, "a few seconds were left to it"
        server.close()
        while line.recv(1 << 20):
            pass  # the line ends


def test_it_ends_at_once_when_nobody_takes() -> None:
    day = Day()
    with serving({}, now=day.now) as server:
        _until_the_end(server, quiet=True, now=day.now, nap=day.nap)
    assert day.at == 3600
