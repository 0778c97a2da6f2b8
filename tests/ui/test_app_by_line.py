"""A newer version of the app at an address: what the page says before, on the way and after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.disk import Disk
from milclicks.packs.travel import line as system_line
from milclicks.packs.travel.bundles import this_system
from milclicks.packs.travel.plan import Ledger
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.floor import Floor
from milclicks.packs.trust.publish import Bundle
from milclicks.ui.jobs import Jobs
from milclicks.ui.shell import Shell
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.screens import Hand, find, there
from tests.support.site import Site, days, pack
from tests.support.sticks import Table
from tests.support.travel import FixedLine
from tests.ui.test_sticks import calm, opened, said
from tests.ui.test_sticks_app import shown
from tests.ui.test_sticks_stop import until

pytestmark = pytest.mark.loopback
SIZE = 5_000_000
APP = "targets/app/"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FixedLine:
    """The line of this computer, as the test wants it."""
    fixed = FixedLine()
    monkeypatch.setattr(system_line, "SystemLine", lambda: fixed)
    return fixed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A packed version of the app."""
    made = tmp_path / "milclicks-9.1-linux.tar.gz"
    made.write_bytes(b"\x1f\x8b" + os.urandom(SIZE - 2))
    return made


@pytest.fixture
def server(
    tmp_path: Path, file: Path, line: FixedLine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Loopback]:
    """A site with it on 127.0.0.1; the app believes the site."""
    site = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny", title="Tiny")])
    site.publish(bundles=[Bundle("9.1", this_system(), file)], now=days(1))
    monkeypatch.setattr(trust_root, "chain", lambda *_: site.roots(1))
    monkeypatch.setattr(trust_root, "floor", Floor)
    made = Loopback(site.root, tmp_path / "server.log")
    yield made
    made.close()


@contextmanager
def looked(folder: Path, server: Loopback, **settings: Any) -> Iterator[Shell]:
    """The page for finding packs after a look at the address."""
    with opened(folder, Table(), packs_address=server.address, **settings) as shell:
        shell.seat.teacher = True
        shell.go("packs_find")
        calm()
        Hand().press("look-address")
        calm()
        server.forget()
        yield shell


def parts(folder: Path) -> list[str]:
    """What lies in the data folder of the app."""
    return sorted(one.name for one in (folder / "data" / "app").rglob("*") if one.is_file())


def test_mb_and_time_are_said_and_nothing_comes_unasked(
    qapp: object, tmp_path: Path, server: Loopback, file: Path
) -> None:
    (tmp_path / "data" / "packs").mkdir(parents=True)
    ledger = Ledger(tmp_path / "data", FrozenClock())
    ledger.measured(1_000_000, 50_000)
    ledger.add(1)
    ledger.save()
    with looked(tmp_path, server):
        words = shown("found-app")
        assert "5 MB would be fetched. That takes about 5 minutes here." in words
        assert server.requests() == [] and parts(tmp_path) == []
        Hand().press("fetch-app")
        calm()
        assert "Version 9.1 was checked" in shown("found-app")
        assert there("open-app-folder") is not None and parts(tmp_path) == [file.name]
        assert server.bytes(APP) == SIZE


def test_a_wrong_byte_is_said_and_nothing_stays(
    qapp: object, tmp_path: Path, server: Loopback
) -> None:
    with looked(tmp_path, server):
        server.plan({"kind": "flip", "at": 3_000_000, "path": APP})
        Hand().press("fetch-app")
        calm()
        assert "damaged or was changed. It was not kept." in said()
        assert parts(tmp_path) == [] and there("open-app-folder") is None


def test_a_line_that_costs_is_asked_about(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine, file: Path
) -> None:
    line.costs = True
    with looked(tmp_path, server):
        Hand().press("fetch-app")
        calm()
        assert "This line may cost money: 5 MB would be fetched." in said()
        assert server.requests() == []
        assert find("fetch-app").text() == "Fetch it all the same"  # type: ignore[attr-defined]
        Hand().press("fetch-app")
        calm()
        assert parts(tmp_path) == [file.name]


def test_a_quota_that_is_too_small_is_said(qapp: object, tmp_path: Path, server: Loopback) -> None:
    with looked(tmp_path, server, packs_quota_mb=3) as shell:
        words = shown("found-app")
        assert "5 MB are needed, and only 3 MB may be fetched in a whole month." in words
        assert not find("fetch-app").isEnabled()
        Hand().press("limits-app")
        calm()
        assert shell.route == "settings"
        assert server.requests() == [] and parts(tmp_path) == []


def test_what_came_of_it_is_thrown_away_after_a_question(
    qapp: object, tmp_path: Path, server: Loopback, file: Path
) -> None:
    with looked(tmp_path, server):
        server.plan(
            {"kind": "cut", "after": 2_000_000, "times": 1}, {"kind": "status", "code": 404}
        )
        Hand().press("fetch-app")
        calm()
        assert f"{file.name}.part" in parts(tmp_path)
        Hand().press("throw-app")
        calm()
        assert "Throw away the 2 MB that came of “MIL CLICKS 9.1”?" in shown("throw-question")
        Hand().press("throw-yes")
        calm()
        assert parts(tmp_path) == [] and "5 MB would be fetched." in shown("found-app")
        server.plan()
        Hand().press("fetch-app")
        calm()
        assert parts(tmp_path) == [file.name]


def test_stop_keeps_what_came_and_the_card_says_how_much(
    qapp: object, tmp_path: Path, server: Loopback, file: Path
) -> None:
    with looked(tmp_path, server) as shell:
        shell.sticks._jobs = jobs = Jobs(shell)
        server.plan({"kind": "stall", "after": 2_000_000, "times": 1, "path": APP})
        Hand().press("fetch-app")
        until(lambda: shell.sticks.done == 2_000_000)
        assert there("fetch-app") is None, "it goes on already"
        Hand().press("stick-stop")
        until(lambda: there("fetch-app") is not None)
        words = shown("found-app")
        assert "3 MB would be fetched." in words and "2 MB of it is here already." in words
        assert f"{file.name}.part" in parts(tmp_path)
        server.forget()
        Hand().press("fetch-app")
        until(lambda: there("open-app-folder") is not None)
        jobs.close()
        assert parts(tmp_path) == [file.name] and server.bytes(APP) == SIZE - 2_000_000


def test_without_room_the_button_cannot_be_pressed(
    qapp: object, tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "free", lambda *_: 1_000_000)
    with looked(tmp_path, server):
        assert "There is not enough room: 5 MB are needed and 1 MB are free." in shown("found-app")
        assert not find("fetch-app").isEnabled()
