"""A pack that is used from a stick: remembered over a restart, forgotten by a button."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs import guests
from milclicks.packs.trust import root
from milclicks.ui.shell import Shell
from tests.support.packs_of_lessons import FERRY, build_test_pack
from tests.support.screens import Hand, Keys, find, settle, there, window
from tests.support.site import Site
from tests.support.sticks import Table

PACK = "mil.test"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with the signed pack of two lessons."""
    built = Site.make(tmp_path / "s", [build_test_pack(tmp_path / "made") / "mil.test-1.milpack"])
    monkeypatch.setattr(root, "chain", lambda places=None: built.roots(1))
    shutil.copytree(built.root, tmp_path / "STICK" / "MILPACKS")
    (tmp_path / "none").mkdir()
    return tmp_path / "STICK"


def calm() -> None:
    """Let a job arrive, what follows from it be built, and that be shown."""
    for _ in range(6):
        settle()


def here(shell: Shell) -> set[str]:
    """The packs that can be used."""
    return {one.id for one in shell.workspace.library.packs() if one.usable}


def used(folder: Path, stick: Path) -> None:
    """Somebody used the pack from its stick in an earlier session."""
    table = Table()
    table.plug(stick)
    with window(folder / "d", folder / "none") as shell:
        shell.sticks.watch(table)
        calm()
        Hand().press("stick-look", f"use-{PACK}")
        calm()
        assert here(shell) == {PACK}


def test_the_same_stick_is_used_again_without_a_question(tmp_path: Path, stick: Path) -> None:
    used(tmp_path, stick)
    moved = Path(shutil.move(stick, tmp_path / "OTHER NAME"))
    table = Table()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.sticks.watch(table)
        calm()
        assert here(shell) == set()
        table.plug(moved)
        shell.sticks.look()
        calm()
        assert here(shell) == {PACK}
        shell.go("player", ref=FERRY)
        calm()
        assert shell.screen_ is not None and shell.screen_.session is not None  # type: ignore[attr-defined]
    assert not list((tmp_path / "d" / "packs").glob("*.milpack")), "nothing was copied"
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.sticks.watch(table)  # still in at the next start
        calm()
        assert here(shell) == {PACK}
        assert shell.workspace.resume(None) is not None, "the lesson goes on"


@pytest.mark.parametrize("hand", [Hand(), Keys()], ids=["mouse", "keys"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_button_forgets_it_while_the_stick_is_in(
    tmp_path: Path, stick: Path, hand: Hand, locale: str
) -> None:
    used(tmp_path, stick)
    table = Table()
    mount = table.plug(stick)
    with window(tmp_path / "d", tmp_path / "none", locale=locale) as shell:
        shell.sticks.watch(table)
        shell.seat.teacher = True
        shell.go("packs")
        calm()
        hand.press(f"forget-{PACK}")
        calm()
        assert here(shell) == set() and guests.chosen(tmp_path / "d") == {}
        table.pull(mount)
        shell.sticks.look()
        table.plug(stick)
        shell.sticks.look()
        calm()
        assert here(shell) == set()


def test_a_button_forgets_it_while_the_stick_is_away(tmp_path: Path, stick: Path) -> None:
    used(tmp_path, stick)
    table = Table()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.sticks.watch(table)
        shell.seat.teacher = True
        shell.go("packs")
        calm()
        told = [one.accessibleName() for one in find(f"away-{PACK}@1").findChildren(QWidget)]
        assert any("Lessons from the quay" in words for words in told)
        Keys().press(f"forget-away-{PACK}@1")
        calm()
        assert there(f"away-{PACK}@1") is None
        table.plug(stick)
        shell.sticks.look()
        calm()
        assert here(shell) == set()


def test_a_pack_that_was_added_since_is_not_hosted_too(tmp_path: Path, stick: Path) -> None:
    used(tmp_path, stick)
    table = Table()
    table.plug(stick)
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.workspace.library.install(stick / "MILPACKS" / "packs" / "mil.test-1.milpack")
        shell.sticks.watch(table)
        calm()
        assert shell.workspace.library.guests == ()
        assert [one.in_place for one in shell.workspace.library.packs()] == [False]


def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (tmp_path / guests.FILE).write_bytes(b"{ no")
    assert guests.chosen(tmp_path) == {}
    guests.choose(tmp_path, "ab", guests.Chosen("mil.test@1", "Quay"))
    assert guests.chosen(tmp_path) == {"ab": guests.Chosen("mil.test@1", "Quay")}
