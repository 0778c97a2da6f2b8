"""Starting: direction before the window, the lock, a sentence for trouble, a calm crash."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from milclicks.core.errors import Busy, Message
from milclicks.core.settings import Settings, SettingsStore
from milclicks.core.texts import Texts
from milclicks.ui.app import Start, dress, install_crash_hook, make_app
from milclicks.ui.trouble import Trouble
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.screens import Hand, find, settle, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_direction_is_set_before_the_first_window(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    SettingsStore(tmp_path / "d").write(replace(Settings(), locale="ar"))
    dress(make_app(), tmp_path / "d")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    dress(make_app(), tmp_path / "none")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_second_window_on_the_same_folder_is_refused_in_a_sentence(
    qapp: object, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    with (
        window(tmp_path / "d", tmp_path / "none"),
        pytest.raises(Busy) as error,
    ):
        Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[tmp_path / "none"])
    assert "already open" in str(error.value.sentence)


def test_trouble_at_the_start_is_a_small_window_with_a_way_out(
    qapp: object, tmp_path: Path
) -> None:
    dress(make_app(), tmp_path)
    error = Busy(Message("It is already open."), Message("Close the other window first."))
    trouble = Trouble(Texts("en"), error)
    trouble.show()
    settle()
    Hand().press("trouble-close")
    assert not trouble.isVisible()
    trouble.deleteLater()


@pytest.mark.expects_log("unexpected ZeroDivisionError")
def test_a_crash_is_logged_without_names_and_said_calmly(
    qapp: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "none").mkdir()
    before, name = sys.excepthook, " ".join(["Yara", "Diallo"])
    with window(tmp_path / "d", tmp_path / "none") as shell:
        try:
            install_crash_hook(lambda: shell.notices.tell("Calm."))
            try:
                raise ZeroDivisionError(name)
            except ZeroDivisionError as error:
                sys.excepthook(type(error), error, error.__traceback__)
            settle()
            assert find("notice-words").text() == "Calm."
            assert name not in caplog.text
        finally:
            sys.excepthook = before


def test_the_window_fits_the_smallest_screen(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with window(tmp_path / "d", tmp_path / "none", size=(1024, 600)) as shell:
        assert (shell.width(), shell.height()) == (1024, 600)
        shell.resize(1920, 1080)
        settle(20)
        assert shell.context.tall


def test_damaged_results_are_set_aside_and_the_newest_copy_is_offered(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, none = tmp_path / "d", tmp_path / "none"
    none.mkdir()
    with window(folder, none) as shell:
        shell.workspace.add_learner("Yara", "ada")
        shell.workspace.records.backup()
    (folder / "records.db").write_bytes(b"not a database" * 500)
    monkeypatch.setattr("milclicks.workspace.SystemClock", FrozenClock)
    start = Start(qapp, folder)
    start.begin()
    settle()
    assert start.shell is None
    Hand().press("copy-0")
    assert start.shell is not None
    assert [one.nickname for one in start.workspace.records.people.learners()] == ["Yara"]
    start.shell.close()
    start.shell.deleteLater()
    assert start.end() == 0
    assert list(folder.glob("records.damaged-*"))


def test_a_seat_that_nobody_sits_on_is_left(qapp: object, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.seat.learner = shell.workspace.add_learner("Yara", "ada")[0].id
        shell.go("mine")
        shell.idle.gone.emit()
        settle()
        assert (shell.route, shell.seat.learner) == ("chooser", None)
        shell.seat.teacher = True
        shell.go("learners")
        shell.idle.gone.emit()
        assert not shell.seat.teacher
