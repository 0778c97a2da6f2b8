"""Updates that come by a stick: told as updates, and a place for them where no catalogue lies."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.library import Library
from milclicks.packs.trust import root as trust_root
from milclicks.ui.jobs import Jobs
from milclicks.ui.library import planned
from milclicks.ui.stick import work
from tests.support.screens import Hand, find, there
from tests.support.site import Site, pack
from tests.support.sticks import Table
from tests.support.ways import WAYS, Way
from tests.ui.test_after_class import PACK, quiet, site, teacher, version
from tests.ui.test_after_class import calm as settled
from tests.ui.test_library_screen import until
from tests.ui.test_sticks import calm, opened, said

__all__ = ["site"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with version 2 of a pack that is here, and one that is new."""
    made = Site.make(tmp_path / "one", [pack(tmp_path / "in", "test.tiny", title="Tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: made.roots(1))
    with Library.open(tmp_path / "data") as library:
        library.trust.catalog.refresh(made.source)
        library.install(made.file("test.tiny", 1))
    made.publish(
        [
            pack(tmp_path / "in", "test.tiny", 2, "Tiny"),
            pack(tmp_path / "in", "zz.more", 1, "More"),
        ]
    )
    shutil.copytree(made.root, tmp_path / "STICK" / "MILPACKS")
    return tmp_path / "STICK"


def plugged(stick: Path) -> Table:
    table = Table()
    table.plug(stick)
    return table


def test_an_update_is_told_as_one_with_its_version(tmp_path: Path, newer: Path) -> None:
    with opened(tmp_path, plugged(newer)):
        assert "1 new pack, 1 newer pack" in said()
        Hand().press("stick-add")
        calm()
        assert said().startswith("Added: “More”. Updated: “Tiny” (version 2). ")
        assert there("stick-show") is not None


def test_only_an_update_is_not_added(tmp_path: Path, newer: Path) -> None:
    (newer / "MILPACKS" / "packs" / "zz.more-1.milpack").unlink()
    with opened(tmp_path, plugged(newer)):
        Hand().press("stick-add")
        calm()
        assert said().startswith("Updated: “Tiny” (version 2). ") and "Added" not in said()


def test_a_stop_after_an_update_says_what_was_updated(
    tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done, go = work.bring.bring, threading.Event(), threading.Event()

    def one(found: Any, chosen: Any, *more: Any, **named: Any) -> Any:
        real(found, [each for each in chosen if each.state == "newer"], *more, **named)
        done.set()
        assert go.wait(60)
        more[2](1, 1)
        raise AssertionError("Stop was not heard")

    monkeypatch.setattr(work.bring, "bring", one)
    with opened(tmp_path, plugged(newer)) as shell:
        shell.sticks._jobs = Jobs(shell)
        hand = Hand()
        hand.press("stick-add")
        assert done.wait(60)
        hand.press("stick-stop")
        go.set()
        until(lambda: not shell.sticks.busy)
        calm()
        assert said() == "Stopped. Updated: “Tiny” (version 2). Not added yet: “More”."


# --- a loose file is a place -----------------------------------------------------------------
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_loose_pack_on_a_stick_is_a_place_for_its_update(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    table = Table()
    with teacher(way, tmp_path) as shell:
        (tmp_path / "STICK").mkdir()
        shutil.copy(site.file(PACK, 4), tmp_path / "STICK" / "RIVER.MIL")
        assert there(f"find-{PACK}") is not None
        shell.sticks.watch(table)
        mount = table.plug(tmp_path / "STICK")
        shell.sticks.look()
        settled()
        assert there(f"find-{PACK}") is None and find(f"later-{PACK}").isVisible()
        table.pull(mount)
        shell.sticks.look()
        settled()
        assert there(f"get-{PACK}") is None
        table.plug(tmp_path / "STICK")
        shell.sticks.look()
        settled()
        way.hand().press(f"get-{PACK}")
        until(lambda: version(shell) == 4)


def test_it_comes_from_there_after_class_too(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAYS[0], tmp_path) as shell:
        (tmp_path / "STICK").mkdir()
        shutil.copy(site.file(PACK, 4), tmp_path / "STICK" / "river.milpack")
        shell.sticks.watch(plugged(tmp_path / "STICK"))
        settled()
        Hand().press(f"later-{PACK}")
        assert planned.ready(shell.context)
        quiet(shell, monkeypatch)
        until(lambda: version(shell) == 4)


def test_another_file_of_that_version_is_no_place(qapp: object, tmp_path: Path, site: Site) -> None:
    other = Site.make(tmp_path / "o", [pack(tmp_path / "in", PACK, 4, "Another river")])
    with teacher(WAYS[0], tmp_path) as shell:
        (tmp_path / "STICK").mkdir()
        shutil.copy(other.file(PACK, 4), tmp_path / "STICK" / "river.milpack")
        shell.sticks.watch(plugged(tmp_path / "STICK"))
        settled()
        assert there(f"find-{PACK}") is not None and there(f"get-{PACK}") is None
