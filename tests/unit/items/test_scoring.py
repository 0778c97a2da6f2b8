"""The one scoring core: exact fractions, floor, ceiling, penalty, outcomes."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from milclicks.items.base import Grade, Scoring, Tally, score


@pytest.mark.parametrize(
    ("tally", "scoring", "expected"),
    [
        (Tally(F(1), F(1)), Scoring(), (1, 1, "right")),
        (Tally(F(0), F(1), 1), Scoring(), (0, 1, "wrong")),
        (Tally(F(2), F(3)), Scoring(), (2, 3, "partial")),
        (Tally(F(2), F(3), 1), Scoring(), (2, 3, "partial")),
        (Tally(F(3), F(3), 1), Scoring(), (1, 1, "partial")),
        (Tally(F(1, 2), F(1)), Scoring(), (1, 2, "partial")),
        (Tally(F(2), F(3)), Scoring("all"), (0, 1, "wrong")),
        (Tally(F(3), F(3)), Scoring("all"), (1, 1, "right")),
        (Tally(F(3), F(3), 1), Scoring("all"), (0, 1, "wrong")),
        (Tally(F(3), F(3), 1), Scoring("right_minus_wrong"), (2, 3, "partial")),
        (Tally(F(1), F(3), 1), Scoring("right_minus_wrong"), (0, 1, "wrong")),
        (Tally(F(0), F(3), 2), Scoring("right_minus_wrong"), (0, 1, "wrong")),
        (Tally(F(2), F(4), 1), Scoring("right_minus_wrong", penalty=F(1, 2)), (3, 8, "partial")),
        (Tally(F(2), F(4), 1), Scoring("right_minus_wrong", penalty=F(0)), (1, 2, "partial")),
        (Tally(F(0), F(2), 2), Scoring("weights", floor=F(1, 4)), (1, 4, "wrong")),
        (Tally(F(2), F(2)), Scoring("weights", ceil=F(3, 4)), (3, 4, "right")),
        (Tally(F(0), F(0)), Scoring(), (1, 1, "right")),
        (Tally(F(0), F(0), 1), Scoring("right_minus_wrong"), (0, 1, "wrong")),
    ],
)
def test_score(tally: Tally, scoring: Scoring, expected: tuple[int, int, str]) -> None:
    assert score(tally, scoring) == expected


def test_a_grade_without_a_denominator_is_no_score() -> None:
    assert Grade(0, 0, "held").share == 0
    assert Grade(2, 3, "partial").share == F(2, 3)
