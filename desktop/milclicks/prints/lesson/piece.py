"""Pieces of a page: how high each is and how it is painted; stacked, framed, side by side.

Heights and places are points. A piece knows its width; whoever places it gives x (from the side
where reading begins) and y (from the top).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from milclicks.prints.sheet import Sheet

Paint = Callable[[float, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """`gap` is the air above it, left out at the top of a column; `keep` ties it to the next."""

    height: float
    paint: Paint
    gap: float = 5.0
    keep: bool = False

    def spaced(self, gap: float) -> Piece:
        """The same with other air above."""
        return replace(self, gap=gap)

    def kept(self) -> Piece:
        """The same, tied to what follows."""
        return replace(self, keep=True)


def nothing(height: float = 0.0) -> Piece:
    """Empty room."""
    return Piece(height, lambda x, y: None, 0.0)


def stack(pieces: Sequence[Piece], *, gap: float = 5.0) -> Piece:
    """Pieces below each other as one that stays together."""
    places: list[tuple[float, Piece]] = []
    y = 0.0
    for number, piece in enumerate(pieces):
        y += piece.gap if number else 0.0
        places.append((y, piece))
        y += piece.height

    def paint(x: float, top: float) -> None:
        for at, piece in places:
            piece.paint(x, top + at)

    return Piece(y, paint, gap)


def beside(first: Piece, second: Piece, shift: float, *, gap: float = 5.0) -> Piece:
    """A piece with another one `shift` points further on, both at the same top."""

    def paint(x: float, y: float) -> None:
        first.paint(x, y)
        second.paint(x + shift, y)

    return Piece(max(first.height, second.height), paint, gap)


def indented(piece: Piece, shift: float) -> Piece:
    """The same, further in."""
    return replace(piece, paint=lambda x, y: piece.paint(x + shift, y))


@dataclass(frozen=True, slots=True)
class Edge:
    """How a frame looks: its line, fill, corners and the air inside."""

    pad: float = 7.0
    radius: float = 7.0
    stroke: str | None = None
    fill: str | None = None
    weight: float = 0.9
    dash: tuple[float, ...] = ()


def framed(sheet: Sheet, inner: Piece, width: float, edge: Edge, *, gap: float = 6.0) -> Piece:
    """A piece in a frame `width` points wide; it was made for the width inside the air."""
    height = inner.height + 2 * edge.pad

    def paint(x: float, y: float) -> None:
        sheet.box(
            x, y, width, height, radius=edge.radius, fill=edge.fill, stroke=edge.stroke,
            weight=edge.weight, dash=edge.dash,
        )  # fmt: skip
        inner.paint(x + edge.pad, y + edge.pad)

    return Piece(height, paint, gap)
