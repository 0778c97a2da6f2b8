"""The cut sheets of a lesson: games, look cards, page cards, pictures, sheets for the hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from milclicks.core.marks import bare
from milclicks.core.texts import N_
from milclicks.items.artefact import Picture
from milclicks.items.base import Row
from milclicks.items.registry import faces
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.artefacts import artefact, photo, simulation
from milclicks.prints.lesson.cutting import PAD, CutPage, Deck, cell, cut, paint_cut_page
from milclicks.prints.lesson.data import LessonData
from milclicks.prints.lesson.furniture import Furniture
from milclicks.prints.lesson.piece import Piece, beside, indented, stack
from milclicks.prints.lesson.questions import Numbered, numbered, row_words
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.lesson.sheets import SHEETS, paint_sheet
from milclicks.steps.do import Do
from milclicks.steps.investigate import Investigate, Look
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.miniweb_cards import PageCard, page_cards
from milclicks.steps.show import Show

CUT_OUT = N_("To cut out: one set for each group")
GAMES = ("match", "order", "categorise")
FOLD = N_("{title}: fold each card in the middle, so that the finding is inside.")
PAGES = N_("{title}: one card for each page")
WHOLE = N_("{title}: the whole picture, to be shown after the talk")
SEE = N_("see card {number}")
ABOUT = N_("Who runs this site: card {number}")
MATCHES = N_("The same picture: {cards}")
EARLIER = N_("What this page said before: {cards}")
LATER = N_("This is an earlier version of card {number}.")
CARD = N_("card {number}")


def cut_pages(setter: Setter, data: LessonData) -> list[Callable[[], None]]:
    """One painter for each page to cut out; none for a lesson without such a thing."""
    lesson = data.lesson
    kind = setter.say(CUT_OUT)
    furniture = Furniture(setter, lesson.title, lesson.strand, kind, data.standing)
    decks = _decks(setter, data, furniture.width)
    pages = cut(decks, furniture) if decks else []
    done = [step for step in data.steps if isinstance(step, Do) and step.sheet in SHEETS]
    count = len(pages) + len(done)
    painters = [_cards(page, furniture, n, count) for n, page in enumerate(pages, 1)]
    for number, step in enumerate(done, len(pages) + 1):
        painters.append(_sheet(step, furniture, number, count))
    return painters


def _cards(page: CutPage, furniture: Furniture, number: int, count: int) -> Callable[[], None]:
    def paint() -> None:
        furniture.paint_page(number, count)
        paint_cut_page(page, furniture)

    return paint


def _sheet(step: Do, furniture: Furniture, number: int, count: int) -> Callable[[], None]:
    def paint() -> None:
        furniture.paint_page(number, count)
        paint_sheet(step, furniture)

    return paint


def _decks(setter: Setter, data: LessonData, width: float) -> list[Deck]:
    asked = numbered(data.steps)
    found: list[Deck] = []
    for step in data.steps:
        if step.no_paper_because:
            continue
        if isinstance(step, Investigate):
            found.append(_looks(setter, step, width))
        elif isinstance(step, Miniweb):
            found.append(_web(setter, step, width))
        elif isinstance(step, Show):
            found += _wholes(setter, step, width)
        found += [
            _game(setter, one, width)
            for one in asked
            if one.step is step and one.item.kind in GAMES and one.item.survey is None
        ]
    return found


def _head(setter: Setter, words: str, width: float) -> Piece:
    return setter.text(words, width, size=10.6, bold=True)


# --- games -------------------------------------------------------------------------------
def _game(setter: Setter, one: Numbered, width: float) -> Deck:
    """The pieces of a question as cards: what is placed, then what it is placed on."""
    face = faces(one.item).paper
    assert face is not None
    room = cell(width, 3)
    plain = [_piece(setter, row, room) for row in face.rows]
    strong = [_piece(setter, row, room, bold=True) for row in face.side]
    said = setter.texts.number(one.number)
    head = f"{said}. {bare(one.item.stem)}"
    return Deck(_head(setter, head, width), (*plain, *strong), 3, least=58.0, mark=said)


def _piece(setter: Setter, row: Row, room: float, *, bold: bool = False) -> Piece:
    """Words in the middle of a card, away from the number in its corner."""
    inner = room - 16
    words = setter.text(row_words(setter, row), inner, size=11, bold=bold, align="centre")
    return indented(words, 8)


# --- investigation -----------------------------------------------------------------------
def _looks(setter: Setter, step: Investigate, width: float) -> Deck:
    cards = tuple(_look(setter, step, look, n, width) for n, look in enumerate(step.looks, 1))
    return Deck(_head(setter, setter.say(FOLD, title=bare(step.title)), width), cards, 1, fold=True)


def _look(setter: Setter, step: Investigate, look: Look, number: int, width: float) -> Piece:
    """The outside with what it costs, the inside with what it shows."""
    half = width / 2 - 2 * PAD
    cost = step.unit.counted(setter.texts, look.cost)
    label = setter.text(look.label, half - 26, size=11.4, bold=True)
    said, sheet = setter.texts.number(number), setter.sheet
    disc = Piece(18, lambda x, y: paint_disc(sheet, said, x, y, 18))
    outside = stack([beside(disc, label, 26), indented(setter.chips([cost], half - 26), 26)])
    inside = [setter.text(look.finding, half, size=10)]
    if look.artefact is not None:
        inside.append(artefact(setter, look.artefact, half, whole=True))
    return beside(outside, stack(inside), width / 2)


# --- mini-web ----------------------------------------------------------------------------
def _web(setter: Setter, step: Miniweb, width: float) -> Deck:
    room = cell(width, 2)

    def see(number: int) -> str:
        return setter.say(SEE, number=number)

    cards = tuple(_page(setter, card, room) for card in page_cards(step, see))
    return Deck(_head(setter, setter.say(PAGES, title=bare(step.title)), width), cards, 2)


def _page(setter: Setter, card: PageCard, room: float) -> Piece:
    """A page as a browser would show it: band, number, site, address, then what it says."""
    sheet, said = setter.sheet, setter.texts.number(card.number)
    disc = Piece(17, lambda x, y: paint_disc(sheet, said, x, y, 17))
    names = stack(
        [
            setter.text(card.site, room - 24, size=9.2, bold=True),
            setter.text(setter.texts.isolate(card.address), room - 24, size=7.8, soft=True, gap=0),
        ]
    )
    pieces = [simulation(setter, room), beside(disc, names, 24)]
    pieces.append(setter.text(card.headline, room, size=11, bold=True))
    by = [setter.texts.isolate(each) for each in (card.date, card.sender) if each]
    pieces += [setter.text(one, room, size=8, soft=True, gap=1) for one in by]
    if card.picture:
        pieces.append(photo(setter, card.picture, room, most=92))
        if card.caption:
            pieces.append(setter.text(card.caption, room, size=8, soft=True, gap=1))
    pieces += [setter.text(words, room, size=8.8) for words in card.blocks]
    on = "back" if sheet.rtl else "forward"
    pieces += [setter.with_icon(on, way, room, soft=True, size=8.4) for way in _ways(setter, card)]
    return stack(pieces)


def _ways(setter: Setter, card: PageCard) -> list[str]:
    """Where the reader can go from a card, links aside."""

    def cards(numbers: Sequence[int]) -> str:
        return setter.texts.list([setter.say(CARD, number=each) for each in numbers])

    found = []
    if card.about and card.about != card.number:
        found.append(setter.say(ABOUT, number=card.about))
    if card.matches:
        found.append(setter.say(MATCHES, cards=cards(card.matches)))
    if card.earlier:
        found.append(setter.say(EARLIER, cards=cards(card.earlier)))
    if card.later:
        found.append(setter.say(LATER, number=card.later))
    return found


# --- pictures that began cropped ---------------------------------------------------------
def _wholes(setter: Setter, step: Show, width: float) -> list[Deck]:
    cropped = [art for art in step.shown if isinstance(art, Picture) and art.frame is not None]
    if not cropped:
        return []
    room = cell(width, 1)
    cards = tuple(artefact(setter, art, room, whole=True) for art in cropped)
    return [Deck(_head(setter, setter.say(WHOLE, title=bare(step.title)), width), cards, 1)]
