"""What goes wrong while sharing begins: never a port open that the window does not show."""

from __future__ import annotations

import socket
import sys
import threading
from pathlib import Path

import pytest

from milclicks.lan.room import Room
from milclicks.lan.server import Server
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from tests.support.room import request
from tests.support.screens import Hand, quay_packs, settle, there, window
from tests.ui.test_places import real_jobs
from tests.ui.test_sharing import FakeRoom, Quiet, until

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("faults"))


class Mute(FakeRoom):
    """A room whose announcement is the real one, of a bundle without zeroconf."""

    def announce(self, name: str, port: int) -> Quiet:
        """As outside tests."""
        return Room.announce(self, name, port)  # type: ignore[arg-type, return-value]


class Broken(FakeRoom):
    """Something fails after the port is open: what says so, or the addresses to type."""

    def __init__(self, *addresses: str) -> None:
        super().__init__(*addresses)
        self.unsaid = self.unseen = self.half = False
        self.servers: list[Server] = []

    def addresses(self) -> tuple[str, ...]:
        """Those of now, unless the system does not say."""
        if self.unseen:
            raise OSError("no cards")
        return super().addresses()

    def listen(self, server: Server) -> None:
        """Open, and then perhaps fail."""
        super().listen(server)
        self.servers.append(server)
        if self.half:
            raise RuntimeError("can't start new thread")

    def announce(self, name: str, port: int) -> Quiet:
        """Say it, unless that fails."""
        if self.unsaid:
            raise RuntimeError("zeroconf")
        return super().announce(name, port)


class Slow(Broken):
    """A port that takes its time, until the test lets it."""

    def __init__(self, *addresses: str) -> None:
        super().__init__(*addresses)
        self.reached, self.go = threading.Event(), threading.Event()

    def listen(self, server: Server) -> None:
        """Wait, then open."""
        self.reached.set()
        assert self.go.wait(30)
        super().listen(server)


def opened(shell: Shell, room: FakeRoom, route: str = "packs_share") -> Sharing:
    """A page of sharing, in a room of the test's."""
    made = Sharing(shell.bus, room)  # type: ignore[arg-type]
    shell.seat.teacher = True
    shell.go(route)
    settle()
    return made


def listens(server: Server) -> bool:
    """Whether somebody could come in at the port that it had."""
    with socket.socket() as line:
        line.settimeout(5)
        return line.connect_ex(("127.0.0.1", server.port)) == 0


def test_without_zeroconf_it_is_shared_and_the_address_is_typed(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    room = Mute("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        host, hand = opened(shell, room), Hand()
        hand.press("share-on")
        until(lambda: there("share-off"))
        assert host.on and host.problem is None and room.server is not None
        assert there("share-address").text() == f"192.168.4.20:{room.server.port}"  # type: ignore[union-attr]
        assert request(room.server, "/packs.json")[0] == 200
        hand.press("share-off")
        assert not listens(room.server)


def test_an_announcement_that_fails_only_means_that_nobody_finds_it(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    room = Broken("192.168.4.20")
    room.unsaid = True
    with window(tmp_path / "d", packs) as shell:
        host, hand = opened(shell, room), Hand()
        hand.press("share-on")
        until(lambda: there("share-off"))
        assert host.on and listens(room.servers[0])
        hand.press("share-off")
        assert not listens(room.servers[0])


@pytest.mark.expects_log("a job failed")
@pytest.mark.parametrize("fault", ["unseen", "half"])
def test_whatever_fails_once_the_port_is_open_closes_it(
    qapp: object, tmp_path: Path, packs: Path, fault: str
) -> None:
    room = Broken("192.168.4.20")
    setattr(room, fault, True)
    with window(tmp_path / "d", packs) as shell:
        host, hand = opened(shell, room), Hand()
        hand.press("share-on")
        until(lambda: host.problem is not None)
        settle()
        assert not host.on and not host.starting and there("share-on") is not None
        assert not listens(room.servers[0]), "open, and the window says that it is off"
        assert all(talk.closed for talk in room.talks)
        setattr(room, fault, False)
        hand.press("share-on")
        until(lambda: there("share-off"))
        assert [listens(one) for one in room.servers] == [False, True]
        hand.press("share-off")
        assert not any(map(listens, room.servers))


def test_switched_off_and_on_again_while_it_begins_opens_one(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    room = Slow("192.168.4.20")
    with window(tmp_path / "d", packs) as shell, real_jobs(shell) as jobs:
        host = opened(shell, room, "settings")
        host.begin(shell.context)
        assert room.reached.wait(30)
        host.begin(shell.context)  # the same press once more
        host.stop()
        host.begin(shell.context)
        room.go.set()
        until(lambda: not jobs.busy)
        settle()
        assert host.on and len(room.servers) == 2
        assert sum(map(listens, room.servers)) == 1
        host.stop()
        assert not any(map(listens, room.servers))


def test_switched_off_while_it_begins_opens_none(qapp: object, tmp_path: Path, packs: Path) -> None:
    room = Slow("192.168.4.20")
    with window(tmp_path / "d", packs) as shell, real_jobs(shell) as jobs:
        host = opened(shell, room, "settings")
        host.begin(shell.context)
        assert room.reached.wait(30)
        host.stop()
        room.go.set()
        until(lambda: not jobs.busy)
        assert not host.on and not any(map(listens, room.servers))
        assert all(talk.closed for talk in room.talks)
