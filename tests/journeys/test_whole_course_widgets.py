"""Every lesson through the real widgets, by taps alone, in three languages and two directions."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import Texts
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import StepView
from milclicks.packs import units
from milclicks.steps.lesson import Lesson, parse_lesson
from milclicks.ui.player.view import PlayerView
from tests.support.answer_screen import by_taps, dressed, open_feedback, playing, tap
from tests.support.courses import course, lesson_names
from tests.support.play import rightly

LANGUAGES = {"mil-core": ("en", "ar", "sr_Cyrl"), "radio-rumours": ("en", "fr", "es")}
MOST = 200


WHOLE = [
    (pack, name, locale)
    for pack, locales in LANGUAGES.items()
    for name in lesson_names(pack)
    for locale in locales
]


@cache
def dress(locale: str) -> Texts:
    return dressed(locale)


def lesson_in(pack: str, name: str, locale: str) -> Lesson:
    raw: Any = course(pack).lessons[name].tree
    words = course(pack).words(name, raw, locale)
    assert words is not None
    return parse_lesson(units.filled(units.stripped(raw), words), locale=locale)


def there(player: QWidget, name: str) -> bool:
    return any(each.isVisible() for each in player.findChildren(QWidget, name))


def one_moment(player: PlayerView) -> None:
    """Do what is on show, with the controls that are there."""
    view: StepView = player.desk.view()
    if view.miniweb is not None and not view.miniweb.judging:
        if view.miniweb.decide.phase != "feedback":
            if there(player, "web-begin"):
                tap(player, "web-begin")
            tap(player, "web-judge")
            return
    elif view.investigate is not None and view.investigate.decide.phase != "feedback":
        look = next((each for each in view.investigate.looks if each.affordable), None)
        if look is not None and not look.seen:
            tap(player, f"look-{look.look.id}")
    elif view.scene is not None and not view.scene.ended:
        tap(player, f"turn-{view.scene.choices[0].id}")
    elif view.show is not None and view.show.step.vote and view.show.stage in ("look", "revote"):
        given = view.show.second if view.show.stage == "revote" else view.show.first
        if given is None:
            tap(player, f"vote-{view.show.step.vote[0].id}")
    elif view.reflect is not None and not view.reflect.will:
        tap(player, f"when-{view.reflect.step.situations[0].id}")
        tap(player, f"will-{view.reflect.step.actions[0].id}")
    question = player.desk.view().question
    if question is not None and question.phase != "feedback":
        by_taps(player, rightly(question.item))
        open_feedback(player, keys=False)
    if player.desk.view().can_advance:
        tap(player, "next")


@pytest.mark.parametrize(("pack", "name", "locale"), WHOLE)
def test_a_lesson_is_played_by_taps_to_its_end(
    pack: str, name: str, locale: str, qapp: object
) -> None:
    texts = dress(locale)
    run, _ = LessonRun.start(lesson_in(pack, name, locale), seed="taps", cut=60, locale=locale)
    with playing(run, texts) as player:
        for _ in range(MOST):
            if player.desk.run.ended:
                break
            one_moment(player)
        assert player.desk.run.ended
        summary = player.desk.run.summary()
        assert summary.right == summary.total
