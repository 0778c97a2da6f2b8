"""Whether each lesson is complete: the blueprint, exact minutes, a decision, its own feedback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from milclicks.core.errors import Problem
from milclicks.items.base import Item
from milclicks.packs.strict.report import Figure, finding
from milclicks.packs.strict.spoken import decisions
from milclicks.steps.base import CUTS
from milclicks.steps.blueprint import blueprint_problems
from milclicks.steps.lesson import Lesson


def check_complete(lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    """What a lesson lacks."""
    for lesson in lessons.values():
        for problem in blueprint_problems(lesson):
            yield replace(problem, severity="error", place=f"{lesson.id} {problem.place}".strip())
        for cut in CUTS:
            total = sum(step.minutes for step in lesson.steps_for(cut))
            if total != cut:
                yield finding("strict.cut", lesson.id, cut=cut, total=total)
        found = list(decisions(lesson))
        if not any(one.item.confidence for one in found):
            yield finding("strict.decide", lesson.id)
        if len(found) > 1 and len({one.item.truth for one in found}) == 1:
            yield finding("strict.one_truth", lesson.id)
        for step, item in lesson.items():
            if _said_twice(item):
                place = f"{lesson.id} {step.id}/{item.id}"
                yield finding("strict.feedback", place, item=item.id)


def _said_twice(item: Item) -> bool:
    told = [getattr(option, "feedback", "") for option in getattr(item, "options", ())]
    if item.kind in ("short", "cloze"):  # accepted spellings of one answer share their feedback
        told = [o.feedback for o in getattr(item, "options", ()) if not o.weight]
    return len(told) != len(set(told))


def counts(lessons: Mapping[str, Lesson]) -> Iterator[Figure]:
    """Lessons, items without recall, and items of each kind."""
    kinds: dict[str, int] = {}
    for lesson in lessons.values():
        for step, item in lesson.items():
            if step.kind != "recall":
                kinds[item.kind] = kinds.get(item.kind, 0) + 1
    yield Figure("lessons", "all", len(lessons), len(lessons))
    yield Figure("items", "all", sum(kinds.values()), len(lessons))
    for kind in sorted(kinds):
        yield Figure("items", kind, kinds[kind], len(lessons))
