"""Kept and caught apart, held apart, calibration: calling everything false is no way to win."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from milclicks.items.base import Response
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import RunSummary
from milclicks.steps.lesson import Lesson, parse_lesson
from tests.support.lessons import lesson_tree


def eight_decisions() -> Lesson:
    """A lesson of four sound and four unsound messages."""
    tree = lesson_tree()
    quiz = next(s for s in tree["steps"] if s["id"] == "quiz")
    model = next(i for i in quiz["items"] if i["id"] == "d1")
    quiz["items"] = [
        {**model, "id": f"d{n}", "truth": "sound" if n % 2 else "unsound"} for n in range(8)
    ]
    tree["steps"] = [quiz]
    return parse_lesson(tree)


def played(verdicts: str, level: str = "very") -> RunSummary:
    """Play with one letter for each verdict: a, h or r."""
    run = LessonRun.start(eight_decisions(), seed="s", cut=60)[0]
    words = {"a": "accept", "h": "hold", "r": "reject"}
    for letter in verdicts:
        run = run.choose(Response("decide", words[letter]))[0].rate(level)[0].advance()[0]
    return run.summary()


@pytest.mark.parametrize(
    ("verdicts", "kept", "caught", "held"),
    [
        ("rararara", (4, 4), (4, 4), 0),
        ("rrrrrrrr", (0, 4), (4, 4), 0),
        ("aaaaaaaa", (4, 4), (0, 4), 0),
        ("hhhhhhhh", (0, 0), (0, 0), 8),
        ("hararahh", (3, 3), (2, 2), 3),
        ("ra", (1, 1), (1, 1), 0),
    ],
)
def test_kept_caught_and_held(
    verdicts: str, kept: tuple[int, int], caught: tuple[int, int], held: int
) -> None:
    found = played(verdicts)
    assert (found.kept, found.kept_of) == kept
    assert (found.caught, found.caught_of) == caught
    assert found.held == held
    assert found.total == kept[1] + caught[1]
    assert found.right == kept[0] + caught[0]


def test_calling_everything_false_is_no_better_than_calling_everything_true() -> None:
    assert played("rrrrrrrr").right == played("aaaaaaaa").right == 4


def test_calibration_counts_what_was_decided() -> None:
    found = played("rrrrrrrr").calibration
    assert found is not None
    assert (found.sure, found.right, found.n, found.points) == (F(9, 10), F(1, 2), 8, 40)
    assert played("hhhhhhhh").calibration is None
    modest = played("rararara", "hunch").calibration
    assert modest is not None and modest.points == -45


def test_an_answer_counts_before_its_feedback_opens() -> None:
    run = LessonRun.start(eight_decisions(), seed="s", cut=60)[0]
    run = run.choose(Response("decide", "reject"))[0]
    assert (run.summary().caught, run.summary().caught_of) == (1, 1)
    assert run.summary().calibration is None
    assert run.summary().plan is None
    assert run.summary().sentence.startswith("Before I pass it on")
