"""A pack that is pressed out of the hours waits, and starts by itself then; nothing else does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from milclicks.core.settings import SettingsStore
from milclicks.packs.travel import line as system_line
from milclicks.packs.travel.plan import MB, Later, Ledger, planned
from milclicks.ui.library.afterclass import IN_CLASS
from milclicks.ui.library.atnight import AGAIN_MS
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.work import Work
from milclicks.ui.shell import Shell
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.screens import find, there
from tests.support.site import Site
from tests.support.sticks import Table
from tests.support.travel import FixedLine
from tests.support.ways import WAYS, Way
from tests.ui.test_after_class import calm, quiet, said
from tests.ui.test_fetching_cards import HEAVY, RIVER, site, spent, updated
from tests.unit.packs.test_versions import titled

__all__ = ["site"]  # the fixture
pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.loopback,
]
HOURS = "22:00-06:00"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FixedLine:
    """The line of this computer, which costs nothing at first."""
    found = FixedLine()
    monkeypatch.setattr(system_line, "SystemLine", lambda: found)
    return found


@pytest.fixture
def server(tmp_path: Path, site: Site, line: FixedLine) -> Iterator[Loopback]:
    made = Loopback(site.root, tmp_path / "site.log")
    yield made
    made.close()


@contextmanager
def teacher(
    way: Way, folder: Path, page: str = "packs_find", *, hour: int = 12, **settings: Any
) -> Iterator[Shell]:
    """The window of a teacher, which has stood for a while, at an hour of this computer."""
    (folder / "none").mkdir(exist_ok=True)
    with way.window(folder / "d", folder / "none", **settings) as shell:
        at(shell, hour)
        shell.seat.teacher = True
        shell.go(page)
        calm()
        assert shell.after_class.night is not None
        calm()
        yield shell


def clock_of(shell: Shell) -> FrozenClock:
    clock = shell.workspace.clock
    assert isinstance(clock, FrozenClock)
    return clock


def at(shell: Shell, hour: int, minute: int = 0) -> None:
    """It is so late in the place of this computer."""
    clock = clock_of(shell)
    clock.at = clock.at.astimezone().replace(hour=hour, minute=minute)


def look(shell: Shell) -> None:
    """Half a minute went by."""
    shell.after_class.night.look()
    calm()


def here(shell: Shell) -> list[str]:
    return sorted(one.key for one in shell.workspace.library.packs())


def kept(shell: Shell) -> tuple[Later, ...]:
    return planned(shell.workspace.settings.packs_at_night)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_is_pressed_by_day_waits_over_a_restart_and_starts_by_itself(
    qapp: object, tmp_path: Path, server: Loopback, way: Way
) -> None:
    named = {"packs_address": server.address, "packs_night": HOURS}
    with teacher(way, tmp_path, **named) as shell:
        if way.locale == "en":
            assert find(f"get-{HEAVY}").text() == "Get it in these hours"
        way.hand().press(f"get-{HEAVY}")
        calm()
        assert there("work-problem") is None and kept(shell) == (Later(f"{HEAVY}@1"),)
        assert find(f"unplan-{HEAVY}").hasFocus() and there(f"get-{HEAVY}") is None
        if way.locale == "en":
            words = said(f"offer-{HEAVY}")
            assert "only between 22:00 and 06:00" in words and "It starts by itself then" in words
            assert "It starts by itself" not in said(f"offer-{RIVER}")
        shell.go("packs")
        calm()
        assert find(f"waits-{HEAVY}") and find(f"unplan-{HEAVY}").isEnabled()
        look(shell)
    with teacher(way, tmp_path, "packs", hour=21) as shell:
        assert there(f"waits-{HEAVY}") is not None and here(shell) == []
        look(shell)
        assert server.requests() == []
        at(shell, 23)
        look(shell)
        assert here(shell) == [f"{HEAVY}@1"], "the other one was not pressed"
        assert kept(shell) == () and there(f"waits-{HEAVY}") is None
        assert server.requests(f"packs/{RIVER}") == []


def test_a_window_that_is_opened_in_the_hours_begins_at_once(
    qapp: object, tmp_path: Path, server: Loopback
) -> None:
    waits = {"packs_at_night": f"{HEAVY}@1", "packs_night": HOURS}
    (tmp_path / "none").mkdir()
    with WAYS[0].window(
        tmp_path / "d", tmp_path / "none", packs_address=server.address, **waits
    ) as shell:
        at(shell, 2)
        calm()
        assert server.requests() == [], "not before the window stands"
        assert shell.after_class.night is not None
        calm()
        assert here(shell) == [f"{HEAVY}@1"] and kept(shell) == ()


@pytest.mark.parametrize("page", ["packs", "packs_find"])
def test_it_can_be_cancelled(qapp: object, tmp_path: Path, server: Loopback, page: str) -> None:
    waits = {"packs_at_night": f"{HEAVY}@1 {RIVER}@3", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, page, packs_address=server.address, **waits) as shell:
        WAYS[0].hand().press(f"unplan-{HEAVY}")
        calm()
        assert kept(shell) == (Later(f"{RIVER}@3"),) and there(f"unplan-{HEAVY}") is None
        WAYS[0].hand().press(f"unplan-{RIVER}")
        calm()
        at(shell, 23)
        look(shell)
        assert server.requests() == [] and here(shell) == []


@pytest.mark.parametrize(
    ("year", "hour", "minute", "comes"),
    [
        (2026, 21, 59, False),
        (1970, 22, 0, True),
        (2000, 23, 59, True),
        (2099, 0, 0, True),
        (2026, 5, 59, True),
        (2000, 6, 0, False),
    ],
)
def test_the_hours_go_over_midnight_on_whatever_day_the_clock_shows(
    qapp: object,
    tmp_path: Path,
    server: Loopback,
    year: int,
    hour: int,
    minute: int,
    comes: bool,
) -> None:
    waits = {"packs_at_night": f"{RIVER}@3", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        clock_of(shell).at = datetime(year, 3, 4, hour, minute).astimezone()
        look(shell)
        assert (here(shell) != []) == comes
        clock_of(shell).at = datetime(2026, 11, 22, 23).astimezone()  # somebody put it right
        look(shell)
        assert here(shell) == [f"{RIVER}@3"]


@pytest.mark.parametrize("route", sorted(IN_CLASS & {"present", "stick_make", "packs_sign"}))
def test_not_while_a_class_or_somebodys_work_goes_on(
    qapp: object, tmp_path: Path, server: Loopback, site: Site, route: str
) -> None:
    waits = {"packs_at_night": f"{HEAVY}@1", "packs_night": HOURS}
    updated(tmp_path, site)
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        ref = shell.workspace.library.lessons("en")[0].ref
        shell.go(route, **({"ref": ref} if route == "present" else {}))
        at(shell, 23)
        look(shell)
        assert server.requests() == []
        shell.go("teach")
        look(shell)
        assert f"{HEAVY}@1" in here(shell)


def test_nothing_comes_but_the_version_that_was_pressed(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    waits = {"packs_at_night": f"{RIVER}@3", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        site.publish([titled(4, "A rumour, again").write(tmp_path / "four.milpack")])
        shell.workspace.trust.catalog.refresh(site.source)
        shell.bus.tell(shell.workspace.packs_changed())
        calm()
        assert there(f"unplan-{RIVER}") is None and there(f"get-{RIVER}") is not None
        at(shell, 23)
        look(shell)
        assert server.requests("packs/") == [] and here(shell) == []


def test_a_line_that_costs_is_asked_about_once_a_night_and_a_yes_by_day_counts(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine
) -> None:
    line.costs = True
    waits = {"packs_at_night": f"{HEAVY}@1", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        at(shell, 23)
        look(shell)
        assert "This line may cost money" in said("work-problem")
        assert server.requests("packs/") == []
        Errand.of(shell.context).put_away()
        clock_of(shell).ms += 3 * AGAIN_MS
        look(shell)
        assert there("work-problem") is None, "it was asked"
        at(shell, 12)
        look(shell)
        at(shell, 22)
        look(shell)
        assert "This line may cost money" in said("work-problem"), "another night"
        at(shell, 9)  # somebody comes in the morning
        WAYS[0].hand().press("work-again")
        calm()
        assert there("work-problem") is None and server.requests("packs/") == []
        size = shell.workspace.trust.catalog.entry(HEAVY).bytes  # type: ignore[union-attr]
        assert kept(shell) == (Later(f"{HEAVY}@1", size, server.address),)
    with teacher(WAYS[0], tmp_path, hour=22) as shell:
        look(shell)
        assert here(shell) == [f"{HEAVY}@1"], "the yes was given"


def test_a_yes_to_another_address_is_none(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine
) -> None:
    line.costs = True
    waits = {"packs_at_night": f"{HEAVY}@1=9000000=http://127.0.0.1:9", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, hour=22, packs_address=server.address, **waits) as shell:
        look(shell)
        assert "This line may cost money" in said("work-problem")
        assert server.requests("packs/") == []


def test_what_the_end_of_the_hours_cuts_goes_on_in_the_next_ones(
    qapp: object, tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {"packs_address": server.address, "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, hour=5, **named) as shell:
        add, came = Ledger.add, list[int]()

        def morning(ledger: Ledger, count: int) -> None:
            add(ledger, count)
            came.append(count)
            if sum(came) > MB:
                at(shell, 6)

        monkeypatch.setattr(Ledger, "add", morning)
        WAYS[0].hand().press(f"get-{HEAVY}")  # while they are
        calm()
        monkeypatch.setattr(Ledger, "add", add)
        assert there("work-problem") is None and kept(shell) == (Later(f"{HEAVY}@1"),)
        assert "of it is here already" in said(f"offer-{HEAVY}")
        before = server.bytes(f"packs/{HEAVY}")
        at(shell, 22)
        look(shell)
        assert here(shell) == [f"{HEAVY}@1"]
        whole = shell.workspace.library.packs()[0].bytes
        assert server.bytes(f"packs/{HEAVY}") - before < whole - MB // 2


def test_a_line_that_is_away_is_tried_again_after_half_an_hour(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    waits = {"packs_at_night": f"{RIVER}@3", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        site.root.rename(tmp_path / "away")
        at(shell, 23)
        look(shell)
        assert there("work-problem") is not None and here(shell) == []
        (tmp_path / "away").rename(site.root)
        look(shell)
        assert here(shell) == [], "not at once"
        clock_of(shell).ms += AGAIN_MS
        look(shell)
        assert here(shell) == [f"{RIVER}@3"] and there("work-problem") is None


def test_after_a_stop_it_waits_no_more(
    qapp: object, tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milclicks.ui.jobs import Cancelled

    waits = {"packs_at_night": f"{RIVER}@3", "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        errand = Errand.of(shell.context)

        def stopped(_work: Work, *_args: object, **_named: object) -> Any:
            errand.stop(shell.context)
            raise Cancelled

        monkeypatch.setattr(Work, "fetch", stopped)
        errand.turned.connect(lambda: errand.task and errand.stop(shell.context))
        at(shell, 23)
        look(shell)
        assert errand.task is None and kept(shell) == () and here(shell) == []


def test_an_update_waits_too_and_is_cancelled_by_its_own_name(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    updated(tmp_path, site)
    named = {"packs_address": server.address, "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, "packs", **named) as shell:
        assert find(f"get-{RIVER}").text() == "Update it in these hours"
        WAYS[0].hand().press(f"get-{RIVER}")
        calm()
        assert find(f"unplan-{RIVER}").text() == "Cancel the update"
        assert "It starts by itself then" in said(f"update-of-{RIVER}")
        at(shell, 23)
        look(shell)
        assert here(shell) == [f"{RIVER}@4"]


def test_a_disk_that_does_not_keep_the_choice_says_so(
    qapp: object, tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milclicks.core.files import disk_full

    named = {"packs_address": server.address, "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, **named) as shell:

        def full(_store: SettingsStore, _settings: object) -> None:
            raise disk_full()

        monkeypatch.setattr(SettingsStore, "write", full)
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert "The disk is full" in said("notice") and kept(shell) == ()
        assert there(f"unplan-{HEAVY}") is None and find(f"get-{HEAVY}").isEnabled()


def test_the_month_has_the_last_word(qapp: object, tmp_path: Path, server: Loopback) -> None:
    waits = {"packs_at_night": f"{HEAVY}@1", "packs_night": HOURS, "packs_quota_mb": 5}
    spent(tmp_path, 4 * MB)
    with teacher(WAYS[0], tmp_path, packs_address=server.address, **waits) as shell:
        words = said(f"offer-{HEAVY}")
        assert "1 MB of this month's 5 MB are left" in words and "by itself" not in words
        at(shell, 23)
        look(shell)
        assert server.requests() == [] and there(f"unplan-{HEAVY}") is not None


# --- a folder that may have it -----------------------------------------------------------------


def test_a_folder_that_has_nothing_is_asked_first_and_the_line_waits_for_its_hours(
    qapp: object, tmp_path: Path, server: Loopback
) -> None:
    (tmp_path / "Shelf").mkdir()
    named = {"packs_address": server.address, "packs_night": HOURS}
    with teacher(WAYS[0], tmp_path, packs_folder=str(tmp_path / "Shelf"), **named) as shell:
        words = said(f"offer-{HEAVY}")
        assert "“Shelf” is asked first and costs nothing." in words
        assert "would come over the line: at most 2.05 MB" in words
        assert "Over the line packs come only between 22:00 and 06:00." in words
        assert find(f"get-{HEAVY}").text() == "Get this pack"
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert there("work-problem") is None and kept(shell) == (Later(f"{HEAVY}@1"),)
        assert server.requests() == [] and find(f"get-{HEAVY}").isEnabled()
        look(shell)
        assert server.requests() == []
        at(shell, 22)
        look(shell)
        assert here(shell) == [f"{HEAVY}@1"]


def test_a_folder_that_has_it_needs_no_hours(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    named = {"packs_address": server.address, "packs_night": HOURS, "packs_quota_mb": 1}
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root), **named) as shell:
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert here(shell) == [f"{HEAVY}@1"] and server.requests() == []


def test_what_the_month_has_left_is_said_of_what_a_folder_does_not_have(
    qapp: object, tmp_path: Path, server: Loopback
) -> None:
    (tmp_path / "Shelf").mkdir()
    spent(tmp_path, 4 * MB)
    named = {"packs_address": server.address, "packs_quota_mb": 5}
    with teacher(WAYS[0], tmp_path, packs_folder=str(tmp_path / "Shelf"), **named) as shell:
        words = said(f"offer-{HEAVY}")
        assert "“Shelf” is asked first and costs nothing." in words
        assert "1 MB of this month’s 5 MB are left for that." in words
        assert "MB are needed" not in words, "the folder may have it"
        assert "asked first" not in said(f"offer-{RIVER}"), "it fits in any case"
        assert find(f"get-{HEAVY}").isEnabled() and find(f"limits-{HEAVY}").isEnabled()
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert "3 MB are needed, and 1 MB of this month's 5 MB are left." in said("work-problem")
        assert server.requests() == [] and kept(shell) == ()


def test_a_stick_that_has_it_needs_no_hours_and_that_is_said(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    table = Table()
    updated(tmp_path, site)
    named = {"packs_address": server.address, "packs_night": HOURS}
    shutil.copytree(site.root, tmp_path / "STICK" / "MILPACKS")
    for page in ("packs", "packs_find"):
        with teacher(WAYS[0], tmp_path, page, **named) as shell:
            assert "only between" in said(f"update-of-{RIVER}")
            shell.sticks.watch(table)
            mount = table.plug(tmp_path / "STICK")
            shell.sticks.look()
            calm()
            words = said(f"update-of-{RIVER}")
            assert "It lies on “STICK”, which is asked first and costs nothing." in words
            assert "only between" not in words
            assert find(f"get-{RIVER}").text() == "Update now"
            table.pull(mount)
            shell.sticks.look()
            calm()
            assert "only between" in said(f"update-of-{RIVER}")
    with teacher(WAYS[0], tmp_path, **named) as shell:
        shell.sticks.watch(table)
        table.plug(tmp_path / "STICK")
        shell.sticks.look()
        calm()
        WAYS[0].hand().press(f"get-{RIVER}")
        calm()
        assert here(shell) == [f"{RIVER}@4"] and server.requests() == []


def test_the_line_is_counted_for_what_a_folder_has_not_whole(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    """One picture of the folder's copy is rotten: only that must come, which fits."""
    shelf = tmp_path / "Shelf" / "packs"
    shelf.mkdir(parents=True)
    data = bytearray(site.file(HEAVY, 1).read_bytes())
    data[1_000_000] ^= 1
    (shelf / site.file(HEAVY, 1).name).write_bytes(data)
    spent(tmp_path, 4 * MB)
    named = {"packs_address": server.address, "packs_quota_mb": 5}
    with teacher(WAYS[0], tmp_path, packs_folder=str(shelf.parent), **named) as shell:
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert here(shell) == [f"{HEAVY}@1"] and 0 < server.bytes("packs/") < 200_000


def test_after_class_a_folder_that_has_nothing_is_no_news_and_the_night_still_comes(
    qapp: object,
    tmp_path: Path,
    server: Loopback,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    updated(tmp_path, site)
    (tmp_path / "Shelf").mkdir()
    text = Later(f"{RIVER}@4", 100_000, server.address).text
    named = {"packs_address": server.address, "packs_night": HOURS, "packs_after_class": text}
    with teacher(
        WAYS[0], tmp_path, "packs", packs_folder=str(tmp_path / "Shelf"), **named
    ) as shell:
        quiet(shell, monkeypatch)
        assert there("work-problem") is None and here(shell) == [f"{RIVER}@3"]
        quiet(shell, monkeypatch)
        assert server.requests() == []
        at(shell, 23)  # nobody has touched anything since
        quiet(shell, monkeypatch)
        assert here(shell) == [f"{RIVER}@4"]


def test_at_closing_it_is_said_why_a_folder_gave_nothing(
    qapp: object, tmp_path: Path, server: Loopback, site: Site
) -> None:
    updated(tmp_path, site)
    (tmp_path / "Shelf").mkdir()
    text = Later(f"{RIVER}@4", 100_000, server.address).text
    named = {"packs_address": server.address, "packs_night": HOURS, "packs_after_class": text}
    with teacher(
        WAYS[0], tmp_path, "packs", packs_folder=str(tmp_path / "Shelf"), **named
    ) as shell:
        shell.close()
        calm()
        WAYS[0].hand().press("close-update")
        calm()
        assert "only between 22:00 and 06:00" in said("work-problem")
        assert shell.workspace.settings.packs_after_class == text
        Errand.of(shell.context).put_away()
        shell.close()
