"""Stacks the pieces of a mock artefact for a width: what is drawn where, under which part name.

Pieces are placed as if from left to right; `mirrored` turns them for right-to-left. It knows
nothing of widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from milclicks.ui.inline import Block, Style, parse
from milclicks.ui.theme import Theme

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawn thing. `part` is the name for hotspots ("" for ornaments).

    `ground`: the card that the words of its part stand on (a bubble).
    """

    rect: QRectF
    paint: Paint
    part: str = ""
    says: str = ""
    ground: bool = False


def air(theme: Theme) -> float:
    """What is free above and below the words of a part that is pointed at."""
    return 1.5 * theme.space(0)


class Composer:
    """A cursor that runs down the artefact. Parts of text are at least `least` pixels high.

    Words leave `gutter` free at the trailing side; strips, rules and pictures do not.
    """

    def __init__(
        self, width: float, theme: Theme, *, least: float = 0.0, gutter: float = 0.0
    ) -> None:
        self.width, self.theme, self.least, self.gutter = width, theme, least, gutter
        self.margin, self.air = float(theme.space(3)), air(theme)
        self.y = 0.0
        self.pieces: list[Piece] = []
        self.spoken: dict[str, str] = {}

    @property
    def right(self) -> float:
        """Where words end."""
        return self.width - self.margin - self.gutter

    @property
    def inner(self) -> float:
        """Width for words between the margins."""
        return max(self.right - self.margin, 40.0)

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
        room = self.right - left if width is None else width
        spare = max((self.least - block.fit(room)) / 2, self.air) if part and self.least else 0
        rect = self.place(block, left, self.y + spare, room, part)
        if spare:
            whole = rect.adjusted(0, -spare, 0, spare)
            self.room(whole, part)
        self.y = rect.bottom() + spare
        return rect

    @contextmanager
    def together(self, part: str) -> Iterator[None]:
        """Texts of one part: all of them, not each, are as high as a part is at least."""
        top, first, least, self.least = self.y, len(self.pieces), self.least, 0.0
        yield
        self.least = least
        if least:
            spare = max((top + least - self.y) / 2, self.air)
            for n in range(first, len(self.pieces)):
                piece = self.pieces[n]
                self.pieces[n] = replace(piece, rect=piece.rect.translated(0, spare))
            self.y += 2 * spare
            self.room(QRectF(self.margin, top, self.inner, self.y - top), part)

    def room(self, rect: QRectF, part: str) -> None:
        """Free room that belongs to a part."""
        self.shape(rect, lambda painter, where: None, part)

    def shape(self, rect: QRectF, paint: Paint, part: str = "", says: str = "") -> None:
        """Put a drawing at a place of its own; the cursor stays."""
        self.pieces.append(Piece(rect, paint, part, says))

    def under(
        self, index: int, rect: QRectF, paint: Paint, part: str = "", *, ground: bool = False
    ) -> None:
        """Put a drawing below the pieces from `index` on (a strip, the ground of a bubble)."""
        self.pieces.insert(index, Piece(rect, paint, part, ground=ground))

    def rule(self, colour: str = "line", thick: float = 1.0, inset: float = 0.0) -> None:
        """A line across at the cursor."""
        ink = self.theme.colour(colour)
        rect = QRectF(inset, self.y, self.width - 2 * inset, thick)
        self.shape(rect, lambda painter, where: painter.fillRect(where, ink))
        self.y += thick

    def finished(self) -> tuple[Piece, ...]:
        """The pieces, mirrored where the language runs from right to left."""
        if not self.theme.rtl:
            return tuple(self.pieces)
        return tuple(replace(piece, rect=self._mirror(piece.rect)) for piece in self.pieces)

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
