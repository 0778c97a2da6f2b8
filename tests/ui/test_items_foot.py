"""The foot of a question: true hints, and what opens the feedback always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.items.base import Item
from milclicks.lessons.run import LessonRun
from milclicks.ui.gallery_answers import right_answer
from milclicks.ui.player.ask import HINT_OPEN
from milclicks.ui.player.panel import CHECK, OUTCOMES, SEND
from milclicks.ui.player.plain import HINT_GO
from milclicks.ui.player.view import PlayerView, moment
from tests.support.answer_screen import (
    by_keys,
    control,
    digit,
    dressed,
    every_item,
    one_question,
    open_feedback,
    playing,
    press,
    settle,
    tab_to,
    tap,
    view_of,
)
from tests.support.lessons import fixture_lesson

ITEMS = every_item()
QUIZ = [item.id for step, item in fixture_lesson().items() if step.kind == "ask"]
NO_KEYS = Qt.KeyboardModifier.NoModifier
SIZES = [(1024, 600), (1920, 1080)]


def both(item: Item) -> Iterator[Item]:
    """The question with Check and with how sure, where it may have that."""
    yield replace(item, confidence=False)
    if item.survey is None and item.kind != "open":
        yield replace(item, confidence=True)


def hint_of(player: PlayerView) -> str:
    """The words at the foot."""
    assert player.page is not None
    return player.page.hint


def opener(player: PlayerView) -> str:
    """The name of the control that opens the feedback."""
    return "level-fairly" if view_of(player).opener == "confidence" else "check"


@pytest.mark.parametrize("name", QUIZ)
def test_the_foot_names_the_button_that_is_there(qapp: object, name: str) -> None:
    texts = dressed()
    for item in both(ITEMS[name]):
        with playing(one_question(item), texts) as player:
            sure, survey = opener(player) != "check", item.survey is not None
            words = hint_of(player)
            assert ("how sure" in words) == sure
            assert ("Send" in words) == survey
            assert ("Check shows" in words) == (not sure and not survey)
            assert ("why" in words) == (item.kind != "open" and not survey)
            if not sure:
                assert control(player, "check").text() == texts.say(SEND if survey else CHECK)


@pytest.mark.parametrize("name", QUIZ)
def test_the_keys_that_the_foot_promises_do_something(qapp: object, name: str) -> None:
    texts = dressed()
    for item in both(ITEMS[name]):
        for number in range(1, 10):
            with playing(one_question(item), texts) as player:
                words = hint_of(player)
                if not words.startswith("Keys"):
                    break
                promised = int(words.split("–")[1].split()[0].strip("\u2068\u2069"))
                digit(player, number)
                assert (view_of(player).response is not None) == (number <= promised), words
        assert words.startswith(("Keys", "Type", "Arrow"))


@pytest.mark.parametrize("name", QUIZ)
def test_a_slider_is_moved_by_arrows_and_a_field_by_typing(qapp: object, name: str) -> None:
    texts, item = dressed(), ITEMS[name]
    with playing(one_question(item), texts) as player:
        words = hint_of(player)
        if words.startswith("Arrow"):
            tab_to(player, "number-slider")
            press(player, Qt.Key.Key_Up)
            assert view_of(player).response is not None
        elif words.startswith("Type"):
            by_keys(player, right_answer(item))
            assert view_of(player).response is not None


@pytest.mark.parametrize("name", QUIZ)
def test_a_closed_answer_says_what_there_is_to_do(qapp: object, name: str) -> None:
    texts, item = dressed(), ITEMS[name]
    wanted = {"open": OUTCOMES["ungraded"][2]}.get(item.kind, HINT_OPEN)
    wanted = HINT_GO if item.survey is not None else wanted
    with playing(one_question(item), texts) as player:
        player.do("choose", right_answer(item))
        open_feedback(player, keys=False)
        assert hint_of(player) == texts.say(wanted)
        assert item.survey is None or player.desk.view().can_advance


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("name", QUIZ)
def test_what_opens_the_feedback_is_in_sight_of_a_low_window(
    qapp: object, name: str, locale: str, size: tuple[int, int]
) -> None:
    texts = dressed(locale)
    low = size[1] < 700
    for item in both(ITEMS[name]):
        long: Any = replace(item, stem=" ".join([item.stem] * (9 if low else 1)))
        with playing(one_question(long), texts, size) as player:
            player.do("choose", right_answer(item))
            settle()
            for button in _openers(player):
                seen = button.visibleRegion().boundingRect()
                assert not low or seen == button.rect(), (button.objectName(), seen)
                assert low == player.foot.isAncestorOf(button)


def _openers(player: PlayerView) -> list[QWidget]:
    names = ["level-hunch", "level-fairly", "level-very"]
    return [control(player, n) for n in (names if opener(player) != "check" else ["check"])]


@pytest.mark.parametrize("locale", ["en", "ar", "fr", "sr_Cyrl"])
@pytest.mark.parametrize("name", ["c1", "m1"])
def test_a_second_tap_at_the_same_place_does_not_go_on_or_back(
    qapp: object, name: str, locale: str
) -> None:
    texts = dressed(locale)
    for item in both(ITEMS[name]):
        with playing(_second(item), texts) as player:
            player.do("choose", right_answer(item))
            settle()
            before = moment(player.desk.view())
            at = [_middle(player, button) for button in _openers(player)]
            tap(player, _openers(player)[-1].objectName())
            assert player.desk.view().can_back, "there is a question to go back to"
            for place in at:
                _second_half(player, place)
                assert moment(player.desk.view()) == before
            tap(player, "back")
            assert moment(player.desk.view()) != before, "a tap of its own counts"


def _second(item: Item) -> LessonRun:
    """A run that stands at this question after another one."""
    first: Any = replace(ITEMS["c1"], id="first", confidence=False)
    run = one_question(item)
    step: Any = run.state.lesson.steps[0]
    both_ = replace(step, questions=(first, item))
    run, _ = LessonRun.start(replace(run.state.lesson, steps=(both_,)), seed="seven", cut=40)
    run, _ = run.choose(right_answer(first))
    run, _ = run.check()
    return run.advance()[0]


def _second_half(player: PlayerView, place: QPoint) -> None:
    """The second press of a double click, wherever it lands now."""
    under = player.childAt(place) or player
    inside = QPointF(under.mapFrom(player, place))
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, inside, under.mapToGlobal(inside), left, left, NO_KEYS)
        QApplication.sendEvent(under, event)
    settle()


def _middle(player: PlayerView, button: QWidget) -> QPoint:
    return QRect(button.mapTo(player, QPoint(0, 0)), button.size()).center()


def test_by_keys_the_way_leads_from_the_answer_to_check_to_next(qapp: object) -> None:
    texts, item = dressed(), ITEMS["m1"]
    with playing(one_question(item), texts) as player:
        digit(player, 1)
        names = []
        for _ in range(12):
            press(player, Qt.Key.Key_Tab)
            names.append(QApplication.focusWidget().objectName())
            if names[-1] == "check":
                break
        assert "back" not in names and "leave" not in names, names
        press(player, Qt.Key.Key_Space)
        settle()
        assert QApplication.focusWidget().objectName() == "next"


def test_where_the_foot_is_too_narrow_they_stay_below_the_question(qapp: object) -> None:
    texts = dressed("en", text_size=150)
    with playing(one_question(replace(ITEMS["c1"], confidence=True)), texts, (520, 560)) as player:
        assert not player.foot.isAncestorOf(control(player, "level-very"))
        assert player.width() == 520


def test_a_window_that_grows_or_shrinks_moves_them(qapp: object) -> None:
    texts, item = dressed(), ITEMS["m1"]
    with playing(one_question(item), texts, (1280, 900)) as player:
        player.do("choose", right_answer(item))
        assert not player.foot.isAncestorOf(control(player, "check"))
        player.window().resize(1024, 600)
        settle()
        assert player.foot.isAncestorOf(control(player, "check"))
        player.window().resize(1280, 900)
        settle()
        assert not player.foot.isAncestorOf(control(player, "check"))
        assert len([b for b in player.findChildren(QWidget, "check") if b.isVisible()]) == 1
