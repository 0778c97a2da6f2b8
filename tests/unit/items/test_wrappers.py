"""Confidence and survey: levels, calibration, scales."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from milclicks.core.errors import BadInput
from milclicks.items.base import Grade
from milclicks.items.options import SCALES
from milclicks.items.registry import type_of
from milclicks.items.wrappers import (
    LEVELS,
    SCALE_LABELS,
    SURE,
    Calibration,
    calibration,
    check_level,
)
from tests.support.lessons import fixture_lesson

RIGHT, WRONG, HELD = Grade(1, 1, "right"), Grade(0, 1, "wrong"), Grade(0, 0, "held")


def test_levels_stand_for_55_75_and_90_percent() -> None:
    assert list(LEVELS) == list(SURE) == ["hunch", "fairly", "very"]
    assert [int(share * 100) for share in SURE.values()] == [55, 75, 90]
    assert check_level("fairly") == "fairly"
    with pytest.raises(BadInput):
        check_level("certain")


def test_calibration_compares_confidence_with_success() -> None:
    found = calibration([("very", RIGHT), ("very", WRONG), ("hunch", RIGHT), ("very", HELD)])
    assert found == Calibration(F(235, 300), F(2, 3), 3)
    assert found is not None and found.gap == F(35, 300) and found.points == 12
    assert calibration([("hunch", HELD)]) is None
    assert calibration([]) is None


@pytest.mark.parametrize(
    ("sure", "right", "points"),
    [(F(55, 100), F(1), -45), (F(9, 10), F(0), 90), (F(1, 2), F(1, 2), 0), (F(1, 200), F(0), 1)],
)
def test_points_are_whole_percent(sure: F, right: F, points: int) -> None:
    assert Calibration(sure, right, 1).points == points


def test_every_scale_has_five_labels() -> None:
    assert set(SCALE_LABELS) == set(SCALES)
    for labels in SCALE_LABELS.values():
        assert len({label.text for label in labels}) == 5


def test_a_survey_shows_its_scale() -> None:
    item = next(item for _, item in fixture_lesson().items() if item.id == "sv1")
    rows = type_of(item).rows(item)
    assert [row.id for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row.label for row in rows] == list(SCALE_LABELS["agree5"])
    assert all(row.pinned for row in rows)
    assert type_of(item).right_response(item) is None
