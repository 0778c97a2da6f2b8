"""What a card says before a fetch begins: the month's MB, the hours; and what lies half fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import line as system_line
from milclicks.packs.travel.asking import expected
from milclicks.packs.travel.part import Part, begun
from milclicks.packs.travel.plan import MB, Later, Ledger
from milclicks.packs.trust import root
from milclicks.ui.jobs import Tell
from milclicks.ui.library import screen as packs_page
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import forge
from tests.support.heavy import heavy
from tests.support.loopback import Loopback
from tests.support.screens import find, there
from tests.support.site import Site
from tests.support.travel import FixedLine
from tests.support.ways import WAYS, Way
from tests.ui.test_after_class import calm, quiet, said
from tests.ui.test_library_screen import Steps, threads, until
from tests.unit.packs.test_versions import titled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
RIVER, HEAVY = "test.river", "test.heavy"
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A small pack and one of 2 MB, that the app knows of and does not have."""
    made = Site.make(
        tmp_path / "s", [forge().write(tmp_path / "r.milpack"), heavy(tmp_path / "h.milpack")]
    )
    monkeypatch.setattr(root, "chain", lambda places=None: made.roots(1))
    with Library.open(tmp_path / "d") as library:
        library.trust.catalog.refresh(made.source)
    return made


@contextmanager
def teacher(way: Way, folder: Path, page: str = "packs_find", **settings: Any) -> Iterator[Shell]:
    """The window of a teacher who can ask an address."""
    (folder / "none").mkdir(exist_ok=True)
    settings = {"packs_address": NOBODY, **settings}
    with way.window(folder / "d", folder / "none", **settings) as shell:
        shell.seat.teacher = True
        shell.go(page)
        calm()
        yield shell


def spent(folder: Path, count: int) -> None:
    """So much came in the month of the test's window."""
    from tests.support.clock import FrozenClock

    (folder / "d" / "packs").mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / "d", FrozenClock())
    ledger.add(count - ledger.spent)
    ledger.save()


def half(folder: Path, site: Site, pack: str, version: int, count: int) -> Path:
    """A download that was cut after `count` bytes; its unfinished file."""
    with Library.open(folder / "d") as library:
        right = expected(library.trust.catalog, pack, version)
    part = Part(folder / "d", right, Disk())
    with part.open():
        part.fill(0, site.file(pack, version).read_bytes()[:count], "a line that broke")
        part.save()
    return part.path


# --- the month's MB --------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_card_says_beforehand_that_the_month_has_too_little_left(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    spent(tmp_path, 4 * MB)
    with teacher(way, tmp_path, packs_quota_mb=5) as shell:
        assert not find(f"get-{HEAVY}").isEnabled()
        assert find(f"get-{RIVER}").isEnabled(), "a small one fits"
        if way.locale == "en":
            words = said(f"offer-{HEAVY}")
            assert "3 MB are needed, and 1 MB of this month's 5 MB are left." in words
            assert "Wait for the next month, allow more in the settings" in words
            assert "are left" not in said(f"offer-{RIVER}")
        way.hand().press(f"limits-{HEAVY}")
        calm()
        assert shell.route == "settings" and find("set-packs_quota_mb-5000").isVisible()
        focus = shell.focusWidget()
        assert focus is not None and focus.objectName().startswith("set-packs_quota_mb-")
        assert not focus.visibleRegion().isEmpty(), "the page was scrolled to it"
        way.hand().press("set-packs_quota_mb-5000", "nav-packs", "find-packs")
        calm()
        assert find(f"get-{HEAVY}").isEnabled() and there(f"limits-{HEAVY}") is None


def test_a_pack_larger_than_the_whole_months_quota_is_not_told_to_wait(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    with teacher(WAYS[0], tmp_path, packs_quota_mb=2):
        words = said(f"offer-{HEAVY}")
        assert "3 MB are needed, and only 2 MB may be fetched in a whole month." in words
        assert "next month" not in words and "Allow more in the settings" in words
        assert not find(f"get-{HEAVY}").isEnabled() and find(f"limits-{HEAVY}").isEnabled()


def test_what_is_used_up_is_said_with_a_way_on(qapp: object, tmp_path: Path, site: Site) -> None:
    spent(tmp_path, 5 * MB)
    with teacher(WAYS[0], tmp_path, packs_quota_mb=5):
        words = said(f"offer-{RIVER}")
        assert "The 5 MB of this month are used up." in words and "Wait for the next" in words
        assert "What came so far" not in words, "nothing came of it"
        assert not find(f"get-{RIVER}").isEnabled()


def test_a_folder_and_what_came_whole_are_not_counted(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    spent(tmp_path, 5 * MB)
    half(tmp_path, site, RIVER, 3, site.file(RIVER, 3).stat().st_size)
    with teacher(WAYS[0], tmp_path, packs_quota_mb=5):
        assert find(f"get-{RIVER}").isEnabled() and there(f"limits-{RIVER}") is None
    with teacher(WAYS[0], tmp_path, packs_quota_mb=5, packs_folder=str(site.root)):
        words = said(f"offer-{HEAVY}")
        assert "“site” is asked first and costs nothing." in words
        assert "The 5 MB of this month are used up." in words
        assert find(f"get-{HEAVY}").isEnabled() and find(f"limits-{HEAVY}").isEnabled()
    with teacher(
        WAYS[0], tmp_path, packs_quota_mb=5, packs_folder=str(site.root), packs_address=""
    ):
        assert find(f"get-{HEAVY}").isEnabled() and there(f"limits-{HEAVY}") is None
        assert "asked first" not in said(f"offer-{HEAVY}"), "there is no line"


def updated(folder: Path, site: Site) -> None:
    """Version 3 of the river pack is here and 4 can be had."""
    with Library.open(folder / "d") as library:
        library.install(site.file(RIVER, 3))
        site.publish([titled(4, "A rumour, again").write(folder / "four.milpack")])
        library.trust.catalog.refresh(site.source)


def test_an_update_that_may_take_more_than_is_left_says_what_is_left(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    updated(tmp_path, site)
    spent(tmp_path, 5 * MB - 1000)
    with teacher(WAYS[0], tmp_path, "packs", packs_quota_mb=5):
        words = said(f"update-of-{RIVER}")
        assert "1 KB of this month’s 5 MB are left." in words and "it is not begun" in words
        assert find(f"get-{RIVER}").isEnabled() and find(f"limits-{RIVER}").isEnabled()


def test_nothing_is_planned_or_tried_after_class_that_the_month_would_stop(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    updated(tmp_path, site)
    spent(tmp_path, 5 * MB)
    kept = Later(f"{RIVER}@4", 100_000, NOBODY).text
    with teacher(WAYS[0], tmp_path, "packs", packs_quota_mb=5) as shell:
        assert there(f"later-{RIVER}") is None
        now = shell.workspace.settings
        shell.workspace.store_settings(replace(now, packs_after_class=kept))
        shell.go("today")
        shell.go("packs")
        calm()
        assert "It is kept for after class" not in said(f"update-of-{RIVER}")
        assert there(f"unplan-{RIVER}") is not None
        quiet(shell, monkeypatch)
        assert there("work-problem") is None and Errand.of(shell.context).problem is None
        shell.close()
        assert not shell.isVisible(), "and nothing is asked at the end"


# --- the hours -------------------------------------------------------------------------------


@pytest.mark.loopback
def test_what_waits_for_the_night_says_when_and_comes_then(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.clock import FrozenClock

    updated(tmp_path, site)
    server = Loopback(site.root, tmp_path / "site.log")
    kept = Later(f"{RIVER}@4", 100_000, server.address).text
    named = {"packs_address": server.address, "packs_night": "22:00-06:00"}
    try:
        with teacher(WAYS[0], tmp_path, "packs", packs_after_class=kept, **named) as shell:
            words = said(f"update-of-{RIVER}")
            assert "Packs are fetched here only between 22:00 and 06:00." in words
            assert "It is kept for after class" in words
            quiet(shell, monkeypatch)
            assert there("work-problem") is None and server.requests() == []
            clock = shell.workspace.clock
            assert isinstance(clock, FrozenClock)
            clock.at = datetime(2026, 11, 22, tzinfo=UTC).astimezone().replace(hour=23)
            quiet(shell, monkeypatch)  # nobody has touched anything since
            assert server.requests() != []
            assert [one.version for one in shell.workspace.library.packs()] == [4]
    finally:
        server.close()


@pytest.mark.parametrize("page", ["packs_find", "packs"])
def test_the_hours_stand_on_the_card_before_anything_starts(
    qapp: object, tmp_path: Path, site: Site, page: str
) -> None:
    updated(tmp_path, site)
    with teacher(WAYS[0], tmp_path, page, packs_night="22:00-06:00"):
        assert "only between 22:00 and 06:00" in said(f"update-of-{RIVER}")
        assert find(f"limits-{RIVER}").isEnabled()
        WAYS[0].hand().press(f"get-{RIVER}")
        calm()
        assert there("work-problem") is None and find(f"unplan-{RIVER}").isEnabled()


@pytest.mark.loopback
def test_what_was_paused_goes_on_after_the_question_of_a_line_that_costs(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_line, "SystemLine", lambda: FixedLine(True))
    half(tmp_path, site, HEAVY, 1, 1_250_000)
    rest = site.file(HEAVY, 1).stat().st_size - 1_250_000
    server = Loopback(site.root, tmp_path / "site.log")
    try:
        with teacher(WAYS[0], tmp_path, packs_address=server.address, packs_quota_mb=2) as shell:
            assert "1.25 MB of it is here already." in said(f"offer-{HEAVY}")
            assert there(f"limits-{HEAVY}") is None, "what is missing fits"
            WAYS[0].hand().press(f"get-{HEAVY}")
            calm()
            words = said("work-problem")
            assert "This line may cost money: 1 MB would be fetched." in words
            assert "What came so far is kept." in words and "Nothing was fetched" not in words
            assert there("work-limits") is None and server.requests() == []
            WAYS[0].hand().press("work-again")
            calm()
            assert [one.id for one in shell.workspace.library.packs()] == [HEAVY]
            assert server.bytes("packs/") == rest and there(f"throw-{HEAVY}") is None
    finally:
        server.close()


# --- throwing away ---------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("page", ["packs_find", "packs"])
def test_what_was_fetched_is_thrown_away_after_a_question(
    qapp: object, tmp_path: Path, site: Site, way: Way, page: str
) -> None:
    path = half(tmp_path, site, HEAVY, 1, 1_250_000)
    with teacher(way, tmp_path, page) as shell:
        hand = way.hand()
        if way.locale == "en":
            assert "1.25 MB" in find(f"throw-{HEAVY}").text().translate(
                {0x2068: None, 0x2069: None}
            )
        hand.press(f"throw-{HEAVY}")
        calm()
        assert path.exists() and find("throw-no").hasFocus()
        hand.press("throw-no")
        calm()
        assert path.exists() and find(f"throw-{HEAVY}").hasFocus()
        hand.press(f"throw-{HEAVY}")
        calm()
        if way.locale == "en":
            assert "1.25 MB" in said("throw-question")
        hand.press("throw-yes")
        calm()
        assert not list((tmp_path / "d" / "packs" / "coming").iterdir())
        assert begun(tmp_path / "d") == () and there(f"throw-{HEAVY}") is None
        if way.locale == "en":
            assert "1.25 MB" in said("notice")
        assert shell.focusWidget() is not None and shell.screen_.isAncestorOf(shell.focusWidget())


def test_the_free_space_follows(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = half(tmp_path, site, HEAVY, 1, 1_250_000)
    free = {True: 100_000_000, False: 101_250_000}
    monkeypatch.setattr(packs_page, "free_bytes", lambda folder: free[path.exists()])
    with teacher(WAYS[0], tmp_path, "packs") as shell:
        words = said("screen-packs")
        assert "Free on this computer: 100 MB." in words
        assert "Unfinished downloads take 1.25 MB." in words
        WAYS[0].hand().press(f"throw-{HEAVY}", "throw-yes")
        calm()
        words = said("screen-packs")
        assert "Free on this computer: 101 MB." in words and "Unfinished" not in words
        assert shell.route == "packs"


def test_what_nobody_offers_any_more_can_still_be_thrown_away(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    path = half(tmp_path, site, RIVER, 3, 500)
    with Library.open(tmp_path / "d") as library:
        site.publish([titled(4, "A rumour, again").write(tmp_path / "four.milpack")])
        library.trust.catalog.refresh(site.source)
    for page in ("packs_find", "packs"):
        with teacher(WAYS[0], tmp_path, page):
            assert "version 3" in said(f"unfinished-{RIVER}-3")
    with teacher(WAYS[0], tmp_path, "packs"):
        WAYS[0].hand().press(f"throw-{RIVER}-3", "throw-yes")
        calm()
        assert not path.exists()


def test_what_is_being_fetched_cannot_be_thrown_away(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    half(tmp_path, site, HEAVY, 1, 1_250_000)
    with teacher(WAYS[0], tmp_path, "packs") as shell:
        errand = Errand.of(shell.context)
        errand.task = Task(_never, "Fetching …", key=f"{HEAVY}@1")
        errand.turned.emit()
        calm()
        assert there(f"throw-{HEAVY}") is None
        errand.task = None


def test_a_problem_that_speaks_of_what_is_kept_goes_with_it(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    half(tmp_path, site, HEAVY, 1, 1_250_000)
    site.file(HEAVY, 1).unlink()
    named = {"packs_address": "", "packs_folder": str(site.root)}
    with teacher(WAYS[0], tmp_path, **named) as shell:
        WAYS[0].hand().press(f"get-{HEAVY}")
        calm()
        assert there("work-problem") is not None
        WAYS[0].hand().press(f"throw-{HEAVY}", "throw-yes")
        calm()
        assert there("work-problem") is None
        assert Errand.of(shell.context).last is None, "nothing is left to go on with"


def test_somebody_elses_work_is_not_thrown_away(qapp: object, tmp_path: Path, site: Site) -> None:
    from filelock import FileLock

    path = half(tmp_path, site, HEAVY, 1, 1_250_000)
    with teacher(WAYS[0], tmp_path, "packs"), FileLock(path.with_suffix(".lock")):
        WAYS[0].hand().press(f"throw-{HEAVY}", "throw-yes")
        calm()
        assert path.exists() and "by another window or program" in said("notice")
        assert there(f"throw-{HEAVY}") is not None


# --- the first pack --------------------------------------------------------------------------


def _never(_agreed: bool) -> Any:
    raise AssertionError("nothing is begun")


def test_while_the_first_pack_comes_nobody_is_told_that_there_is_none(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    with teacher(WAYS[0], tmp_path, "packs") as shell:
        assert "There is no pack on this computer yet." in said("screen-packs")
        errand = threads(shell)
        steps = Steps(_stopped)
        errand.begin(shell.context, steps.task())
        until(lambda: steps.begun.is_set() and there("work") is not None)
        assert "no pack on this computer" not in said("screen-packs")
        errand.stop(shell.context)
        steps.goes_on.set()
        until(lambda: errand.task is None)
        calm()
        assert "There is no pack on this computer yet." in said("screen-packs")
        for busy in ("add", ""):  # from a stick
            shell.sticks.busy = busy
            shell.sticks.changed.emit()
            calm()
            assert ("no pack on this computer" in said("screen-packs")) is not bool(busy)


def _stopped(tell: Tell) -> PackInfo:
    tell(1, 1)
    raise AssertionError("Stop was not heard")
