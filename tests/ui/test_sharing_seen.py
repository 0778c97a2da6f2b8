"""What the window says of sharing beyond its page: the mark in the frame, the ears, the hint."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from milclicks.lan.neighbours import Neighbours
from milclicks.lan.room import Room, Talk
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from tests.support.room import sharing, teaching
from tests.support.screens import Hand, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.ways import WAYS, Way
from tests.ui.test_sharing import FakeRoom, said, until
from tests.ui.test_sticks_teachers import PIN, give_pin

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
MARK = "sharing-mark"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("sharing"))


def shares(shell: Shell, room: FakeRoom) -> Sharing:
    """Sharing is on, switched on in the settings, and Today is open."""
    made = Sharing(shell.bus, room)  # type: ignore[arg-type]
    made.begin(shell.context)
    until(lambda: made.on)
    shell.go("today")
    settle()
    return made


def heard() -> str:
    """What a screen reader says of the mark."""
    return find(MARK).accessibleName().translate(dict.fromkeys((0x2068, 0x2069)))


# --- the mark --------------------------------------------------------------------------------
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_page_says_that_packs_are_shared_and_how_long(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    room = FakeRoom("192.168.4.20")
    with way.window(tmp_path / "d", packs, place="Riverside") as shell:
        assert there(MARK) is None
        host, hand = shares(shell, room), way.hand()
        if way.locale == "en":
            assert heard() == "This computer shares its packs. 60 minutes left"
        words = heard()
        room.now[0] = 17 * 60.0
        host.moved.emit()
        settle()
        assert heard() != words, "the minutes go by"
        for route in ("learn", "settings", "stick"):
            shell.go(route)
            settle()
            assert there(MARK) is not None, route
        shell.seat.teacher = True
        shell.go("teach")
        settle()
        assert there(MARK) is not None, "the teacher's pages have a frame of their own"
        shell.rebuild()
        settle()
        assert there(MARK) is not None, "a frame that is built again"
        hand.press(MARK)
        assert shell.route == "packs_share"
        assert there(MARK) is None, "the page itself says it, and stays as it stands"
        hand.press("share-off")
        shell.go("today")
        settle()
        assert there(MARK) is None


def test_it_goes_when_the_time_is_over(qapp: object, tmp_path: Path, packs: Path) -> None:
    room = FakeRoom("192.168.4.20")
    with window(tmp_path / "d", packs) as shell:
        host = shares(shell, room)
        assert there(MARK) is not None
        room.now[0] = 3601.0
        host._look()
        settle()
        assert not host.on and there(MARK) is None
        host.begin(shell.context)
        until(lambda: host.on)
        settle()
        assert "60 minutes left" in heard(), "switched on anew while the page stays"


def test_a_mark_that_nobody_may_press_asks_for_the_pin_and_says_why(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        gate = shell.workspace.records.gate
        gate.set_pin(gate.propose(PIN))
        shares(shell, FakeRoom("192.168.4.20"))
        hand = Hand()
        hand.press(MARK)
        assert shell.route == "pin"
        assert "sharing" in find("pin-why").text()  # type: ignore[attr-defined]
        give_pin(hand)
        assert shell.route == "packs_share"


@pytest.mark.parametrize("locale", ["en", "ar", "sr_Cyrl"])
@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
def test_it_leaves_the_header_whole(
    qapp: object, tmp_path: Path, packs: Path, locale: str, text_size: int
) -> None:
    settings = {"locale": locale, "text_size": text_size}
    with window(tmp_path / "d", packs, size=(1024, 600), **settings) as shell:
        shares(shell, FakeRoom("192.168.4.20"))
        header, mark = find("header"), find(MARK)
        assert header.width() <= shell.width()
        assert mark.mapTo(header, mark.rect().bottomRight()).x() <= header.width()
        title = find("page-title")
        assert title.width() >= 120, "the title keeps its room"


# --- who cannot hear -------------------------------------------------------------------------
def test_without_zeroconf_nothing_is_promised(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs_share")
        settle()
        assert there("look-around") is None
        assert "cannot look for others by itself" in said(find("get"))
        assert "seconds" not in said(find("get"))


class Deaf(Room):
    """A room whose network does not let anybody look."""

    def addresses(self) -> tuple[str, ...]:
        """One."""
        return ("192.168.4.20",)

    def search(self, found: Neighbours, changed: Callable[[], None]) -> Talk:
        """It was tried, and it does not work."""
        return Failed()


class Failed:
    """A search that has ended before it began."""

    works = False

    def close(self, wait_s: float = 0.0) -> None:
        """There is nothing to end."""


def test_a_search_that_does_not_work_is_not_waited_for(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        Sharing(shell.bus, Deaf())
        shell.seat.teacher = True
        shell.go("packs_share")
        settle()
        Hand().press("look-around")
        assert "cannot look for others by itself" in said(find("get"))
        assert "seconds" not in said(find("get"))


# --- the hint --------------------------------------------------------------------------------
def test_the_hint_for_an_address_is_a_neighbours(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        Sharing(shell.bus, FakeRoom("192.168.4.20"))  # type: ignore[arg-type]
        shell.seat.teacher = True
        shell.go("packs_share")
        settle()
        Hand().write("peer-address", "not an address")
        QTest.keyClick(find("peer-address"), Qt.Key.Key_Return)
        until(lambda: there("peer-problem"))
        words = said(find("peer-problem"))
        assert "192.168.1.20:8420" in words
        assert "site" not in words and "http" not in words


# --- an update from there --------------------------------------------------------------------
def test_an_update_from_a_neighbour_is_told_as_one(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    site = Site.make(tmp_path / "made", [pack(tmp_path / "in", "test.tiny", 1, "Tiny things")])
    teaching(site, tmp_path / "d", ("test.tiny", 1)).close()
    site.publish([pack(tmp_path / "in", "test.tiny", 2, "Tiny things")])
    with (
        teaching(site, tmp_path / "other", ("test.tiny", 2)) as library,
        sharing(library, "Riverside") as server,
        window(tmp_path / "d", packs) as shell,
    ):
        Sharing(shell.bus, FakeRoom("192.168.4.20"))  # type: ignore[arg-type]
        shell.seat.teacher = True
        shell.go("packs_share", typed=f"127.0.0.1:{server.port}")
        settle()
        hand = Hand()
        hand.press("peer-look")
        until(lambda: there("take-test.tiny"))
        hand.press("take-test.tiny")
        until(lambda: there("added"))
        assert said(find("notice")) == "Updated: “Tiny things” (version 2)."
