"""The label of packs that are not from the makers of the app, on paper: a band, and a small tag.

The band stands in a double frame at the head of every sheet of such a pack, so that a copy on a
table says whose it is. The frame is not dashed as on screens: dashes on paper mean that something
is cut or folded there. What is cut out has a tag of its own, for it leaves the band behind.
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
TAG_SIZE, TAG_SIDE = 6.6, 7.6
TAG_AIR = 3.2  # from the sign of a tag to its words


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


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of one card as it was laid out for `width` points: a sign and a few words."""

    sheet: Sheet
    words: Block
    sign: str
    width: float

    @property
    def height(self) -> float:
        """The taller of both."""
        return max(self.words.height, TAG_SIDE)

    def paint(self, x: float, y: float) -> None:
        """Paint it with its upper edge at y."""
        start, high = TAG_SIDE + TAG_AIR, self.height
        self.sheet.drawing(icons.icon(self.sign), x, y + (high - TAG_SIDE) / 2, TAG_SIDE)
        top = y + (high - self.words.height) / 2
        self.sheet.text(self.words, x + start, top, self.width - start)


def tag(sheet: Sheet, texts: Texts, standing: Standing, width: float) -> Tag | None:
    """The tag for a card of a pack of this standing; None for the makers' own."""
    if not guest(standing):
        return None
    style = Style(TAG_SIZE, bold=True, colour=sheet.look.ink, leading=1.5 if sheet.rtl else 1.27)
    words = sheet.lay(label(texts, standing), style, width - TAG_SIDE - TAG_AIR)
    return Tag(sheet, words, icon(standing), width)
