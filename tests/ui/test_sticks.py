"""Sticks in the window: noticed, one banner, one click; adding, stopping, pulling out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.packs.disk import Disk
from milclicks.packs.travel import wanted
from milclicks.packs.trust import root as trust_root
from milclicks.ui.jobs import Jobs
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.buttons import NavButton
from milclicks.ui.widgets.text import TextBlock
from tests.support.packs_of_lessons import FERRY, build_test_pack
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, pack
from tests.support.sticks import Table


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two signed packs; the app believes this site."""
    made = [pack(tmp_path / "made", "test.tiny", title="Tiny"), pack(tmp_path / "made", "zz.more")]
    built = Site.make(tmp_path, made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    return built


def carried(site: Site, folder: Path) -> Path:
    """The site on a stick."""
    shutil.copytree(site.root, folder / "MILPACKS")
    return folder


def said() -> str:
    """What the banner says."""
    marks = dict.fromkeys((0x2068, 0x2069))
    return find("stick-banner").accessibleName().translate(marks)


def calm() -> None:
    """Let a job arrive, what follows from it be built, and that be shown."""
    for _ in range(4):
        settle()


@contextmanager
def opened(tmp_path: Path, table: Table, **more: object) -> Iterator[Shell]:
    """A window with a mount table."""
    packs = tmp_path / "bundled"
    if not packs.exists():
        quay_packs(tmp_path / "quay")
        (tmp_path / "quay" / "packs").rename(packs)
    with window(tmp_path / "data", packs, **more) as shell:  # type: ignore[arg-type]
        shell.sticks.watch(table)
        calm()
        yield shell


def test_a_stick_is_noticed_and_added_by_one_click(tmp_path: Path, site: Site) -> None:
    table = Table()
    with opened(tmp_path, table) as shell:
        assert there("stick-banner") is None
        table.plug(carried(site, tmp_path / "STICK"))
        shell.sticks.look()
        calm()
        assert said() == "On the stick STICK: 2 new packs. Tiny and River lessons, together 13 KB."
        hand = Hand()
        hand.press("stick-add")
        assert hand.count == 1
        assert {"test.tiny", "zz.more"} <= {one.id for one in shell.workspace.library.packs()}
        assert all(one.usable for one in shell.workspace.library.packs())
        assert "Tiny" in said()
        hand.press("stick-show")
        assert shell.route == "learn" and there("stick-banner") is None


def test_a_stick_that_was_in_before_the_window_is_noticed_too(tmp_path: Path, site: Site) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table):
        Keys().press("stick-add")
        calm()
        assert said().startswith("Added")


def test_the_banner_goes_when_the_stick_goes_or_when_told(tmp_path: Path, site: Site) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-close")
        assert there("stick-banner") is None
        table.pull(mount)
        shell.sticks.look()
        table.here.append(mount)
        shell.sticks.look()
        calm()
        assert there("stick-banner") is not None, "plugged in again, it is offered again"
        table.pull(mount)
        shell.sticks.look()
        assert there("stick-banner") is None


def test_a_stick_without_packs_and_one_with_known_packs_say_nothing(
    tmp_path: Path, site: Site
) -> None:
    table = Table()
    (tmp_path / "EMPTY").mkdir()
    table.plug(tmp_path / "EMPTY")
    with opened(tmp_path, table) as shell:
        assert there("stick-banner") is None
        table.plug(carried(site, tmp_path / "STICK"))
        shell.sticks.look()
        calm()
        Hand().press("stick-add", "stick-close")
        mount = table.here[-1]
        table.pull(mount)
        shell.sticks.look()
        table.here.append(mount)
        shell.sticks.look()
        calm()
        assert there("stick-banner") is None


def test_watching_can_be_switched_off(tmp_path: Path, site: Site) -> None:
    table = Table()
    with opened(tmp_path, table, watch_sticks=False) as shell:
        table.plug(carried(site, tmp_path / "STICK"))
        shell.sticks.look()
        calm()
        assert there("stick-banner") is None and not shell.sticks.watching
        shell.go("settings")
        calm()
        Hand().press("set-watch_sticks-True")
        assert shell.sticks.watching and there("stick-banner") is not None
        Hand().press("set-watch_sticks-False")
        assert not shell.sticks.watching and there("stick-banner") is None


def test_the_banner_is_mirrored_and_survives_a_change_of_language(
    tmp_path: Path, site: Site
) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table, locale="ar") as shell:
        banner, add = find("stick-banner"), find("stick-add")
        assert add.mapTo(banner, add.rect().center()).x() < banner.width() / 2
        shell.context.bus.tell(
            shell.workspace.store_settings(type(shell.workspace.settings)(first_run_done=True))
        )
        calm()
        banner, add = find("stick-banner"), find("stick-add")
        assert add.mapTo(banner, add.rect().center()).x() > banner.width() / 2


def test_a_lesson_is_not_disturbed(tmp_path: Path, site: Site) -> None:
    table = Table()
    build_test_pack(tmp_path / "bundled")
    with window(tmp_path / "data", tmp_path / "bundled") as shell:
        shell.sticks.watch(table)
        shell.go("player")
        table.plug(carried(site, tmp_path / "STICK"))
        shell.sticks.look()
        calm()
        assert there("stick-banner") is None
        shell.go("today")
        calm()
        assert there("stick-banner") is not None


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A signed pack with two lessons."""
    built = Site.make(tmp_path, [build_test_pack(tmp_path / "made") / "mil.test-1.milpack"])
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    return built


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_stick_pulled_out_in_a_lesson_pauses_it_and_it_goes_on(
    tmp_path: Path, lessons: Site, locale: str
) -> None:
    table = Table()
    mount = table.plug(carried(lessons, tmp_path / "STICK"))
    with opened(tmp_path, table, locale=locale) as shell:
        Hand().press("stick-look", "use-mil.test")
        assert not list((tmp_path / "data" / "packs").glob("*")), "nothing was copied"
        shell.go("player", ref=FERRY)
        calm()
        session = shell.screen_.session  # type: ignore[union-attr]
        moment = session.view()
        events = len(shell.workspace.records.events())
        table.pull(mount)
        moved = Path(shutil.move(mount.path, tmp_path / "AWAY"))
        shell.sticks.look()
        calm()
        assert there("stick-pause") is not None and not shell.screen_.isVisible()  # type: ignore[union-attr]
        assert find("stick-leave").hasFocus()
        table.plug(moved)  # the same stick in another place
        shell.sticks.look()
        calm()
        assert there("stick-pause") is None
        assert shell.route == "player" and shell.screen_.isVisible()  # type: ignore[union-attr]
        again = shell.screen_.session  # type: ignore[union-attr]
        assert again.view().step.id == moment.step.id
        assert len(shell.workspace.records.events()) == events
        again.advance()


def test_the_lesson_can_be_left_and_waits_for_its_stick(tmp_path: Path, lessons: Site) -> None:
    table = Table()
    mount = table.plug(carried(lessons, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "use-mil.test")
        shell.go("player", ref=FERRY)
        calm()
        table.pull(mount)
        shell.sticks.look()
        calm()
        Keys().press("stick-leave")
        assert shell.route == "today" and there("stick-pause") is None
        assert shell.workspace.resume(None) is None, "the run waits, nobody is kept from others"
        table.here.append(mount)
        shell.sticks.look()
        calm()
        left = shell.workspace.resume(None)
        assert left is not None and left.ref == FERRY


def test_another_stick_does_not_wake_the_lesson_and_another_lesson_is_not_paused(
    tmp_path: Path, lessons: Site
) -> None:
    table = Table()
    mount = table.plug(carried(lessons, tmp_path / "STICK"))
    (tmp_path / "OTHER").mkdir()
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "use-mil.test")
        shell.go("player", ref=FERRY)
        calm()
        table.pull(mount)
        table.plug(tmp_path / "OTHER")
        shell.sticks.look()
        calm()
        assert there("stick-pause") is not None
        shell.go("learn")
        table.here.append(mount)
        shell.sticks.look()
        card = next(
            one for one in shell.workspace.library.lessons("en") if one.ref.pack != "mil.test"
        )
        shell.go("player", ref=card.ref)
        table.pull(mount)
        shell.sticks.look()
        calm()
        assert there("stick-pause") is None and shell.route == "player"


def test_a_stick_is_made_with_what_is_chosen(tmp_path: Path, site: Site) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        hand = Hand()
        hand.press("stick-add", "stick-close")
        table.pull(mount)
        shell.sticks.look()
        shell.seat.teacher = True
        shell.go("stick_make")
        calm()
        assert there("write-stick") is None, "no stick is in"
        (tmp_path / "NEW").mkdir()
        table.plug(tmp_path / "NEW")
        shell.sticks.look()
        calm()
        hand.press("give-zz.more", "write-stick")
        calm()
        assert find("make-again").hasFocus(), "whoever wrote stays on the page"
        assert there("stick-made") is not None
        packs = sorted(one.name for one in (tmp_path / "NEW/MILPACKS/packs").iterdir())
        assert "test.tiny-1.milpack" in packs and "zz.more-1.milpack" not in packs
        hand.press("make-again")
        calm()
        assert find("give-zz.more").isChecked() is False, "the choice is remembered"
        locked = replace(table.here[-1], writable=False)
        table.here[-1] = locked
        shell.sticks.look()
        calm()
        Keys().press("write-stick")
        calm()
        assert "can be read, but not written" in said()


def test_a_stop_while_adding_leaves_what_was(tmp_path: Path, site: Site) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        seen = shell.sticks.offered
        assert seen is not None
        held: list[str] = []
        shell.sticks.progressed.connect(lambda *_: held.append(shell.sticks.busy))
        jobs = Jobs(shell)
        shell.sticks._jobs = jobs
        shell.sticks.add(seen, seen.found.useful)
        assert there("stick-stop") is not None
        Keys().press("stick-stop")
        jobs.close()
        calm()
        assert shell.sticks.busy == ""
        assert not list((tmp_path / "data" / "packs").glob("*.part"))
        assert all(one.usable for one in shell.workspace.library.packs())


def test_wishes_are_written_on_the_stick(tmp_path: Path, site: Site) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    wanted.choose(tmp_path / "data", "test.wished")
    with opened(tmp_path, table):
        Hand().press("stick-look", "stick-wish")
        calm()
        assert wanted.read(mount.path / "MILPACKS" / "wanted.json").packs() == {"test.wished": 1}


def test_the_page_of_the_sticks_offers_once_and_has_one_main_button(
    tmp_path: Path, site: Site
) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        shell.seat.teacher = True
        Hand().press("stick-look")
        calm()
        assert there("stick-banner") is None, "the page itself offers what is on the stick"
        adds = [find(f"take-{name}") for name in ("test.tiny", "zz.more")]
        assert sorted(one.look for one in adds) == ["primary", "secondary"]
        shell.go("stick_make")
        calm()
        assert there("stick-banner") is None, "this page has a main button of its own"
        packs = find("nav-packs")
        assert isinstance(packs, NavButton) and packs.isChecked()
        shell.go("today")
        calm()
        assert there("stick-banner") is not None, "nobody has answered yet"


def test_the_room_on_a_stick_is_told_as_people_say_it(tmp_path: Path) -> None:
    class Room(Disk):
        def __init__(self, free: int) -> None:
            self._free = free

        def free(self, folder: Path) -> int:
            return self._free

    table = Table()
    (tmp_path / "NEW").mkdir()
    table.plug(tmp_path / "NEW")
    with opened(tmp_path, table) as shell:
        shell.seat.teacher = True
        for free, words in ((5_000, "NEW has 5 KB free"), (66_000_000_000, "stick: 66 GB.")):
            shell.go("stick_make", disk=Room(free))
            calm()
            told = [one.text() for one in find("page-scroll").findChildren(TextBlock)]
            assert words in " ".join(told).translate(dict.fromkeys((0x2068, 0x2069)))
            assert find("write-stick").isEnabled() is (free > 10**9)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_file_that_is_only_called_a_pack_is_named_with_its_reason(
    tmp_path: Path, locale: str
) -> None:
    stick, table = tmp_path / "STICK", Table()
    stick.mkdir()
    (stick / "lessons.milpack").write_bytes(b"not a pack")
    (stick / "._lessons.milpack").write_bytes(b"left by another system")
    table.plug(stick)
    with opened(tmp_path, table, locale=locale) as shell:
        assert there("stick-banner") is None, "it is nothing that could be added"
        shell.go("stick")
        calm()
        told = [one.text() for one in shell.screen_.findChildren(TextBlock) if one.isVisible()]
        assert "lessons.milpack" in told and not any("._" in one for one in told)
        assert shell.context.texts.say("This file is not a content pack.") in told
