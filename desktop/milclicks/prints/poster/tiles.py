"""How a large poster is cut into sheets: pure arithmetic in points."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from milclicks.prints.paper import MM, PAPERS

MARGIN = 12 * MM  # white around each sheet; marks and labels stand in it, 5 mm from the edge
OVERLAP = 10 * MM  # what neighbours both show


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet: its row and column from 0, and where its window begins on the poster.

    `x` counts from the poster's left and `y` from its top; both may lie outside by the spare.
    """

    row: int
    column: int
    x: float
    y: float

    @property
    def label(self) -> str:
        """A letter for the row and a number for the column: "B3"."""
        return f"{chr(ord('A') + self.row)}{self.column + 1}"


@dataclass(frozen=True, slots=True)
class Tiling:
    """The sheets of a poster: paper size as it lies, window of each sheet, grid."""

    paper: tuple[float, float]
    window: tuple[float, float]
    columns: int
    rows: int
    poster: tuple[float, float]

    def tiles(self) -> Iterator[Tile]:
        """The sheets in reading order; the poster lies in the middle of the grid."""
        step_x, step_y = self.window[0] - OVERLAP, self.window[1] - OVERLAP
        spare_x = self.columns * step_x + OVERLAP - self.poster[0]
        spare_y = self.rows * step_y + OVERLAP - self.poster[1]
        for row in range(self.rows):
            for column in range(self.columns):
                x, y = column * step_x - spare_x / 2, row * step_y - spare_y / 2
                yield Tile(row, column, x, y)


def tiling(size: str, paper: str) -> Tiling | None:
    """The sheets for a poster size on a paper, lying as needs fewer; None when one is enough."""
    poster = PAPERS[size]
    wide, high = PAPERS[paper]
    if poster[0] <= wide + 0.01 and poster[1] <= high + 0.01:
        return None
    found = [_grid(poster, each) for each in ((wide, high), (high, wide))]
    return min(found, key=lambda grid: grid.columns * grid.rows)


def _grid(poster: tuple[float, float], paper: tuple[float, float]) -> Tiling:
    window = (paper[0] - 2 * MARGIN, paper[1] - 2 * MARGIN)
    columns, rows = (
        math.ceil((long - OVERLAP) / (each - OVERLAP) - 1e-9)
        for long, each in zip(poster, window, strict=True)
    )
    return Tiling(paper, window, columns, rows, poster)
