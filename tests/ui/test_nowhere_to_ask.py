"""Where nobody is known who has a pack nothing is promised: how to find it is said instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milclicks.core.errors import NotFound
from milclicks.packs import guests
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.progress import silent
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.asking import expected
from milclicks.packs.travel.part import Part
from milclicks.ui.jobs import Tell
from milclicks.ui.library.work import Work
from tests.support.screens import find, there
from tests.support.site import Site
from tests.support.sticks import Table
from tests.support.ways import WAYS, Way
from tests.ui.test_after_class import PACK, calm, said, site, teacher, version
from tests.ui.test_library_screen import Steps, threads, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
__all__ = ["site"]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_without_a_place_the_way_to_one_is_shown(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    with teacher(way, tmp_path) as shell:
        assert there(f"get-{PACK}") is None and there(f"later-{PACK}") is None
        if way.locale == "en":
            assert "does not know yet where to look" in said(f"update-of-{PACK}")
        way.hand().press(f"find-{PACK}")
        calm()
        assert shell.route == "packs_find"
        assert there(f"get-{PACK}") is None and there(f"find-{PACK}") is None
        if way.locale == "en":
            assert "does not know yet where to look" in said(f"update-of-{PACK}")


def test_a_stick_that_has_it_is_a_place(qapp: object, tmp_path: Path, site: Site) -> None:
    table = Table()
    with teacher(WAYS[0], tmp_path) as shell:
        shutil.copytree(site.root, tmp_path / "STICK" / "MILPACKS")
        shell.sticks.watch(table)
        mount = table.plug(tmp_path / "STICK")
        shell.sticks.look()
        calm()
        assert there(f"find-{PACK}") is None
        assert find(f"later-{PACK}").isVisible()
        table.pull(mount)
        shell.sticks.look()
        calm()
        assert there(f"get-{PACK}") is None and there(f"find-{PACK}") is not None
        table.plug(tmp_path / "STICK")
        shell.sticks.look()
        calm()
        WAYS[0].hand().press(f"get-{PACK}")
        until(lambda: version(shell) == 4)


def test_what_came_whole_needs_no_place(qapp: object, tmp_path: Path, site: Site) -> None:
    file = site.file(PACK, 4)
    with teacher(WAYS[0], tmp_path) as shell, pytest.raises(NotFound) as caught:
        Work.of(shell.context).fetch(PACK, 4, silent)
    assert "does not know yet where to look" in caught.value.sentence.text
    with Library.open(tmp_path / "d") as library:
        part = Part(tmp_path / "d", expected(library.trust.catalog, PACK, 4), Disk())
        with part.open():
            part.fill(0, file.read_bytes(), "a stick that was in")
            part.save()
    with teacher(WAYS[0], tmp_path) as shell:
        WAYS[0].hand().press(f"get-{PACK}")
        until(lambda: version(shell) == 4)


def test_closing_asks_nothing_of_a_place_that_is_gone(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        WAYS[0].hand().press(f"later-{PACK}")
        site.root.rename(tmp_path / "away")
        shell.close()
        assert not shell.isVisible() and version(shell) == 3
    (tmp_path / "away").rename(site.root)
    with teacher(WAYS[0], tmp_path) as shell:  # the choice was kept
        shell.close()
        calm()
        assert shell.isVisible() and shell.route == "closing"
        shell.close()
    with teacher(WAYS[0], tmp_path, packs_folder="") as shell:
        assert there(f"unplan-{PACK}") is not None, "it can still be given up"
        shell.close()
        assert not shell.isVisible()


def test_stopped_is_said_no_longer_when_the_same_goes_on(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    with teacher(WAYS[0], tmp_path) as shell:
        errand = threads(shell)
        for number in range(2):
            steps = Steps(_told)
            errand.begin(shell.context, steps.task())
            assert there("notice") is None, "what stopped goes on again" if number else ""
            until(steps.begun.is_set)
            errand.stop(shell.context)
            steps.goes_on.set()
            until(lambda: errand.task is None)
            calm()
            assert "Stopped" in said("notice")


def _told(tell: Tell) -> PackInfo:
    tell(1, 1)
    raise AssertionError("Stop was not heard")


def test_a_pack_whose_stick_is_away_has_a_name_and_no_key(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    guests.choose(tmp_path / "d", "1" * 64, guests.Chosen("org.radio.rumours@3", "Radio Rumours"))
    guests.choose(tmp_path / "d", "2" * 64, guests.Chosen("org.nameless@2"))
    with teacher(WAYS[0], tmp_path):
        assert "org.radio" not in said("away-org.radio.rumours@3")
        assert "“org.nameless”" in said("away-org.nameless@2")
        assert "@2" not in said("away-org.nameless@2")
