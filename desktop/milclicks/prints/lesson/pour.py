"""Pours pieces into the columns of pages: in order, tied ones together, the last page balanced.

A piece that is higher than a whole column is painted smaller, so that nothing is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milclicks.prints.lesson.piece import Piece
from milclicks.prints.sheet import Sheet

STEPS = 24  # heights that are tried to balance a page


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one page: `count` of them from x, each `width` wide, top to bottom."""

    x: float
    width: float
    top: float
    bottom: float
    count: int
    gutter: float

    @property
    def room(self) -> float:
        """The height of a column."""
        return self.bottom - self.top

    def at(self, number: int) -> float:
        """Where a column begins."""
        return self.x + number * (self.width + self.gutter)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece at its place, `scale` times its size."""

    piece: Piece
    x: float
    y: float
    scale: float = 1.0

    def paint(self, sheet: Sheet) -> None:
        """Paint it."""
        if self.scale == 1.0:
            self.piece.paint(self.x, self.y)
            return
        canvas, s = sheet.canvas, self.scale
        edge = sheet.width - self.x if sheet.rtl else self.x
        canvas.saveState()
        canvas.translate(edge, sheet.height - self.y)
        canvas.scale(s, s)
        canvas.translate(-edge, -(sheet.height - self.y))
        self.piece.paint(self.x, self.y)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    placed: tuple[Placed, ...]


def pour(pieces: Sequence[Piece], first: Columns, later: Columns) -> tuple[Page, ...]:
    """Fill as many pages as are needed; the last one is balanced over its columns."""
    pages: list[Page] = []
    rest = _tied(pieces)
    while rest:
        columns = first if not pages else later
        placed, left = _filled(rest, columns)
        if not left:
            placed = _balanced(rest, columns, placed)
        pages.append(Page(tuple(placed)))
        rest = left
    return tuple(pages)


def _tied(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in groups that must not be parted."""
    groups: list[list[Piece]] = []
    open_ = False
    for piece in pieces:
        if open_:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        open_ = piece.keep
    return groups


def _high(group: Sequence[Piece], *, on_top: bool) -> float:
    return sum(piece.height + piece.gap for piece in group) - (group[0].gap if on_top else 0.0)


def _filled(groups: list[list[Piece]], columns: Columns) -> tuple[list[Placed], list[list[Piece]]]:
    """One page; what did not fit comes back."""
    placed: list[Placed] = []
    waiting = list(groups)
    for number in range(columns.count):
        y = columns.top
        while waiting:
            group, on_top = waiting[0], y == columns.top
            high = _high(group, on_top=on_top)
            if high > columns.bottom - y + 0.01:
                if not on_top:
                    break
                if len(group) > 1:
                    waiting[0:1] = [group[:-1], group[-1:]]
                    continue
            y = _put(placed, waiting.pop(0), columns, number, y)
        if not waiting:
            break
    return placed, waiting


def _put(
    placed: list[Placed], group: Sequence[Piece], columns: Columns, number: int, y: float
) -> float:
    for piece in group:
        y += 0.0 if y == columns.top else piece.gap
        room = columns.bottom - y
        scale = room / piece.height if piece.height > columns.room else 1.0
        placed.append(Placed(piece, columns.at(number), y, scale))
        y += piece.height * scale
    return y


def _balanced(groups: list[list[Piece]], columns: Columns, found: list[Placed]) -> list[Placed]:
    """The same pieces with columns as short as they can all be."""
    if columns.count == 1:
        return found
    whole = sum(_high(group, on_top=False) for group in groups)
    least = min(columns.room, whole / columns.count)
    for step in range(STEPS):
        high = least + (columns.room - least) * step / STEPS
        shorter = Columns(
            columns.x, columns.width, columns.top, columns.top + high, columns.count,
            columns.gutter,
        )  # fmt: skip
        if any(_high(group, on_top=True) > high for group in groups):
            continue
        placed, left = _filled(groups, shorter)
        if not left:
            return placed
    return found
