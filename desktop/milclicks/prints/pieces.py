"""Texts below each other, each with an optional sign before it: laid out first, painted later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milclicks.prints.leaf import paint_disc, paint_tick_box
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block, Style

Sign = Callable[[Sheet, float, float, float], None]  # x, y, height of the first line


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Block | None
    indent: float
    width: float
    gap: float
    sign: Sign | None
    room: float

    @property
    def height(self) -> float:
        """The text, or the room of a place to write."""
        return max(self.block.height if self.block else 0.0, self.room)


class Pieces:
    """A column `width` points wide; `height` is what it takes."""

    def __init__(self, sheet: Sheet, width: float) -> None:
        self._sheet, self._width = sheet, width
        self._pieces: list[_Piece] = []

    def add(
        self,
        text: str,
        style: Style,
        *,
        indent: float = 0.0,
        gap: float = 0.0,
        sign: Sign | None = None,
    ) -> None:
        """A text in its own direction, `gap` below what stands before it."""
        wide = self._width - indent
        block = self._sheet.lay_own(text, style, wide)
        self._pieces.append(_Piece(block, indent, wide, gap, sign, 0.0))

    def lines(self, count: int, pitch: float, *, gap: float = 0.0) -> None:
        """Lines to write on."""

        def rule(sheet: Sheet, x: float, y: float, _high: float) -> None:
            for number in range(1, count + 1):
                at = y + number * pitch
                sheet.line(x, at, x + self._width, at, weight=0.6)

        self._pieces.append(_Piece(None, 0.0, self._width, gap, rule, count * pitch + 2))

    @property
    def height(self) -> float:
        """All pieces with their gaps."""
        return sum(piece.height + piece.gap for piece in self._pieces)

    def paint(self, x: float, y: float, more: float = 0.0) -> float:
        """Paint it from y on, with `more` air before each piece that has a gap; where it ends."""
        for piece in self._pieces:
            y += piece.gap + (more if piece.gap else 0.0)
            if piece.sign is not None:
                first = piece.block.pitch if piece.block else 0.0
                piece.sign(self._sheet, x, y, first)
            if piece.block is not None:
                self._sheet.text(piece.block, x + piece.indent, y, piece.width)
            y += piece.height
        return y


def disc(words: str, side: float) -> Sign:
    """A number in a disc, in the middle of the first line."""
    return lambda sheet, x, y, high: paint_disc(sheet, words, x, y + (high - side) / 2, side)


def tick_box(side: float) -> Sign:
    """A box to tick, in the middle of the first line."""
    return lambda sheet, x, y, high: paint_tick_box(sheet, x, y + (high - side) / 2, side)
