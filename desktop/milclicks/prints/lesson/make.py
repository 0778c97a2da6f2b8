"""A lesson on paper as PDF bytes: run sheet, answers, handout and cut sheets in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.marks import bare
from milclicks.core.texts import Texts
from milclicks.prints.lesson.answers import ANSWERS, answers_body, answers_head
from milclicks.prints.lesson.cards import cut_pages
from milclicks.prints.lesson.data import MOST_GROUPS, WHATS, LessonData
from milclicks.prints.lesson.furniture import MARGIN, Furniture
from milclicks.prints.lesson.handout import HANDOUT, handout_body, handout_head
from milclicks.prints.lesson.photos import Photos
from milclicks.prints.lesson.piece import Piece
from milclicks.prints.lesson.pour import Page, pour
from milclicks.prints.lesson.runsheet import RUN_SHEET, run_body, run_head
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.sheet import Sheet
from milclicks.steps.base import CUTS

SCALES = tuple(1.06 - 0.02 * step for step in range(16))  # 1.06 down to 0.76: 7.3 points
RUN_PAGES, ANSWER_PAGES, HANDOUT_PAGES = 2, 2, 4
EASY = 0.92  # smaller than this only where there would be too many pages
Painter = Callable[[], None]  # paints one page
Laid = tuple[Furniture, Piece, tuple[Page, ...]]
Pieces = Callable[[Setter, LessonData, float], list[Piece]]


@dataclass(frozen=True, slots=True)
class Part:
    """A run sheet, the answers or a handout: its kind, what stands over its columns and in them."""

    kind: str
    head: Pieces
    body: Pieces
    most: int


def lesson_pdf(
    data: LessonData,
    texts: Texts,
    *,
    what: str = "all",
    groups: int = 1,
    paper: str = "a4",
    low_ink: bool = True,
) -> bytes:
    """Run sheet, answers, handout, cards or all; handout and cards once for each group.

    Raises BadInput for what cannot be printed, NoGlyph for a sign that no font has.
    """
    _check(data, what, groups)
    document = Document(PAPERS[paper], title=bare(data.lesson.title), locale=texts.locale)
    sheet = Sheet(document.canvas, PAPERS[paper], texts.direction, look(low_ink))
    setter = Setter(sheet, texts, Photos(data.shots, low_ink=low_ink))
    own: list[Painter] = []
    if what in ("run", "all"):
        minutes = texts.say_n("{n} minute", "{n} minutes", data.cut)
        kind = f"{texts.say(RUN_SHEET)} – {minutes}"
        own += _pages(setter, data, Part(kind, run_head, run_body, RUN_PAGES))
    if what in ("answers", "all"):
        kind = texts.say(ANSWERS)
        own += _pages(setter, data, Part(kind, answers_head, answers_body, ANSWER_PAGES))
    _repeat(document, own, 1)
    shared: list[Painter] = []
    if what in ("handout", "all"):
        kind = texts.say(HANDOUT)
        shared += _pages(setter, data, Part(kind, handout_head, handout_body, HANDOUT_PAGES))
    if what in ("cards", "all"):
        shared += cut_pages(setter, data)
    if what == "cards" and not shared:
        raise BadInput(
            Message(N_("This lesson has nothing to cut out.")),
            Message(N_("Print its run sheet or its handout.")),
        )
    _repeat(document, shared, groups)
    return document.bytes()


def _check(data: LessonData, what: str, groups: int) -> None:
    if what not in WHATS or data.cut not in CUTS:
        raise BadInput(
            Message(N_("A lesson does not print like this.")),
            Message(N_("Choose run, answers, handout, cards or all, and 20, 40 or 60 minutes.")),
        )
    if not 1 <= groups <= MOST_GROUPS:
        raise BadInput(
            Message(N_("This is not a number of groups.")),
            Message(N_("Choose from 1 to {most}."), {"most": MOST_GROUPS}),
        )


def _repeat(document: Document, pages: Sequence[Painter], groups: int) -> None:
    """Each page is painted once; further groups show it again."""
    canvas = document.canvas
    if groups == 1:
        for paint in pages:
            paint()
            document.next_page()
        return
    width, height = canvas._pagesize
    for number, paint in enumerate(pages):
        canvas.beginForm(f"lesson{number}", 0, 0, width, height)
        paint()
        canvas.endForm()
    for _ in range(groups):
        for number in range(len(pages)):
            canvas.doForm(f"lesson{number}")
            document.next_page()


def _pages(setter: Setter, data: LessonData, part: Part) -> list[Painter]:
    """The pages of a part: as few as stay easy to read, in the largest scale for that number."""
    easy = len(_laid(setter, data, part, EASY)[2])
    furniture, head, pages = _largest(setter, data, part, min(easy, part.most))
    return [
        _painter(furniture, head if number == 0 else None, page, number, len(pages))
        for number, page in enumerate(pages)
    ]


def _largest(setter: Setter, data: LessonData, part: Part, most: int) -> Laid:
    """The part in the largest scale at which it has at most so many pages.

    Where even the smallest does not help, more pages are better than smaller letters.
    """
    low, high = 0, len(SCALES)
    while low < high:
        middle = (low + high) // 2
        if len(_laid(setter, data, part, SCALES[middle])[2]) <= most:
            high = middle
        else:
            low = middle + 1
    return _laid(setter, data, part, SCALES[low] if low < len(SCALES) else EASY)


def _laid(setter: Setter, data: LessonData, part: Part, scale: float) -> Laid:
    scaled = replace(setter, scale=scale)
    lesson = data.lesson
    furniture = Furniture(scaled, lesson.title, lesson.strand, part.kind, data.standing)
    head = furniture.head(part.head(scaled, data, furniture.width))
    top = furniture.below_strip
    first = furniture.columns(2, top + head.height + setter.sized(10))
    pages = pour(part.body(scaled, data, first.width), first, furniture.columns(2, top))
    return furniture, head, pages


def _painter(
    furniture: Furniture, head: Piece | None, page: Page, number: int, count: int
) -> Painter:
    def paint() -> None:
        furniture.paint_page(number + 1, count)
        if head is not None:
            head.paint(MARGIN, furniture.below_strip)
        for placed in page.placed:
            placed.paint(furniture.sheet)

    return paint
