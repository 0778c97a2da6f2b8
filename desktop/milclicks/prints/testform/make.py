"""The test as PDF bytes: a form with its answer grid, the teacher's key, the report of a group.

`standing` is that of the pack which has the test; every sheet says when it is not the makers' own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from milclicks.community.prepost.asks import PARTS, Form, Pretest
from milclicks.community.prepost.scores import FEWEST
from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.marks import bare
from milclicks.core.texts import Texts
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.lesson.furniture import MARGIN, Furniture
from milclicks.prints.lesson.photos import Photos
from milclicks.prints.lesson.piece import Piece
from milclicks.prints.lesson.pour import Page, pour
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.sheet import Sheet
from milclicks.prints.testform.grid import grid_body, grid_head
from milclicks.prints.testform.key import key_body, key_head
from milclicks.prints.testform.questions import part_pieces
from milclicks.prints.testform.report import TestReport, report_body, report_head

SCALES = tuple(1.36 - 0.02 * step for step in range(27))  # 1.36 down to 0.84
FORM_PAGES, KEY_PAGES, REPORT_PAGES = 4, 2, 2
MOST_REPORT = 1.04  # tables do not need larger letters than this
STRAND = "mil"
NAME = N_("{form}: answers go on the grid")
GRID = N_("{form}: answer grid")
KEY = N_("{form}: key for the teacher")
REPORT = N_("Report of the group")

Pieces = Callable[[Setter, float], list[Piece]]
Laid = tuple[Furniture, Piece, tuple[Page, ...]]


def form_pdf(
    test: Pretest,
    form: str,
    texts: Texts,
    *,
    paper: str = "a4",
    low_ink: bool = False,
    standing: Standing = SHIPPED,
) -> bytes:
    """Two to four pages of questions and one page to answer on; nothing tells what is right."""
    chosen = form_of(test, form)
    document, setter = _opened(test, texts, paper, low_ink)

    def body(at: Setter, width: float) -> list[Piece]:
        return [piece for part in PARTS for piece in part_pieces(at, chosen, part, width)]

    def head(at: Setter, width: float) -> list[Piece]:
        return [at.text(test.intro, width, size=10.4, gap=5)]

    sheet = Furniture(setter, test.title, STRAND, texts.say(NAME, form=chosen.title), standing)
    _write(document, sheet, head, body, FORM_PAGES)
    sheet = replace(sheet, kind=texts.say(GRID, form=chosen.title))
    _write(document, sheet, grid_head, lambda at, width: grid_body(at, chosen, width), 1)
    return document.bytes()


def key_pdf(
    test: Pretest,
    form: str,
    texts: Texts,
    *,
    paper: str = "a4",
    low_ink: bool = False,
    standing: Standing = SHIPPED,
) -> bytes:
    """What is right in a form and why."""
    chosen = form_of(test, form)
    document, setter = _opened(test, texts, paper, low_ink)
    sheet = Furniture(setter, test.title, STRAND, texts.say(KEY, form=chosen.title), standing)
    _write(
        document, sheet, lambda at, width: key_head(at, test, width),
        lambda at, width: key_body(at, chosen, width), KEY_PAGES,
    )  # fmt: skip
    return document.bytes()


def report_pdf(
    data: TestReport,
    test: Pretest,
    texts: Texts,
    *,
    paper: str = "a4",
    low_ink: bool = False,
    standing: Standing = SHIPPED,
) -> bytes:
    """What a group could do before, after and weeks later, on two pages at most.

    Raises BadInput while no time has enough people to be shown.
    """
    if not data.shown:
        raise BadInput(
            Message(N_("There is nothing to report yet.")),
            Message(N_("Numbers are shown from {fewest} people on."), {"fewest": FEWEST}),
        )
    document, setter = _opened(test, texts, paper, low_ink)
    _write(
        document, Furniture(setter, test.title, STRAND, texts.say(REPORT), standing),
        lambda at, width: report_head(at, data, width),
        lambda at, width: report_body(at, data, test, width), REPORT_PAGES,
        tuple(scale for scale in SCALES if scale <= MOST_REPORT),
    )  # fmt: skip
    return document.bytes()


def form_of(test: Pretest, form: str) -> Form:
    """A form by its id; raises BadInput for one that the test does not have."""
    if form not in test.forms:
        raise BadInput(
            Message(N_("The test has no form “{form}”."), {"form": form}),
            Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(test.forms)}),
        )
    return test.forms[form]


def _opened(test: Pretest, texts: Texts, paper: str, low_ink: bool) -> tuple[Document, Setter]:
    document = Document(PAPERS[paper], title=bare(test.title), locale=texts.locale)
    sheet = Sheet(document.canvas, PAPERS[paper], texts.direction, look(low_ink))
    return document, Setter(sheet, texts, Photos({}, low_ink=low_ink))


def _write(
    document: Document, sheet: Furniture, head: Pieces, body: Pieces, most: int,
    scales: tuple[float, ...] = SCALES,
) -> None:  # fmt: skip
    """Paint pages in the largest letters with which there are at most so many of them."""
    low, high = 0, len(scales) - 1
    while low < high:
        middle = (low + high) // 2
        if len(_laid(sheet, head, body, scales[middle])[2]) <= most:
            high = middle
        else:
            low = middle + 1
    furniture, top, pages = _laid(sheet, head, body, scales[low])
    for number, page in enumerate(pages):
        furniture.paint_page(number + 1, len(pages))
        if number == 0:
            top.paint(MARGIN, furniture.below_strip)
        for placed in page.placed:
            placed.paint(furniture.sheet)
        document.next_page()


def _laid(sheet: Furniture, head: Pieces, body: Pieces, scale: float) -> Laid:
    scaled = replace(sheet.setter, scale=scale)
    furniture = replace(sheet, setter=scaled)
    made = furniture.head(head(scaled, furniture.width))
    top = furniture.below_strip
    first = furniture.columns(2, top + made.height + scaled.sized(10))
    pages = pour(body(scaled, first.width), first, furniture.columns(2, top))
    return furniture, made, pages
