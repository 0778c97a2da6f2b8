"""Sharing in one room, by input events: the switch and its address, getting from the next PC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.lan.neighbours import Neighbours
from milclicks.lan.refusals import ShareFailed
from milclicks.lan.server import Server
from milclicks.packs.library import Library
from milclicks.packs.travel.peer import PeerFound, PeerPack
from milclicks.packs.travel.shared import Offered
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.ui.jobs import Job, Jobs
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.room import request, sharing, teaching
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.ways import WAYS, Way

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


class Quiet:
    """Something that was said or heard."""

    def __init__(self) -> None:
        self.closed, self.works = False, True

    def close(self, wait_s: float = 0.0) -> None:
        """Note the end."""
        self.closed = True


class FakeRoom:
    """A network of one PC; neighbours are told by the test."""

    def __init__(self, *addresses: str) -> None:
        self.here = addresses
        self.now = [0.0]
        self.fails = False
        self.server: Server | None = None
        self.told: list[tuple[str, int]] = []
        self.talks: list[Quiet] = []
        self.found: Neighbours | None = None

    def addresses(self) -> tuple[str, ...]:
        """Those of now."""
        return self.here

    def listen(self, server: Server) -> None:
        """On 127.0.0.1 only, by the clock of the test."""
        if self.fails:
            raise ShareFailed("a test")
        server._now = lambda: self.now[0]
        server.start("127.0.0.1", 0)
        self.server = server

    def hears(self) -> bool:
        """It can look for others."""
        return True

    def announce(self, name: str, port: int) -> Quiet:
        """Note what would be said."""
        self.told.append((name, port))
        return self._talk()

    def search(self, found: Neighbours, changed: Callable[[], None]) -> Quiet:
        """Keep the list that the test fills."""
        self.found = found
        return self._talk()

    def _talk(self) -> Quiet:
        self.talks.append(Quiet())
        return self.talks[-1]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("sharing"))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[Library, Server]]:
    """Another computer that shares two packs."""
    made = [
        pack(tmp_path / "in", "test.tiny", 2, "Tiny things"),
        pack(tmp_path / "in", "test.other"),
    ]
    site = Site.make(tmp_path / "made", made)
    with (
        teaching(site, tmp_path / "other", ("test.tiny", 2), ("test.other", 1)) as library,
        sharing(library, "Riverside") as server,
    ):
        yield library, server


def opened(shell: Shell, room: FakeRoom) -> Sharing:
    """The page, in a room of the test's."""
    made = Sharing(shell.bus, room)  # type: ignore[arg-type]
    shell.seat.teacher = True
    shell.go("packs_share")
    settle()
    return made


def said(within: QWidget) -> str:
    """All that a card says."""
    blocks = [one.text() for one in within.findChildren(TextBlock)]
    return " ".join(blocks).translate(dict.fromkeys((0x2068, 0x2069)))


def until(done: Callable[[], object]) -> None:
    """Wait for what other threads do."""
    for _ in range(400):
        if done():
            return
        settle(10)
    raise AssertionError("it never came")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_sharing_is_off_until_somebody_switches_it_on(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    room = FakeRoom("192.168.4.20", "10.0.0.5")
    with way.window(tmp_path / "d", packs, place="Riverside") as shell:
        host, hand = opened(shell, room), way.hand()
        assert not host.on and room.server is None and room.told == []
        hand.press("share-on")
        until(lambda: there("share-off"))
        until(lambda: find("share-off").hasFocus())
        assert room.server is not None and room.told == [("Riverside", room.server.port)]
        assert find("share-address").text() == f"192.168.4.20:{room.server.port}"
        assert host.minutes_left == 60
        status, _, body = request(room.server, "/packs.json")
        assert status == 200 and b"Riverside" in body and host.given.packs
        one = host.given.packs[0]
        assert request(room.server, f"/{one.file}")[0] == 200
        host._look()
        assert host.takers[0].names
        room.now[0] += 30 * 60
        host._look()
        assert host.minutes_left == 30
        hand.press("share-more")
        assert host.minutes_left == 60
        hand.press("share-off")
        assert find("share-on").hasFocus() and not room.server.on
        assert all(talk.closed for talk in room.talks)


def test_sharing_goes_on_while_people_move_about_and_ends_by_itself(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    room = FakeRoom("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        told: list[str] = []
        shell.notices.shown.connect(lambda notice: told.append(notice.sentence))
        host = opened(shell, room)
        Hand().press("share-on")
        until(lambda: host.on)
        shell.go("packs")
        settle()
        assert host.on and there("share-off") is None
        room.now[0] += 3600
        host._look()
        settle()
        assert not host.on and told[-1].startswith("Sharing has ended")
        shell.go("packs_share")
        settle()
        assert there("share-on") is not None


def test_what_is_shared_follows_the_library(qapp: object, tmp_path: Path, packs: Path) -> None:
    room = FakeRoom("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        host = opened(shell, room)
        Hand().press("share-on")
        until(lambda: host.on)
        before = len(host.given.packs)
        shell.workspace.library.install(pack(tmp_path / "in", "test.tiny", 1))
        shell.bus.tell(shell.workspace.packs_changed())
        until(lambda: len(host.given.packs) == before + 1)
        assert room.server is not None
        assert request(room.server, "/packs/test.tiny-1.milpack")[0] == 200


def test_no_network_and_no_port_are_said(qapp: object, tmp_path: Path, packs: Path) -> None:
    room = FakeRoom()
    room.fails = True
    with window(tmp_path / "d", packs) as shell:
        host = opened(shell, room)
        Hand().press("share-on")
        until(lambda: host.problem is not None)
        settle()
        assert find("share-on").isEnabled() and not host.on
        room.fails = False
        Hand().press("share-on")
        until(lambda: there("share-off"))
        assert there("share-address") is None
        room.here = ("192.168.4.20",)
        host.look_around()
        until(lambda: there("share-address"))


def test_closing_the_window_ends_sharing(qapp: object, tmp_path: Path, packs: Path) -> None:
    room = FakeRoom("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        host = opened(shell, room)
        Hand().press("share-on")
        until(lambda: host.on)
    assert room.server is not None and not room.server.on
    assert all(talk.closed for talk in room.talks)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_pack_comes_from_a_typed_address(
    qapp: object, tmp_path: Path, packs: Path, other: tuple[Library, Server], way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        opened(shell, FakeRoom("192.168.4.20"))
        hand = way.hand()
        hand.write("peer-address", f"127.0.0.1:{other[1].port}")
        hand.press("peer-look")
        until(lambda: there("take-test.tiny"))
        hand.press("take-test.tiny")
        until(lambda: there("added"))
        assert find("open-lessons").hasFocus()
        assert {one.id for one in shell.workspace.library.packs()} >= {"test.tiny"}
        assert there("take-test.tiny") is None and there("take-test.other") is not None
        assert other[1].takers()[0].names == ("Tiny things",)


def test_a_neighbour_is_chosen_and_all_that_is_new_comes(
    qapp: object, tmp_path: Path, packs: Path, other: tuple[Library, Server]
) -> None:
    room = FakeRoom("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        opened(shell, room)
        hand = Hand()
        assert room.found is None, "nothing is asked of the network unasked"
        hand.press("look-around")
        assert room.found is not None
        room.found.saw("a", "Riverside", "127.0.0.1", other[1].port)
        until(lambda: there("neighbour-0"))
        assert "Riverside" in find("neighbour-0").accessibleName()
        hand.press("neighbour-0")
        until(lambda: there("take-all"))
        assert room.talks[0].closed
        hand.press("take-all")
        until(lambda: there("added"))
        here = {one.id for one in shell.workspace.library.packs()}
        assert here >= {"test.tiny", "test.other"}
        assert there("take-all") is None and there("peer-test.tiny@2") is not None


def test_what_does_not_answer_is_one_sentence_and_the_address_stays(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        opened(shell, FakeRoom("192.168.4.20"))
        hand = Keys()
        for typed in ("127.0.0.1:1", "not an address"):
            hand.write("peer-address", typed)
            QTest.keyClick(find("peer-address"), Qt.Key.Key_Return)
            until(lambda: there("peer-problem"))
            assert find("peer-address").text() == typed
            assert find("peer-address").hasFocus()


def test_a_teachers_pack_there_is_labelled_and_its_maker_a_claim(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    def offered(name: str) -> PeerPack:
        told = {"id": name, "title": {"en": name}, "maker": "Ministry"}
        return PeerPack(Offered(version=1, bytes=9, manifest="0" * 64, **told), "new")  # type: ignore[arg-type]

    teachers, makers = offered(pack_id(OwnKey.new().name, "river")), offered("mil.other")
    with window(tmp_path / "d", packs) as shell:
        opened(shell, FakeRoom("192.168.4.20"))
        shell.go("packs_share", found=PeerFound("192.168.4.21:8420", "", (teachers, makers)))
        settle()
        card, other = (find(f"peer-{one.offered.key}") for one in (teachers, makers))
        assert card.findChild(QWidget, "maker-label") is not None
        assert other.findChild(QWidget, "maker-label") is None
        assert "The pack says that it is by" in said(card) and "Published by" not in said(card)
        assert "Published by" in said(other)


def test_who_asks_another_computer_has_stop_under_the_finger(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    class Endless(Jobs):
        def _launch(self, job: Job[object]) -> None:
            """It takes as long as it likes."""

    with window(tmp_path / "d", packs) as shell:
        opened(shell, FakeRoom("192.168.4.20"))
        shell.context = replace(shell.context, jobs=Endless(shell))
        shell.go("packs_share", typed="192.168.4.21")
        settle()
        Keys().press("peer-look")
        assert find("stop-look").hasFocus(), "one Enter too many must not begin to share"


def test_a_language_switch_keeps_what_was_found(
    qapp: object, tmp_path: Path, packs: Path, other: tuple[Library, Server]
) -> None:
    with window(tmp_path / "d", packs) as shell:
        opened(shell, FakeRoom("192.168.4.20"))
        hand = Hand()
        hand.write("peer-address", f"127.0.0.1:{other[1].port}")
        hand.press("peer-look")
        until(lambda: there("take-test.tiny"))
        shell.rebuild()
        settle()
        assert there("take-test.tiny") is not None
        hand.press("other-computer")
        assert find("peer-address").text() == f"127.0.0.1:{other[1].port}"


def test_the_page_is_reached_from_the_packs(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        Sharing(shell.bus, FakeRoom())  # type: ignore[arg-type]
        shell.seat.teacher = True
        for page, button in (("packs", "share-packs"), ("packs_find", "from-neighbour")):
            shell.go(page)
            settle()
            Hand().press(button)
            assert shell.route == "packs_share"
            Hand().press("all-packs")
            assert shell.route == "packs"
