"""The strand icons and the mark: the same drawings that the windows show, as paths for paper."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from milclicks.core import paths
from milclicks.prints.art import svg
from milclicks.prints.art.path_data import steps_of
from milclicks.prints.art.shapes import Drawing, Shape, Step, ellipse, rectangle

INK = "#1B2233"


@cache
def icon(name: str, colour: str = INK) -> Drawing:
    """An icon in one colour; raises KeyError for a name that is not drawn."""
    whole = _icons()
    shapes = tuple(
        Shape(_steps(part), colour, None, 0, "ink")
        if part.get("fill")
        else Shape(_steps(part), None, colour, whole["stroke"])
        for part in whole["icons"][name]
    )
    return Drawing(whole["view"], whole["view"], shapes)


@cache
def mark(*, low_ink: bool = False) -> Drawing:
    """The app's mark, a click that throws light; in low ink lines on white."""
    drawn = svg.read(paths.resources() / "icons" / "mark.svg")
    if not low_ink:
        return drawn
    ground, *light, arrow = drawn.shapes
    lines = [replace(shape, stroke=INK) for shape in light]
    frame = replace(ground, steps=rectangle(2, 2, 60, 60, 15), fill=None, stroke=INK, weight=4)
    filled = replace(arrow, fill=INK, stroke=INK)
    return replace(drawn, shapes=(frame, *lines, filled))


@cache
def _icons() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (paths.resources() / "icons" / "icons.json").read_text("utf-8")
    )
    return found


def _steps(part: dict[str, Any]) -> tuple[Step, ...]:
    if "d" in part:
        return steps_of(part["d"])
    if "circle" in part:
        cx, cy, r = part["circle"]
        return ellipse(cx, cy, r, r)
    if "ellipse" in part:
        return ellipse(*part["ellipse"])
    return rectangle(*part["rect"])
