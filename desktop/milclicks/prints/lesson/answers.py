"""The teacher's answers and what to say: every option of every question with its feedback.

A sheet of its own, for the run sheet has two pages. The numbers are those of the handout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from milclicks.core.errors import Message
from milclicks.core.marks import bare
from milclicks.core.texts import N_
from milclicks.items.base import Item
from milclicks.items.categorise import Categorise
from milclicks.items.match import Match
from milclicks.items.open import MODEL, Open
from milclicks.items.registry import type_of
from milclicks.prints.art.icons import icon
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.data import LessonData
from milclicks.prints.lesson.piece import Piece, beside
from milclicks.prints.lesson.questions import Numbered, answer, numbered, row_words
from milclicks.prints.lesson.setter import Setter

ANSWERS: Final = N_("Answers and what to say")
HOW: Final = N_(
    "For the teacher. Beside each answer stands why it is right, or why people believe it."
)
NOTHING: Final = N_("This lesson asks no questions on paper.")
OTHERWISE: Final = N_("Anything else")
MODEL_WORDS: Final = N_("A good answer")
SIDES: Final = {
    "exact": Message(N_("The right number")),
    "below": Message(N_("A smaller number")),
    "above": Message(N_("A larger number")),
}
IN_ORDER: Final = ("order", "match", "categorise")  # every entry is right in its place
SMALL: Final = 8.2


class Told(NamedTuple):
    """One option in words, what is said about it, and whether it is right to choose it."""

    name: str
    why: str
    right: bool | None


def answers_head(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """Whom it is for."""
    return [setter.text(setter.say(HOW), width, size=9.4, soft=True, gap=4)]


def answers_body(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """The questions of the cut under the names of their steps."""
    pieces: list[Piece] = []
    asked = numbered(data.steps)
    for step in data.steps:
        mine = [one for one in asked if one.step is step]
        if mine:
            pieces.append(setter.heading(step.title, width, size=11))
        for one in mine:
            pieces += _question(setter, one, width)
    return pieces or [setter.text(setter.say(NOTHING), width)]


def _question(setter: Setter, one: Numbered, width: float) -> list[Piece]:
    """The stem, then an option in each row; a row stays whole, and the first keeps to the stem."""
    shift, said = setter.sized(16), setter.texts.number(one.number)
    side = setter.sized(12.5)
    disc = Piece(side, lambda x, y: paint_disc(setter.sheet, said, x, y, side))
    stem = setter.text(one.item.stem, width - shift, size=9.2, bold=True)
    pieces = [beside(disc, stem, shift, gap=setter.sized(6)).kept()]
    rows = [_row(setter, told, width, shift) for told in _told(setter, one.item)]
    if not rows:
        rows = [_row(setter, Told("", answer(setter, one.item), None), width, shift)]
    return [*pieces, *rows]


def _row(setter: Setter, told: Told, width: float, shift: float) -> Piece:
    """A tick or an open ring before the option in strong words and its feedback."""
    inset = setter.sized(12)
    sheet = setter.sheet
    name = _strong(told.name)
    words = f"{name} {told.why}".strip() if name else told.why
    body = setter.text(words, width - shift - inset, size=SMALL)
    first = setter.sized(SMALL) * (1.5 if sheet.rtl else 1.27)
    side = setter.sized(8)

    def paint(x: float, y: float) -> None:
        at, top = x + shift, y + (first - side) / 2
        if told.right:
            sheet.drawing(icon("check"), at, top, side)
        elif told.right is False:
            inner = side * 0.62
            gap = (side - inner) / 2
            sheet.box(at + gap, top + gap, inner, inner, radius=inner / 2,
                      stroke=sheet.look.soft_ink, weight=0.7)  # fmt: skip
        body.paint(at + inset, y)

    return Piece(max(body.height, side), paint, setter.sized(1.8))


def _strong(name: str) -> str:
    """A name in strong marks, with a colon; nothing for no name."""
    said = " ".join(bare(name).replace("*", "").split())
    if not said:
        return ""
    return f"**{said}**" if said[-1] in ".!?…؟" else f"**{said}:**"


def _told(setter: Setter, item: Item) -> Iterator[Told]:
    if item.survey is not None:
        yield from _thanks(setter, item)
        return
    name = _NAMES.get(item.kind, _row_names)(setter, item)
    for found in type_of(item).explain(item):
        right = None if item.kind in IN_ORDER and found.ok else found.ok
        yield Told(name.get(found.option, ""), found.text, right)
    if item.otherwise:
        yield Told(setter.say(OTHERWISE), item.otherwise, False)


def _thanks(setter: Setter, item: Item) -> Iterator[Told]:
    """A question without a key: what is said to everybody."""
    yield Told("", answer(setter, item), None)
    if item.otherwise:
        yield Told("", item.otherwise, None)


# --- what an option is called ------------------------------------------------------------
def _row_names(setter: Setter, item: Item) -> dict[str, str]:
    return {row.id: row_words(setter, row) for row in type_of(item).rows(item)}


def _pairs(setter: Setter, item: Item) -> dict[str, str]:
    assert isinstance(item, Match)
    extra = {one.id: one.right for one in item.extra}
    return {one.id: _joined(one.left, one.right) for one in item.pairs} | extra


def _groups(setter: Setter, item: Item) -> dict[str, str]:
    assert isinstance(item, Categorise)
    bins = {one.id: one.label for one in item.bins}
    return {one.id: _joined(one.body, bins[one.bin]) for one in item.options}


def _steps(setter: Setter, item: Item) -> dict[str, str]:
    rows = enumerate(type_of(item).rows(item), 1)
    return {row.id: f"{setter.texts.number(n)}. {row_words(setter, row)}" for n, row in rows}


def _numbers(setter: Setter, item: Item) -> dict[str, str]:
    said = {key: setter.texts.message(words) for key, words in SIDES.items()}
    return said | {"exact": f"{said['exact']} ({answer(setter, item)})"}


def _model(setter: Setter, item: Item) -> dict[str, str]:
    assert isinstance(item, Open)
    return {MODEL: setter.say(MODEL_WORDS)}


def _joined(left: str, right: str) -> str:
    return f"{bare(left)} → {bare(right)}"


_NAMES: Final[dict[str, Callable[[Setter, Item], dict[str, str]]]] = {
    "match": _pairs,
    "categorise": _groups,
    "order": _steps,
    "number": _numbers,
    "open": _model,
}
