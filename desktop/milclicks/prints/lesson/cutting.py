"""Cards to cut out: rows of equal cells between dashed lines with crop marks, page after page.

Where the page has a band that says whose pack it is, each card has a tag of its own at its foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from milclicks.prints.cut import SCISSORS
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.furniture import MARGIN, Furniture
from milclicks.prints.lesson.piece import Piece
from milclicks.prints.lesson.pour import Placed
from milclicks.prints.look import GREY
from milclicks.prints.makerband import Tag
from milclicks.prints.sheet import Sheet

PAD = 9.0  # from a cut line to the words
MARK = 9.0  # length of a crop mark
AIR = 10.0  # between two sets
TAG_LOW, TAG_AIR = 6.5, 1.5  # from a tag to the cut line below it; more air above it


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards of one set: what stands over them, how many in a row, the least height of one.

    `fold`: each card has two halves, to be folded in the middle. `mark`: the small number in a
    corner that tells which set a card belongs to. The pieces are made for `cell(width, columns)`
    points.
    """

    head: Piece
    cards: tuple[Piece, ...]
    columns: int
    least: float = 0.0
    fold: bool = False
    mark: str = ""


@dataclass(slots=True)
class _Row:
    """Cells at one height; a row of a head has no cells."""

    y: float
    height: float
    cells: tuple[Piece, ...] = ()
    deck: Deck | None = None
    head: Piece | None = None
    tag: Tag | None = None

    @property
    def room(self) -> float:
        """The height for the words of a card."""
        return self.height - _around(self.tag)


@dataclass(slots=True)
class CutPage:
    """One page of rows."""

    rows: list[_Row] = field(default_factory=list)


def cell(width: float, columns: int) -> float:
    """The room for the words of a card."""
    return width / columns - 2 * PAD


def cut(decks: Sequence[Deck], furniture: Furniture) -> list[CutPage]:
    """Lay decks out over as many pages as they need; a set goes on without its head."""
    top, bottom = furniture.below_strip, furniture.foot - MARK
    pages, y = [CutPage()], top
    for deck in decks:
        tag = furniture.tag(_tag_width(furniture.width, deck))
        rows = _rows(deck, bottom - top - deck.head.height - AIR, tag)
        if y > top:
            y += AIR
        if y > top and y + deck.head.height + AIR + rows[0].height > bottom:
            pages.append(CutPage())
            y = top
        pages[-1].rows.append(_Row(y, deck.head.height, head=deck.head))
        y += deck.head.height + AIR
        for row in rows:
            if y + row.height > bottom + 0.01:
                pages.append(CutPage())
                y = top + MARK
            row.y = y
            pages[-1].rows.append(row)
            y += row.height
    return pages


def _tag_width(width: float, deck: Deck) -> float:
    """The room for a tag; on a card to fold, in the half that stays outside."""
    return cell(width, deck.columns * 2 if deck.fold else deck.columns)


def _around(tag: Tag | None) -> float:
    """What a card has above and below its words: air, and the tag where there is one."""
    return 2 * PAD + (tag.height + TAG_AIR if tag is not None else 0.0)


def _rows(deck: Deck, most: float, tag: Tag | None) -> list[_Row]:
    groups = [deck.cards[at : at + deck.columns] for at in range(0, len(deck.cards), deck.columns)]
    around = _around(tag)
    highs = [max(deck.least, *(card.height + around for card in cells), 0.0) for cells in groups]
    return [
        _Row(0.0, min(most, high), cells, deck, tag=tag)
        for high, cells in zip(highs, groups, strict=True)
    ]


def paint_cut_page(page: CutPage, furniture: Furniture) -> None:
    """Heads, cards, cut lines, crop marks, fold lines."""
    sheet = furniture.sheet
    for row in page.rows:
        if row.head is not None:
            row.head.paint(MARGIN, row.y)
            continue
        assert row.deck is not None
        each = furniture.width / row.deck.columns
        for number, piece in enumerate(row.cells):
            x = MARGIN + number * each
            _paint_cell(sheet, row, piece, x, each)
        _paint_marks(sheet, row, each, len(row.cells))


def _paint_cell(sheet: Sheet, row: _Row, piece: Piece, x: float, each: float) -> None:
    sheet.box(x, row.y, each, row.height, stroke=GREY, weight=0.6, dash=(4, 3))
    room = row.room
    scale = min(1.0, room / piece.height) if piece.height else 1.0
    drop = (room - piece.height * scale) / 2 if row.deck and row.deck.least else 0.0
    Placed(piece, x + PAD, row.y + PAD + drop, scale).paint(sheet)
    if row.tag is not None:
        row.tag.paint(x + PAD, row.y + row.height - TAG_LOW - row.tag.height)
    if row.deck is not None and row.deck.mark:
        paint_disc(sheet, row.deck.mark, x + each - 15, row.y + 4, 11)
    if row.deck is not None and row.deck.fold:
        middle = x + each / 2
        sheet.line(middle, row.y + 2, middle, row.y + row.height - 2, weight=0.7, dash=(1, 2.5))


def _paint_marks(sheet: Sheet, row: _Row, each: float, count: int) -> None:
    """Short lines in the white margin where to lay the ruler, scissors at the upper line."""
    left, right = MARGIN, MARGIN + each * count
    for y in (row.y, row.y + row.height):
        sheet.line(left - MARK - 3, y, left - 3, y, weight=0.6)
        sheet.line(right + 3, y, right + 3 + MARK, y, weight=0.6)
    for number in range(count + 1):
        x = left + number * each
        sheet.line(x, row.y - 3, x, row.y + 3, weight=0.6)
        sheet.line(x, row.y + row.height - 3, x, row.y + row.height + 3, weight=0.6)
    size = 9.0
    sheet.drawing(SCISSORS, left + 6, row.y - size / 3, size)
