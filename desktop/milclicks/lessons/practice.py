"""Chooses questions of earlier lessons that are due again: after 1, 7 and 21 days.

Dates come from PCs whose clocks lie; a wrong date only changes which questions are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from milclicks.items.base import Item
from milclicks.lessons.state import Slot
from milclicks.steps.lesson import Lesson
from milclicks.steps.recall import COUNT

INTERVALS: Final = (1, 7, 21)  # days after the first, second and every later meeting
QUICK: Final = frozenset({"choice", "truefalse", "multiple", "number"})


class Met(NamedTuple):
    """A question that was met: where, with which outcome, how often, and when last (ISO 8601)."""

    lesson: str
    item: str
    outcome: str
    seen: int
    last_at: str


def is_due(met: Met, now: datetime) -> bool:
    """Say whether a question should come again; one from the future is due as well."""
    last = datetime.fromisoformat(met.last_at)
    days = INTERVALS[min(met.seen, len(INTERVALS)) - 1]
    return last > now or now - last >= timedelta(days=days)


def suits_recall(item: Item) -> bool:
    """Say whether a question is quick and needs nothing else of its lesson."""
    return item.kind in QUICK and item.survey is None and item.stimulus is None


def due_slots(
    met: Iterable[Met], lessons: Callable[[str], Lesson | None], *, now: datetime, current: str
) -> tuple[Slot, ...]:
    """Return three due questions of other lessons, or none: those not yet right come first."""
    waiting = [each for each in met if each.lesson != current and is_due(each, now)]
    waiting.sort(key=lambda each: (each.outcome == "right", each.last_at, each.lesson, each.item))
    found: list[Slot] = []
    for each in waiting:
        lesson = lessons(each.lesson)
        slot = slot_of(lesson, each.item) if lesson is not None else None
        if slot is not None and suits_recall(slot.item):
            found.append(slot)
        if len(found) == COUNT:
            return tuple(found)
    return ()


def slot_of(lesson: Lesson, item_id: str, step_id: str = "") -> Slot | None:
    """Find a question of a lesson, as a recall question of another."""
    for step, item in lesson.items():
        if item.id == item_id and step_id in ("", step.id):
            return Slot(item, lesson.id, step.id, lesson.pack, lesson.version)
    return None
