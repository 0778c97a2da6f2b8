"""A text that has been laid out: lines of runs of placed glyphs. Data, no Qt and no PDF.

Lengths are points; x grows to the right from the left edge of the block, y grows downwards from
its top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from milclicks.prints.typeset.faces import Face

Align = Literal["start", "centre", "end"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: `size` in points, `leading` as a multiple of it (None: by direction)."""

    size: float
    bold: bool = False
    colour: str = "#1B2233"
    align: Align = "start"
    leading: float | None = None


class Glyph(NamedTuple):
    """One glyph at (x, y of its own baseline shift).

    `text` is what a reader takes out for it. `width` is its share of the line in thousandths of
    an em; `bare` marks a glyph that is drawn only as an outline (an accent over another).
    """

    x: float
    rise: float
    number: int
    text: str
    width: float
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, from left to right."""

    face: Face
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where its baseline lies, how far its ink box reaches, its runs."""

    baseline: float
    left: float
    right: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one text set in one style; `width` is that of the widest line."""

    text: str
    style: Style
    lines: tuple[Line, ...]
    width: float
    height: float
    pitch: float
    places: tuple[tuple[int, int, float, float], ...]

    def extents(self, part: str) -> tuple[tuple[int, float, float], ...]:
        """Where a part of the text lies: (line, left, right) for each line it touches."""
        start = self.text.find(part)
        if start < 0:
            return ()
        sides: dict[int, tuple[float, float]] = {}
        for line, at, left, right in self.places:
            if start <= at < start + len(part):
                low, high = sides.get(line, (left, right))
                sides[line] = (min(low, left), max(high, right))
        return tuple((line, left, right) for line, (left, right) in sorted(sides.items()))
