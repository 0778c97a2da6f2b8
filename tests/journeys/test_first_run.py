"""JOURNEYS.md, First run, beside its presses (test_journeys): focus, direction, what is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.support.screens import find, settle, window
from tests.support.ways import Way


def test_the_first_start_ends_at_today_with_one_button_to_press(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs, first_run_done=False, locale="en") as shell:
        way.hand().press(f"tile-{way.locale}", "use-class", "start")
        settings = shell.workspace.settings
        assert (settings.locale, settings.place_use) == (way.locale, "class")
        assert shell.focusWidget().objectName() == "teach-now"


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
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs, first_run_done=False, locale="en") as shell:
        hand = way.hand()
        hand.press(f"tile-{way.locale}", "use-space")
        hand.write("place-name", "Riverside")
        from milclicks.ui.header import choose_language

        choose_language(shell.context, "fr")
        settle()
        assert find("place-name").text() == "Riverside"
        hand.press("start")
        assert shell.workspace.settings.place == "Riverside"


def test_a_second_start_opens_at_today_not_at_the_first_run(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs, first_run_done=False, locale="en") as shell:
        way.hand().press(f"tile-{way.locale}", "use-both", "start")
    with way.window(tmp_path / "d", packs) as shell:
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
