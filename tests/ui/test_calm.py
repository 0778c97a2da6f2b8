"""What a start leaves for later never holds the window: small pieces, and jobs of their own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from milclicks.packs.index import Index
from milclicks.packs.library import Library
from milclicks.sound.gear import Gear
from milclicks.ui import app as starting
from milclicks.ui.calm import FIRST_PRESSES, Calm, first_presses
from milclicks.ui.idleseat import IdleSeat
from milclicks.ui.jobs import Jobs, Tell
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.screen import Packs
from milclicks.ui.library.work import Work
from milclicks.ui.searchwords import SearchWords
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import tiny
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice
from tests.support.screens import find, quay_packs, settle, there, window
from tests.ui.test_library_screen import Steps, threads, until


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A window over the quay, whose words nobody has made ready, with jobs in threads."""
    with window(tmp_path / "d", quay_packs(tmp_path)) as opened:
        threads(opened)
        yield opened


class Held:
    """Making words, held until `go_on`; `by` are the threads that did it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on, self.begun = threading.Event(), threading.Event()
        self.by: list[threading.Thread] = []
        real = Index.add_words

        def add_words(index: Index, *what: object, **more: object) -> None:
            self.by.append(threading.current_thread())
            self.begun.set()
            assert threading.current_thread() is not threading.main_thread() or self.go_on.is_set()
            assert self.go_on.wait(20)
            real(index, *what, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Index, "add_words", add_words)


# --- pieces ------------------------------------------------------------------------------


def test_pieces_are_done_one_in_a_turn_and_in_their_order(qtbot: QtBot) -> None:
    owner, done, turns = QObject(), list[int](), list[int]()
    Calm(owner, [lambda n=n: done.append(n) for n in range(4)])  # type: ignore[misc]
    while len(done) < 4:
        before = len(done)
        QApplication.processEvents()
        turns.append(len(done) - before)
    assert done == [0, 1, 2, 3] and max(turns) == 1
    qtbot.waitUntil(lambda: owner.findChild(Calm) is None)


def test_what_the_first_presses_need_is_there_to_load(qapp: object) -> None:
    assert len(FIRST_PRESSES) == len(set(FIRST_PRESSES)) == len(list(first_presses()))
    for piece in first_presses():
        piece()


def test_the_first_calm_moment_notices_sticks_and_updates_and_makes_words(
    qapp: object, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[Shell] = []
    monkeypatch.setattr(starting, "watch_sticks", watched.append)
    words = list[bool]()
    SearchWords.of(shell.context).made.connect(lambda: words.append(True))
    starting.settle(shell)
    until(lambda: bool(words))
    assert watched == [shell] and "after_class" in shell.__dict__


def test_a_busy_job_lets_the_windows_thread_go_on_soon(qapp: object) -> None:
    before = sys.getswitchinterval()
    try:
        sys.setswitchinterval(0.005)
        starting.make_app()
        assert sys.getswitchinterval() == pytest.approx(starting.SWITCH_S)
    finally:
        sys.setswitchinterval(before)


# --- jobs for which nobody asked ---------------------------------------------------------


def test_what_somebody_asked_for_never_waits_behind_calm_work(qtbot: QtBot) -> None:
    jobs, go_on, came = Jobs(threads=1), threading.Event(), list[str]()

    def calm(_tell: Tell) -> str:
        go_on.wait()
        return "calm"

    jobs.start(calm, came.append, calm=True)
    assert not jobs.busy, "nobody asked for it"
    jobs.start(lambda _tell: "asked", came.append)
    assert jobs.busy
    qtbot.waitUntil(lambda: came == ["asked"])
    jobs.close(wait_ms=1)
    assert jobs.stuck, "closing waits for calm work too"
    go_on.set()
    jobs.close()
    assert not jobs.stuck and came == ["asked"]


# --- the words of packs ------------------------------------------------------------------


def test_words_are_made_in_a_thread_and_a_search_waits_for_them(
    qapp: object, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    SearchWords.of(shell.context).make_soon()
    assert held.begun.wait(20)
    shell.go("learn", query="rumour")
    settle(200)
    assert there("hit-0") is None and find("learn-wait").isVisible()
    held.go_on.set()
    until(lambda: there("hit-0") is not None)
    assert there("learn-wait") is None
    assert held.by and threading.main_thread() not in held.by


def test_a_search_before_the_first_calm_moment_begins_them(
    qapp: object, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    held.go_on.set()
    shell.go("learn", query="rumour")
    until(lambda: there("hit-0") is not None)
    assert held.by and threading.main_thread() not in held.by


def test_words_of_a_pack_that_came_are_made_after_the_work_that_brought_it(
    qapp: object, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milclicks.ui.searchwords.AFTER_MS", 1)
    words, made = SearchWords.of(shell.context), list[bool]()
    words.make_soon()
    words.made.connect(lambda: made.append(True))
    until(lambda: bool(made))
    held = Held(monkeypatch)
    held.go_on.set()
    shell.seat.teacher = True
    shell.go("packs")
    work, new = Work.of(shell.context), tiny().write(tmp_path / "tiny.milpack")
    steps = Steps(lambda tell: work.add(new, tell))
    Errand.of(shell.context).begin(shell.context, steps.task())
    assert steps.begun.wait(20)
    words._told(shell.workspace.packs_changed())
    settle(100)
    assert not held.by, "it waits for what somebody asked for"
    steps.goes_on.set()
    until(lambda: len(made) == 2)
    assert held.by and threading.main_thread() not in held.by
    with Library.open(tmp_path / "d", shell.workspace.library.roots) as library:
        assert library._held.index.unworded() == []


# --- what the window's thread is spared --------------------------------------------------


def test_the_page_of_packs_is_written_once_when_the_work_ends(
    qapp: object, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.seat.teacher = True
    shell.go("packs")
    work, new = Work.of(shell.context), tiny().write(tmp_path / "tiny.milpack")
    steps, errand = Steps(lambda tell: work.add(new, tell)), Errand.of(shell.context)
    errand.begin(shell.context, steps.task())
    until(lambda: steps.begun.is_set() and there("work") is not None)
    written, fill = list[bool](), Packs.fill
    monkeypatch.setattr(Packs, "fill", lambda page: (written.append(True), fill(page))[1])
    steps.goes_on.set()
    until(lambda: there("pack-test.tiny") is not None)
    settle(50)
    assert len(written) == 1 and there("work") is None
    errand.put_away()
    assert len(written) == 2, "what turns without a change of the packs is shown too"


def test_recordings_are_looked_for_in_a_thread_where_no_voice_speaks(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[threading.Thread] = []
    real = Library.recorded

    def recorded(library: Library, heard: str, locale: str) -> object:
        asked.append(threading.current_thread())
        return real(library, heard, locale)

    monkeypatch.setattr(Library, "recorded", recorded)
    gear = Gear(FakePlayer(), FakeVoice(), FakeMicrophone())
    with window(tmp_path / "d", quay_packs(tmp_path), gear=gear) as shell:
        shell.listener._jobs = jobs = Jobs(shell)
        shell.go("pact")
        until(lambda: shell.listener.looked)
        assert asked and threading.main_thread() not in asked
        assert not shell.listener.possible
        jobs.close()


def test_a_seat_sees_keys_and_presses_but_none_of_qts_own_objects(
    qapp: QApplication, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, real = set[type](), IdleSeat.eventFilter

    def seen(seat: IdleSeat, what: QObject, event: QEvent) -> bool:
        watched.add(type(what))
        return real(seat, what, event)

    monkeypatch.setattr(IdleSeat, "eventFilter", seen)
    stirs = list[bool]()
    seat = IdleSeat(shell, qapp, leave_ms=60_000)
    seat._watch()
    monkeypatch.setattr(seat, "stir", lambda: stirs.append(True))
    shell.activateWindow()
    settle(50)
    handle = shell.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Shift)  # as the system gives it
    settle(20)
    assert len(stirs) == 1
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    settle(20)
    assert len(stirs) == 2
    assert watched and all(issubclass(one, QWindow) for one in watched)
