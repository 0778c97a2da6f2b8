"""The label of packs that are not from the makers of the app, on paper: a band in a double frame.

It stands at the head of every sheet of such a lesson, so that a copy on a table says whose it is.
The frame is not dashed as on screens: dashes on paper mean that something is cut or folded there.
"""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.texts import Texts
from milclicks.packs.trust.label import guest, icon, label, named
from milclicks.packs.trust.standing import Standing
from milclicks.prints.art import icons
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block, Style
from milclicks.prints.typeset.coverage import NoGlyph

SIZE = 8.6
PAD_X, PAD_Y = 7.0, 3.6
SIDE = 11.0


@dataclass(frozen=True, slots=True)
class Band:
    """The band as it was laid out for `width` points."""

    sheet: Sheet
    words: Block
    sign: str
    width: float

    @property
    def height(self) -> float:
        """Its height with the frame."""
        return max(self.words.height, SIDE) + 2 * PAD_Y

    def paint(self, x: float, y: float) -> None:
        """Paint it with its upper edge at y."""
        sheet, ink, high = self.sheet, self.sheet.look.ink, self.height
        sheet.box(x, y, self.width, high, radius=4, stroke=ink, weight=0.9)
        sheet.box(x + 2, y + 2, self.width - 4, high - 4, radius=2.6, stroke=ink, weight=0.5)
        sheet.drawing(icons.icon(self.sign), x + PAD_X, y + (high - SIDE) / 2, SIDE)
        start = PAD_X + SIDE + 5
        top = y + (high - self.words.height) / 2
        sheet.text(self.words, x + start, top, self.width - start - PAD_X)


def band(sheet: Sheet, texts: Texts, standing: Standing, width: float) -> Band | None:
    """The band for a pack of this standing; None for the makers' own.

    A claimed name with a sign that no font has is left out: it must not keep a lesson from paper.
    """
    if not guest(standing):
        return None
    leading = 1.5 if sheet.rtl else 1.27
    style = Style(SIZE, bold=True, colour=sheet.look.ink, leading=leading)
    room = width - 2 * PAD_X - SIDE - 5
    try:
        words = sheet.lay(named(texts, standing), style, room)
    except NoGlyph:
        words = sheet.lay(label(texts, standing), style, room)
    return Band(sheet, words, icon(standing), width)
