"""Stop, or a stick pulled out, while packs come in or a stick is made: it ends, then it is said."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.library import Library
from milclicks.packs.travel import making
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.standing import Trust
from milclicks.ui.jobs import Jobs
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.site import Site, days, pack
from tests.support.sticks import Table

MARKS = dict.fromkeys((0x2068, 0x2069))
LOOKS = 400


def said(name: str = "stick-banner") -> str:
    """What the banner says."""
    return find(name).accessibleName().translate(MARKS)


def until(true: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    for _ in range(LOOKS):
        settle()
        if true():
            return
    raise AssertionError("it never came to be")


class Gate:
    """A step of the work that hears nothing while it lasts, such as a rename on a slow disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
        self.inside, self.go = threading.Event(), threading.Event()
        self.count = 0
        real = getattr(owner, name)

        def slow(*args: Any, **more: Any) -> Any:
            self.count += 1
            self.inside.set()
            assert self.go.wait(60)
            return real(*args, **more)

        monkeypatch.setattr(owner, name, slow)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two signed packs; the app believes this site."""
    made = [
        pack(tmp_path / "made", "test.tiny", title="Tiny"),
        pack(tmp_path / "made", "zz.more", title="More"),
    ]
    built = Site.make(tmp_path, made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    return built


@contextmanager
def opened(tmp_path: Path, table: Table, **more: Any) -> Iterator[Shell]:
    """A window whose sticks work on threads."""
    if not (tmp_path / "bundled").exists():
        quay_packs(tmp_path / "quay")
        (tmp_path / "quay" / "packs").rename(tmp_path / "bundled")
    with window(tmp_path / "data", tmp_path / "bundled", **more) as shell:
        shell.sticks._jobs = jobs = Jobs(shell)
        shell.sticks.watch(table)
        if table.here:
            until(lambda: bool(shell.sticks.seen))
        yield shell
        jobs.close()
        settle()


def carried(site: Site, folder: Path) -> Path:
    """The site on a stick."""
    shutil.copytree(site.root, folder / "MILPACKS")
    return folder


def ids(shell: Shell) -> set[str]:
    return {one.id for one in shell.workspace.library.packs()} & {"test.tiny", "zz.more"}


@pytest.mark.parametrize("hand", [Hand(), Keys()])
def test_stop_waits_for_a_rename_and_then_says_what_is_here(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, hand: Hand
) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, Trust, "keep")
    with opened(tmp_path, table) as shell:
        hand.press("stick-add")
        assert gate.inside.wait(60)
        hand.press("stick-stop")
        settle()
        assert "Stopping …" in said() and not find("stick-stop").isEnabled()
        assert shell.sticks.busy == "add" and there("stick-add") is None
        seen = shell.sticks.seen[0]
        shell.sticks.add(seen, seen.found.useful)
        assert gate.count == 1, "nothing else begins meanwhile"
        gate.go.set()
        until(lambda: not shell.sticks.busy)
        assert ids(shell) == {"test.tiny"}
        assert said() == "Stopped. Added before that: “Tiny”. Not added yet: “More”."
        hand.press("stick-go-on")
        until(lambda: not shell.sticks.busy)
        assert ids(shell) == {"test.tiny", "zz.more"} and said().startswith("Added: “More”.")


def test_a_stop_before_anything_came_says_so_and_can_go_on(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milclicks.packs.travel import bring

    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, bring, "learn")
    with opened(tmp_path, table) as shell:
        hand = Hand()
        hand.press("stick-add")
        assert gate.inside.wait(60)
        hand.press("stick-stop")
        gate.go.set()
        until(lambda: not shell.sticks.busy)
        assert not ids(shell) and said() == "Stopped. Nothing was changed."
        hand.press("stick-go-on")
        until(lambda: not shell.sticks.busy)
        assert said().startswith("Added: “Tiny” and “More”.")


def test_a_stop_that_comes_too_late_says_that_all_is_here(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milclicks.ui.stick import work

    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    real, done, go = work.add, threading.Event(), threading.Event()

    def late(*args: Any) -> Any:
        brought = real(*args)
        done.set()
        assert go.wait(60)
        return brought

    monkeypatch.setattr(work, "add", late)
    with opened(tmp_path, table) as shell:
        hand = Hand()
        hand.press("stick-add")
        assert done.wait(60)
        hand.press("stick-stop")
        go.set()
        until(lambda: not shell.sticks.busy)
        assert said().startswith("Added: “Tiny” and “More”.") and len(ids(shell)) == 2
        assert there("stick-go-on") is None and there("stick-show") is not None


def test_the_window_closes_while_it_is_stopping(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, Library, "install")
    with opened(tmp_path, table) as shell:
        Hand().press("stick-add")
        assert gate.inside.wait(60)
        Hand().press("stick-stop")
        gate.go.set()
        shell.close()


def exchanged(shell: Shell, table: Table, mount: Mount, new: Path) -> None:
    """The packs of one stick come in, then an empty one is put in its place."""
    Hand().press("stick-add")
    until(lambda: not shell.sticks.busy)
    Hand().press("stick-close")
    table.pull(mount)
    new.mkdir()
    table.plug(new)
    shell.sticks.look()
    settle()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_stopped_making_says_that_it_still_writes(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, making, "make")
    with opened(tmp_path, table, locale=locale) as shell:
        exchanged(shell, table, mount, tmp_path / "NEW")
        told: list[str] = []
        shell.notices.shown.connect(lambda notice: told.append(notice.sentence))
        shell.seat.teacher = True
        shell.go("stick_make")
        settle()
        hand = Hand()
        hand.press("write-stick")
        assert gate.inside.wait(60)
        hand.press("stop-stick")
        settle()
        assert not find("stop-stick").isEnabled() and told == []
        assert locale == "ar" or find("stop-stick").text() == "Stopping …"
        gate.go.set()
        until(lambda: not shell.sticks.busy)
        until(lambda: there("write-stick") is not None)
        assert len(told) == 1


def test_a_stick_that_is_made_while_somebody_is_elsewhere_is_told_of(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, making, "make")
    with opened(tmp_path, table) as shell:
        exchanged(shell, table, mount, tmp_path / "NEW")
        told: list[str] = []
        shell.notices.shown.connect(lambda notice: told.append(notice.sentence))
        shell.seat.teacher = True
        shell.go("stick_make")
        settle()
        Hand().press("write-stick")
        assert gate.inside.wait(60)
        shell.go("today")
        gate.go.set()
        until(lambda: not shell.sticks.busy)
        until(lambda: bool(told))
        assert "safe to remove" in told[0]


# -- pulled out -------------------------------------------------------------------------------


class Pulled:
    """Pulls a stick out while the n-th pack of it is added."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, mount: Path, number: int) -> None:
        self.mount, self.away = mount, mount.with_name("AWAY")
        real, left = Library.install, [number]

        def install(library: Library, path: Path, *args: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                mount.rename(self.away)
            return real(library, path, *args, **more)

        monkeypatch.setattr(Library, "install", install)

    def back(self) -> None:
        """Put it in again."""
        self.away.rename(self.mount)


@pytest.mark.parametrize("number", [1, 2])
def test_a_stick_pulled_out_is_said_once_with_names_and_it_goes_on(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        pulled = Pulled(monkeypatch, mount.path, number)
        hand = Hand()
        hand.press("stick-add")
        until(lambda: not shell.sticks.busy)
        came, left = ("", "“Tiny” and “More”") if number == 1 else (" Added: “Tiny”.", "“More”")
        first = f"The stick was pulled out or does not answer.{came} Not added yet: {left}. "
        assert said().startswith(first) and "Put it in again to go on." in said()
        assert "test.tiny" not in said() and "zz.more" not in said()
        table.pull(mount)
        shell.sticks.look()
        settle()
        assert said().startswith(first) and there("stick-go-on") is None
        pulled.back()
        table.here.append(mount)
        shell.sticks.look()
        until(lambda: there("stick-go-on") is not None)
        assert "in again" in said() and "Put it in" not in said()
        hand.press("stick-go-on")
        until(lambda: not shell.sticks.busy)
        assert said().startswith(f"Added: {left}.") and ids(shell) == {"test.tiny", "zz.more"}


def test_a_stick_pulled_out_at_an_update_leaves_the_old_packs(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-add")
        until(lambda: not shell.sticks.busy)
        table.pull(mount)
        shell.sticks.look()
        newer = [pack(tmp_path / "made", "test.tiny", 2, "Tiny")]
        site.publish(newer, now=days(1))
        mount = table.plug(carried(site, tmp_path / "NEWER"))
        shell.sticks.look()
        until(lambda: there("stick-add") is not None)
        Pulled(monkeypatch, mount.path, 1)
        Hand().press("stick-add")
        until(lambda: not shell.sticks.busy)
        assert "Not added yet: “Tiny”." in said() and "stay as they are" in said()
        (tiny,) = shell.workspace.library.versions("test.tiny")
        assert tiny.version == 1 and tiny.usable
        Hand().press("stick-close")
        assert there("stick-banner") is None


def test_a_damaged_pack_is_named_and_says_what_to_do(tmp_path: Path, site: Site) -> None:
    from milclicks.packs.pack import Pack

    stick = carried(site, tmp_path / "STICK")
    path = stick / "MILPACKS" / "packs" / "test.tiny-1.milpack"
    with Pack(path) as held:
        part, entry = max(held.parts(), key=lambda one: one[1].size)
    data = bytearray(path.read_bytes())
    data[entry.start + 5] ^= 0xFF
    path.write_bytes(data)
    table = Table()
    table.plug(stick)
    with opened(tmp_path, table) as shell:
        Hand().press("stick-add")
        until(lambda: not shell.sticks.busy)
        assert said() == (
            "Added: “More”. Not added: “Tiny” (test.tiny-1.milpack). It is damaged on the stick "
            "STICK, and nothing else that is plugged in has its damaged parts. "
            "Copy it onto the stick again, or put in another stick that has it."
        )
        assert part.path not in said() and there("stick-go-on") is None


def test_a_file_that_cannot_be_read_is_called_as_the_pack_that_is_here(
    tmp_path: Path, site: Site
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-add")
        until(lambda: not shell.sticks.busy)
        table.pull(mount)
        broken = tmp_path / "OTHER" / "test.tiny-2.milpack"
        broken.parent.mkdir()
        broken.write_bytes(site.file("test.tiny", 1).read_bytes()[:-40])
        table.plug(broken.parent)
        shell.sticks.look()
        until(lambda: bool(shell.sticks.seen))
        shell.go("stick")
        settle()
        card = find("stick-pack-test.tiny-2.milpack")
        told = [one.text() for one in card.findChildren(TextBlock)]
        assert told[0] == "Tiny" and "damaged" in told[1]


# -- what is offered --------------------------------------------------------------------------


def test_two_names_the_size_and_how_many_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [pack(tmp_path / "made", f"test.a{n}", title=f"Pack {n}") for n in range(1, 5)]
    built = Site.make(tmp_path, made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    table = Table()
    table.plug(carried(built, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        assert (
            said()
            == "On the stick STICK: 4 new packs. Pack 1, Pack 2 and 2 more packs, together 29 KB."
        )
        names = dict.fromkeys(one.id for one in shell.workspace.library.packs())
        assert not [one for one in names if one.startswith("test.a")]
