"""The teacher's run sheet: objective, the board to copy, the steps, the answers, what to mind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from milclicks.core.texts import N_
from milclicks.items.artefact import Note
from milclicks.prints.art.icons import icon
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.data import LessonData
from milclicks.prints.lesson.piece import Piece, beside, stack
from milclicks.prints.lesson.questions import Numbered, answer, numbered
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.typeset.block import Block
from milclicks.steps.base import Step
from milclicks.steps.do import Do

RUN_SHEET = N_("Run sheet")
BOARD = N_("On the board")
STEPS = N_("Step by step")
LEGEND: Final = (
    ("pencil", N_("without the PC")),
    ("talk", N_("say at the end")),
    ("check", N_("answers")),
)
MISTAKES, SENSITIVE = N_("What learners may think"), N_("Take care")
OPT_OUT, ANSWERS, TIMING = N_("Another way to take part"), N_("About the answers"), N_("Time")
SOURCES, YOU_NEED = N_("Sources"), N_("You need")
NOT_ON_PAPER = N_("Not on paper: {reason}")


def run_head(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """What stands over the two columns: the objective and the blackboard."""
    lesson = data.lesson
    lines = [setter.text(lesson.objective, width, size=10.6, bold=True, gap=5)]
    lines.append(setter.text(lesson.summary, width, size=9, soft=True, gap=1))
    if lesson.board:
        lines.append(_board(setter, [line.text for line in lesson.board], width))
    return lines


def _board(setter: Setter, lines: Sequence[str], width: float) -> Piece:
    """A blackboard in a wooden frame with chalk on its ledge: the first line is its heading."""
    sheet, look = setter.sheet, setter.sheet.look
    chalk = look.ink if look.low else "#FFFFFF"
    wood, pad = 5.0, setter.sized(8)
    inside = width - 2 * (wood + pad)
    each = (inside - 16) / 2
    label = setter.text(setter.say(BOARD), width, size=8.6, bold=True, soft=True)
    head = setter.block(lines[0], inside, size=11, bold=True, align="centre", colour=chalk)
    rest = [setter.block(line, each, size=9.8, colour=chalk) for line in lines[1:]]
    air = setter.sized(2.5)
    columns, tall = _halves(rest, air)
    height = 2 * (wood + pad) + head.height + air + tall
    ground = None if look.low else "#24453C"

    def paint(x: float, y: float) -> None:
        label.paint(x, y)
        top = y + label.height + 2
        sheet.box(x, top, width, height, radius=6, stroke=look.ink, weight=1.4)
        sheet.box(x + wood, top + wood, width - 2 * wood, height - 2 * wood, radius=3, fill=ground,
                  stroke=look.ink, weight=0.8)  # fmt: skip
        start, at = x + wood + pad, top + wood + pad
        sheet.text(head, start, at, inside)
        for number, column in enumerate(columns):
            line = at + head.height + air
            for block in column:
                sheet.text(block, start + number * (each + 16), line, each)
                line += block.height + air
        ledge = top + height
        sheet.box(x + width * 0.7, ledge, width * 0.16, 4, radius=1, fill="#FFFFFF",
                  stroke=look.ink, weight=0.8)  # fmt: skip
        sheet.box(x + width * 0.72, ledge - 3, 16, 3, radius=1, fill="#FFFFFF", stroke=look.ink,
                  weight=0.6)  # fmt: skip
        sheet.box(x + width * 0.78, ledge - 5, 20, 5, radius=1, fill="#FFFFFF", stroke=look.ink,
                  weight=0.6)  # fmt: skip

    return Piece(label.height + 2 + height + 5, paint, setter.sized(6))


def _halves(blocks: Sequence[Block], air: float) -> tuple[list[Sequence[Block]], float]:
    """The lines in two columns, cut where the higher one is lowest, and its height."""

    def high(column: Sequence[Block]) -> float:
        return sum(block.height + air for block in column)

    cut = min(range(len(blocks) + 1), key=lambda n: max(high(blocks[:n]), high(blocks[n:])))
    columns = [blocks[:cut], blocks[cut:]]
    return columns, max(high(column) for column in columns)


def run_body(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    """The two columns: steps first, then what the teacher minds."""
    asked = numbered(data.steps)
    pieces = [setter.heading(setter.say(STEPS), width).spaced(0), _legend(setter, width)]
    for step in data.steps:
        pieces += _step(setter, step, [one for one in asked if one.step is step], width)
    teacher = data.lesson.teacher
    for title, notes in (
        (MISTAKES, teacher.misconceptions),
        (SENSITIVE, teacher.sensitive),
        (ANSWERS, teacher.answers),
        (TIMING, teacher.timing),
    ):
        pieces += _notes(setter, setter.say(title), notes, width)
    if teacher.opt_out:
        pieces.append(setter.heading(setter.say(OPT_OUT), width, size=10.6))
        pieces.append(setter.text(teacher.opt_out, width))
    return [*pieces, *_materials(setter, data, width), *_sources(setter, data, width)]


def _legend(setter: Setter, width: float) -> Piece:
    """What the three small signs mean, in one line or more."""
    sheet, side = setter.sheet, setter.sized(8.5)
    places: list[tuple[float, float, str, Piece]] = []
    x, y, high = 0.0, 0.0, 0.0
    for name, words in LEGEND:
        block, room = setter.snug(setter.say(words), width - side - 4, size=8, soft=True)
        wide = side + 4 + room + 12
        if x and x + wide - 12 > width:
            x, y = 0.0, y + block.height
        places.append((x, y, name, setter.set(block, room)))
        x, high = x + wide, y + block.height

    def paint(left: float, top: float) -> None:
        for dx, dy, name, words in places:
            middle = top + dy + (words.height - side) / 2
            sheet.drawing(icon(name), left + dx, middle, side)
            words.paint(left + dx + side + 4, top + dy)

    return Piece(high, paint, setter.sized(3), keep=True)


def _step(setter: Setter, step: Step, asked: Sequence[Numbered], width: float) -> list[Piece]:
    shift = setter.sized(22)
    room = width - shift
    side, said = setter.sized(16), setter.texts.number(step.minutes)
    ring = Piece(side, lambda x, y: paint_disc(setter.sheet, f"{said}\u2032", x, y, side))
    title = setter.text(step.title, room, size=10.4, bold=True)
    head = stack([title, setter.text(step.notes, room, gap=0.5)])
    pieces = [beside(ring, head, shift, gap=setter.sized(7)).kept()]
    paper = step.paper or setter.say(NOT_ON_PAPER, reason=step.no_paper_because)
    pieces.append(_with(setter, "pencil", paper, room, shift))
    for end in (getattr(step, "reveal", ""), getattr(step, "debrief", "")):
        if end:
            pieces.append(_with(setter, "talk", end, room, shift))
    if asked:
        pieces[-1] = pieces[-1].kept()
        pieces.append(_with(setter, "check", _answers(setter, asked), room, shift))
    return pieces


def _with(setter: Setter, name: str, words: str, room: float, shift: float) -> Piece:
    piece = setter.with_icon(name, words, room)
    return Piece(piece.height, lambda x, y: piece.paint(x + shift, y), setter.sized(2))


def _answers(setter: Setter, asked: Sequence[Numbered]) -> str:
    """One line for each item, under the numbers of the handout."""
    number = setter.texts.number
    return "\n".join(f"{number(one.number)}: {answer(setter, one.item)}" for one in asked)


def _notes(setter: Setter, title: str, notes: Sequence[Note], width: float) -> list[Piece]:
    if not notes:
        return []
    head = setter.heading(title, width, size=10.6)
    return [head, *(setter.entry(note.text, width) for note in notes)]


def _materials(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    needed = [m.text for step in data.steps if isinstance(step, Do) for m in step.materials]
    if not needed:
        return []
    head = setter.heading(setter.say(YOU_NEED), width, size=10.6)
    return [head, *(setter.entry(words, width) for words in needed)]


def _sources(setter: Setter, data: LessonData, width: float) -> list[Piece]:
    rows = []
    for source in data.lesson.sources:
        year = setter.texts.with_digits(str(source.year)) if source.year else ""
        parts = [source.name, setter.texts.isolate(source.url) if source.url else "", year]
        rows.append(setter.text(", ".join(part for part in parts if part), width, size=8))
    return [setter.heading(setter.say(SOURCES), width, size=10.6), *rows] if rows else []
