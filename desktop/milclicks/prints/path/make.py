"""A path as PDF bytes: the meetings in one column, or in two when there are many lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from milclicks.core.texts import N_, Texts
from milclicks.prints.leaf import (
    Leaf,
    largest,
    paint_disc,
    paint_leaf,
    paint_line,
    paint_strand,
    paint_text,
    paint_tick_box,
)
from milclicks.prints.look import look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.path.data import Lesson, Meeting, PathData
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block

ONE_COLUMN = 14  # lessons that stand below each other
GAP = 22.0  # between two columns
DISC, BOX, SIGN = 19.0, 13.0, 15.0
DATE = 78.0  # the line for a date
NARROW = 58.0  # the same in one of two columns
AIR = 26.0  # the most that is left between two meetings
LARGEST = 1.3


@dataclass(frozen=True, slots=True)
class _Row:
    """One lesson, laid out."""

    lesson: Lesson
    title: Block


@dataclass(frozen=True, slots=True)
class _Part:
    """One meeting, laid out in a scale."""

    number: int
    head: Block
    minutes: Block
    rows: tuple[_Row, ...]
    scale: float
    room: float
    wide: float
    date: float

    @property
    def height(self) -> float:
        """Head and rows."""
        s = self.scale
        head = max(self.head.height, DISC * s)
        return head + 3 * s + sum(self.row_height(row) for row in self.rows)

    def row_height(self, row: _Row) -> float:
        """Height of one lesson with the air around it."""
        return max(row.title.height, SIGN * self.scale) + 6 * self.scale


def path_pdf(data: PathData, texts: Texts, *, paper: str = "a4", low_ink: bool = False) -> bytes:
    """One path on one page; raises NoGlyph for a sign that no font has."""
    size = PAPERS[paper]
    document = Document(size, title=data.title, locale=texts.locale)
    sheet = Sheet(document.canvas, size, texts.direction, look(low_ink))
    kind = texts.say(N_("A path of lessons"))
    leaf = paint_leaf(sheet, data.title, kind, texts, data.standing)
    y = paint_text(leaf, data.summary, leaf.style(11, soft=True), leaf.top) + 10
    label = sheet.lay(texts.say(N_("Name or class")), leaf.style(11), leaf.width)
    paint_line(leaf, label, leaf.x, y, leaf.width)
    leaf = leaf.below(y + label.height + 12 - leaf.top)
    count = 1 if data.lessons <= ONE_COLUMN else 2
    columns = list(leaf.columns(count, GAP))
    shares = _shared(data.meetings, count)
    scale = largest(lambda s: _fits(columns, shares, texts, s), LARGEST)
    number = 1
    for column, share in zip(columns, shares, strict=True):
        _paint_column(column, _laid(column, share, texts, scale, number), texts)
        number += len(share)
    document.next_page()
    return document.bytes()


def _shared(meetings: Sequence[Meeting], count: int) -> list[tuple[Meeting, ...]]:
    """The meetings of each column, in order: the first takes up to its half of the lessons."""
    if count == 1:
        return [tuple(meetings)]
    half = sum(len(one.lessons) + 1 for one in meetings) / 2
    first: list[Meeting] = []
    taken = 0.0
    for meeting in meetings:
        taken += len(meeting.lessons) + 1
        if first and taken - (len(meeting.lessons) + 1) / 2 > half:
            break
        first.append(meeting)
    return [tuple(first), tuple(meetings[len(first) :])]


def _fits(
    columns: list[Leaf], shares: list[tuple[Meeting, ...]], texts: Texts, scale: float
) -> bool:
    return all(
        _high(_laid(column, share, texts, scale, 1)) <= column.room
        for column, share in zip(columns, shares, strict=True)
    )


def _high(parts: list[_Part]) -> float:
    return sum(part.height + 6 * part.scale for part in parts)


def _laid(
    column: Leaf, share: tuple[Meeting, ...], texts: Texts, scale: float, first: int
) -> list[_Part]:
    sheet, parts = column.sheet, []
    start = DISC * scale + 8
    for number, meeting in enumerate(share, first):
        said = texts.say_n("{n} minute", "{n} minutes", meeting.minutes)
        soft = replace(column.style(9.5 * scale, soft=True), align="end")
        minutes = sheet.lay(said, soft, column.width)
        room = column.width - start - minutes.width - 8
        head = sheet.lay_own(meeting.title, column.style(13 * scale, bold=True), room)
        date = DATE if column.width > 2 * (DATE + NARROW) * LARGEST else NARROW
        wide = column.width - start - (BOX + SIGN + date) * scale - 24
        plain = column.style(11.5 * scale)
        rows = tuple(_Row(one, sheet.lay_own(one.title, plain, wide)) for one in meeting.lessons)
        parts.append(_Part(number, head, minutes, rows, scale, room, wide, date * scale))
    return parts


def _paint_column(column: Leaf, parts: list[_Part], texts: Texts) -> None:
    spare = (column.room - _high(parts)) / max(len(parts), 1)
    gap = min(AIR, max(spare, 0.0))
    y = column.top
    for part in parts:
        _paint_part(column, part, texts, y)
        y += part.height + 6 * part.scale + gap


def _paint_part(column: Leaf, part: _Part, texts: Texts, y: float) -> None:
    sheet, s = column.sheet, part.scale
    start = column.x + DISC * s + 8
    paint_disc(sheet, texts.number(part.number), column.x, y, DISC * s)
    sheet.text(part.head, start, y + max(0.0, (DISC * s - part.head.height) / 2), part.room)
    middle = y + (DISC * s - part.minutes.height) / 2
    sheet.text(part.minutes, column.x, middle, column.width)
    y += max(part.head.height, DISC * s) + 3 * s
    for row in part.rows:
        _paint_row(column, part, row, texts, y)
        y += part.row_height(row)


def _paint_row(column: Leaf, part: _Part, row: _Row, texts: Texts, y: float) -> None:
    sheet, s = column.sheet, part.scale
    high = part.row_height(row)
    x, middle = column.x + DISC * s + 8, y + high / 2
    paint_tick_box(sheet, x, middle - BOX * s / 2, BOX * s)
    x += BOX * s + 7
    paint_strand(sheet, row.lesson.strand, x, middle - SIGN * s / 2, SIGN * s)
    x += SIGN * s + 7
    sheet.text(row.title, x, middle - row.title.height / 2, part.wide)
    line = column.x + column.width - part.date
    label = sheet.lay(texts.say(N_("Date")), column.style(8 * s, soft=True), part.date)
    under = middle + 5 * s
    sheet.text(label, line, under - label.height * 0.82, part.date)
    sheet.line(line + label.width + 3, under, line + part.date, under, weight=0.7)
