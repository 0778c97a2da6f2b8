"""The side bar and the head of a page in a small window: long languages leave the page its room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import LOCALES, OWN_NAMES
from milclicks.ui.shell import Shell
from milclicks.ui.sidebar import SideBar
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import NavButton
from milclicks.ui.widgets.language import LanguageButton, code_of
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import find, quay_packs, settle, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SMALL = (1024, 600)
EVERY = pytest.mark.parametrize("locale", LOCALES)
BOTH = pytest.mark.parametrize("locale", ["en", "ar"])
TITLES = ("packs", "packs_find", "packs_makers", "packs_share", "stick", "stick_make", "settings",
          "prints", "learners", "worrying", "teach")  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("quay"))


def teach(shell: Shell, route: str = "teach") -> SideBar:
    """Open a page of the teacher."""
    shell.seat.teacher = True
    shell.go(route)
    settle()
    return bar_of(shell)


def bar_of(shell: Shell) -> SideBar:
    found = find("sidebar")
    assert isinstance(found, SideBar)
    return found


def lines(button: NavButton) -> int:
    """In how many lines the words of a row stand."""
    button._block.fit(button.width() - 2 * button._pad - button._icon_room())
    return button._block.lines()


def title_lines(shell: Shell) -> int:
    title = find("page-title")
    assert isinstance(title, TextBlock)
    title.heightForWidth(title.width())
    return title.block.lines()


# --- the bar ---------------------------------------------------------------------------------
@EVERY
@pytest.mark.parametrize("frame", ["teach", "today"])
def test_the_bar_takes_less_than_a_quarter_of_a_small_window(
    qapp: object, tmp_path: Path, packs: Path, locale: str, frame: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        bar = teach(shell, frame)
        assert bar.width() <= current().px(236)
        rows = bar.findChildren(NavButton)
        assert len(rows) >= 5
        for row in rows:
            assert lines(row) <= 2, row.words()
            assert row.height() >= row.heightForWidth(row.width()), row.words()
            assert row.width() >= row.minimumSizeHint().width(), "no word is broken"
        whole = find("sidebar-scroll")
        assert bar.height() <= whole.height(), "nothing to scroll"
        assert bar.width() == whole.width()


@BOTH
def test_the_page_begins_where_the_bar_ends(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        bar = teach(shell)
        left = bar.mapTo(shell, bar.rect().topLeft()).x()
        assert left == (shell.width() - bar.width() if locale == "ar" else 0)


@pytest.mark.parametrize("locale", ["fr", "sr_Cyrl"])
def test_a_long_entry_stands_in_one_line_where_there_is_room(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=(1280, 800), locale=locale) as shell:
        bar = teach(shell)
        assert bar.width() > current().px(236)
        assert {lines(row) for row in bar.findChildren(NavButton)} == {1}
        for size, small in ((SMALL, True), ((1024, 768), True), ((1280, 800), False)):
            shell.resize(*size)
            settle(20)
            bar = bar_of(shell)
            assert (bar.width() <= current().px(236)) is small, size
            assert find("sidebar-scroll").width() == bar.width()


@EVERY
def test_who_sits_here_is_read_in_one_line_each(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        shell.go("today")
        settle()
        chip = find("who")
        assert chip.height() <= chip.heightForWidth(2000), "neither name nor note wraps"


# --- titles ----------------------------------------------------------------------------------
@EVERY
def test_a_title_is_never_three_lines(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        high = {}
        for route in TITLES:
            teach(shell, route)
            high[route] = title_lines(shell)
        assert max(high.values()) <= 2, high
        if locale in ("fr", "sr_Cyrl", "ar"):  # the longest words of the menu
            assert {route for route, count in high.items() if count > 1} <= {"worrying"}


# --- the language ----------------------------------------------------------------------------
@EVERY
def test_a_narrow_window_shows_the_code_of_the_language(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        teach(shell)
        button = find("language")
        assert isinstance(button, LanguageButton)
        assert button.words() == code_of(locale) and len(button.words()) <= 5
        assert OWN_NAMES[locale] in button.accessibleName()
        assert OWN_NAMES[locale] in button.toolTip()
        assert button.width() <= current().px(136)
        shell.resize(1280, 800)
        settle(20)
        button = find("language")
        assert isinstance(button, LanguageButton)
        assert button.words() == OWN_NAMES[locale] and not button.toolTip()
        assert OWN_NAMES[locale] in button.accessibleName()


def test_every_code_is_its_own() -> None:
    codes = [code_of(locale) for locale in LOCALES]
    assert len(set(codes)) == len(codes)
    assert code_of("pt_BR") == "PT-BR" and code_of("sw") == "SW" and code_of("zh_Hant") == "ZH"


@BOTH
@pytest.mark.parametrize("keys", [True, False])
def test_the_language_is_changed_from_its_code(
    qapp: object, tmp_path: Path, packs: Path, locale: str, keys: bool
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale) as shell:
        teach(shell)
        button = find("language")
        assert isinstance(button, LanguageButton)
        if keys:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(button, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        menu = button.menu
        assert menu.isVisible()
        assert [action.text() for action in menu.actions()] == [OWN_NAMES[one] for one in LOCALES]
        assert menu.x() >= 0 and menu.geometry().right() <= shell.geometry().right() + 1
        menu.actions()[1].trigger()
        menu.close()
        settle(20)
        assert shell.context.texts.locale == LOCALES[1]
        assert isinstance(find("language"), LanguageButton)
        assert find("language").words() == code_of(LOCALES[1])  # type: ignore[attr-defined]


@BOTH
def test_the_first_start_names_the_language_in_full(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=SMALL, locale=locale, first_run_done=False) as shell:
        shell.go("chooser")
        settle()
        button = shell.findChild(QWidget, "language")
        assert isinstance(button, LanguageButton) and button.words() == OWN_NAMES[locale]
