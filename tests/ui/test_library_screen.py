"""The page of packs: details, room, the work that goes on, Stop, what is said when it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import Texts
from milclicks.packs.library import Library
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.part import no_room
from milclicks.ui.jobs import Jobs, Tell
from milclicks.ui.library import screen as page
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.library.pace import Pace
from milclicks.ui.library.work import Work, is_address, site_folder
from milclicks.ui.shell import Shell
from milclicks.ui.sizes import left_words, size_words, time_words
from tests.fixtures.packs.forge import forge, state, tiny
from tests.support.screens import Hand, find, quay_packs, settle, there, window
from tests.unit.packs.test_versions import titled


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A teacher's page of packs over two versions of the river pack."""
    (tmp_path / "none").mkdir()
    with Library.open(tmp_path / "d") as library:
        for version in (3, 4):
            library.install(titled(version, f"Rumour {version}").write(tmp_path / "x.milpack"))
    with window(tmp_path / "d", tmp_path / "none") as opened:
        opened.seat.teacher = True
        opened.go("packs")
        settle(20)
        yield opened


def said(name: str) -> str:
    """Everything that a part of the page says, without marks of direction."""
    widget = find(name)
    words = [one.accessibleName() for one in [widget, *widget.findChildren(QWidget)]]
    return "\n".join(words).translate({0x2068: None, 0x2069: None})


def until(true: Callable[[], bool]) -> None:
    """Wait for what other threads do."""
    for _ in range(200):
        if true():
            return
        settle(10)
    raise AssertionError("it never came")


def test_a_pack_says_what_it_is(qapp: object, shell: Shell) -> None:
    words = said("pack-test.river")
    for part in ("2 lessons. Version 4. ", "Languages: ", "Nobody has signed it."):
        assert part in words
    assert "Credits" not in words
    Hand().press("details-test.river")
    words = said("pack-test.river")
    for part in ("Rumour 4", "What is different in version 3", "Changed: Rumour 3"):
        assert part in words
    assert "Licence: CC-BY-SA-4.0" in words and "Drawn for the tests" in words
    Hand().press("details-test.river")
    assert "Credits" not in said("pack-test.river")


def test_open_details_and_an_open_question_outlive_another_language(
    qapp: object, shell: Shell
) -> None:
    Hand().press("details-test.river", "remove-test.river")
    shell.rebuild()
    settle(20)
    assert there("remove-no") is not None
    Hand().press("remove-no")
    assert "Credits" in said("pack-test.river")


def test_back_and_forth_is_one_click_each_way(qapp: object, shell: Shell) -> None:
    hand = Hand()
    hand.press("use-test.river")
    assert "You went back to version 3. Version 4 is here too." in said("pack-test.river")
    assert shell.workspace.library.lessons("en")[0].title == "Rumour 3"
    hand.press("use-test.river")
    assert shell.workspace.library.lessons("en")[0].title == "Rumour 4"


def test_a_bundled_pack_has_no_way_out(qapp: object, tmp_path: Path) -> None:
    with window(tmp_path / "d", quay_packs(tmp_path)) as opened:
        opened.seat.teacher = True
        opened.go("packs")
        settle(20)
        assert there("remove-test.river") is None and there("use-test.river") is None
        assert "It came with the program." in said("pack-test.river")


def test_little_room_is_said(qapp: object, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert there("little-room") is None
    monkeypatch.setattr(page, "free_bytes", lambda folder: 12_000_000)
    shell.go("today")
    shell.go("packs")
    settle(20)
    assert there("little-room") is not None


class Steps:
    """Work that goes on when a test says so, and tells its progress between."""

    def __init__(self, end: Callable[[Tell], PackInfo]) -> None:
        self.begun, self.goes_on = threading.Event(), threading.Event()
        self.end = end

    def task(self) -> Task:
        """It as a task of 10 MB."""
        return Task(lambda _agreed: self._run, "Adding …", title="A pack", size=10_000_000)

    def _run(self, tell: Tell) -> PackInfo:
        tell(25, 100)
        self.begun.set()
        assert self.goes_on.wait(20)
        return self.end(tell)


def threads(shell: Shell) -> Errand:
    """Jobs in threads of their own, as in the program."""
    jobs = Jobs(shell)
    shell.jobs.close()
    shell.jobs = jobs
    shell.rebuild()
    settle(20)
    return Errand.of(shell.context)


def test_progress_is_shown_wherever_one_goes_and_the_end_is_told(
    qapp: object, shell: Shell, tmp_path: Path
) -> None:
    errand, work = threads(shell), Work.of(shell.context)
    new = tiny().write(tmp_path / "tiny.milpack")
    steps = Steps(lambda tell: work.add(new, tell))
    errand.begin(shell.context, steps.task())
    until(lambda: errand.total == 100)
    assert "2.50 MB of 10 MB" in said("work")
    assert find("add-pack").isEnabled() is False
    shell.go("today")
    shell.go("packs_find")
    settle(20)
    assert "2.50 MB of 10 MB" in said("work")
    steps.goes_on.set()
    until(lambda: there("added") is not None)
    assert there("work") is None
    assert {one.id for one in shell.workspace.library.packs()} == {"test.river", "test.tiny"}


def test_stop_leaves_what_was_here(qapp: object, shell: Shell, tmp_path: Path) -> None:
    errand, work = threads(shell), Work.of(shell.context)
    new, before = tiny().write(tmp_path / "tiny.milpack"), state(tmp_path / "d" / "packs")
    steps = Steps(lambda tell: work.add(new, tell))
    errand.begin(shell.context, steps.task())
    until(lambda: steps.begun.is_set() and there("stop-install") is not None)
    Hand().press("stop-install")
    assert find("stop-install").isEnabled() is False
    assert "Stopping" in said("work")
    steps.goes_on.set()
    until(lambda: errand.task is None)
    settle(20)
    assert there("work") is None
    assert "Nothing was changed" in said("notice")
    assert state(tmp_path / "d" / "packs") == before


def test_stop_that_came_too_late_says_what_was_added(
    qapp: object, shell: Shell, tmp_path: Path
) -> None:
    errand, work = threads(shell), Work.of(shell.context)
    new = tiny().write(tmp_path / "tiny.milpack")
    steps = Steps(lambda tell: work.add(new, lambda done, total: None))
    errand.begin(shell.context, steps.task())
    until(lambda: steps.begun.is_set() and there("stop-install") is not None)
    Hand().press("stop-install")
    steps.goes_on.set()
    until(lambda: errand.task is None)
    settle(20)
    assert "Added" in said("notice")
    assert len(shell.workspace.library.packs()) == 2


def _full(_tell: Tell) -> PackInfo:
    raise no_room(187_600_000)


def test_a_full_disk_is_said_on_the_page_and_elsewhere_in_a_notice(
    qapp: object, shell: Shell
) -> None:
    errand = Errand.of(shell.context)
    task = Task(lambda _agreed: _full, "Adding …", size=187_600_000)
    errand.begin(shell.context, task)
    until(lambda: there("work-problem") is not None)
    assert "this pack needs 188 MB" in said("work-problem")
    assert there("notice") is None
    Hand().press("work-close")
    assert there("work-problem") is None
    shell.go("today")
    settle(20)
    errand.begin(shell.context, task)
    until(lambda: there("notice") is not None)
    assert "this pack needs 188 MB" in said("notice")


def test_an_update_leaves_the_version_of_an_open_lesson(
    qapp: object, shell: Shell, tmp_path: Path
) -> None:
    workspace = shell.workspace
    for version in (3, 4):  # 3 and then 4 are begun by guests; only the later stays open
        workspace.use_version("test.river", version)
        workspace.start_lesson(None, workspace.library.lessons("en")[0].ref, "en")
    work = Work.of(shell.context)
    for version in (5, 6):
        work.add(titled(version, "New").write(tmp_path / "n.milpack"), lambda done, total: None)
    workspace.packs_changed()
    assert [one.version for one in workspace.library.versions("test.river")] == [6, 5, 4]


def test_a_place_is_an_address_or_a_folder_with_or_without_its_inner_one(tmp_path: Path) -> None:
    assert is_address("http://x.org") and is_address("https://x.org")
    assert not is_address("/media/stick") and not is_address("C:\\packs")
    assert site_folder(tmp_path / "gone") == tmp_path / "gone"
    (tmp_path / "MILPACKS").mkdir()
    assert site_folder(tmp_path) == tmp_path / "MILPACKS"
    (tmp_path / "metadata").mkdir()
    assert site_folder(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (999_999, "1000 KB"),
        (1_000_000, "1 MB"),
        (3_250_000, "3.25 MB"),
        (45_400_000, "45 MB"),
        (1_000_000_000, "1 GB"),
        (12_300_000_000, "12 GB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_fits(size: int, words: str) -> None:
    shown = size_words(Texts("en"), size)
    assert shown.translate({0x2068: None, 0x2069: None}) == words


@pytest.mark.parametrize(
    ("seconds", "left", "takes"),
    [
        (20, "Less than a minute left", "That takes about 1 minute here."),
        (61, "About 2 minutes left", "That takes about 2 minutes here."),
        (89 * 60, "About 89 minutes left", "That takes about 89 minutes here."),
        (90 * 60, "About 2 hours left", "That takes about 2 hours here."),
    ],
)
def test_times_are_rounded_up(seconds: int, left: str, takes: str) -> None:
    texts = Texts("en")
    shown = [left_words(texts, seconds), time_words(texts, seconds)]
    assert [one.translate({0x2068: None, 0x2069: None}) for one in shown] == [left, takes]


def test_the_pace_of_lately_tells_what_is_left() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert pace.left(0, 1000) is None
    now[0] += 1
    assert pace.left(10, 1000) is None  # too early to know
    now[0] += 9
    assert pace.left(100, 1000) == pytest.approx(90)
    for _ in range(30):  # then ten times as slow
        now[0] += 1
        left = pace.left(100 + int(now[0] - 110), 1000)
    assert left == pytest.approx(870, rel=0.05)
    assert pace.left(5, 1000) is None  # begun again


def test_a_pack_of_another_folder_is_known_as_bundled(qapp: object, tmp_path: Path) -> None:
    packs = quay_packs(tmp_path)
    forge(id="test.second").write(packs / "second.milpack")
    with window(tmp_path / "d", packs) as opened:
        opened.seat.teacher = True
        opened.go("packs")
        settle(20)
        assert "Packs that were added" not in said("screen-packs")
        assert "Free on this computer" in said("screen-packs")


def test_once_there_is_a_pin_only_a_teacher_says_where_packs_come_from(
    qapp: object, shell: Shell
) -> None:
    shell.go("settings")
    until(lambda: there("places") is not None)
    shell.seat.teacher = False
    shell.rebuild()
    until(lambda: there("places") is not None)
    gate = shell.workspace.records.gate
    gate.set_pin(gate.propose("1234"))
    shell.rebuild()
    until(lambda: there("screen-settings") is not None)
    assert there("places") is None and there("limits") is None
