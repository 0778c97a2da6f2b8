"""The answer grid: one page with a row of numbered rings for each question, and no name on it."""

from __future__ import annotations

from typing import Final

from milclicks.community.prepost.asks import Form
from milclicks.core.errors import N_
from milclicks.items.wrappers import LEVELS
from milclicks.prints.lesson.piece import Piece
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.testform.questions import PARTS, SURE, Numbered, in_digits, numbered, ring

NUMBER: Final = N_("My number:")
ROUNDS: Final = (N_("Before"), N_("After"), N_("Weeks later"))
FILL: Final = N_("Fill one ring in each row. Leave a row open when you do not know.")
PITCH = 23.0


def grid_head(setter: Setter, width: float) -> list[Piece]:
    """The number of the sheet and when it was taken; nobody writes a name."""
    sheet = setter.sheet
    label, wide = setter.snug(setter.say(NUMBER), width * 0.4, size=11, bold=True)
    times = setter.chips([setter.say(one) for one in ROUNDS], width * 0.55, ring=True)

    def paint(x: float, y: float) -> None:
        sheet.text(label, x, y + 4, wide)
        start = x + wide + 6
        sheet.line(start, y + 18, start + 60, y + 18, weight=0.9)
        times.paint(x + width * 0.45, y + 4)

    row = Piece(max(22.0, times.height + 6), paint, setter.sized(8))
    return [row, setter.text(setter.say(FILL), width, soft=True, gap=5)]


def grid_body(setter: Setter, form: Form, width: float) -> list[Piece]:
    """A row for each question, part by part."""
    pieces: list[Piece] = []
    for part, words in PARTS.items():
        head = setter.heading(in_digits(setter, words), width)
        rows = [_row(setter, one, width) for one in numbered(form, part)]
        pieces.append(head)
        if part == "decision":
            pieces.append(_over(setter, width))
        pieces += [row.kept() for row in rows[:-1]] + rows[-1:]
    return pieces


def _half(width: float) -> float:
    return width * 0.46


def _over(setter: Setter, width: float) -> Piece:
    """The words over the second half of the first part."""
    shift = _half(width)
    said = setter.text(setter.say(SURE), width - shift, size=8.6, soft=True)
    return Piece(said.height, lambda x, y: said.paint(x + shift, y), 2.0, keep=True)


def _row(setter: Setter, one: Numbered, width: float) -> Piece:
    number, ask = one
    pitch, sheet, lead = setter.sized(PITCH), setter.sheet, setter.sized(24)
    name = setter.block(setter.texts.number(number), lead, size=10.4, bold=True)
    rings = [
        ring(setter, setter.texts.number(place), side=14.5)
        for place in range(1, len(ask.options) + 1)
    ]
    sure = [
        ring(setter, setter.texts.number(place), side=14.5)
        for place in range(1, len(LEVELS) + 1)
    ] if ask.part == "decision" else []  # fmt: skip
    step, high = setter.sized(22), rings[0].height

    def paint(x: float, y: float) -> None:
        sheet.text(name, x, y + (high - name.height) / 2, lead)
        for place, each in enumerate(rings):
            each.paint(x + lead + place * step, y)
        for place, each in enumerate(sure):
            each.paint(x + _half(width) + place * step, y)
        sheet.line(x, y + pitch - 4, x + width, y + pitch - 4, weight=0.35,
                   colour=sheet.look.edge)  # fmt: skip

    return Piece(pitch - 3, paint, 3.0)
