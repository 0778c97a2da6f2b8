"""An upright page in the look of the house: frame, the seven strands, head, neutral sentence.

The sheets of a path, of the pact for groups and of the peer track stand on it. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from milclicks.core.texts import Texts
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.art.icons import icon, mark
from milclicks.prints.certificate.wording import INDEPENDENT
from milclicks.prints.look import PATTERNS, STRANDS
from milclicks.prints.makerband import band
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block, Style

INSET = 20.5  # from the paper's edge to the frame: 7.2 mm
SIDE = 26.0  # from the frame to the text
STRIP = 22.0  # height of the strands
MARK = 30.0
SCALES = tuple(1.0 - 0.03 * step for step in range(20))


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is left of a page for its content: from x, `width` wide, between top and bottom."""

    sheet: Sheet
    x: float
    width: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """The height that is left."""
        return self.bottom - self.top

    def style(self, size: float, *, bold: bool = False, soft: bool = False) -> Style:
        """A style in ink, or in the softer ink."""
        look = self.sheet.look
        return Style(size, bold=bold, colour=look.soft_ink if soft else look.ink)

    def below(self, used: float) -> Leaf:
        """The page without its upper `used` points."""
        return Leaf(self.sheet, self.x, self.width, self.top + used, self.bottom)

    def columns(self, count: int, gap: float) -> Iterator[Leaf]:
        """The same room cut into columns, in reading order."""
        wide = (self.width - gap * (count - 1)) / count
        for number in range(count):
            x = self.x + number * (wide + gap)
            yield Leaf(self.sheet, x, wide, self.top, self.bottom)


def paint_leaf(
    sheet: Sheet, title: str, kind: str, texts: Texts, standing: Standing = SHIPPED
) -> Leaf:
    """Paint what all these pages share; `kind` is the small word over the title.

    `standing`: of the pack whose words follow; a page says when that is not the makers' own.
    """
    look, wide = sheet.look, sheet.width - 2 * INSET
    high = sheet.height - 2 * INSET
    sheet.clip(INSET, INSET, wide, high, 16)
    _paint_strands(sheet, wide)
    sheet.unclip()
    sheet.box(INSET, INSET, wide, high, radius=16, stroke=look.ink, weight=look.frame)
    x, width, y = INSET + SIDE, wide - 2 * SIDE, INSET + STRIP + 14
    sheet.drawing(mark(low_ink=look.low), x, y, MARK)
    word = sheet.lay_own("MIL CLICKS", Style(11.5, bold=True, colour=look.ink), width)
    sheet.text(word, x + MARK + 8, y + (MARK - word.height) / 2, width)
    small = Style(10.5, colour=look.soft_ink, align="end")
    said = sheet.lay(kind, small, width * 0.6)
    sheet.text(said, x + width * 0.4, y + (MARK - said.height) / 2, width * 0.6)
    y += MARK + 8
    head = sheet.lay_own(title, Style(22, bold=True, colour=look.ink, leading=1.3), width)
    sheet.text(head, x, y, width)
    note = sheet.lay(texts.say(INDEPENDENT), Style(7, colour=look.soft_ink), width)
    end = sheet.height - INSET - 9 - note.height
    sheet.text(note, x, end, width)
    leaf = Leaf(sheet, x, width, y + head.height + 6, end - 8)
    whose = band(sheet, texts, standing, width)
    if whose is None:
        return leaf
    whose.paint(x, leaf.top)
    return leaf.below(whose.height + 6)


def _paint_strands(sheet: Sheet, wide: float) -> None:
    each, look = wide / len(STRANDS), sheet.look
    for place, strand in enumerate(STRANDS):
        x = INSET + place * each
        if look.low:
            sheet.pattern(PATTERNS[place], x, INSET, each, STRIP, 4.6)
            disc = STRIP * 0.8
            sheet.box(
                x + (each - disc) / 2, INSET + (STRIP - disc) / 2, disc, disc, radius=disc / 2,
                fill="#FFFFFF", stroke=look.ink, weight=0.6,
            )  # fmt: skip
        else:
            sheet.box(x, INSET, each + 0.5, STRIP, fill=look.strands[place])
        size = 12.0
        drawn = icon(strand) if look.low else icon(strand, "#FFFFFF")
        sheet.drawing(drawn, x + (each - size) / 2, INSET + (STRIP - size) / 2, size)
    if look.low:
        sheet.line(INSET, INSET + STRIP, INSET + wide, INSET + STRIP, weight=look.frame)


def largest(fits: Callable[[float], bool], most: float = 1.0) -> float:
    """The largest scale from `most` down at which a page fits, or the smallest that there is."""
    return next((scale * most for scale in SCALES if fits(scale * most)), SCALES[-1] * most)


def paint_text(leaf: Leaf, text: str, style: Style, y: float, *, indent: float = 0.0) -> float:
    """Paint a text in its own direction; return where it ends."""
    block = leaf.sheet.lay_own(text, style, leaf.width - indent)
    leaf.sheet.text(block, leaf.x + indent, y, leaf.width - indent)
    return y + block.height


def paint_tick_box(sheet: Sheet, x: float, y: float, side: float) -> None:
    """A box to tick by hand."""
    sheet.box(x, y, side, side, radius=side * 0.2, stroke=sheet.look.ink, weight=0.9)


def paint_line(leaf: Leaf, label: Block, x: float, y: float, width: float) -> None:
    """A line to write on, with its label before it."""
    sheet = leaf.sheet
    sheet.text(label, x, y, width)
    start = x + label.width + 6
    sheet.line(start, y + label.height * 0.82, x + width, y + label.height * 0.82, weight=0.8)


def paint_disc(sheet: Sheet, words: str, x: float, y: float, side: float) -> None:
    """A number in an ink disc; in low ink a ring."""
    look = sheet.look
    sheet.box(
        x, y, side, side, radius=side / 2, fill=None if look.low else look.ink, stroke=look.ink,
        weight=0.9,
    )  # fmt: skip
    colour = look.ink if look.low else "#FFFFFF"
    block = sheet.lay(words, Style(side * 0.52, bold=True, colour=colour, align="centre"), side * 2)
    sheet.text(block, x - side / 2, y + (side - block.height) / 2, side * 2)


def paint_strand(sheet: Sheet, strand: str, x: float, y: float, side: float) -> None:
    """The sign of a strand on its colour; in low ink in a ring."""
    look = sheet.look
    colour = look.strands[STRANDS.index(strand)] if strand in STRANDS else look.ink
    if look.low:
        sheet.box(x, y, side, side, radius=side / 2, stroke=look.ink, weight=0.7)
    else:
        sheet.box(x, y, side, side, radius=side / 2, fill=colour)
    if strand in STRANDS:
        size = side * 0.56
        drawn = icon(strand) if look.low else icon(strand, "#FFFFFF")
        sheet.drawing(drawn, x + (side - size) / 2, y + (side - size) / 2, size)
