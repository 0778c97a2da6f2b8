"""The cards with lines to say: six on a page, with lines to cut along."""

from __future__ import annotations

from collections.abc import Sequence

from milclicks.core.marks import bare
from milclicks.packs.course import Script
from milclicks.prints.cut import SCISSORS
from milclicks.prints.leaf import largest
from milclicks.prints.look import GREY, PATTERNS, STRANDS
from milclicks.prints.makerband import Tag
from milclicks.prints.paper import EDGE
from milclicks.prints.pieces import Pieces
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Style

COLUMNS, ROWS = 2, 3
CARDS = COLUMNS * ROWS
PAD = 18.0
AIR = 4.0  # from the words of a card to its tag


def card_width(sheet: Sheet) -> float:
    """The room for the words of a card."""
    return sheet.width / COLUMNS - 2 * PAD - EDGE


def paint_cards(sheet: Sheet, scripts: Sequence[Script], whose: Tag | None = None) -> None:
    """Up to six cards in reading order, all in the size in which the longest fits.

    `whose` stands at the foot of each card of a pack that is not from the makers of the app.
    """
    wide, high = sheet.width / COLUMNS, sheet.height / ROWS
    room = high - PAD - 2 * EDGE - 6
    width, foot = card_width(sheet), room
    if whose is not None:
        foot = room - whose.height
        room = foot - AIR
    scale = largest(lambda s: all(_card(sheet, o, width, s).height <= room for o in scripts), 1.4)
    for place, script in enumerate(scripts):
        row, column = divmod(place, COLUMNS)
        x = column * wide + PAD + (EDGE if column == 0 else 0.0)
        made = _card(sheet, script, width, scale)
        top = row * high + PAD + EDGE
        _paint_band(sheet, place, x, top - 10, width)
        made.paint(x, top)
        if whose is not None:
            whose.paint(x, top + foot)
    _paint_cuts(sheet)


def _paint_band(sheet: Sheet, place: int, x: float, y: float, width: float) -> None:
    """A thin band in a colour of its own, so that cards are told apart; in low ink a pattern."""
    if sheet.look.low:
        sheet.pattern(PATTERNS[place % len(PATTERNS)], x, y, width, 6, 3.2)
    else:
        sheet.box(x, y, width, 6, radius=3, fill=sheet.look.strands[place % len(STRANDS)])


def _card(sheet: Sheet, script: Script, width: float, scale: float) -> Pieces:
    ink, soft = sheet.look.ink, sheet.look.soft_ink
    made = Pieces(sheet, width)
    made.add("MIL CLICKS", Style(7.5 * scale, bold=True, colour=soft))
    made.add(bare(script.title), Style(14 * scale, bold=True, colour=ink), gap=1 * scale)
    for line in script.lines:
        made.add(bare(line.text), Style(11.5 * scale, colour=ink), gap=4.5 * scale)
    return made


def _paint_cuts(sheet: Sheet) -> None:
    edge, size = EDGE + 1, 12.0
    for row in range(1, ROWS):
        y = sheet.height * row / ROWS
        sheet.line(edge + size + 4, y, sheet.width - edge, y, weight=0.6, colour=GREY, dash=(4, 3))
        sheet.drawing(SCISSORS, edge, y - size / 3, size)
    x = sheet.width / COLUMNS
    sheet.line(x, edge, x, sheet.height - edge, weight=0.6, colour=GREY, dash=(4, 3))
