"""Room to read a mini-web in a low window: one row above the page, one below, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import MiniwebView
from milclicks.steps.miniweb import Miniweb
from milclicks.ui.player.view import PlayerView
from milclicks.ui.theme import current
from milclicks.ui.widgets.text import TextBlock
from tests.support.answer_screen import (
    control,
    dressed,
    playing,
    press,
    settle,
    tab_to,
    tap,
)
from tests.support.lessons import fixture_lesson
from tests.unit.lessons.test_browsing import alone

LOW = (1024, 600)
LOCALES = pytest.mark.parametrize("locale", ["en", "ar", "fr", "sr_Cyrl"])
BOTH = pytest.mark.parametrize("locale", ["en", "ar"])
CONTROLS = (
    "leave", "text-size", "language", "web-back", "web-forward", "web-home", "address", "web-go",
    "simulation", "web-page", "web-question", "web-count", "web-brief", "web-judge", "back",
)  # fmt: skip
LONG = (
    "Does the lantern tree have black rot, so that it must be cut down this week, or is it only "
    "dust that we saw?"
)


def run_of(question: str = "", *, second: bool = True) -> LessonRun:
    """A run that stands in the browser, as the second step of its lesson or as the first."""
    lesson = alone()
    (web,) = lesson.steps
    assert isinstance(web, Miniweb)
    if question:
        web = replace(web, question=question)
    before = next(each for each in fixture_lesson().steps if each.kind == "read")
    steps = (replace(before, cuts=web.cuts), web) if second else (web,)
    run, _ = LessonRun.start(replace(lesson, steps=steps), seed="seven", cut=40)
    if second:
        run, _ = run.advance()
    return run.open("flash-shop")[0]


def web_of(player: PlayerView) -> MiniwebView:
    web = player.desk.view().miniweb
    assert web is not None
    return web


def room(player: PlayerView) -> int:
    """How many pixels of height the page has to be read in."""
    page = control(player, "web-page")
    return page.viewport().height()  # type: ignore[attr-defined]


def place(player: PlayerView, widget: QWidget) -> QRect:
    """Where a widget stands in the player."""
    return QRect(widget.mapTo(player, QPoint(0, 0)), widget.size())


# --- room ------------------------------------------------------------------------------------
@LOCALES
@pytest.mark.parametrize("question", ["", LONG])
def test_the_page_has_380_pixels_in_a_low_window(qapp: object, locale: str, question: str) -> None:
    with playing(run_of(question), dressed(locale), LOW) as player:
        settle(25)
        assert room(player) >= 380


@LOCALES
def test_nothing_is_lost_and_nothing_is_cut(qapp: object, locale: str) -> None:
    with playing(run_of(LONG), dressed(locale), LOW) as player:
        settle(25)
        boxes = {name: place(player, control(player, name)) for name in CONTROLS}
        for name, box in boxes.items():
            assert player.rect().contains(box), name
            widget = control(player, name)
            if isinstance(widget, TextBlock):
                needed = widget.heightForWidth(widget.width())
                assert needed <= widget.height() <= needed + 1, name
        pressed = [name for name in CONTROLS if name not in ("simulation", "web-count")]
        for number, name in enumerate(pressed):
            others = [boxes[other] for other in pressed[number + 1 :]]
            assert not any(boxes[name].intersects(other) for other in others), name
        row, foot = boxes["address"].center().y(), boxes["back"].center().y()
        for name in ("web-back", "web-go", "simulation", "web-count"):
            assert abs(boxes[name].center().y() - row) <= 2, "one row above the page"
        for name in ("web-question", "web-brief", "web-judge"):
            assert abs(boxes[name].center().y() - foot) <= 2, "one row below it"


def test_the_band_is_as_wide_as_its_word_and_striped(qapp: object) -> None:
    with playing(run_of(), dressed(), LOW) as player:
        settle(25)
        band = control(player, "simulation")
        assert band.width() >= current().px(140)
        image = band.grab().toImage()
        middle = {image.pixelColor(x, 4).name() for x in range(20, band.width() - 20)}
        sun, soft = current().colour("sun").name(), current().colour("sun_soft").name()
        assert {sun, soft} <= middle


# --- functions -------------------------------------------------------------------------------
@BOTH
@pytest.mark.parametrize("keys", [True, False])
def test_the_question_at_the_foot_leads_to_brief_and_decision(
    qapp: object, locale: str, keys: bool
) -> None:
    def use(name: str) -> None:
        if keys:
            tab_to(player, name)
            press(player, Qt.Key.Key_Space)
        else:
            tap(player, name)
        settle(25)

    with playing(run_of(), dressed(locale), LOW) as player:
        settle(25)
        use("web-brief")
        assert not player.findChild(QWidget, "judge-bar").isVisible()
        assert control(player, "foot-hint").isVisible() and control(player, "back")
        use("web-begin")
        assert control(player, "judge-bar").isVisible() and room(player) >= 380
        count = control(player, "web-count")
        assert isinstance(count, TextBlock)
        before = count.text()
        player.do("go", "post.talora/news/book-boat")
        settle(5)
        assert count.text() != before
        use("web-judge")
        assert web_of(player).judging and not player.findChildren(QWidget, "judge-bar")
        use("web-stay")
        assert not web_of(player).judging and room(player) >= 380


@BOTH
def test_back_leads_to_the_step_before(qapp: object, locale: str) -> None:
    with playing(run_of(), dressed(locale), LOW) as player:
        settle(25)
        tap(player, "back")
        settle(5)
        assert player.desk.view().index == 0


def test_where_there_is_no_step_before_no_dead_button_takes_room(qapp: object) -> None:
    with playing(run_of(second=False), dressed(), LOW) as player:
        settle(25)
        assert not player.foot.back_button.isVisible()
        tap(player, "web-brief")
        settle(5)
        assert player.foot.back_button.isVisible()


def test_half_a_double_tap_presses_nothing(qapp: object) -> None:
    with playing(run_of(), dressed(), LOW) as player:
        settle(25)
        spot = place(player, control(player, "web-judge")).center()
        tap(player, "web-judge")
        settle(25)
        under = player.childAt(spot)
        assert web_of(player).judging and under is not None
        kind, left = QEvent.Type.MouseButtonDblClick, Qt.MouseButton.LeftButton
        here = QPointF(under.mapFrom(player, spot))
        twice = QMouseEvent(kind, here, under.mapToGlobal(here), left, left, Qt.KeyboardModifier(0))
        QApplication.sendEvent(under, twice)
        QTest.mouseRelease(under, left, pos=here.toPoint())
        settle(5)
        assert web_of(player).judging and player.desk.view().index == 1


@BOTH
def test_the_keys_are_told_before_the_reading_begins(qapp: object, locale: str) -> None:
    """The hint has no room at the foot; it stands in the brief, which is one press away."""
    with playing(run_of(), dressed(locale), LOW) as player:
        settle(25)
        tap(player, "web-brief")
        settle(5)
        keys = control(player, "web-keys")
        assert isinstance(keys, TextBlock) and "Ctrl+L" in keys.text()
    with playing(run_of(), dressed(locale), (1280, 800)) as player:
        settle(25)
        assert "Ctrl+L" in control(player, "foot-hint").text()  # type: ignore[attr-defined]


# --- other windows ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("size", "text_size", "locale"),
    [((1280, 800), 100, "en"), ((1024, 600), 200, "ar"), ((800, 560), 100, "fr"),
     ((1024, 600), 150, "xx_PSEUDO")],
)  # fmt: skip
def test_where_it_has_no_room_the_question_keeps_its_own_strip(
    qapp: object, size: tuple[int, int], text_size: int, locale: str
) -> None:
    with playing(run_of(), dressed(locale, text_size=text_size), size) as player:
        settle(50)
        strip = control(player, "judge-bar")
        assert player.page is not None and player.page.isAncestorOf(strip)
        assert control(player, "back").isVisible()


def test_a_window_that_changes_keeps_everything(qapp: object) -> None:
    with playing(run_of(), dressed(), LOW) as player:
        window = player.window()
        for size, merged in (
            ((1280, 800), False), (LOW, True), ((800, 560), False), (LOW, True),
        ):  # fmt: skip
            window.resize(*size)
            settle(50)
            strip = control(player, "judge-bar")
            assert player.foot.isAncestorOf(strip) is merged, size
            assert len(player.findChildren(QWidget, "judge-bar")) == 1
            assert web_of(player).page is not None and control(player, "web-count").isVisible()
            assert control(player, "back").height() >= current().target
