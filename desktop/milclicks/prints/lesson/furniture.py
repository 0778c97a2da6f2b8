"""What stands around the content of each page: the head of the first, a line and a foot on all.

What is of a teacher's pack, or of one that nobody signed, has a band on each page that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milclicks.core.marks import bare
from milclicks.core.texts import N_
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.art.icons import mark
from milclicks.prints.certificate.wording import INDEPENDENT
from milclicks.prints.leaf import paint_strand
from milclicks.prints.lesson.piece import Piece, stack
from milclicks.prints.lesson.pour import Columns
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.look import PATTERNS, STRANDS
from milclicks.prints.makerband import Band, Tag, band, tag
from milclicks.prints.paper import MM
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block

MARGIN = 11 * MM
TOP = 8 * MM
STRIP = 7.0
GUTTER = 18.0
PAGE = N_("Page {number} of {all}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The page's own words: the lesson's title and strand, and what kind of sheet this is."""

    setter: Setter
    title: str
    strand: str
    kind: str
    standing: Standing = SHIPPED

    @property
    def sheet(self) -> Sheet:
        """The page."""
        return self.setter.sheet

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.sheet.width - 2 * MARGIN

    @property
    def foot(self) -> float:
        """Where the content must end."""
        return self._note_top() - 6

    def columns(self, count: int, top: float) -> Columns:
        """The columns of a page below `top`."""
        each = (self.width - GUTTER * (count - 1)) / count
        return Columns(MARGIN, each, top, self.foot, count, GUTTER)

    @property
    def below_strip(self) -> float:
        """Where the content of a later page begins."""
        made = self._band()
        return TOP + STRIP + 10 + (made.height + 4 if made is not None else 0)

    def _band(self) -> Band | None:
        """Whose pack it is, where that must be said."""
        return band(self.sheet, self.setter.texts, self.standing, self.width)

    def tag(self, width: float) -> Tag | None:
        """The same, small, for what is cut out of the page."""
        return tag(self.sheet, self.setter.texts, self.standing, width)

    def head(self, lines: Sequence[Piece]) -> Piece:
        """Strand, title, the kind of sheet, then further lines in the full width."""
        setter, side = self.setter, 30.0
        room = self.width - side - 12
        small = setter.text(self.kind, room, size=9, soft=True)
        title = setter.text(self.title, room, size=19, bold=True, gap=0)
        words = stack([small, title])
        inner = stack([Piece(max(side, words.height), lambda x, y: None), *lines])

        def paint(x: float, y: float) -> None:
            drop = max(0.0, (words.height - side) / 2)
            paint_strand(self.sheet, self.strand, x, y + drop, side)
            words.paint(x + side + 12, y + max(0.0, (side - words.height) / 2))
            inner.paint(x, y)

        return Piece(inner.height, paint, 0.0)

    def paint_page(self, number: int, count: int) -> None:
        """Strip of the strand, whose pack it is, mark, neutral sentence, number of the page."""
        sheet, look = self.sheet, self.sheet.look
        at = STRANDS.index(self.strand) if self.strand in STRANDS else 0
        if look.low:
            sheet.pattern(PATTERNS[at], MARGIN, TOP, self.width, STRIP, 4.6)
            sheet.box(MARGIN, TOP, self.width, STRIP, stroke=look.edge, weight=0.6)
        else:
            sheet.box(MARGIN, TOP, self.width, STRIP, radius=2, fill=look.strands[at])
        made = self._band()
        if made is not None:
            made.paint(MARGIN, TOP + STRIP + 5)
        top = self._note_top()
        sheet.line(MARGIN, top - 2, MARGIN + self.width, top - 2, weight=0.5, colour=look.edge)
        left, right, page = self._notes(number, count)
        sheet.drawing(mark(low_ink=look.low), MARGIN, top + 3, 12)
        sheet.text(left, MARGIN + 16, top + 1, self.width * 0.75)
        sheet.text(page, MARGIN, top + 1, self.width)
        sheet.text(right, MARGIN + 16, top + 1 + left.height, self.width - 16)

    def _note_top(self) -> float:
        left, right, _ = self._notes(1, 1)
        return self.sheet.height - 7 * MM - left.height - right.height

    def _notes(self, number: int, count: int) -> tuple[Block, Block, Block]:
        setter = Setter(self.sheet, self.setter.texts, self.setter.photos)
        # The name of the app is in Latin letters; the line still reads in the page's direction.
        own = "\u200f" if self.sheet.rtl else ""
        name = f"{own}MIL CLICKS – {setter.texts.isolate(bare(self.title))} – {self.kind}"
        said = setter.say(PAGE, number=number, all=count)
        return (
            setter.block(name, self.width * 0.75, size=7.4, soft=True),
            setter.block(setter.say(INDEPENDENT), self.width - 16, size=6.6, soft=True),
            setter.block(said, self.width, size=7.4, soft=True, align="end"),
        )
