"""Sets the words of one lesson's paper: texts, headings, boxes to tick, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from milclicks.core.marks import Marked
from milclicks.core.marks import marked as read_marks
from milclicks.core.texts import N_, Texts
from milclicks.prints.art.icons import icon
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.photos import Photos
from milclicks.prints.lesson.piece import Edge, Paint, Piece, beside, framed, indented, stack
from milclicks.prints.sheet import Sheet, direction_of
from milclicks.prints.typeset.block import Align, Block, Style

LETTERS = N_("A B C D E F G H I J K L")
BODY = 9.6  # points of plain text at scale 1

SIGNS = {"ltr": str.maketrans("→←", "›‹"), "rtl": str.maketrans("←→", "›‹")}


def with_signs(text: str) -> str:
    """A text with its arrows as signs that the fonts have; they point on in its own direction."""
    return text.translate(SIGNS[direction_of(text) or "ltr"])


@dataclass(frozen=True, slots=True)
class Setter:
    """One voice, one look, one scale. Widths are given, heights come out."""

    sheet: Sheet
    texts: Texts
    photos: Photos
    scale: float = 1.0

    def say(self, msgid: str, **values: object) -> str:
        """A sentence of the app in the language of the paper."""
        return self.texts.say(msgid, **values)

    @property
    def letters(self) -> list[str]:
        """The letters of options in this language."""
        return self.say(LETTERS).split()

    def sized(self, points: float) -> float:
        """A length that grows with the scale."""
        return points * self.scale

    def block(
        self,
        words: str,
        width: float,
        *,
        size: float = BODY,
        bold: bool = False,
        soft: bool = False,
        align: Align = "start",
        colour: str | None = None,
        marked: bool = True,
    ) -> Block:
        """Lay out a text; `marked` texts lose their inline marks, and what is strong is bold."""
        look = self.sheet.look
        ink = colour or (look.soft_ink if soft else look.ink)
        leading = 1.5 if self.sheet.rtl else 1.27
        style = Style(
            round(size * self.scale, 2), bold=bold, colour=ink, align=align, leading=leading
        )
        found = read_marks(normalize("NFC", words)) if marked else Marked(words)
        return self.sheet.lay_own(with_signs(found.text), style, width, "anywhere", found.strong)

    def snug(self, words: str, most: float, **style: Any) -> tuple[Block, float]:
        """A text laid out for no more room than it takes, and that room."""
        wide = self.block(words, most, **style).width + 1.0
        return self.block(words, wide, **style), wide

    def set(self, block: Block, width: float, *, gap: float = 3.0) -> Piece:
        """A laid-out text as a piece."""
        return Piece(
            block.height, lambda x, y: self.sheet.text(block, x, y, width), self.sized(gap)
        )

    def text(
        self,
        words: str,
        width: float,
        *,
        size: float = BODY,
        bold: bool = False,
        soft: bool = False,
        align: Align = "start",
        gap: float = 3.0,
    ) -> Piece:
        """A paragraph."""
        block = self.block(words, width, size=size, bold=bold, soft=soft, align=align)
        return self.set(block, width, gap=gap)

    def heading(self, words: str, width: float, *, size: float = 12.5, note: str = "") -> Piece:
        """A section's name over a line, a small note at its end; tied to what follows."""
        room = width
        marks: list[Piece] = []
        if note:
            end, wide = self.snug(note, width * 0.5, size=8, soft=True)
            room = width - wide - 8
            marks = [indented(self.set(end, wide), width - wide)]
        head = self.text(words, room, size=size, bold=True)
        sheet, high = self.sheet, head.height + self.sized(2)

        def paint(x: float, y: float) -> None:
            head.paint(x, y)
            for mark in marks:
                mark.paint(x, y + max(0.0, head.height - mark.height - 1))
            sheet.line(x, y + high, x + width, y + high, weight=1.1)

        return Piece(high + self.sized(1.5), paint, self.sized(11), keep=True)

    def label(self, words: str, width: float, *, gap: float = 5.0) -> Piece:
        """A small strong word over something."""
        return self.text(words, width, size=8.6, bold=True, soft=True, gap=gap).kept()

    def bullets(self, entries: Sequence[str], width: float, *, numbered: bool = False) -> Piece:
        """A list with discs or numbers."""
        return stack([self.entry(one, width, number if numbered else 0)
                      for number, one in enumerate(entries, 1)], gap=self.sized(4))  # fmt: skip

    def entry(self, words: str, width: float, number: int = 0, *, size: float = BODY) -> Piece:
        """One line of a list: a small square, or its number in a ring."""
        shift = self.sized(15 if number else 10)
        body = self.text(words, width - shift, size=size)
        sheet, first = self.sheet, self.sized(size) * (1.5 if self.sheet.rtl else 1.27)
        said = self.texts.number(number)

        def paint(x: float, y: float) -> None:
            if number:
                side = self.sized(11.5)
                paint_disc(sheet, said, x, y + (first - side) / 2, side)
            else:
                side = self.sized(3.4)
                sheet.box(x + 1, y + (first - side) / 2, side, side, fill=sheet.look.ink)

        return beside(Piece(first, paint), body, shift, gap=self.sized(2.2))

    def with_icon(
        self, name: str, words: str, width: float, *, soft: bool = False, size: float = BODY
    ) -> Piece:
        """A paragraph with an icon before it."""
        side, shift = self.sized(size * 1.05), self.sized(size * 1.55)
        body = self.text(words, width - shift, soft=soft, size=size)
        sheet = self.sheet
        first = self.sized(size) * (1.5 if sheet.rtl else 1.27)

        def paint(x: float, y: float) -> None:
            sheet.drawing(icon(name), x, y + (first - side) / 2, side)

        return beside(Piece(first, paint), body, shift, gap=self.sized(2.4))

    def tick(self, words: str, width: float, *, side: float = 10.0, boxes: int = 1) -> Piece:
        """One box to tick (or more in a row) and its words."""
        size = self.sized(side)
        shift = (size + self.sized(4)) * boxes + self.sized(2)
        body = self.text(words, width - shift)
        sheet, first = self.sheet, max(self.sized(BODY) * 1.27, size)
        drop = max(0.0, (size - self.sized(BODY) * 1.27) / 2)

        def paint(x: float, y: float) -> None:
            for number in range(boxes):
                at = x + number * (size + self.sized(4))
                sheet.box(
                    at, y + (first - size) / 2, size, size, radius=size * 0.18,
                    stroke=sheet.look.ink, weight=0.9,
                )  # fmt: skip
            body.paint(x + shift, y + drop)

        return Piece(max(first, body.height + drop), paint, self.sized(3.6))

    def lines(self, count: int, width: float) -> Piece:
        """Lines to write on."""
        each, sheet = 21.0, self.sheet

        def paint(x: float, y: float) -> None:
            for number in range(1, count + 1):
                sheet.line(x, y + number * each - 3, x + width, y + number * each - 3, weight=0.6,
                           colour=sheet.look.soft_ink)  # fmt: skip

        return Piece(each * count, paint, 0.0)

    def chips(self, words: Sequence[str], width: float, *, ring: bool = False) -> Piece:
        """Words in small frames (or after a ring to tick), one after the other."""
        pad, high = self.sized(5), 0.0
        blocks = [self.snug(one, width - 4 * pad) for one in words]
        lead = self.sized(12) if ring else 0.0
        places: list[tuple[float, float, Block, float]] = []
        x = y = 0.0
        for block, room in blocks:
            wide = room + 2 * pad + lead
            if x and x + wide > width:
                x, y = 0.0, y + high + self.sized(4)
                high = 0.0
            places.append((x, y, block, room))
            x += wide + self.sized(4)
            high = max(high, block.height + self.sized(3))
        return Piece(y + high, self._chips(places, pad, lead), self.sized(4))

    def _chips(
        self, places: list[tuple[float, float, Block, float]], pad: float, lead: float
    ) -> Paint:
        sheet = self.sheet

        def paint(x: float, y: float) -> None:
            for dx, dy, block, room in places:
                high, side = block.height + self.sized(3), self.sized(9)
                if lead:
                    sheet.box(
                        x + dx, y + dy + (high - side) / 2, side, side, radius=side / 2,
                        stroke=sheet.look.ink, weight=0.9,
                    )  # fmt: skip
                else:
                    wide = room + 2 * pad
                    sheet.box(x + dx, y + dy, wide, high, radius=high / 2.4,
                              stroke=sheet.look.ink, weight=0.7)  # fmt: skip
                sheet.text(block, x + dx + (lead or pad), y + dy + self.sized(1.5), room)

        return paint

    def boxed(self, pieces: Sequence[Piece], width: float, *, strong: bool = False) -> Piece:
        """Pieces (made for `width` less 16) in a frame; a strong one is filled in colour."""
        look = self.sheet.look
        fill = look.highlight if strong else None
        edge = Edge(8.0, 8.0, look.ink if strong else look.edge, fill, 1.4 if strong else 0.8)
        return framed(self.sheet, stack(pieces), width, edge, gap=self.sized(7))
