"""Drawings and patterns painted onto a ReportLab canvas, in colour or in low ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from milclicks.prints.art import patterns
from milclicks.prints.art.shapes import Drawing, Shape, Step, bounds
from milclicks.prints.look import GREY, Look

_VERB = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_THIN = 0.72  # lines in low ink are this much thinner


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drawing goes: its left and top on the page and points per unit."""

    x: float
    top: float
    scale: float

    def at(self, numbers: tuple[float, ...]) -> tuple[float, ...]:
        """Points of the page for units of the drawing."""
        return tuple(
            self.top - value * self.scale if place % 2 else self.x + value * self.scale
            for place, value in enumerate(numbers)
        )


def paint(canvas: Any, drawing: Drawing, place: Place, look: Look, cell: float = 5.0) -> None:
    """Paint a drawing; `cell` is the size of a pattern's cell in points."""
    canvas._code.append("q 1 J 1 j")
    for shape in drawing.shapes:
        steps = tuple((verb, place.at(numbers)) for verb, numbers in shape.steps)
        if look.low:
            _paint_low(canvas, shape, steps, look, cell, place.scale)
        else:
            _stroke_fill(canvas, steps, shape.fill, shape.stroke, shape.weight * place.scale)
    canvas._code.append("Q")


def path_code(steps: tuple[Step, ...]) -> str:
    """Path operators for steps that are in points already."""
    return " ".join(
        " ".join(f"{value:.2f}" for value in numbers) + (" " if numbers else "") + _VERB[verb]
        for verb, numbers in steps
    )


def rgb(colour: str) -> str:
    """The three components of #RRGGBB for a PDF operator."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


def _stroke_fill(
    canvas: Any, steps: tuple[Step, ...], fill: str | None, stroke: str | None, weight: float
) -> None:
    paints = ("f" if fill else "") + ("s" if stroke else "")
    if not paints:
        return
    words = [f"{rgb(fill)} rg"] if fill else []
    if stroke:
        words.append(f"{rgb(stroke)} RG {weight:.2f} w")
    words += [path_code(steps), {"f": "f", "s": "S", "fs": "B"}[paints]]
    canvas._code.append(" ".join(words))


def _paint_low(
    canvas: Any, shape: Shape, steps: tuple[Step, ...], look: Look, cell: float, scale: float
) -> None:
    weight = shape.weight * scale * _THIN
    meant = shape.low or _meant(shape.fill, look)
    limb = shape.fill is None and shape.low == "none"
    stroke = None if shape.stroke is None else "#FFFFFF" if limb else _dark(shape.stroke, look)
    if meant == "ink":
        _stroke_fill(canvas, steps, look.ink, stroke, weight)
        return
    if shape.fill is not None:
        _stroke_fill(canvas, steps, "#FFFFFF", None, 0)
    if meant != "none":
        pattern_in(canvas, steps, meant, cell)
    if stroke is not None:
        _stroke_fill(canvas, steps, None, stroke, weight)


def _meant(fill: str | None, look: Look) -> str:
    """What low ink makes of a fill: ink stays, a strand's colour is its pattern, else white."""
    if fill is None:
        return "none"
    if fill.upper() == look.ink.upper():
        return "ink"
    return look.pattern_of(fill) or "none"


def _dark(stroke: str, look: Look) -> str:
    return stroke if stroke.upper() in (look.ink.upper(), "#FFFFFF") else GREY


def pattern_in(canvas: Any, steps: tuple[Step, ...], name: str, cell: float) -> None:
    """Fill a path (in points) with a pattern."""
    left, low, right, high = bounds(steps)
    operators = patterns.fill(name, (left, low, right, high), cell)
    canvas._code.append(
        f"q {path_code(steps)} W n {rgb(GREY)} RG {rgb('#9AA0AC')} rg {cell * 0.1:.2f} w "
        f"0 J {operators} Q"
    )
