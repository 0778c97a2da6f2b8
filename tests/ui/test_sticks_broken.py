"""Many broken packs on one stick: a few are named by their files, the page lists all, none is
promised again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.travel.stick import StickPack
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.envelope import Maker
from milclicks.ui.shell import Shell
from milclicks.ui.stick.words import TOLD
from milclicks.ui.widgets.text import TextBlock
from tests.support.hostile import AMINA, GOOD, site_of, written
from tests.support.screens import Hand, Keys, find, quay_packs, there, window
from tests.support.sticks import Table
from tests.ui.test_sticks import calm, said

pytestmark = pytest.mark.strict_trust
MARKS = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with one hostile pack for each door, by a teacher who is known, and a good one."""
    site = site_of(tmp_path)
    monkeypatch.setattr(trust_root, "chain", lambda *_: site.roots(1))
    written(tmp_path / "STICK", site)
    for row in ("017", "046"):  # too long for a test; a maker who is not known
        next((tmp_path / "STICK").glob(f"{row}-*")).unlink()
    return tmp_path / "STICK"


@contextmanager
def opened(tmp_path: Path, table: Table, **more: object) -> Iterator[Shell]:
    """A teacher's window that knows the maker of the packs."""
    quay_packs(tmp_path / "quay")
    (tmp_path / "quay" / "packs").rename(tmp_path / "bundled")
    with window(tmp_path / "data", tmp_path / "bundled", **more) as shell:  # type: ignore[arg-type]
        shell.resize(1024, 600)
        shell.workspace.library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        shell.seat.teacher = True
        shell.sticks.watch(table)
        calm()
        yield shell


def plugged(stick: Path) -> Table:
    table = Table()
    table.plug(stick)
    return table


def told(within: QWidget) -> list[str]:
    """What stands in a part of the page."""
    return [one.text().translate(MARKS) for one in within.findChildren(TextBlock)]


def offered(shell: Shell) -> list[StickPack]:
    return [one for seen in shell.sticks.seen for one in seen.found.useful]


@pytest.mark.parametrize("hand", [Hand(), Keys()])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_some_are_named_by_their_files_and_the_page_lists_all(
    tmp_path: Path, stick: Path, hand: Hand, locale: str
) -> None:
    with opened(tmp_path, plugged(stick), locale=locale) as shell:
        before = {one.path.name for one in offered(shell)}
        assert GOOD in before and len(before) > TOLD + 2
        hand.press("stick-add")
        calm()
        assert shell.sticks.brought is not None
        broken = {one.pack.path.name for one in shell.sticks.brought[1].refused}
        assert broken < before - {GOOD}
        lines = told(find("stick-banner"))
        named = [name for name in broken if any(name in line for line in lines)]
        assert len(named) == TOLD and len(lines) <= TOLD + 2
        if locale == "en":
            assert f"{len(broken)} packs were not added." in lines
        assert find("stick-banner").height() < shell.height() / 2
        hand.press("stick-look")
        calm()
        assert len(told(find("stick-banner"))) == 2 and there("stick-look") is None
        assert shell.route == "stick"
        for one in shell.sticks.seen[0].found.packs:
            if one.path.name in broken:
                lines = told(find(f"stick-pack-{one.key}"))
                assert one.path.name in lines and len(lines) >= 4, "its file, why, what to do"


def test_what_was_found_broken_is_not_promised_again(tmp_path: Path, stick: Path) -> None:
    table = plugged(stick)
    with opened(tmp_path, table) as shell:
        Hand().press("stick-add")
        calm()
        assert shell.sticks.brought is not None
        broken = len(shell.sticks.brought[1].refused)
        assert offered(shell) == []
        Hand().press("stick-close")
        shell.sticks.put_aside.clear()
        shell.sticks.changed.emit()
        assert there("stick-banner") is None
        other = tmp_path / "OTHER"
        other.mkdir()
        shutil.copy(next(stick.glob("018-*")), other / "again.milpack")
        table.plug(other)
        shell.sticks.look()
        calm()
        assert said().startswith("On the stick OTHER: 1 new pack.")
        mount = table.here[0]
        table.pull(mount)
        shell.sticks.look()
        table.here.insert(0, mount)
        shell.sticks.look()
        calm()
        seen = next(one for one in shell.sticks.seen if one.mount == mount)
        again = len(seen.found.useful)
        assert again == broken > TOLD, "it may have been mended elsewhere"


def test_a_file_that_was_copied_anew_is_looked_at_anew(tmp_path: Path, stick: Path) -> None:
    for path in stick.iterdir():
        if path.name != GOOD:
            path.unlink()
    good = (stick / GOOD).read_bytes()
    half = bytearray(good)
    half[len(half) * 2 // 3] ^= 1
    (stick / GOOD).write_bytes(half)
    with opened(tmp_path, plugged(stick)) as shell:
        name = offered(shell)[0].key.partition("@")[0]
        Hand().press("stick-add")
        calm()
        assert GOOD in said() and "Copy it onto the stick again" in said()
        Hand().press("stick-close")
        shell.go("stick")
        calm()
        card = find(f"stick-pack-{shell.sticks.seen[0].found.packs[0].key}")
        assert "A part of this pack is missing or damaged." in told(card)
        assert there(f"use-{name}") is None
        shell.seat.teacher = False
        shell.sticks.changed.emit()
        calm()
        assert there(f"take-{name}") is None, "nobody may try a teacher's pack who may not add it"
        shell.seat.teacher = True
        shell.sticks.changed.emit()
        calm()
        Hand().press(f"take-{name}")  # another stick that has its parts might be in by now
        calm()
        assert GOOD in said()
        (stick / GOOD).write_bytes(good)
        shell.context.bus.tell(shell.workspace.packs_changed())
        calm()
        assert [one.path.name for one in offered(shell)] == [GOOD]
        Hand().press(f"take-{name}")
        calm()
        assert said().startswith("Added: ")


def test_one_that_its_maker_must_mend_says_so(tmp_path: Path, stick: Path) -> None:
    for path in stick.iterdir():
        if not path.name.startswith("029-"):
            path.unlink()
    with opened(tmp_path, plugged(stick)) as shell:
        key = offered(shell)[0].key
        Hand().press("stick-add")
        calm()
        assert "A picture or sound in this pack is of a kind or size that is not allowed." in said()
        assert "Ask the person who made the pack to mend it." in said()
        assert "Copy it onto the stick again" not in said()
        shell.go("stick")
        calm()
        name = key.partition("@")[0]
        assert there(f"take-{name}") is None and any(
            "Ask the person who made the pack" in line for line in told(find(f"stick-pack-{key}"))
        )
