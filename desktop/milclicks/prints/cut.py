"""A line to cut along, with a pair of scissors."""

from __future__ import annotations

from milclicks.prints.art.shapes import Drawing, Shape, ellipse
from milclicks.prints.look import GREY
from milclicks.prints.paper import EDGE
from milclicks.prints.sheet import Sheet

SCISSORS = Drawing(
    24,
    16,
    (
        Shape(ellipse(4.5, 3.6, 2.6, 2.6), None, GREY, 1.4),
        Shape(ellipse(4.5, 12.4, 2.6, 2.6), None, GREY, 1.4),
        Shape((("M", (6.6, 5.2)), ("L", (21, 13.6))), None, GREY, 1.4),
        Shape((("M", (6.6, 10.8)), ("L", (21, 2.4))), None, GREY, 1.4),
    ),
)


def paint_cut(sheet: Sheet, y: float) -> None:
    """A dashed line across the sheet at y, away from its edges."""
    edge, size = EDGE + 1, 14.0
    sheet.line(edge + size + 5, y, sheet.width - edge, y, weight=0.6, colour=GREY, dash=(4, 3))
    sheet.drawing(SCISSORS, edge, y - size / 3, size)
