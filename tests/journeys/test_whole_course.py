"""Every lesson in every language to its end: all right, all wrong, at random.

What the app counts is counted a second time from the source by `plain_key`, which knows nothing of
the app's scoring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

import pytest

from milclicks.core.texts import LOCALES
from milclicks.items.base import Item, Response
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import RunSummary
from milclicks.packs import units
from milclicks.steps.lesson import Lesson, parse_lesson
from tests.support.courses import course, lesson_names
from tests.support.plain_key import verdict
from tests.support.play import any_response, rightly, steady_play, wrongly

LANGUAGES = {"mil-core": LOCALES, "radio-rumours": ("en", "fr", "es")}
PLAYED: Counter[str] = Counter()


WHOLE = tuple(
    (pack, name, locale)
    for pack, locales in LANGUAGES.items()
    for name in lesson_names(pack)
    for locale in locales
)


@cache
def tree(pack: str, name: str, locale: str) -> dict[str, Any]:
    """A lesson as its author wrote it, with the words of one locale."""
    raw = course(pack).lessons[name].tree
    words = course(pack).words(name, raw, locale)
    assert words is not None, f"{name} is not whole in {locale}"
    filled: dict[str, Any] = units.filled(units.stripped(raw), words)
    return filled


def raw_items(raw: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(step/item, item) of a lesson's tree."""
    for step in raw["steps"]:
        for item in step.get("items", ()):
            yield f"{step['id']}/{item['id']}", item
        if "decide" in step:
            yield f"{step['id']}/{step['decide']['id']}", step["decide"]


def counted(raw: Mapping[str, Any], run: LessonRun) -> tuple[int, int, int, int, int]:
    """(right, total, kept, caught, held), counted from the source and the given answers."""
    right = total = kept = caught = held = 0
    known = dict(raw_items(raw))
    for slot in run.state.slots():
        answer = run.state.answer(slot)
        item = known[f"{slot.step}/{slot.item.id}"]
        if answer.response is None:
            continue
        value = answer.response.value
        judged = verdict(item, value)
        held += item["kind"] == "decide" and value == "hold"
        if judged is None:
            continue
        total, right = total + 1, right + judged
        kept += judged and item.get("truth") == "sound"
        caught += judged and item.get("truth") == "unsound"
    return right, total, kept, caught, held


def of(summary: RunSummary) -> tuple[int, int, int, int, int]:
    return summary.right, summary.total, summary.kept, summary.caught, summary.held


def randomly(item: Item) -> Response:
    return any_response(item, Random(f"any {item.id} {item.stem}"), whole=True)


@pytest.mark.parametrize(("pack", "name", "locale"), WHOLE)
def test_a_lesson_is_played_three_times(pack: str, name: str, locale: str) -> None:
    raw = tree(pack, name, locale)
    lesson: Lesson = parse_lesson(raw, locale=locale)
    for answer in (rightly, wrongly, randomly):
        run = steady_play(lesson, answer, locale=locale)[-1].run
        assert run.ended
        summary = run.summary()
        assert of(summary) == counted(raw, run)
        assert summary.total >= 6
        if answer is rightly:
            assert summary.right == summary.total
            assert (summary.kept, summary.caught) == (summary.kept_of, summary.caught_of)
        if answer is wrongly:
            assert summary.right == 0
        PLAYED[answer.__name__] += 1


def test_six_hundred_and_ninety_nine_runs(request: pytest.FixtureRequest) -> None:
    """28 lessons in eight languages and 3 in three, three ways; only where all of it was run."""
    ran = [one for one in request.session.items if "three_times" in one.name]
    assert len(WHOLE) == 28 * 8 + 3 * 3 == 233
    if len(ran) == 233:
        assert sum(PLAYED.values()) == 699
