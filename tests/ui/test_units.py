"""The word beside a number agrees with the number, on screen and on the wall, also in Arabic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.items.base import Response
from milclicks.lessons.run import LessonRun
from milclicks.steps.ask import Ask
from milclicks.steps.base import Step
from milclicks.steps.lesson import Lesson, parse_lesson
from milclicks.ui.artefacts import ArtefactView
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.present.wall import Wall
from tests.support.answer_screen import (
    NO_PICTURES,
    control,
    dressed,
    one_question,
    playing,
    settle,
    shown,
    type_in,
)
from tests.support.lessons import lesson_tree

PEOPLE = "شخص | شخص | شخصان | أشخاص | شخصًا | شخص"
MINUTES = "دقيقة | دقيقة | دقيقتان | دقائق | دقيقة | دقيقة"


def arabic_lesson() -> Lesson:
    """The fixture lesson whose words beside numbers are Arabic."""
    tree = lesson_tree()
    _reword(tree)
    return parse_lesson(tree, pack="mil.test", version=1, locale="ar")


def _reword(node: Any) -> None:
    for key, value in node.items() if isinstance(node, dict) else ():
        if key == "unit":
            node[key] = MINUTES if "minute" in value else PEOPLE
    for member in node.values() if isinstance(node, dict) else node:
        if isinstance(member, (dict, list)):
            _reword(member)


LESSON = arabic_lesson()
ITEMS = {item.id: item for _, item in LESSON.items()}


def said(widget: QWidget) -> str:
    """All that a widget says, without the signs of direction."""
    parts = [w.accessibleName() for w in widget.findChildren(QWidget) if w.isVisible()]
    return " ".join(parts).replace("\u2068", "").replace("\u2069", "")


def only(step: Step, mode: str = "alone") -> LessonRun:
    """A run of this step."""
    lesson = replace(LESSON, steps=(replace(step, cuts=(40,)),))
    return LessonRun.start(lesson, seed="seven", cut=40, mode=mode)[0]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("1", "شخص"), ("2", "شخصان"), ("٣", "أشخاص"), ("15", "شخصًا"), ("3/2", "شخص")],
)
def test_the_word_beside_the_field_follows_what_is_typed(
    qapp: object, typed: str, unit: str
) -> None:
    with playing(one_question(ITEMS["nf1"]), dressed("ar")) as player:
        beside = control(player, "number-unit")
        assert beside.text() == "شخص"
        type_in(control(player, "number-field"), typed)
        assert beside.text() == unit


@pytest.mark.parametrize(
    ("number", "words"), [("1", "١ شخص"), ("2", "٢ شخصان"), ("7", "٧ أشخاص"), ("10", "١٠ أشخاص")]
)
def test_the_slider_says_its_number_with_its_word(qapp: object, number: str, words: str) -> None:
    with playing(one_question(ITEMS["ns1"]), dressed("ar")) as player:
        player.do("choose", Response("number", number))
        settle()
        assert words in said(player)


def test_the_right_number_has_its_own_form(qapp: object) -> None:
    with playing(one_question(ITEMS["nf1"]), dressed("ar")) as player:
        player.do("choose", Response("number", "3"))
        assert "٢٧ شخصًا" not in said(player)
        player.do("check")
        assert "٢٧ شخصًا" in said(player)


def test_a_case_file_counts_its_minutes(qapp: object) -> None:
    texts = dressed("ar")
    case = next(step for step in LESSON.steps if step.kind == "investigate")
    with playing(only(case), texts) as player:
        told = said(player)
        for look in case.looks:
            words = {1: "دقيقة", 2: "دقيقتان"}.get(look.cost, "دقائق")
            assert f"{texts.number(look.cost)} {words}" in told


def test_the_wall_says_the_range_and_the_answer(qapp: object) -> None:
    asking = next(step for step in LESSON.steps if isinstance(step, Ask) and step.kind == "ask")
    step = replace(asking, questions=(ITEMS["nf1"],), intro="")
    wall = Wall(RunDesk(only(step, "present")), dressed("ar"), NO_PICTURES)
    with shown(wall, (1024, 600)):
        settle(20)
        assert "٦٠ شخصًا" in said(wall)
        for _ in range(3):
            QTest.keyClick(wall, Qt.Key.Key_Space)
            settle()
        assert "٢٧ شخصًا" in said(wall)


def test_an_axis_bears_the_general_form(qapp: object) -> None:
    chart = next(a for a in LESSON.artefacts() if a.kind == "chart")
    view = ArtefactView(chart, dressed("ar"), NO_PICTURES)
    with shown(view, (520, 700)):
        assert chart.parts()["axis"] == "شخص"
        assert "|" not in said(view)
