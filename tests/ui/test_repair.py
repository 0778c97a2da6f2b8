"""A part of a pack rots: found when it is read, only its lesson is held back, Repair mends it.

One flipped byte in a pack that came with the app, in one that was added, and in one that is used
from a stick; by mouse, by keys, and mirrored.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.lan.neighbours import Neighbours
from milclicks.packs.library import Library
from milclicks.packs.travel import line as system_line
from milclicks.packs.trust import root
from milclicks.ui.jobs import Jobs
from milclicks.ui.library.errand import Errand
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import state
from tests.support.loopback import Loopback
from tests.support.packs_of_lessons import BRIDGE, FERRY, build_test_pack
from tests.support.room import sharing, teaching
from tests.support.rot import rot, turn
from tests.support.screens import find, settle, there
from tests.support.site import Site
from tests.support.sticks import Table
from tests.support.travel import FixedLine
from tests.support.ways import WAYS, Way

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LESSON = "lessons/ferry.json"


class NoRoom:
    """A network in which nobody shares."""

    def addresses(self) -> tuple[str, ...]:
        """None of this computer."""
        return ()


class OneNear(NoRoom):
    """A network in which one computer says that it shares."""

    def __init__(self, port: int) -> None:
        self.port, self.closed = port, False

    def addresses(self) -> tuple[str, ...]:
        """That of this computer."""
        return ("127.0.0.1",)

    def search(self, found: Neighbours, changed: Any) -> OneNear:
        """It is heard at once."""
        found.saw("one", "Riverside", "127.0.0.1", self.port)
        changed()
        return self

    def close(self, wait_s: float = 0.0) -> None:
        """Heard no more."""
        self.closed = True


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The pack of two lessons, signed; the app believes this site."""
    built = Site.make(tmp_path / "s", [build_test_pack(tmp_path / "made") / "mil.test-1.milpack"])
    monkeypatch.setattr(root, "chain", lambda places=None: built.roots(1))
    return built


@contextmanager
def teacher(way: Way, folder: Path, *, room: Any = None, **settings: Any) -> Iterator[Shell]:
    """The window of a teacher; the packs of `folder/bundled` come with the app."""
    (folder / "bundled").mkdir(exist_ok=True)
    with way.window(folder / "d", folder / "bundled", **settings) as shell:
        Sharing.of(shell.context).room = room or NoRoom()
        shell.seat.teacher = True
        shell.go("packs")
        calm()
        yield shell


def calm() -> None:
    """Let a job arrive, what follows from it be built, and that be shown."""
    for _ in range(4):
        settle()


def said(name: str) -> str:
    """Everything that a part of the page says, without marks of direction."""
    widget = find(name)
    words = [one.accessibleName() for one in [widget, *widget.findChildren(QWidget)]]
    return "\n".join(words).translate({0x2068: None, 0x2069: None})


def in_view(widget: QWidget) -> int:
    """How many pixels of its height are seen."""
    return widget.visibleRegion().boundingRect().height()


def opens(shell: Shell) -> bool:
    """Whether the lesson that rotted can be opened; the other one always can."""
    library = shell.workspace.library
    assert library.lesson(BRIDGE, "en").title
    ready = {card.ref: card.ready.state for card in library.lessons("en")}
    assert ready[BRIDGE] == "ready"
    try:
        return library.lesson(FERRY, "en").title != "" and ready[FERRY] == "ready"
    except MilClicksError:
        return False


def added(site: Site, folder: Path) -> Path:
    """The pack as it was added before; the path of its file."""
    with Library.open(folder / "d") as library:
        library.trust.catalog.refresh(site.source)
        return library.install(site.file("mil.test", 1)).path


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_an_added_pack_is_mended_from_the_folder_of_the_settings(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    path = added(site, tmp_path)
    rot(path, LESSON)
    with teacher(way, tmp_path, packs_folder=str(site.root)) as shell:
        hand = way.hand()
        assert there("damage-mil.test") is None, "nobody has read it yet"
        shell.go("player", ref=FERRY)
        calm()
        shell.go("learn")
        calm()
        assert find("damaged-ferry").isEnabled() is False and there("lesson-bridge") is not None
        assert there("lesson-ferry") is None
        shell.resize(800, 560)
        calm()
        grey = find("damaged-ferry")
        assert in_view(grey) < grey.height(), "it stands below the window"
        hand.press("to-damaged")
        assert in_view(grey) == grey.height()
        shell.go("teach")
        calm()
        hand.press("open-damaged")
        calm()
        if way.locale == "en":
            assert "The last ferry" in said("damage-mil.test") or "ferry" in said("damage-mil.test")
        assert not opens(shell)
        hand.press("repair-mil.test")
        calm()
        assert there("damage-mil.test") is None and there("work-problem") is None
        assert opens(shell)
        assert path.read_bytes() == site.file("mil.test", 1).read_bytes()
        shell.go("learn")
        calm()
        assert there("damaged-ferry") is None and there("lesson-ferry") is not None
        assert there("to-damaged") is None


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_bundled_pack_is_mended_by_a_whole_copy_that_counts_before_it(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    (bundled,) = build_test_pack(tmp_path / "bundled").iterdir()
    rot(bundled, LESSON)
    before = bundled.read_bytes()
    with teacher(way, tmp_path) as shell:
        hand = way.hand()
        hand.press("check-mil.test")
        calm()
        assert there("damage-mil.test") is not None
        assert not opens(shell)
        held = state(tmp_path / "d" / "packs")
        hand.press("repair-mil.test")
        calm()
        if way.locale == "en":
            words = said("work-problem")
            assert "nobody who could be asked has its damaged parts" in words
            assert "Put in a stick" in words
        assert state(tmp_path / "d" / "packs") == held, "nothing half done is left"
        assert not opens(shell)
        hand.press("work-close")
        (tmp_path / "STICK").mkdir()
        shutil.copytree(site.root, tmp_path / "STICK" / "MILPACKS")
        table = Table()
        table.plug(tmp_path / "STICK")
        shell.sticks.watch(table)
        calm()
        hand.press("repair-mil.test")
        calm()
        assert there("damage-mil.test") is None and opens(shell)
        (pack,) = shell.workspace.library.packs()
        assert not pack.bundled and pack.usable and pack.path.parent == tmp_path / "d" / "packs"
        assert pack.standing.tier in ("shipped", "official")
        assert bundled.read_bytes() == before, "what came with the app is never written to"
    with teacher(way, tmp_path) as shell:
        assert opens(shell), "the next start too"
        assert there("damage-mil.test") is None


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_guest_is_mended_by_a_copy_and_its_stick_is_not_written_to(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    table, stick = Table(), tmp_path / "STICK"
    shutil.copytree(site.root, stick / "MILPACKS")
    table.plug(stick)
    file = stick / "MILPACKS" / "packs" / "mil.test-1.milpack"
    with teacher(way, tmp_path, packs_folder=str(site.root)) as shell:
        hand = way.hand()
        shell.sticks.watch(table)
        calm()
        hand.press("stick-look", "use-mil.test")
        calm()
        rot(file, LESSON)
        before = file.read_bytes()
        shell.go("packs")
        calm()
        hand.press("check-mil.test")
        calm()
        assert not opens(shell)
        hand.press("repair-mil.test")
        calm()
        assert there("damage-mil.test") is None and opens(shell)
        assert file.read_bytes() == before
        (pack,) = shell.workspace.library.packs()
        assert not pack.in_place


@pytest.mark.loopback
def test_mended_by_a_computer_in_the_room(qapp: object, tmp_path: Path, site: Site) -> None:
    path = added(site, tmp_path)
    rot(path, LESSON)
    there_ = tmp_path / "there"
    with teaching(site, there_, ("mil.test", 1)) as other, sharing(other) as server:
        room = OneNear(server.port)
        with teacher(WAYS[0], tmp_path, room=room) as shell:
            hand = WAYS[0].hand()
            hand.press("check-mil.test")
            calm()
            hand.press("repair-mil.test")
            calm()
            assert room.closed
            assert there("damage-mil.test") is None and opens(shell)


@pytest.mark.loopback
def test_over_a_line_that_costs_it_is_asked_first(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = added(site, tmp_path)
    rot(path, LESSON)
    monkeypatch.setattr(system_line, "SystemLine", lambda: FixedLine(True))
    server = Loopback(site.root, tmp_path / "site.log")
    try:
        with teacher(WAYS[0], tmp_path, packs_address=server.address) as shell:
            hand = WAYS[0].hand()
            hand.press("check-mil.test")
            calm()
            hand.press("repair-mil.test")
            calm()
            assert "This line may cost money" in said("work-problem")
            assert server.requests() == []
            hand.press("work-again")
            calm()
            assert there("work-problem") is None and opens(shell)
            assert server.requests() != []
    finally:
        server.close()


@pytest.mark.loopback
def test_a_bundled_pack_is_mended_from_an_address_that_packs_it_otherwise(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    (bundled,) = build_test_pack(tmp_path / "bundled").iterdir()
    rot(bundled, LESSON)
    published = site.file("mil.test", 1)
    assert published.stat().st_size != bundled.stat().st_size
    server = Loopback(site.root, tmp_path / "site.log")
    try:
        with Library.open(tmp_path / "d") as library:
            library.trust.catalog.refresh(site.source)
        with teacher(WAYS[0], tmp_path, packs_address=server.address) as shell:
            hand = WAYS[0].hand()
            hand.press("check-mil.test")
            calm()
            hand.press("repair-mil.test")
            calm()
            assert there("work-problem") is None and opens(shell)
            assert 0 < server.bytes("packs/") < published.stat().st_size / 2
            (pack,) = shell.workspace.library.packs()
            assert pack.path.read_bytes() == published.read_bytes()
    finally:
        server.close()


def test_a_picture_that_rots_holds_no_lesson_back(qapp: object, tmp_path: Path, site: Site) -> None:
    (bundled,) = build_test_pack(tmp_path / "bundled").iterdir()
    with teacher(WAYS[0], tmp_path) as shell:
        rot(bundled, "media/quay.png")
        picture = shell.workspace.library.picture("mil.test", "quay", "en")
        assert picture.data is None and picture.alt
        calm()
        assert "1 picture or sound is damaged" in said("damage-mil.test")
        assert "A part of the pack" in said("notice")
        assert opens(shell)


def test_a_list_of_contents_that_rots_is_mended_too(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    path = added(site, tmp_path)
    turn(path, path.stat().st_size - 60)
    with Library.open(tmp_path / "d") as library:
        library._held.index.clear()
        library.refresh()
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        name = path.stem
        assert "none of it can be opened" in said(f"damage-{name}")
        WAYS[0].hand().press(f"repair-{name}")
        calm()
        assert there(f"damage-{name}") is None and opens(shell)


def test_a_whole_pack_is_said_to_be_whole_and_what_was_noted_is_forgotten(
    qapp: object, tmp_path: Path, site: Site
) -> None:
    path = added(site, tmp_path)
    with teacher(WAYS[0], tmp_path) as shell:
        shell.workspace.library.damaged.found(path, [LESSON])
        shell.bus.tell(shell.workspace.packs_changed())
        calm()
        assert there("damage-mil.test") is not None
        WAYS[0].hand().press("check-mil.test")
        calm()
        assert "all parts are in order" in said("notice")
        assert there("damage-mil.test") is None and opens(shell)


def test_a_check_can_be_stopped(qapp: object, tmp_path: Path, site: Site) -> None:
    path = added(site, tmp_path)
    rot(path, LESSON)
    with teacher(WAYS[0], tmp_path) as shell:
        shell.jobs = Jobs(shell)
        shell.rebuild()
        calm()
        hand = WAYS[0].hand()
        hand.press("check-mil.test")
        errand = Errand.of(shell.context)
        errand.stop(shell.context)
        for _ in range(200):
            if errand.task is None:
                break
            settle(10)
        calm()
        assert errand.task is None and there("work") is None
        assert there("check-mil.test") is not None
        shell.jobs.close()
