"""The word beside a number agrees with the number, on screen and on the wall, also in Arabic."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.core import paths
from milclicks.core import texts as speech
from milclicks.core.catalogues import compile_catalogues
from milclicks.core.plurals import RULES
from milclicks.core.texts import Texts
from milclicks.items.base import Response
from milclicks.items.measure import Measure
from milclicks.lessons.run import LessonRun
from milclicks.steps.ask import Ask
from milclicks.steps.base import Step
from milclicks.steps.lesson import Lesson, parse_lesson
from milclicks.ui.artefacts import ArtefactView
from milclicks.ui.items.number import RIGHT_IS
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.present.wall import Wall
from milclicks.ui.sharing.screen import THERE
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.text import TextBlock
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

PEOPLE = "شخص | شخص واحد | شخصان | أشخاص | شخصًا | شخص"
MINUTES = "دقيقة | دقيقة واحدة | دقيقتان | دقائق | دقيقة | دقيقة"


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
    [("1", "شخص"), ("2", "شخص"), ("٣", "أشخاص"), ("15", "شخصًا"), ("3/2", "شخص")],
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
    ("number", "words"), [("1", "شخص واحد"), ("2", "شخصان"), ("7", "٧ أشخاص"), ("10", "١٠ أشخاص")]
)
def test_the_slider_says_its_number_with_its_word(qapp: object, number: str, words: str) -> None:
    with playing(one_question(ITEMS["ns1"]), dressed("ar")) as player:
        player.do("choose", Response("number", number))
        settle()
        assert words in said(player)
        assert "١ شخص واحد" not in said(player) and "٢ شخصان" not in said(player)


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
            figure = f"{texts.number(look.cost)} دقائق"
            assert {1: "دقيقة واحدة", 2: "دقيقتان"}.get(look.cost, figure) in told
        assert "٢ دقيقتان" not in told


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


def across(words: str, *parts: str) -> list[str]:
    """The parts of a line as they stand in the picture, from the left to the right."""
    block = TextBlock(words).block
    block.fit(2000)
    line = block._layout.lineAt(0)
    middles = {}
    for part in parts:
        at = block.text.index(part)
        ends = [line.cursorToX(n)[0] for n in (at, at + len(part))]
        middles[part] = sum(ends) / 2
    return sorted(parts, key=middles.__getitem__)


def test_the_sign_of_per_cent_follows_its_number_within_a_sentence(qapp: object) -> None:
    texts = dressed("ar")
    share = Measure("%", "ar").counted(texts, 25)
    told = texts.say(RIGHT_IS, number=share)
    assert across(share, "٢٥", "٪") == ["٪", "٢٥"]
    assert across(told, "٢٥", "٪") == ["٪", "٢٥"]


@pytest.mark.parametrize(("locale", "order"), [("ar", [1, 0]), ("en", [0, 1])])
def test_a_name_comes_before_its_address_within_a_sentence(
    qapp: object, locale: str, order: list[int]
) -> None:
    texts = dressed(locale)
    parts = ("ضفة النهر" if locale == "ar" else "River", "192.168.1.20:8420")
    called = texts.say("{name} · {address}", name=parts[0], address=parts[1])
    told = texts.say(THERE, name=called)
    assert across(called, *parts) == across(told, *parts) == [parts[n] for n in order]


def test_one_of_a_size_is_a_sentence_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    po = tmp_path / "src" / "ar" / "milclicks.po"
    po.parent.mkdir(parents=True)
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {RULES["ar"]}\\n"\n\n'
    po.write_text(head + 'msgid "1 GB"\nmsgstr "غيغابايت واحد"\n', "utf-8")
    compile_catalogues(tmp_path / "src", tmp_path / "out")
    monkeypatch.setattr(paths, "locale_root", lambda: tmp_path / "out")
    speech.catalogue.cache_clear()
    try:
        assert size_words(Texts("ar"), 1_000_000_000) == "غيغابايت واحد"
        assert size_words(Texts("ar"), 3_000_000_000) == "\u2068٣\u2069 GB"
        assert size_words(Texts("en"), 1_000) == "1 KB"
    finally:
        speech.catalogue.cache_clear()
