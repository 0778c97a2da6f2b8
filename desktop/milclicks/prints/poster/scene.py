"""The poster itself on a sheet of A4's shape: headline, Talora, seven strands, the place.

Measures are points on A4; larger posters are the same sheet, enlarged.
"""

from __future__ import annotations

from milclicks.core import paths
from milclicks.prints.art import svg
from milclicks.prints.art.icons import icon, mark
from milclicks.prints.look import PATTERNS, STRANDS
from milclicks.prints.makerband import Band
from milclicks.prints.poster.wording import NAME, PosterWording
from milclicks.prints.qr import paint_qr
from milclicks.prints.sheet import Sheet, direction_of
from milclicks.prints.typeset.block import Block, Style
from milclicks.prints.typeset.layout import Break

INSET = 22.5  # 7.9 mm
RADIUS = 24.0
SIDE = 38.0  # from the frame to the text
STRAND = 68.0  # height of the band of strands
FOOT = 154.0  # height of the part below it
HEADLINE_LEADING = {"ltr": 1.03, "rtl": 1.42}
QR_SIZE = 80.0
NOTE_GAP = 4.0  # over the neutral sentence at the end
TOP = 30.0  # from the frame to the mark
BAND_AT, BAND_AIR = 15.0, 10.0  # from the frame to the band, and below it


def words_width(sheet: Sheet) -> float:
    """The width of the headline, and of the band that says whose pack it is."""
    return sheet.width - 2 * (INSET + SIDE)


def paint_poster(sheet: Sheet, said: PosterWording, whose: Band | None = None) -> None:
    """Paint the whole poster onto a sheet of A4's shape; `whose` stands at its head."""
    inset, look = INSET, sheet.look
    wide, high = sheet.width - 2 * inset, sheet.height - 2 * inset
    strands = inset + high - FOOT - STRAND
    drawing = svg.read(paths.resources() / "art" / "poster-scene.svg")
    tall = wide * drawing.height / drawing.width
    sheet.clip(inset, inset, wide, high, RADIUS)
    sheet.clip(inset, strands - tall, wide, tall)
    sheet.drawing(drawing, inset, strands - tall, wide, cell=6)
    sheet.unclip()
    _paint_strands(sheet, inset, strands, wide)
    sheet.unclip()
    weight = 1.6 if look.low else 3.0
    sheet.box(inset, inset, wide, high, radius=RADIUS, stroke=look.ink, weight=weight)
    top = inset + TOP
    if whose is not None:
        whose.paint(inset + SIDE, inset + BAND_AT)
        top = inset + BAND_AT + whose.height + BAND_AIR
    _paint_words(sheet, said, top, strands - tall)
    _paint_foot(sheet, said, strands + STRAND)


def _paint_words(sheet: Sheet, said: PosterWording, top: float, bottom: float) -> None:
    start, width = INSET + SIDE, words_width(sheet)
    sheet.drawing(mark(low_ink=sheet.look.low), start, top, 48)
    word = sheet.lay_own(NAME, Style(18.5, bold=True, colour=sheet.look.ink), 300)
    sheet.text(word, start + 60, top + (48 - word.height) / 2, 300)
    room = bottom - (top + 48 + 14) - 10
    headline, tagline = fitted_words(sheet, said, width, room)
    gap = 8.0
    over = (room - headline.height - tagline.height - gap) / 2
    y = top + 48 + 14 + over
    _paint_highlight(sheet, headline, start, y, width)
    sheet.text(headline, start, y, width)
    sheet.text(tagline, start, y + headline.height + gap, width)


def fitted_words(
    sheet: Sheet, said: PosterWording, width: float, room: float
) -> tuple[Block, Block]:
    """Headline and tagline in the largest size that fits."""
    ink = sheet.look.ink
    leading = HEADLINE_LEADING[direction_of(said.headline) or sheet.direction]
    size = 66.0
    while True:
        style = Style(size, bold=True, colour=ink, leading=leading)
        headline = sheet.lay_own(said.headline, style, width)
        tagline = sheet.lay_own(
            said.tagline, Style(max(16.0, size * 0.4), bold=True, colour=ink), width
        )
        fits = headline.width <= width and tagline.width <= width
        fits = fits and len(tagline.lines) <= 2 and len(headline.lines) <= 3
        if size <= 20 or (fits and headline.height + tagline.height + 8 <= room):
            return headline, tagline
        size -= 2


def _paint_highlight(sheet: Sheet, block: Block, x: float, y: float, width: float) -> None:
    """The sun under the lower half of the project's name; in low ink a band of dots."""
    left = sheet.left(x, width)
    for number, start, end in block.extents(NAME.replace(" ", "\u00a0")):
        base = y + block.lines[number].baseline
        size = block.style.size
        low, wide = left + start - 2, end - start + 4
        at = sheet.width - low - wide if sheet.rtl else low
        if sheet.look.low:
            sheet.pattern("dots", at, base - size * 0.2, wide, size * 0.42, 4.4)
        else:
            sheet.box(at, base - size * 0.2, wide, size * 0.46, fill=sheet.look.sun)


def _paint_strands(sheet: Sheet, x: float, y: float, wide: float) -> None:
    cell, disc, look = wide / len(STRANDS), 48.0, sheet.look
    for place, strand in enumerate(STRANDS):
        at = x + place * cell
        if look.low:
            sheet.box(at, y, cell, STRAND, fill="#FFFFFF")
            sheet.pattern(PATTERNS[place], at, y, cell, STRAND, 6.4)
        else:
            sheet.box(at, y, cell, STRAND, fill=look.strands[place])
        middle, top = at + (cell - disc) / 2, y + (STRAND - disc) / 2
        sheet.box(
            middle, top, disc, disc, radius=disc / 2, fill="#FFFFFF", stroke=look.ink, weight=2
        )
        sheet.drawing(icon(strand), at + (cell - 25) / 2, y + (STRAND - 25) / 2, 25)
        if place:
            sheet.line(at, y, at, y + STRAND, weight=1.2)
    for edge in (y, y + STRAND):
        sheet.line(x, edge, x + wide, edge, weight=1.2)


def _paint_foot(sheet: Sheet, said: PosterWording, top: float) -> None:
    start, width = INSET + SIDE - 6, sheet.width - 2 * (INSET + SIDE - 6)
    column = width - QR_SIZE - 24
    blocks = _foot_blocks(sheet, said, column)
    room = FOOT - 22
    high = sum(block.height for block in blocks) + NOTE_GAP
    y = top + 9 + max(0.0, (room - high) / 2)
    for number, block in enumerate(blocks, 1):
        y += NOTE_GAP if number == len(blocks) else 0.0
        sheet.text(block, start, y, column)
        y += block.height
    at = start + width - QR_SIZE
    paint_qr(sheet, said.qr, at, top + (FOOT - QR_SIZE) / 2 - 3, QR_SIZE)


def _foot_blocks(sheet: Sheet, said: PosterWording, column: float) -> list[Block]:
    """Place, dates, footer in the largest size that fits the foot."""
    look, scale = sheet.look, 1.0
    while True:
        sizes = (22 * scale, 13 * scale, max(7.5, 8.4 * scale))
        wraps: Break = "anywhere" if scale < 0.6 else "words"
        place = sheet.lay_own(
            said.place, Style(sizes[0], bold=True, colour=look.ink, leading=1.4), column, wraps
        )
        facts = [
            sheet.lay_own(text, Style(sizes[1], colour=look.ink), column) for text in said.facts
        ]
        note = sheet.lay_own(said.footer, Style(sizes[2], colour=look.soft_ink), column)
        blocks = [place, *facts, note]
        fits = all(b.width <= column for b in blocks) and len(place.lines) <= 2
        if scale <= 0.5 or (fits and sum(b.height for b in blocks) <= FOOT - 22 - NOTE_GAP):
            return blocks
        scale -= 0.04
