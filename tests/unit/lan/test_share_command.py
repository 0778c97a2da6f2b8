"""The command that shares: without zeroconf it shares all the same; no fault leaves a port open."""

from __future__ import annotations

import sys
from argparse import Namespace

import pytest

from milclicks.commands import pack_share
from milclicks.lan.server import Server

pytestmark = pytest.mark.loopback


@pytest.mark.parametrize("name", ["zeroconf", "milclicks.lan.announce"])
def test_without_zeroconf_nobody_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pack_share._announced("Riverside", ("127.0.0.1",), 8420) as announced:
        assert announced is False


def test_with_no_network_nobody_is_told() -> None:
    with pack_share._announced("Riverside", (), 8420) as announced:
        assert announced is False


def test_a_thread_that_cannot_start_leaves_no_port_open(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoThread:
        def __init__(self, **_: object) -> None: ...

        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    server = Server({})
    args = Namespace(host="127.0.0.1", port=0, minutes=1.0)
    monkeypatch.setattr("milclicks.lan.server.threading.Thread", NoThread)
    with pytest.raises(RuntimeError):
        pack_share._start(server, args)
    assert server._listener is None and not server.on
