"""The report of a group on paper: bars beside each other, then the counts behind them.

No names and no single person: it is made from counts about enough people, and may hang on a wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from milclicks.community.prepost.asks import Pretest
from milclicks.community.prepost.report import (
    FOR_LEARNING,
    MEASURES,
    ROUNDS,
    Bar,
    Measure,
    Told,
    choices,
    sections,
    wish_name,
    wishes_of,
)
from milclicks.community.prepost.scores import FEWEST, GroupScore
from milclicks.core.errors import N_
from milclicks.prints.lesson.piece import Piece, stack
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.testform.questions import in_digits
from milclicks.prints.typeset.block import Block

TOO_FEW: Final = N_("{time}: no numbers yet, they are shown from {fewest} people on.")
HANDED_IN: Final = N_("Handed in")
PEOPLE: Final = N_("How many people")
MESSAGES: Final = N_("Messages")
KEPT: Final = N_("Sound messages kept by one person")
CAUGHT: Final = N_("Unsound messages caught by one person")
FACTS: Final = N_("The group in numbers")
PASSED: Final = N_("9 or more right answers of 14")
MASTERED: Final = N_("12 or more right answers of 14")
APART: Final = N_("Told apart (d′): 0 is guessing")
LEANING: Final = N_("Leaning (c): below 0 towards keeping, above 0 towards distrust")
CHOSEN: Final = {"statement": N_("About me: how many chose what"),
                 "intent": N_("What would you do: how many chose what")}  # fmt: skip
BLUE: Final = "#1A4F8A"


@dataclass(frozen=True, slots=True)
class TestReport:
    """What a group handed in, where and when it was printed; both may be left out."""

    __test__ = False

    told: Told
    place: str = ""
    day: date | None = None

    @property
    def shown(self) -> dict[str, GroupScore]:
        """The times about which numbers may be shown, in their order."""
        return {at: one for at, (_, one) in self.told.items() if one is not None}


def report_head(setter: Setter, data: TestReport, width: float) -> list[Piece]:
    """Where and when, what the numbers are for, and the times that must stay without numbers."""
    texts = setter.texts
    facts = [texts.isolate(data.place)] if data.place else []
    facts += [texts.date(data.day)] if data.day else []
    lines = [" – ".join(facts)] if facts else []
    few = [at for at, (people, one) in data.told.items() if people and one is None]
    lines += [setter.say(TOO_FEW, time=setter.say(ROUNDS[at]), fewest=FEWEST) for at in few]
    said = [setter.text(one, width, size=10.4, gap=4) for one in lines]
    return [*said, setter.text(setter.say(FOR_LEARNING), width, bold=True, gap=4)]


def report_body(setter: Setter, data: TestReport, test: Pretest, width: float) -> list[Piece]:
    """The bars, then the tables behind them."""
    pieces: list[Piece] = []
    told = sections(data.told)
    bars = [bar for section in told for one in section.measures for bar in one.bars]
    lead = max((_snug(setter, setter.say(ROUNDS[bar.round])) for bar in bars), default=0.0)
    end = max((_snug(setter, bar.words(setter.texts), bold=True) for bar in bars), default=0.0)
    for section in told:
        pieces.append(setter.heading(setter.say(section.title), width))
        pieces += [
            setter.text(
                setter.texts.with_digits(setter.texts.message(note)), width, size=9, soft=True
            ).kept()
            for note in section.notes
        ]
        rows = [_measure(setter, one, (width, lead, end)) for one in section.measures]
        pieces += [*(one.kept() for one in rows[:-1]), rows[-1]]
    pieces += _facts(setter, data, width)
    pieces += _people(setter, data, width)
    for part in ("statement", "intent"):
        pieces += _wishes(setter, data, test, part, width)
    return pieces


# --- bars --------------------------------------------------------------------------------
def _measure(setter: Setter, measure: Measure, room: tuple[float, float, float]) -> Piece:
    """The name of what is measured over its bars; they stay together."""
    name = setter.text(setter.say(MEASURES[measure.key]), room[0], size=10, bold=True)
    rows = [_bar(setter, bar, bar.words(setter.texts), room) for bar in measure.bars]
    return stack([name, *rows], gap=setter.sized(7))


def _snug(setter: Setter, words: str, *, bold: bool = False) -> float:
    return setter.snug(words, 160, size=9, bold=bold)[1] + 5


def _bar(setter: Setter, bar: Bar, words: str, room: tuple[float, float, float]) -> Piece:
    """Time, bar and number in a row; the bar lies on a bed of the whole length."""
    width, lead, end = room
    sheet, high = setter.sheet, setter.sized(10)
    time = setter.block(setter.say(ROUNDS[bar.round]), lead, size=9)
    said = setter.block(words, end, size=9, bold=True)
    long = width - lead - end - 6
    tall = max(high, time.height)

    def paint(x: float, y: float) -> None:
        sheet.text(time, x, y + (tall - time.height) / 2, lead)
        top, start = y + (tall - high) / 2, x + lead
        sheet.box(start, top, long, high, fill=None if sheet.look.low else "#FFFFFF",
                  stroke=sheet.look.edge, weight=0.6)  # fmt: skip
        _fill(setter, bar, (start, top, long * bar.percent / 100, high))
        sheet.text(said, start + long + 6, y + (tall - said.height) / 2, end)

    return Piece(tall, paint, setter.sized(2.2))


def _fill(setter: Setter, bar: Bar, room: tuple[float, float, float, float]) -> None:
    """Before is striped, after is full, weeks later is dotted: apart without colour as well."""
    x, y, wide, high = room
    sheet, look = setter.sheet, setter.sheet.look
    if wide <= 0:
        return
    if bar.round == "after":
        sheet.box(x, y, wide, high, fill=look.ink if look.low else BLUE)
    elif bar.round == "before":
        sheet.pattern("lines", x, y, wide, high, 4.2)
    else:
        if not look.low:
            sheet.box(x, y, wide, high, fill=look.sun)
        sheet.pattern("dots", x, y, wide, high, 3.4)
    sheet.box(x, y, wide, high, stroke=look.ink, weight=0.9)


# --- tables ------------------------------------------------------------------------------
def _facts(setter: Setter, data: TestReport, width: float) -> list[Piece]:
    """One row for each number, one column for each time."""
    shown, texts = data.shown, setter.texts
    number, decimal = texts.number, texts.decimal
    rows = [
        (HANDED_IN, [number(one.people) for one in shown.values()]),
        (PASSED, [number(one.passed) for one in shown.values()]),
        (MASTERED, [number(one.mastered) for one in shown.values()]),
        (APART, [texts.isolate(decimal(one.detection.d_prime)) for one in shown.values()]),
        (LEANING, [texts.isolate(decimal(one.detection.c)) for one in shown.values()]),
    ]
    head = ["", *(setter.say(ROUNDS[at]) for at in shown)]
    made = [[in_digits(setter, words), *numbers] for words, numbers in rows]
    return [setter.heading(setter.say(FACTS), width), *_table(setter, head, made, width)]


def _people(setter: Setter, data: TestReport, width: float) -> list[Piece]:
    """How many people kept, and caught, how many messages."""
    pieces = [setter.heading(setter.say(PEOPLE), width)]
    for words, counted in (
        (KEPT, {at: one.kept for at, one in data.shown.items()}),
        (CAUGHT, {at: one.caught for at, one in data.shown.items()}),
    ):
        most = max(len(numbers) for numbers in counted.values())
        pieces.append(setter.text(setter.say(words), width, bold=True, size=9.4).kept())
        head = [setter.say(MESSAGES), *(setter.texts.number(n) for n in range(most))]
        rows = [
            [setter.say(ROUNDS[at]), *(setter.texts.number(n) for n in numbers)]
            for at, numbers in counted.items()
        ]
        pieces += _table(setter, head, rows, width)
    return pieces


def _wishes(
    setter: Setter, data: TestReport, test: Pretest, part: str, width: float
) -> list[Piece]:
    """Each statement or message with a row of counts for each time."""
    items = wishes_of(data.told, part, test)
    if not items:
        return []
    labels = choices(items[0], test)
    pieces = [setter.heading(setter.say(CHOSEN[part]), width)]
    head = ["", *(setter.texts.message(one) for one in labels.values())]
    pieces += _table(setter, head, [], width)
    for item in items:
        name = setter.text(wish_name(item, test, setter.texts), width, bold=True, size=9, gap=5)
        rows = [
            [setter.say(ROUNDS[at]), *(setter.texts.number(counts.get(key, 0)) for key in labels)]
            for at, one in data.shown.items()
            if (counts := one.wishes.get(item)) is not None
        ]
        pieces += [name.kept(), *_table(setter, None, rows, width, columns=len(labels))]
    return pieces


def _table(
    setter: Setter,
    head: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    width: float,
    *,
    columns: int = 0,
) -> list[Piece]:
    """Rows that stay together: words first, then numbers in even columns, a hair line between."""
    count = columns or len(head or ()) - 1
    each = width * (0.7 if count > 3 else 0.58) / max(count, 1)
    lead = width - each * count
    found: list[Piece] = []
    if head is not None:
        found.append(_row(setter, head, (lead, each), strong=False))
    found += [_row(setter, row, (lead, each), strong=True) for row in rows]
    return [*(one.kept() for one in found[:-1]), *(one.kept() if not rows else one
                                                   for one in found[-1:])]  # fmt: skip


def _row(setter: Setter, cells: Sequence[str], room: tuple[float, float], *, strong: bool) -> Piece:
    lead, each = room
    sheet = setter.sheet
    first = setter.block(cells[0], lead - 4, size=9)
    size = 9.0 if strong else _head_size(setter, cells[1:], each - 3)
    rest: list[Block] = [
        setter.block(one, each - 3, size=size, bold=strong, soft=not strong,
                     align="centre")
        for one in cells[1:]
    ]  # fmt: skip
    tall = max([first.height, *(one.height for one in rest)])

    def paint(x: float, y: float) -> None:
        sheet.text(first, x, y + (tall - first.height) / 2, lead - 4)
        for place, one in enumerate(rest):
            at = x + lead + place * each
            sheet.text(one, at, y + (tall - one.height) / 2, each - 3)
        low = y + tall + 1.5
        sheet.line(x, low, x + lead + each * len(rest), low, weight=0.35, colour=sheet.look.edge)

    return Piece(tall + 1.5, paint, setter.sized(2.4))


def _head_size(setter: Setter, words: Sequence[str], room: float) -> float:
    """The size at which no single word over a column must be broken, 8 points at most."""
    single = [one for each in words for one in each.split()]
    widest = max((setter.snug(one, 200, size=8)[1] for one in single), default=0.0)
    return 8.0 if widest <= room else max(5.0, 8.0 * room / widest)
