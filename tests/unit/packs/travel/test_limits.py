"""The limits of the settings where what an update takes is known late; throwing away what came."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from milclicks.core.errors import Busy, DiskFull
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel import part as part_module
from milclicks.packs.travel.plan import MB, Allowance, Ledger, Paused, Rules, night
from tests.support.clock import FrozenClock
from tests.support.heavy import heavy
from tests.support.travel import FixedLine, Halt, Town, halting, make_town

HEAVY = "test.heavy"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two versions of a pack of 6 MB, of which the second shares nearly nothing with the first."""
    folder = tmp_path_factory.mktemp("limits")
    big = {"pictures": 100, "size": 60_000}
    return [
        heavy(folder / "heavy-1.milpack", 1, **big),
        heavy(folder / "heavy-2.milpack", 2, **big, edited=range(100)),
    ]


@pytest.fixture
def town(tmp_path: Path, versions: list[Path]) -> Iterator[Town]:
    """Version 1 is here, 2 can be had."""
    for made in make_town(tmp_path, versions):
        made.fetching().look()
        made.fetching().fetch(HEAVY, 1)
        made.server.forget()
        yield made


def left(town: Town, count: int) -> Rules:
    """So many bytes are left in a month of 20 MB."""
    ledger = Ledger(town.home, town.clock)
    ledger.add(20 * MB - count - ledger.spent)
    ledger.save()
    return Rules(quota_mb=20)


@pytest.mark.loopback
def test_an_update_that_does_not_fit_is_not_begun_once_its_list_is_here(town: Town) -> None:
    rules = left(town, 3 * MB)
    with pytest.raises(Paused) as caught:
        town.fetching(rules=rules).fetch(HEAVY, 2)
    values = dict(caught.value.sentence.values)
    assert caught.value.code == "fetch.quota" and values["needed"] in (6, 7) and values["left"] == 2
    assert town.server.bytes("packs/") < 60_000, "its list of contents, and nothing of it"
    town.server.forget()
    with pytest.raises(Paused):
        town.fetching(rules=rules).fetch(HEAVY, 2)
    assert town.server.requests("packs/") == []
    town.clock.move(days=31)
    assert town.fetching(rules=rules).fetch(HEAVY, 2).version == 2


@pytest.mark.loopback
def test_an_update_over_a_line_that_costs_is_asked_about_with_its_mb(town: Town) -> None:
    town.line.costs = True
    with pytest.raises(Paused) as caught:
        town.fetching().fetch(HEAVY, 2)
    assert caught.value.code == "fetch.metered"
    assert dict(caught.value.sentence.values)["needed"] in (6, 7)
    assert "Nothing was fetched" not in str(caught.value.remedy and caught.value.remedy.text)
    assert town.server.bytes("packs/") < 60_000
    assert town.fetching().fetch(HEAVY, 2, agreed=True).version == 2


@pytest.mark.loopback
def test_a_plan_names_the_limit_that_would_stop_it(town: Town) -> None:
    plan = town.fetching(rules=left(town, 3 * MB)).plan(HEAVY, 2)
    assert (plan.exact, plan.left, plan.held) == (False, 3 * MB, None)
    plan = town.fetching(rules=Rules(quota_mb=5)).plan(HEAVY, 2)
    assert plan.left == 0 and plan.held is not None and plan.held.code == "fetch.quota_reached"
    assert town.fetching().plan(HEAVY, 2).left is None
    hour = town.clock.now().astimezone().hour
    hours = night(f"{(hour + 2) % 24:02}:00-{(hour + 4) % 24:02}:00")
    plan = town.fetching(rules=Rules(night=hours)).plan(HEAVY, 2)
    assert plan.held is not None and plan.held.code == "fetch.window"
    assert town.server.requests() == []


def test_which_limit_is_named(tmp_path: Path) -> None:
    clock = FrozenClock(datetime(2026, 11, 22, 12, tzinfo=UTC))
    ledger = Ledger(tmp_path, clock)
    ledger.add(4 * MB)
    rules = Rules(quota_mb=5, night=night("22:00-06:00"))
    clock.at = clock.at.astimezone().replace(hour=12)
    allowance = Allowance(rules, ledger, clock, FixedLine())

    def named(need: int) -> tuple[str, bool]:
        held = allowance.held(need)
        assert held is not None
        return held.code, "next month" in str(held.remedy and held.remedy.text)

    assert named(MB) == ("fetch.window", False)
    assert named(MB + 1) == ("fetch.quota", True)
    assert named(5 * MB) == ("fetch.quota", True)
    assert named(5 * MB + 1) == ("fetch.quota", False), "no month has as much"
    ledger.add(MB)
    assert named(0) == named(MB) == ("fetch.quota_reached", True)
    assert named(6 * MB) == ("fetch.quota", False)
    clock.at = clock.at.replace(hour=23)
    assert Allowance(Rules(night=rules.night), ledger, clock, FixedLine()).held(9 * MB) is None


# -- throwing away ---------------------------------------------------------------------------


def begun(town: Town) -> Path:
    """A download of version 2 that somebody stopped; its unfinished file."""
    with pytest.raises(Halt):
        town.fetching().fetch(HEAVY, 2, halting(2_000_000))
    (path,) = (town.home / "packs" / "coming").glob("*.part")
    return path


@pytest.mark.loopback
def test_what_somebody_works_on_is_not_thrown_away(town: Town) -> None:
    path = begun(town)
    with FileLock(path.with_suffix(".lock")), pytest.raises(Busy):
        town.fetching().drop(HEAVY, 2)
    assert path.exists() and town.fetching().left() == (f"{HEAVY}@2",)
    town.fetching().drop(HEAVY, 2)
    assert not path.exists() and town.fetching().left() == ()


@pytest.mark.loopback
def test_on_a_disk_without_room_for_a_lock_it_goes_too(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(town)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(part_module, "make_folder", full)
    with pytest.raises(DiskFull):
        town.fetching().fetch(HEAVY, 2)
    town.fetching().drop(HEAVY, 2)
    assert not path.exists() and town.fetching().begun() == ()


@pytest.mark.loopback
def test_what_cannot_be_deleted_is_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(town)

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(PackRefused):
        town.fetching().drop(HEAVY, 2)
    monkeypatch.undo()
    assert path.exists() and town.fetching().left() == (f"{HEAVY}@2",)
