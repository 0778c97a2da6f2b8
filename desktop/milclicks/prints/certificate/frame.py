"""The frame of a certificate: the round edge, the seven strands at its side, the head."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.prints.art.icons import icon, mark
from milclicks.prints.look import PATTERNS, STRANDS
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block, Style

INSET = 20.5  # points from the paper's edge to the frame on A4: 7.2 mm


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text stands: from x, `width` wide, between top and bottom."""

    x: float
    width: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of the frame on one paper; `scale` is 1 on A4 and smaller on half of it."""

    inset: float
    strip: float
    radius: float
    column: Column

    @classmethod
    def of(cls, size: tuple[float, float], scale: float) -> Frame:
        """The frame of a page of this size."""
        inset, strip = max(INSET * scale, 15.6), 36 * scale
        start = inset + strip + 32 * scale
        column = Column(
            x=start,
            width=size[0] - start - inset - 32 * scale,
            top=inset + 25 * scale,
            bottom=size[1] - inset - 17 * scale,
        )
        return cls(inset, strip, 17 * scale, column)


def paint_frame(sheet: Sheet, frame: Frame) -> None:
    """The strands at the side where reading begins, then the edge over them."""
    inset, wide = frame.inset, sheet.width - 2 * frame.inset
    high = sheet.height - 2 * inset
    sheet.clip(inset, inset, wide, high, frame.radius)
    for place in range(len(STRANDS)):
        _paint_strand(sheet, frame, place, high / len(STRANDS))
    sheet.unclip()
    if sheet.look.low:
        sheet.line(
            inset + frame.strip, inset, inset + frame.strip, inset + high, weight=sheet.look.frame
        )
    sheet.box(
        inset, inset, wide, high, radius=frame.radius, stroke=sheet.look.ink,
        weight=sheet.look.frame,
    )  # fmt: skip


def _paint_strand(sheet: Sheet, frame: Frame, place: int, high: float) -> None:
    x, y, wide = frame.inset, frame.inset + place * high, frame.strip
    size = wide * 0.46
    at = (x + (wide - size) / 2, y + (high - size) / 2)
    if not sheet.look.low:
        sheet.box(x, y, wide, high + 0.5, fill=sheet.look.strands[place])
        sheet.drawing(icon(STRANDS[place], "#FFFFFF"), *at, size)
        return
    sheet.pattern(PATTERNS[place], x, y, wide, high, wide * 0.14)
    disc = wide * 0.74
    sheet.box(
        x + (wide - disc) / 2, y + (high - disc) / 2, disc, disc, radius=disc / 2,
        fill="#FFFFFF", stroke=sheet.look.ink, weight=0.8,
    )  # fmt: skip
    sheet.drawing(icon(STRANDS[place]), *at, size)
    if place:
        sheet.line(x, y, x + wide, y, weight=0.6)


@dataclass(frozen=True, slots=True)
class Head:
    """The mark and the name of the project at the start, the title at the end."""

    titles: tuple[Block, ...]
    wordmark: Block
    scale: float

    @classmethod
    def of(cls, sheet: Sheet, titles: tuple[str, ...], width: float, scale: float) -> Head:
        """Lay out the head; a second title is smaller and lighter."""
        look = sheet.look
        styles = (
            Style(20 * scale, bold=True, align="end", colour=look.ink, leading=1.3),
            Style(13.5 * scale, align="end", colour=look.soft_ink, leading=1.4),
        )
        blocks = tuple(
            sheet.lay_own(text, style, width * 0.6)
            for text, style in zip(titles, styles, strict=False)
        )
        word = Style(12.5 * scale, bold=True, colour=look.ink)
        return cls(blocks, sheet.lay_own("MIL CLICKS", word, width * 0.3), scale)

    @property
    def height(self) -> float:
        """The taller of both sides."""
        return max(35 * self.scale, sum(block.height for block in self.titles))

    def paint(self, sheet: Sheet, column: Column, y: float) -> None:
        """Paint the head with its top at y."""
        size = 35 * self.scale
        sheet.drawing(mark(low_ink=sheet.look.low), column.x, y, size)
        beside, width = column.x + size + 9 * self.scale, column.width * 0.3
        sheet.text(self.wordmark, beside, y + (size - self.wordmark.height) / 2, width)
        wide = column.width * 0.6
        below = y + max(0.0, (size - sum(block.height for block in self.titles)) / 2)
        for block in self.titles:
            sheet.text(block, column.x + column.width - wide, below, wide)
            below += block.height
