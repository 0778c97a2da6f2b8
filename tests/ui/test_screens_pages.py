"""Settings, Space, daily click, words, guide, empty states: each page by input events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from milclicks.core.texts import LOCALES, Texts
from milclicks.packs.shelf import LessonRef
from milclicks.ui.header import choose_language
from milclicks.ui.personchip import PersonChip
from milclicks.ui.space.display import Display
from milclicks.ui.space.hold import HOLD_MS
from milclicks.ui.space.slides import slides
from milclicks.ui.teacher.grid import ProgressGrid
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.tiles import STRAND_NAMES
from tests.support.screens import Hand, find, quay_packs, settle, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_window_speaks_every_language_and_faces_its_way(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs) as shell:
        choose_language(shell.context, locale)
        settle()
        wanted = Texts(locale)
        assert shell.context.texts.locale == locale
        right = shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert right == (wanted.direction == "rtl")
        assert find("nav-learn").accessibleName() == wanted.say("Learn")


def test_the_learners_grid_holds_a_whole_course_in_a_small_window(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    strands = [name for name in STRAND_NAMES for _ in range(4)]
    cards = [
        SimpleNamespace(strand=name, title=f"Lesson {n}", ref=LessonRef("quay", 1, f"l{n}"))
        for n, name in enumerate(strands)
    ]
    with window(tmp_path / "d", packs) as shell:
        chip = PersonChip("yara", "Yara", "0 lessons done")
        grid = ProgressGrid(shell.context, cards, [(chip, {})])
        grid.resize(640, 200)
        grid.ensurePolished()
        assert grid.minimumSizeHint().width() <= 640
        grid.deleteLater()


def test_a_setting_is_stored_shown_at_once_and_can_be_undone(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("open-settings", "set-text_size-150")
        assert shell.workspace.settings.text_size == 150
        assert shell.context.theme.text_size == 150
        assert find("set-text_size-150").isChecked()
        hand.press("notice-action")
        assert shell.workspace.settings.text_size == 100
        assert shell.route == "settings"


def test_settings_are_remembered_by_the_next_start(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs):
        hand = Hand()
        hand.press("open-settings", "set-digits-arabic", "set-high_contrast")
        hand.write("set-place", "Riverside")
        QTest.keyClick(find("set-place"), Qt.Key.Key_Return)
        settle()
    with window(tmp_path / "d", packs) as shell:
        settings = shell.workspace.settings
        assert (settings.digits, settings.high_contrast) == ("arabic", True)
        assert settings.place == "Riverside"


def test_the_language_menu_names_each_language_in_itself(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        Hand().press("language")
        menu = QApplication.activePopupWidget()
        assert [action.text() for action in menu.actions()][3] == "العربية"
        QTest.mouseClick(
            menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center()
        )
        settle()
        assert shell.context.texts.locale == "fr"


# --- the Space ---------------------------------------------------------------------------
def test_a_space_is_declared_after_all_twelve_questions(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("nav-space", "declare", *[f"yes-{n}" for n in range(1, 12)])
        assert not find("space-next").isEnabled()
        hand.press("no-12", "space-next")
        assert not find("space-next").isEnabled()
        hand.write("space-name", "Riverside Library")
        hand.write("space-keeper", "the librarian")
        hand.press("kind-library", "languages-fr", "space-next")
        (event,) = shell.workspace.records.events(kind="space_declared")
        assert event.data["name"] == "Riverside Library"
        assert list(event.data["languages"]) == ["en", "fr"]
        assert event.data["answers"]["c12"] is False
        assert shell.workspace.settings.place == "Riverside Library"


def test_a_half_filled_declaration_survives_a_switch_of_language(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("nav-space", "declare", "yes-1", "no-2")
        choose_language(shell.context, "ar")
        settle()
        assert find("yes-1").isChecked()
        assert find("no-2").isChecked()


def make_display(shell: object, **more: int) -> Display:
    cards = slides(shell.context)
    display = Display(Theme(reduced_motion=True), cards, Texts("en"), **more)
    display.resize(1024, 600)
    display.show()
    settle()
    return display


def test_the_display_turns_through_clicks_promises_strands_and_languages(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        display = make_display(shell)
        seen = set()
        for _ in range(40):
            seen.add((display.slide.kind, display.slide.locale))
            display.next()
        assert {kind for kind, _ in seen} == {"click", "pact", "strand"}
        assert {locale for _, locale in seen} == set(LOCALES)
        display.close()


def test_the_display_is_left_by_holding_a_corner_and_not_by_a_tap(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    assert HOLD_MS == 3000
    with window(tmp_path / "d", packs) as shell:
        display, gone = make_display(shell, hold_ms=60), []
        display.finished.connect(lambda: gone.append(True))
        corner = find("hold-to-leave-0")
        QTest.mouseClick(corner, Qt.MouseButton.LeftButton)
        QTest.qWait(120)
        assert not gone
        QTest.mousePress(corner, Qt.MouseButton.LeftButton)
        QTest.qWait(200)
        assert gone


def test_the_display_is_left_by_holding_escape(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        display, gone = make_display(shell, hold_ms=60), []
        display.finished.connect(lambda: gone.append(True))
        QTest.keyPress(display, Qt.Key.Key_Escape)
        QTest.keyRelease(display, Qt.Key.Key_Escape)
        QTest.qWait(120)
        assert not gone
        QTest.keyPress(display, Qt.Key.Key_Escape)
        QTest.qWait(200)
        assert gone


def test_the_display_fades_only_when_motion_is_wanted(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        display = make_display(shell)
        display.next()
        assert display._fade == 1.0
        display.close()
        moving = Display(Theme(), slides(shell.context), Texts("en"))
        moving.next()
        assert moving._fade < 1.0
        moving.close()


# --- daily click, words, guide, about ----------------------------------------------------
def test_the_daily_click_notes_that_it_was_seen(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("open-daily", "daily-open")
        assert find("daily-why")
        (seen,) = shell.workspace.records.events(kind="click_seen")
        assert seen.data["click"] == "d01"
        hand.press("daily-next", "daily-open", "daily-done")
        assert shell.route == "today"


def test_the_words_are_found_without_case_and_a_miss_is_said(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs):
        hand = Hand()
        hand.press("nav-glossary")
        hand.write("glossary-search", "BRIDGE")
        assert find("term-bridge")
        hand.write("glossary-search", "zzzz")
        with pytest.raises(AssertionError):
            find("term-bridge")


def test_the_guide_opens_at_the_heading_that_was_searched(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("open-help")
        hand.write("help-search", "power")
        hand.press("help-power")
        choose_language(shell.context, "en")
        assert find("help-power").isChecked()


def test_about_says_who_made_what_and_what_it_is_not(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        Hand().press("open-settings", "open-about")
        assert find("credits-test.river")
        words = " ".join(
            child.accessibleName() for child in shell.findChildren(type(find("page-title")))
        )
        assert "Not affiliated with, sponsored or endorsed by UNESCO." in words
        assert "Mara Testing" in words


@pytest.mark.parametrize(
    "route",
    [
        "today",
        "learn",
        "learn_paths",
        "learn_peer",
        "daily",
        "glossary",
        "pact",
        "pact_group",
        "space",
    ],
)
def test_a_page_without_content_says_so_and_names_the_next_step(
    qapp: object, tmp_path: Path, route: str
) -> None:
    (tmp_path / "none").mkdir()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.go(route)
        settle()
        Hand().press("empty-next")
        assert shell.route == "pin"
        assert shell.params["then"] == "packs"


def test_a_change_elsewhere_is_read_again_by_the_page_on_show(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("learners")
        settle()
        from milclicks.ui.avatars import learner_avatars

        learner, changes = shell.workspace.add_learner("Yara", learner_avatars()[0])
        shell.bus.tell(changes)
        settle()
        assert find(f"learner-{learner.id}")


def test_a_screen_that_cannot_be_built_leaves_the_page_as_it_was(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        with pytest.raises(TypeError):
            shell.go("teach", nonsense=True, ref=None)
        assert shell.route == "today"
        assert find("screen-today")


def test_the_place_of_a_settings_field_is_never_lost_by_a_look_change(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("open-settings")
        hand.write("set-place", "Half a na")
        workspace = shell.workspace
        shell.bus.tell(workspace.store_settings(replace(workspace.settings, high_contrast=True)))
        settle()
        assert find("set-place").text() == "Half a na"
