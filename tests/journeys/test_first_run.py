"""JOURNEYS.md, First run: at most six presses, nothing has to be typed, a lesson after two."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.screens import Hand, find, quay_packs, settle, window


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("first-run"))


@pytest.mark.parametrize("by_keys", [False, True])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_first_start_ends_at_today(
    qapp: object, tmp_path: Path, packs: Path, locale: str, by_keys: bool
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        hand = Hand(by_keys=by_keys)
        hand.press(f"tile-{locale}", "use-class", "start")
        assert hand.count <= 6
        assert shell.route == "today"
        settings = shell.workspace.settings
        assert (settings.locale, settings.place_use, settings.first_run_done) == (
            locale,
            "class",
            True,
        )
        mirrored = shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert mirrored == (locale == "ar")
        assert shell.focusWidget().objectName() == "teach-now"


def test_a_lesson_is_two_presses_away_from_the_first_start(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        hand = Hand()
        hand.press("tile-en", "try-lesson")
        assert hand.count == 2
        assert shell.route == "player"
        assert shell.workspace.records.open_run(None) is not None


def test_the_direction_turns_as_the_focus_moves_over_the_languages(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        screen = shell.screen_
        assert screen is not None
        assert screen.layoutDirection() == Qt.LayoutDirection.LeftToRight
        find("tile-ar").setFocus()
        settle()
        assert screen.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_name_of_the_place_is_kept_over_a_language_switch(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        hand = Hand()
        hand.press("tile-en", "use-space")
        hand.write("place-name", "Riverside")
        from milclicks.ui.header import choose_language

        choose_language(shell.context, "fr")
        settle()
        assert find("place-name").text() == "Riverside"
        hand.press("start")
        assert shell.workspace.settings.place == "Riverside"


def test_a_second_start_opens_at_today_not_at_the_first_run(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        Hand().press("tile-en", "use-both", "start")
    with window(tmp_path / "d", packs) as shell:
        assert shell.route == "today"


def test_enter_on_the_preselected_language_goes_on(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, first_run_done=False) as shell:
        focused = shell.focusWidget()
        assert focused.objectName().startswith("tile-")
        QTest.keyClick(focused, Qt.Key.Key_Return)
        settle()
        find("use-class")
