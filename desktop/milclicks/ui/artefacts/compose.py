"""Stacks the pieces of a mock artefact for a width: what is drawn where, under which part name.

Pieces are placed as if from left to right; `mirrored` turns them for right-to-left. It knows
nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from milclicks.ui.inline import Block, Style, parse
from milclicks.ui.theme import Theme

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing. `part` is the name for hotspots ("" for ornaments)."""

    rect: QRectF
    paint: Paint
    part: str = ""
    says: str = ""


class Composer:
    """A cursor that runs down the artefact. Parts of text are at least `least` pixels high."""

    def __init__(self, width: float, theme: Theme, *, least: float = 0.0) -> None:
        self.width, self.theme, self.least = width, theme, least
        self.margin = float(theme.space(3))
        self.y = 0.0
        self.pieces: list[Piece] = []
        self.spoken: dict[str, str] = {}

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return max(self.width - 2 * self.margin, 40.0)

    def gap(self, pixels: float) -> None:
        """Leave room."""
        self.y += pixels

    def block(
        self,
        text: str,
        size: float,
        *,
        strong: bool = False,
        colour: str = "ink",
        centred: bool = False,
    ) -> Block:
        """Lay out a marked text without placing it."""
        theme = self.theme
        ink = QColor(colour) if colour.startswith("#") else theme.colour(colour)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        style = Style(
            font=theme.font_px(size, strong),
            ink=ink,
            link=theme.colour("focus"),
            line_height=theme.line_height,
            align=align,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )
        return Block(parse(text), style)

    def place(self, block: Block, x: float, y: float, width: float, part: str = "") -> QRectF:
        """Put a laid-out text at a place of its own; the cursor stays."""
        rect = QRectF(x, y, width, block.fit(width))

        def paint(painter: QPainter, where: QRectF) -> None:
            block.fit(width)
            block.draw(painter, QPointF(where.x(), where.y()))

        self.pieces.append(Piece(rect, paint, part, block.text))
        return rect

    def text(
        self,
        text: str,
        size: float,
        *,
        part: str = "",
        strong: bool = False,
        colour: str = "ink",
        centred: bool = False,
        x: float | None = None,
        width: float | None = None,
    ) -> QRectF:
        """Put a text at the cursor and move on below it."""
        block = self.block(text, size, strong=strong, colour=colour, centred=centred)
        left = self.margin if x is None else x
        room = self.width - left - self.margin if width is None else width
        spare = max(self.least - block.fit(room), 0) / 2 if part else 0
        rect = self.place(block, left, self.y + spare, room, part)
        if spare:
            whole = rect.adjusted(0, -spare, 0, spare)
            self.shape(whole, lambda painter, where: None, part)
        self.y = rect.bottom() + spare
        return rect

    def shape(self, rect: QRectF, paint: Paint, part: str = "", says: str = "") -> None:
        """Put a drawing at a place of its own; the cursor stays."""
        self.pieces.append(Piece(rect, paint, part, says))

    def under(self, index: int, rect: QRectF, paint: Paint, part: str = "", says: str = "") -> None:
        """Put a drawing below the pieces from `index` on (the ground of a bubble)."""
        self.pieces.insert(index, Piece(rect, paint, part, says))

    def rule(self, colour: str = "line", thick: float = 1.0, inset: float = 0.0) -> None:
        """A line across at the cursor."""
        ink = self.theme.colour(colour)
        rect = QRectF(inset, self.y, self.width - 2 * inset, thick)
        self.shape(rect, lambda painter, where: painter.fillRect(where, ink))
        self.y += thick

    def finished(self, shift: float = 0.0) -> tuple[Piece, ...]:
        """The pieces, mirrored where the language runs from right to left (and then shifted)."""
        if not self.theme.rtl:
            return tuple(self.pieces)
        return tuple(
            replace(piece, rect=self._mirror(piece.rect).translated(shift, 0))
            for piece in self.pieces
        )

    def _mirror(self, rect: QRectF) -> QRectF:
        return QRectF(self.width - rect.right(), rect.y(), rect.width(), rect.height())


def part_boxes(pieces: tuple[Piece, ...]) -> dict[str, QRectF]:
    """The box of each named part: all its pieces together."""
    boxes: dict[str, QRectF] = {}
    for piece in pieces:
        if piece.part:
            boxes[piece.part] = boxes.get(piece.part, piece.rect).united(piece.rect)
    return boxes


def part_words(pieces: tuple[Piece, ...]) -> dict[str, str]:
    """What a screen reader says for each part."""
    words: dict[str, str] = {}
    for piece in pieces:
        if piece.part and piece.says:
            words[piece.part] = (
                f"{words[piece.part]} {piece.says}" if piece.part in words else piece.says
            )
    return words
