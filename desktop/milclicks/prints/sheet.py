"""A page to lay things on: measured from its top left corner, mirrored for right-to-left.

`x` counts from the side where reading begins, so one print serves both directions.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from milclicks.prints.art import brush
from milclicks.prints.art.shapes import Drawing, rectangle
from milclicks.prints.look import Look
from milclicks.prints.typeset.block import Block, Style
from milclicks.prints.typeset.layout import Break, Direction, Strong, lay
from milclicks.prints.typeset.paint import paint_block


class Sheet:
    """One page (or a part of one) of `width` by `height` points on a canvas."""

    def __init__(
        self, canvas: Any, size: tuple[float, float], direction: Direction, look: Look
    ) -> None:
        self.canvas = canvas
        self.width, self.height = size
        self.direction: Direction = direction
        self.look = look

    @property
    def rtl(self) -> bool:
        """Whether reading begins at the right."""
        return self.direction == "rtl"

    def left(self, x: float, width: float) -> float:
        """The left edge on paper of something `width` wide that begins at x."""
        return self.width - x - width if self.rtl else x

    def lay(self, text: str, style: Style, width: float, wrap: Break = "words") -> Block:
        """Lay out a text of this sheet's language."""
        return lay(text, style, width, self.direction, wrap)

    def lay_own(
        self, text: str, style: Style, width: float, wrap: Break = "words", strong: Strong = ()
    ) -> Block:
        """Lay out a text in its own direction, still beginning where this sheet begins.

        `strong` parts (from, to) are bold.
        """
        direction = direction_of(text) or self.direction
        if direction != self.direction and style.align != "centre":
            style = replace(style, align="end" if style.align == "start" else "start")
        return lay(text, style, width, direction, wrap, strong)

    def text(self, block: Block, x: float, y: float, width: float) -> None:
        """Paint a block that was laid out for a column of `width` points."""
        paint_block(self.canvas, block, self.left(x, width), self.height - y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        fill: str | None = None,
        stroke: str | None = None,
        weight: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A rectangle with round corners; its line lies on its edge."""
        if fill is None and stroke is None:
            return
        words = ["q"]
        if fill:
            words.append(f"{brush.rgb(fill)} rg")
        if stroke:
            words.append(f"{brush.rgb(stroke)} RG {weight:.2f} w {_dashes(dash)}")
        steps = self._rectangle(x, y, width, height, radius)
        words += [brush.path_code(steps), "B" if fill and stroke else "f" if fill else "S", "Q"]
        self.canvas._code.append(" ".join(words))

    def clip(self, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """Limit what follows to a rectangle, until `unclip`."""
        steps = self._rectangle(x, y, width, height, radius)
        self.canvas._code.append(f"q {brush.path_code(steps)} W n")

    def unclip(self) -> None:
        """End the innermost clip."""
        self.canvas._code.append("Q")

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        weight: float = 1.0,
        colour: str | None = None,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A straight line."""
        a, b = self.left(x1, 0), self.left(x2, 0)
        self.canvas._code.append(
            f"q {brush.rgb(colour or self.look.ink)} RG {weight:.2f} w {_dashes(dash)} "
            f"{a:.2f} {self.height - y1:.2f} m {b:.2f} {self.height - y2:.2f} l S Q"
        )

    def drawing(
        self, drawing: Drawing, x: float, y: float, width: float, *, cell: float = 5.0
    ) -> None:
        """A drawing `width` points wide; drawings are never mirrored."""
        place = brush.Place(self.left(x, width), self.height - y, width / drawing.width)
        brush.paint(self.canvas, drawing, place, self.look, cell)

    def pattern(
        self, name: str, x: float, y: float, width: float, height: float, cell: float
    ) -> None:
        """A rectangle filled with a pattern."""
        brush.pattern_in(self.canvas, self._rectangle(x, y, width, height, 0), name, cell)

    def _rectangle(self, x: float, y: float, w: float, h: float, r: float) -> Any:
        steps = rectangle(self.left(x, w), y, w, h, min(r, w / 2, h / 2))
        return tuple(
            (
                verb,
                tuple(self.height - v if place % 2 else v for place, v in enumerate(numbers)),
            )
            for verb, numbers in steps
        )


def direction_of(text: str) -> Direction | None:
    """The direction of a text's first letter; None for a text without letters."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None


def _dashes(dash: tuple[float, ...]) -> str:
    return f"[{' '.join(f'{part:g}' for part in dash)}] 0 d" if dash else ""
