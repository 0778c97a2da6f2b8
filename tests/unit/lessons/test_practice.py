"""Spaced recall: what is due after 1, 7 and 21 days, and what a recall step asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from milclicks.lessons.practice import Met, due_slots, is_due, slot_of, suits_recall
from milclicks.steps.lesson import Lesson
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.lessons import fixture_lesson
from tests.support.packs_of_lessons import BRIDGE, FERRY
from tests.support.play import any_response

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def met(
    item: str, *, days: float, seen: int = 1, outcome: str = "right", lesson: str = "ferry"
) -> Met:
    return Met(lesson, item, outcome, seen, (NOW - timedelta(days=days)).isoformat())


@pytest.mark.parametrize(
    ("seen", "days", "due"),
    [
        (1, 0.9, False), (1, 1, True), (2, 6.9, False), (2, 7, True),
        (3, 20, False), (3, 21, True), (9, 20, False), (9, 21, True), (3, -1, True),
    ],
)  # fmt: skip
def test_questions_come_again_after_1_7_and_21_days(seen: int, days: float, due: bool) -> None:
    assert is_due(met("c1", days=days, seen=seen), NOW) is due


def lessons(name: str) -> Lesson | None:
    return fixture_lesson() if name == "ferry" else None


def ids(*known: Met, current: str = "other") -> list[str]:
    return [slot.item.id for slot in due_slots(known, lessons, now=NOW, current=current)]


def test_three_due_questions_are_chosen_the_missed_ones_first() -> None:
    known = [
        met("c1", days=9), met("t1", days=8), met("nf1", days=7),
        met("m1", days=2, outcome="wrong"), met("r2", days=0.1),
    ]  # fmt: skip
    assert ids(*known) == ["m1", "c1", "t1"]
    assert ids(*known[:2]) == []
    assert ids(*known, current="ferry") == []
    assert ids(*known[:2], met("lost", days=9), met("c1", days=9, lesson="gone")) == []


def test_only_quick_questions_that_stand_alone_come_again() -> None:
    suits = {item.id for _, item in fixture_lesson().items() if suits_recall(item)}
    assert suits == {"r1", "r2", "r3", "c1", "t1", "m1", "m2", "nf1", "ns1"}
    known = [met(name, days=9) for name in ("op1", "hp1", "d1", "sv1", "no1", "c1", "t1", "m1")]
    assert ids(*known) == ["c1", "m1", "t1"]


def test_a_question_is_found_in_its_lesson() -> None:
    slot = slot_of(fixture_lesson(), "c1", "quiz")
    assert slot is not None and (slot.lesson, slot.step, slot.pack) == ("ferry", "quiz", "mil.test")
    assert slot_of(fixture_lesson(), "c1", "recall") is None
    assert slot_of(fixture_lesson(), "moon") is None


def test_a_later_lesson_asks_what_is_due(workspace: Workspace, clock: FrozenClock) -> None:
    yara = workspace.add_learner("Yara", "yara")[0].id
    session = workspace.start_lesson(yara, FERRY, "en", cut=60)
    for _ in range(3):
        view = session.view()
        assert view.item is not None
        session.choose(any_response(view.item.item, Random(2), whole=True))
        session.rate("very")
        session.check()
        session.advance()
    session.end()
    early = workspace.start_lesson(yara, BRIDGE, "en", cut=60)
    assert early.recall == ()
    clock.move(days=2)
    later = workspace.start_lesson(yara, BRIDGE, "en", cut=60)
    assert sorted(slot.item.id for slot in later.recall) == ["r1", "r2", "r3"]
    assert {slot.lesson for slot in later.recall} == {"ferry"}
    view = later.view()
    assert view.item is not None
    later.choose(any_response(view.item.item, Random(3), whole=True))
    again = workspace.resume(yara)
    assert again is not None and again.run == later.run and again.recall == later.recall
    workspace.speak(later, "fr")
    spoken = later.view().item
    assert spoken is not None and spoken.item.stem == f"{view.item.item.stem} (fr)"
    assert workspace.start_lesson(None, BRIDGE, "en", cut=60).recall == ()
