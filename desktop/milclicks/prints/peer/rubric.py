"""The card for a hot moment, and the rubric with which one looks at one's own leading."""

from __future__ import annotations

from milclicks.core.marks import bare
from milclicks.core.texts import N_, Texts
from milclicks.packs.course import Peer, Row
from milclicks.prints.leaf import Leaf, largest, paint_text
from milclicks.prints.pieces import Pieces, disc, tick_box

PAD = 16.0


def paint_hot(leaf: Leaf, peer: Peer, texts: Texts) -> None:
    """The card large on a page, to be hung up."""
    sheet, width = leaf.sheet, leaf.width - 2 * PAD

    def laid(scale: float) -> Pieces:
        made = Pieces(sheet, width)
        for number, line in enumerate(peer.hot.lines, 1):
            made.add(
                bare(line.text), leaf.style(18 * scale, bold=number == 1), indent=44 * scale,
                gap=16 * scale, sign=disc(texts.number(number), 28 * scale),
            )  # fmt: skip
        return made

    scale = largest(lambda s: laid(s).height + 2 * PAD <= leaf.room - 10)
    made = laid(scale)
    more = min(12.0, (leaf.room - 10 - made.height - 2 * PAD) / max(len(peer.hot.lines), 1))
    high = made.height + 2 * PAD + more * len(peer.hot.lines)
    sheet.box(
        leaf.x, leaf.top + 6, leaf.width, high, radius=14, fill=sheet.look.highlight,
        stroke=sheet.look.ink, weight=1.2,
    )  # fmt: skip
    made.paint(leaf.x + PAD, leaf.top + 6 + PAD - 10 * scale, more)


def paint_rubric(leaf: Leaf, peer: Peer, texts: Texts) -> None:
    """A row for each thing to look at, its levels side by side with boxes."""
    words = N_("For yourself: where are you today, and what comes next?")
    top = paint_text(leaf, texts.say(words), leaf.style(11, soft=True), leaf.top) + 8
    rest = leaf.below(top - leaf.top)

    def fits(scale: float) -> bool:
        return sum(_high(rest, row, texts, scale) for row in peer.rubric) <= rest.room

    scale = largest(fits, 1.25)
    spare = rest.room - sum(_high(rest, row, texts, scale) for row in peer.rubric)
    more = min(14.0, max(0.0, spare) / max(len(peer.rubric), 1))
    y = rest.top
    for row in peer.rubric:
        y = _paint_row(rest, row, texts, scale, y) + more


def _cells(leaf: Leaf, row: Row, texts: Texts, scale: float) -> list[Pieces]:
    made: list[Pieces] = []
    for column in leaf.columns(len(row.levels), 12):
        number = len(made)
        cell = Pieces(leaf.sheet, column.width)
        level = texts.number(number + 1)
        cell.add(level, leaf.style(9.5 * scale, bold=True), indent=20 * scale,
                 sign=tick_box(12 * scale))  # fmt: skip
        cell.add(bare(row.levels[number].text), leaf.style(10.5 * scale), gap=2 * scale)
        made.append(cell)
    return made


def _high(leaf: Leaf, row: Row, texts: Texts, scale: float) -> float:
    head = leaf.sheet.lay_own(bare(row.label), leaf.style(13 * scale, bold=True), leaf.width)
    cells = _cells(leaf, row, texts, scale)
    return head.height + max(cell.height for cell in cells) + 22 * scale


def _paint_row(leaf: Leaf, row: Row, texts: Texts, scale: float, y: float) -> float:
    sheet, end = leaf.sheet, y + _high(leaf, row, texts, scale)
    sheet.line(leaf.x, y, leaf.x + leaf.width, y, weight=0.7)
    y = paint_text(leaf, bare(row.label), leaf.style(13 * scale, bold=True), y + 5 * scale)
    columns = leaf.columns(len(row.levels), 12)
    for column, cell in zip(columns, _cells(leaf, row, texts, scale), strict=True):
        cell.paint(column.x, y + 3 * scale)
    return end
