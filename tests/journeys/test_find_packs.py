"""Finding packs: from an empty library to a lesson, from a folder and from an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.travel import line as system_line
from milclicks.packs.trust import root
from milclicks.ui.library.errand import Errand
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import forge, png
from tests.support.loopback import Loopback
from tests.support.screens import Hand, find, settle, there
from tests.support.site import Site
from tests.support.travel import FixedLine
from tests.support.ways import WAYS, Way
from tests.unit.packs.test_versions import titled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A signed site with the river pack."""
    return Site.make(tmp_path / "s", [forge().write(tmp_path / "river.milpack")])


@pytest.fixture
def believed(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """The app is shipped with the first root of the site."""
    monkeypatch.setattr(root, "chain", lambda places=None: site.roots(1))


@contextmanager
def opened(way: Way, folder: Path, **settings: Any) -> Iterator[tuple[Shell, Hand]]:
    """The window of a teacher whose library is empty."""
    (folder / "none").mkdir(exist_ok=True)
    with way.window(folder / "d", folder / "none", **settings) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle(20)
        yield shell, way.hand()


def once(name: str) -> QWidget:
    """A control that comes when a job has ended."""
    for _ in range(100):
        if there(name) is not None:
            break
        settle(20)
    return find(name)


def said(name: str) -> str:
    """Everything that a part of the page says, without marks of direction."""
    widget = find(name)
    words = [one.accessibleName() for one in [widget, *widget.findChildren(QWidget)]]
    return "\n".join(words).translate({0x2068: None, 0x2069: None})


def test_from_nothing_to_a_lesson_out_of_a_folder(
    qapp: object, tmp_path: Path, site: Site, believed: None, way: Way
) -> None:
    with opened(way, tmp_path, packs_folder=str(site.root)) as (shell, hand):
        hand.press("find-packs", "look-folder")
        once("offer-test.river")
        assert shell.workspace.library.packs() == ()
        hand.press("get-test.river")
        once("open-lessons")
        (pack,) = shell.workspace.library.packs()
        assert (pack.id, pack.version, pack.standing.tier) == ("test.river", 3, "official")
        hand.press("open-lessons", "teach-rumour", "start-lesson")
        assert shell.route == "present"


def test_a_place_is_named_on_the_page_when_none_is_known(
    qapp: object, tmp_path: Path, site: Site, believed: None
) -> None:
    with opened(WAYS[0], tmp_path) as (shell, hand):
        hand.press("find-packs")
        assert there("choose-folder") is not None and there("look-folder") is None
        hand.write("packs-address", "not an address?")
        hand.press("keep-address")
        assert shell.workspace.settings.packs_address == ""
        assert find("packs-address").text() == "not an address?"
        hand.write("packs-address", "packs.example.org/river")
        hand.press("keep-address")
        assert shell.workspace.settings.packs_address == "http://packs.example.org/river"
        assert find("look-address").isEnabled()


def test_a_place_without_a_catalogue_is_a_sentence(
    qapp: object, tmp_path: Path, site: Site, believed: None, way: Way
) -> None:
    (tmp_path / "empty").mkdir()
    with opened(way, tmp_path, packs_folder=str(tmp_path / "empty")) as (_shell, hand):
        hand.press("find-packs", "look-folder")
        once("look-problem")
        assert there("offer-test.river") is None
        assert find("look-folder").isEnabled()


def test_an_update_says_what_it_changes_waits_for_the_end_of_class_and_is_taken_back(
    qapp: object, tmp_path: Path, site: Site, believed: None, way: Way
) -> None:
    with opened(way, tmp_path, packs_folder=str(site.root)) as (shell, hand):
        hand.press("find-packs", "look-folder")
        once("get-test.river")
        hand.press("get-test.river")
        once("open-lessons")
        site.publish([titled(4, "A rumour, again").write(tmp_path / "four.milpack")])
        hand.press("look-folder")
        once("update-of-test.river")
        told = said("update-of-test.river")
        assert ("A rumour, again" in told) == (way.locale == "en")
        assert "شائعة في المدرسة" not in told, "the Arabic lesson is the same"
        hand.press("all-packs", "later-test.river")
        assert there("later-test.river") is None
        hand.press("nav-teach", "open-waiting")
        assert shell.route == "packs"
        assert [one.version for one in shell.workspace.library.packs()] == [3]
        hand.press("get-test.river")
        once("use-test.river")
        library = shell.workspace.library
        assert [one.version for one in library.packs()] == [4]
        hand.press("use-test.river")
        assert [one.version for one in library.packs()] == [3]
        hand.press("notice-action")
        assert [one.version for one in library.packs()] == [4]
        hand.press("nav-teach")
        assert there("open-waiting") is None


def test_an_update_of_a_picture_alone_names_the_lesson_that_shows_it(
    qapp: object, tmp_path: Path, site: Site, believed: None
) -> None:
    with opened(WAYS[0], tmp_path, packs_folder=str(site.root)) as (_shell, hand):
        hand.press("find-packs", "look-folder")
        once("get-test.river")
        hand.press("get-test.river")
        once("open-lessons")
        made = forge(version=4)
        made.files["media/river.png"] = png(6, 5)
        site.publish([made.write(tmp_path / "four.milpack")])
        hand.press("look-folder")
        once("update-of-test.river")
        told = said("update-of-test.river")
        assert (
            "Changed: A rumour at school\n" in told + "\n"
            and "The lessons are the same." not in told
        )


def test_what_cannot_be_fetched_is_said_and_tried_again(
    qapp: object, tmp_path: Path, site: Site, believed: None, way: Way
) -> None:
    with opened(way, tmp_path, packs_folder=str(site.root)) as (shell, hand):
        hand.press("find-packs", "look-folder")
        once("get-test.river")
        away = site.file("test.river", 3).rename(tmp_path / "away")
        hand.press("get-test.river")
        once("work-problem")
        assert shell.workspace.library.packs() == ()
        away.rename(site.file("test.river", 3))
        hand.press("work-again")
        once("open-lessons")
        assert there("work-problem") is None
        assert Errand.of(shell.context).task is None


@pytest.fixture
def server(tmp_path: Path, site: Site) -> Iterator[Loopback]:
    """The site on 127.0.0.1, from a process of its own."""
    made = Loopback(site.root, tmp_path / "server.log")
    yield made
    made.close()


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FixedLine:
    """The line of this computer, as the test wants it."""
    fixed = FixedLine()
    monkeypatch.setattr(system_line, "SystemLine", lambda: fixed)
    return fixed


@pytest.mark.loopback
def test_from_nothing_to_a_lesson_out_of_the_internet(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine, believed: None, way: Way
) -> None:
    with opened(way, tmp_path) as (shell, hand):
        hand.press("find-packs")
        assert server.requests() == []
        hand.write("packs-address", server.address)
        hand.press("keep-address", "look-address")
        once("get-test.river")
        assert server.requests("packs/") == []
        hand.press("get-test.river")
        once("open-lessons")
        assert [one.standing.tier for one in shell.workspace.library.packs()] == ["official"]
        hand.press("open-lessons", "teach-well", "start-lesson")
        assert shell.route == "present"


@pytest.mark.loopback
def test_a_line_that_costs_is_asked_about(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine, believed: None, way: Way
) -> None:
    line.costs = True
    with opened(way, tmp_path, packs_address=server.address) as (shell, hand):
        hand.press("find-packs", "look-address")
        once("get-test.river")
        hand.press("get-test.river")
        once("work-problem")
        assert server.requests("packs/") == []
        hand.press("work-again")
        once("open-lessons")
        assert len(shell.workspace.library.packs()) == 1


@pytest.mark.loopback
def test_out_of_the_hours_nothing_is_fetched(
    qapp: object, tmp_path: Path, server: Loopback, line: FixedLine, believed: None
) -> None:
    hours = "22:00-06:00"
    with opened(WAYS[0], tmp_path, packs_address=server.address, packs_night=hours) as (_, hand):
        hand.press("find-packs", "look-address")
        once("get-test.river")
        hand.press("get-test.river")
        once("unplan-test.river")
        assert "only between 22:00 and 06:00" in said("offer-test.river")
        assert there("work-problem") is None and server.requests("packs/") == []
        hand.press("open-settings", "set-packs_night-", "nav-packs", "get-test.river")
        once("remove-test.river")
        assert there("waits-test.river") is None
