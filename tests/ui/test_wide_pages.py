"""The pages of packs, sticks, sharing, makers and settings in windows of every width.

Lines stay short enough to be read, a scroll bar stands beside what it scrolls, and what a wide
screen has room for stands side by side: in both directions and with every size of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from milclicks.ui.gallery_ground import Ground, settle
from milclicks.ui.gallery_packs import STATES, grounds, opened
from milclicks.ui.settings.screen import SIZES
from milclicks.ui.shell import Shell
from milclicks.ui.theme import Theme, current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import IconPicture
from milclicks.ui.widgets.columns import BAR, READING, WIDE, ScrollColumn, Sides
from milclicks.ui.widgets.text import LINE_EM, TextBlock, body, small, subtitle
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack
from tests.support.screens import Hand, find

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ROOM = count()
"""Each window a pixel less high, for that names its data folder."""
PAGES = (
    "details", "find-app", "stick", "make", "share-found", "makers", "naming", "long-title",
)  # fmt: skip
LOCALES = ("en", "ar")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ground]]:
    folder = tmp_path_factory.mktemp("wide")
    pack = build_test_pack(folder / "made") / "mil.test-1.milpack"
    (folder / "grounds").mkdir()
    yield grounds(folder / "grounds", pack, FrozenClock())


@contextmanager
def window(made: dict[str, Ground], name: str, locale: str, width: int) -> Iterator[Shell]:
    """A state in a data folder of its own, about as high as a screen of this width."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    size = (width + next(ROOM), 1080 if width > 1400 else 600)
    with opened(app, made[STATES[name].site], name, locale, size) as shell:
        yield shell


def place(part: QWidget, shell: Shell) -> QRect:
    """Where a part stands in the window."""
    return QRect(part.mapTo(shell, QPoint()), part.size())


def area(shell: Shell) -> ScrollColumn:
    """What scrolls on the open page."""
    (found,) = [one for one in shell.findChildren(ScrollColumn, "page-scroll") if one.isVisible()]
    return found


def blocks(shell: Shell) -> list[TextBlock]:
    """The running texts of the page and of what stands around it."""
    found = [one for one in shell.findChildren(TextBlock) if one.isVisible()]
    return [one for one in found if one.objectName() != "page-title"]


def no_long_line(shell: Shell) -> None:
    """No line is longer than a column to read, as it is painted."""
    for one in blocks(shell):
        one.repaint()
        assert one.block.used_width <= current().px(READING), one.text()


def nothing_is_cut(page: ScrollColumn) -> None:
    """No part stands out at the side, where nothing scrolls; no text is higher than its room."""
    wide = page.viewport().width()
    for one in page.widget().findChildren(QWidget):
        if one.isVisible() and one.width() > 1:
            left = one.mapTo(page.viewport(), QPoint()).x()
            assert left >= 0 and left + one.width() <= wide, one.objectName() or one
            if isinstance(one, TextBlock):
                assert one.heightForWidth(one.width()) <= one.height(), one.text()


def bar_beside_column(shell: Shell) -> None:
    """Between the column and the scroll bar there is nothing, and the title begins with both."""
    page, rtl = area(shell), shell.context.theme.rtl
    column, header = place(page.inner, shell), find("header")
    assert abs(column.width() + 4 + _bar(page) - page.width()) <= 1
    bar = page.verticalScrollBar()
    if bar.isVisible():
        where = place(bar, shell)
        gap = column.left() - where.right() if rtl else where.left() - column.right()
        assert 0 <= gap <= 4
    whole = place(header, shell)
    begins = whole.right() - column.right() if rtl else column.left() - whole.left()
    assert abs(begins) <= 4, "the column stands under its title"
    ends = (
        place(page, shell).left() - whole.left()
        if rtl
        else whole.right() - place(page, shell).right()
    )
    assert abs(ends) <= 4, "as wide as the head of the page, and as notices below"


def _bar(page: QScrollArea) -> int:
    return BAR if page.verticalScrollBar().isVisible() else 0


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_lines_are_short_and_the_bar_stands_beside_its_column(
    qapp: object, made: dict[str, Ground], name: str, locale: str
) -> None:
    with window(made, name, locale, 1920) as shell:
        no_long_line(shell)
        bar_beside_column(shell)
        nothing_is_cut(area(shell))

        @hypothesis_settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.integers(800, 1920), st.sampled_from(SIZES))
        def holds(width: int, size: int) -> None:
            workspace = shell.workspace
            shell.resize(width, 1080)
            workspace.store_settings(replace(workspace.settings, text_size=size))
            shell.rebuild()
            settle()
            no_long_line(shell)
            bar_beside_column(shell)
            nothing_is_cut(area(shell))

        holds()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_for_reading_has_its_bar_beside_it_too(
    qapp: object, made: dict[str, Ground], locale: str
) -> None:
    with window(made, "here", locale, 1920) as shell:
        shell.resize(1920, 600)
        shell.go("worrying")
        settle()
        page = area(shell)
        column, bar = place(page.inner, shell), place(page.verticalScrollBar(), shell)
        assert page.verticalScrollBar().isVisible() and 850 < column.width() <= 860
        gap = column.left() - bar.right() if locale == "ar" else bar.left() - column.right()
        assert 0 <= gap <= 4
        no_long_line(shell)


def parts(shell: Shell) -> tuple[QRect, QRect]:
    """Where the main part and the one beside it stand."""
    holders = [
        one for one in area(shell).inner.findChildren(QWidget) if isinstance(one.layout(), Sides)
    ]
    (both,) = holders
    layout = both.layout()
    assert isinstance(layout, Sides)
    found = [layout.itemAt(number) for number in range(2)]
    main, aside = (place(one.widget(), shell) for one in found if one is not None)
    return main, aside


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("here", "aside"),
        ("find-app", "aside"),
        ("make", "aside"),
        ("share-on", "main"),
        ("naming", "main"),
    ],
)
def test_a_wide_screen_has_two_columns(
    qapp: object, made: dict[str, Ground], name: str, above: str, locale: str
) -> None:
    with window(made, name, locale, 1920) as shell:
        main, aside = parts(shell)
        first, second = (aside, main) if locale == "ar" else (main, aside)
        assert first.right() < second.left() and main.top() == aside.top()
        assert second.left() - first.right() <= 30
        page = place(area(shell), shell)
        assert first.left() - page.left() <= 4 + BAR and page.right() - second.right() <= 4 + BAR
        assert aside.width() >= 400 and main.width() >= aside.width()
        height = area(shell).widget().heightForWidth(area(shell).widget().width())
        assert area(shell).widget().height() <= max(height, area(shell).viewport().height())
        shell.resize(1024, 600)
        settle()
        main, aside = parts(shell)
        upper, lower = (aside, main) if above == "aside" else (main, aside)
        assert upper.bottom() < lower.top() and upper.left() == lower.left()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("name", "card"), [("makers", "maker-"), ("stick", "stick-pack-")])
def test_cards_stand_two_in_a_row_and_are_read_row_by_row(
    qapp: object, made: dict[str, Ground], name: str, card: str, locale: str
) -> None:
    with window(made, name, locale, 1920) as shell:
        first, second, *_ = [
            place(one, shell)
            for one in area(shell).inner.findChildren(QWidget)
            if one.objectName().startswith(card) and one.objectName() != "maker-label"
        ]
        assert first.top() == second.top() and first.height() == second.height()
        assert first.right() < second.left() if locale == "en" else second.right() < first.left()
        shell.resize(1024, 600)
        settle()
        no_long_line(shell)


def test_the_first_of_many_packs_on_two_sticks_has_the_focus_and_is_seen(
    qapp: object, made: dict[str, Ground]
) -> None:
    with window(made, "many-sticks", "en", 1024) as shell:
        adds = [one for one in area(shell).findChildren(Button) if one.objectName()[:5] == "take-"]
        assert len(adds) == 20
        assert adds[0].hasFocus() and not adds[0].visibleRegion().isEmpty()


# --- details of a pack -----------------------------------------------------------------------
def in_view(shell: Shell, part: QWidget) -> bool:
    """Whether all of it is seen."""
    return part.visibleRegion().boundingRect().height() == part.height()


@pytest.mark.parametrize("locale", LOCALES)
def test_details_that_are_opened_come_into_view(
    qapp: object, made: dict[str, Ground], locale: str
) -> None:
    ground = made["same"]
    with window(made, "here", locale, 1024) as shell:
        toggle = f"details-{ground.id}"
        assert find(toggle).icon_name == "chevron_down"
        Hand().press(toggle)
        settle()
        button, lessons = find(toggle), find(f"lessons-of-{ground.id}")
        assert button.icon_name == "chevron_up" and in_view(shell, button)
        assert in_view(shell, lessons), "what was asked for is in view"
        assert button.hasFocus()
        Hand().press(toggle)
        settle()
        assert find(toggle).icon_name == "chevron_down"


@pytest.mark.parametrize("locale", LOCALES)
def test_details_that_a_page_opens_with_are_in_view(
    qapp: object, made: dict[str, Ground], locale: str
) -> None:
    ground = made["same"]
    with window(made, "details", locale, 1024) as shell:
        assert in_view(shell, find(f"lessons-of-{ground.id}"))


@pytest.mark.parametrize("locale", LOCALES)
def test_lessons_stand_in_two_columns_behind_the_sign_of_their_strand(
    qapp: object, made: dict[str, Ground], locale: str
) -> None:
    ground = made["later"]
    with window(made, "compared", locale, 1024) as shell:
        cards = shell.workspace.library.lessons(locale)
        held = [one for one in cards if one.ref.pack == ground.id]
        signs = find(f"lessons-of-{ground.id}").findChildren(IconPicture)
        assert [one.icon_name for one in signs] == [one.strand for one in held] and len(held) > 1
        first, second, *_ = (place(one, shell) for one in signs)
        assert first.top() == second.top()
        assert first.left() < second.left() if locale == "en" else second.left() < first.left()
        shell.resize(800, 560)
        settle()
        signs = find(f"lessons-of-{ground.id}").findChildren(IconPicture)
        first, second, *_ = (place(one, shell) for one in signs)
        assert first.left() == second.left(), "no room for two columns"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sentence_leads_to_the_damaged_lesson(
    qapp: object, made: dict[str, Ground], locale: str
) -> None:
    ground = made["same"]
    with window(made, "damaged-seen", locale, 1024) as shell:
        assert in_view(shell, find(f"damaged-{ground.lesson}"))


# --- the parts -------------------------------------------------------------------------------
@pytest.mark.parametrize("make", [body, small, subtitle], ids=lambda make: make.__name__)
@given(words=st.integers(1, 60), width=st.integers(60, 2400), size=st.sampled_from(SIZES))
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_line_of_running_text_is_longer_than_a_reader_follows(
    qapp: QApplication, make: object, words: int, width: int, size: int
) -> None:
    before = current()
    try:
        Theme(text_size=size).apply(qapp)
        block = make(" ".join(["harbour"] * words))  # type: ignore[operator]
        block.resize(width, block.heightForWidth(width))
        assert block.block.used_width <= min(current().px(READING), max(width, 1))
        assert block.block.used_width <= LINE_EM * block.font_().pixelSize() + 1
        assert block.sizeHint().width() <= current().px(READING)
    finally:
        before.apply(qapp)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_line_begins_on_the_leading_side_and_its_links_are_found_there(
    qtbot: QtBot, qapp: QApplication, direction: str
) -> None:
    before = current()
    locale = "ar" if direction == "rtl" else "en"
    try:
        Theme(direction=direction, locale=locale).apply(qapp)
        words = "من يكتب" if direction == "rtl" else "who writes"
        block = body(f"[{words}](term:source)", marked=True)
        qtbot.addWidget(block)
        block.resize(1600, block.heightForWidth(1600))
        block.show()
        inside = QPoint(1590 if direction == "rtl" else 10, block.height() // 2)
        with qtbot.waitSignal(block.term) as heard:
            QTest.mouseClick(block, Qt.MouseButton.LeftButton, pos=inside)
        assert heard.args == ["source"]
        image = block.grab().toImage()
        ground = image.pixel(800, 0)
        inked = [
            x
            for x in range(image.width())
            if any(image.pixel(x, y) != ground for y in range(image.height()))
        ]
        assert min(inked) > 1400 if direction == "rtl" else max(inked) < 200
    finally:
        before.apply(qapp)


def sides(
    qtbot: QtBot, aside_first: bool, heights: tuple[int, int]
) -> tuple[QWidget, list[QWidget]]:
    """Two parts of these heights in a layout of two columns."""
    both, made = QWidget(), []
    for height in heights:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        if height:
            inside = QWidget()
            inside.setMinimumHeight(height)
            inside.setMaximumHeight(height)
            column.addWidget(inside)
        made.append(part)
    Sides(both, *made, shares=(3, 1), aside_first=aside_first, gap=20)
    qtbot.addWidget(both)
    return both, made


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@given(width=st.integers(100, 2400))
@hypothesis_settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_two_parts_never_overlap_and_leave_nothing_between(
    qtbot: QtBot, direction: Qt.LayoutDirection, width: int
) -> None:
    both, (main, aside) = sides(qtbot, True, (300, 120))
    both.setLayoutDirection(direction)
    both.resize(width, 700)
    both.show()
    QApplication.processEvents()
    places = main.geometry(), aside.geometry()
    assert not places[0].intersects(places[1])
    assert all(QRect(0, 0, width, 700).contains(one) for one in places)
    layout = both.layout()
    assert isinstance(layout, Sides)
    if width >= current().px(WIDE):
        assert main.width() + 20 + aside.width() == width and main.y() == aside.y() == 0
        assert (main.x() == 0) is (direction is Qt.LayoutDirection.LeftToRight)
        assert layout.heightForWidth(width) == 300 and abs(main.width() - 3 * aside.width()) <= 3
    else:
        assert main.width() == aside.width() == width and main.y() == aside.height() + 20
        assert layout.heightForWidth(width) == 440
    both.hide()


def test_an_empty_part_takes_no_room(qtbot: QtBot) -> None:
    both, (main, aside) = sides(qtbot, False, (300, 0))
    both.resize(600, 500)
    both.show()
    QApplication.processEvents()
    assert main.geometry() == QRect(0, 0, 600, 500) and aside.height() == 0
    layout = both.layout()
    assert isinstance(layout, Sides) and layout.heightForWidth(600) == 300


def test_two_columns_scroll_no_further_than_their_end(qtbot: QtBot) -> None:
    both, _ = sides(qtbot, False, (300, 200))
    scrolled = ScrollColumn(width=0, margins=(0, 0))
    qtbot.addWidget(scrolled)
    scrolled.column.addWidget(both, 1)
    scrolled.resize(1400, 250)
    scrolled.show()
    settle()
    assert scrolled.widget().height() == 300
