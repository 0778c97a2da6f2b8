"""The log on paper: half a page for each time, with the fields of the track."""

from __future__ import annotations

from milclicks.core.marks import bare
from milclicks.core.texts import N_, Texts
from milclicks.packs.course import Evidence, Peer
from milclicks.prints.leaf import Leaf, paint_line, paint_text
from milclicks.prints.pieces import Pieces

ROWS = 2
PAD = 12.0
PITCH = 22.0  # between two lines to write on


def paint_log(leaf: Leaf, peer: Peer, texts: Texts) -> None:
    """Two rows with room to write by hand; numbers, never names."""
    words = N_("Fill in one part on the day itself. Write numbers, never names.")
    top = paint_text(leaf, texts.say(words), leaf.style(11, soft=True), leaf.top) + 6
    label = leaf.sheet.lay(texts.say(N_("Name or own mark")), leaf.style(10), leaf.width)
    paint_line(leaf, label, leaf.x, top, leaf.width)
    rest = leaf.below(top + label.height + 10 - leaf.top)
    each = rest.room / ROWS
    for number in range(ROWS):
        _paint_row(rest, peer.log, rest.top + number * each, each - 10)


def _paint_row(leaf: Leaf, fields: list[Evidence], y: float, high: float) -> None:
    sheet = leaf.sheet
    sheet.box(leaf.x, y, leaf.width, high, radius=12, stroke=sheet.look.ink, weight=0.9)
    inner = Leaf(sheet, leaf.x + PAD, leaf.width - 2 * PAD, y + 8, y + high - 8)
    short = [one for one in fields if one.kind in ("date", "count")]
    long = [one for one in fields if one.kind not in ("date", "count")]
    top = inner.top + (_paint_short(inner, short) if short else 0.0)
    room = (inner.bottom - top) / max(len(long), 1)
    for one in long:
        made = Pieces(sheet, inner.width)
        made.add(bare(one.label), leaf.style(9.5, soft=True))
        count = max(1, int((room - made.height - 4) // PITCH))
        made.lines(count, PITCH)
        made.paint(inner.x, top)
        top += room


def _paint_short(inner: Leaf, short: list[Evidence]) -> float:
    """Fields of a few signs side by side; the height they take."""
    made: list[tuple[Leaf, Pieces]] = []
    for column in inner.columns(len(short), 14):
        cell = Pieces(inner.sheet, column.width)
        cell.add(bare(short[len(made)].label), inner.style(9.5, soft=True))
        made.append((column, cell))
    tallest = max(cell.height for _, cell in made)
    for column, cell in made:
        cell.paint(column.x, inner.top)
        line = inner.top + tallest + PITCH - 4
        inner.sheet.line(column.x, line, column.x + column.width, line, weight=0.6)
    return tallest + PITCH + 4
