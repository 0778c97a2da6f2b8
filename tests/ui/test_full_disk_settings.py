"""A choice that a full disk does not take: one sentence, and the page shows what is stored."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from milclicks.core.settings import SettingsStore
from milclicks.ui.notices import Notice
from milclicks.ui.shell import SETTINGS_LOST, Shell
from tests.support.screens import Hand, find, quay_packs, settle, there, window

FULL = "The disk is full. Everything before this step is kept."


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("full"))


class FullDisk:
    """No room for one more file of settings, as long as it is `on`; the reader of notices."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.on, self.told = False, list[Notice]()
        real = Path.open

        def opens(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            if self.on and "w" in mode and path.name.startswith(".settings.json"):
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(path, mode, *more, **named)

        monkeypatch.setattr(Path, "open", opens)

    def fills(self, shell: Shell) -> None:
        """From now on."""
        shell.notices.shown.connect(self.told.append)
        self.on = True

    def said(self) -> bool:
        """Whether the last notice was of it, once."""
        settle()
        fine = len(self.told) == 1 and self.told[0].error and self.told[0].sentence.startswith(FULL)
        self.told.clear()
        return fine


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FullDisk]:
    made = FullDisk(monkeypatch)
    yield made
    made.on = False


def test_each_choice_says_so_and_shows_what_is_stored(
    qapp: object, tmp_path: Path, packs: Path, disk: FullDisk
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand, before = Hand(), shell.workspace.settings
        shell.seat.teacher = True
        hand.press("open-settings")
        disk.fills(shell)
        for name, chosen in (
            ("set-high_contrast", False),
            ("set-digits-arabic", False),
            ("set-locale-fr", False),
            ("set-watch_sticks-False", False),
            ("set-packs_quota_mb-500", False),
        ):
            hand.press(name)
            assert disk.said(), name
            assert find(name).isChecked() is chosen, name
            assert shell.workspace.settings == before, name
        assert find("set-digits-auto").isChecked() and find("set-locale-en").isChecked()
        disk.on = False
        hand.press("set-high_contrast")
        assert find("set-high_contrast").isChecked() and shell.workspace.settings.high_contrast
        disk.told.clear()
        disk.on = True
        hand.press("notice-action")  # Undo
        assert disk.said() and find("set-high_contrast").isChecked()
        assert SettingsStore(tmp_path / "d").read() == shell.workspace.settings


def test_what_is_typed_stays_and_is_not_called_saved(
    qapp: object, tmp_path: Path, packs: Path, disk: FullDisk
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        shell.seat.teacher = True
        hand.press("open-settings")
        disk.fills(shell)
        hand.write("set-place", "Riverside")
        QTest.keyClick(find("set-place"), Qt.Key.Key_Return)
        assert disk.said() and shell.workspace.settings.place == ""
        assert find("set-place").text() == "Riverside", "it can be kept later"
        hand.write("packs-address", "http://example.org/packs")
        hand.press("keep-address")
        assert disk.said() and shell.workspace.settings.packs_address == ""
        assert find("packs-address").text() == "http://example.org/packs"
        disk.on = False
        hand.press("keep-address")
        assert shell.workspace.settings.packs_address == "http://example.org/packs"


def test_a_folder_that_is_not_forgotten_still_stands_there(
    qapp: object, tmp_path: Path, packs: Path, disk: FullDisk
) -> None:
    with window(tmp_path / "d", packs, packs_folder=str(tmp_path)) as shell:
        shell.seat.teacher = True
        for route in ("settings", "packs_find"):
            shell.go(route)
            settle()
            if there("forget-folder") is None:
                Hand().press("change-places")
            disk.fills(shell) if not disk.on else None
            Hand().press("forget-folder")
            assert disk.said(), route
            assert there("forget-folder") is not None
            assert shell.workspace.settings.packs_folder == str(tmp_path)


def test_elsewhere_in_the_window(qapp: object, tmp_path: Path, packs: Path, disk: FullDisk) -> None:
    with window(tmp_path / "d", packs, watch_sticks=False) as shell:
        hand, before = Hand(), shell.workspace.settings
        shell.seat.teacher = True
        disk.fills(shell)
        from milclicks.ui.header import choose_language

        choose_language(shell.context, "fr")
        assert disk.said()
        shell.go("worrying")
        settle()
        hand.write("helpline", "12 34")
        hand.press("helpline-save")
        assert disk.said() and find("helpline").text() == "12 34"
        assert shell.workspace.settings == before
        assert before == SettingsStore(tmp_path / "d").read()


def test_settings_that_were_damaged_are_told_of_at_the_start(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "settings.json").write_text("{", "utf-8")
    told: list[Notice] = []
    with window(tmp_path / "d", packs) as shell:
        shell.notices.shown.connect(told.append)
        shell.start()
        settle()
    assert [one.sentence for one in told] == [SETTINGS_LOST]
    assert (tmp_path / "d" / "settings.damaged.json").read_text("utf-8") == "{"
