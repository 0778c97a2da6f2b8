"""Sheets for an activity by hand: the hand, squared paper, two L-shaped cards, empty cards."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from milclicks.prints.art import brush
from milclicks.prints.art.icons import icon
from milclicks.prints.art.shapes import Shape, Step, rectangle
from milclicks.prints.cut import SCISSORS
from milclicks.prints.lesson.furniture import MARGIN, Furniture
from milclicks.prints.look import GREY
from milclicks.prints.paper import MM
from milclicks.steps.do import Do

Room = tuple[float, float, float, float]  # x, y, width, height

# The hand on a canvas of 100 by 120: foot and tip of each finger, half its width, its sign.
FINGERS: Final = (
    ((60.0, 94.0), (89.0, 62.0), 6.8, "feel"),
    ((63.0, 66.0), (70.0, 25.0), 6.2, "source"),
    ((50.0, 62.0), (51.0, 16.0), 6.4, "others"),
    ((37.0, 65.0), (32.0, 23.0), 6.0, "context"),
    ((27.0, 74.0), (14.0, 42.0), 5.2, "certainty"),
)
PALM: Final = (21.5, 60.0, 50.0, 50.0, 17.0)
HAND: Final = (104.0, 114.0)


def paint_sheet(step: Do, furniture: Furniture) -> None:
    """The step's title, its introduction, and the sheet below them."""
    setter, width = furniture.setter, furniture.width
    title = setter.text(step.title, width, size=15, bold=True)
    intro = setter.text(step.intro, width, size=10)
    y = furniture.below_strip
    title.paint(MARGIN, y)
    intro.paint(MARGIN, y + title.height + 2)
    top = y + title.height + intro.height + 14
    SHEETS[step.sheet](furniture, (MARGIN, top, width, furniture.foot - 4 - top))


# --- the hand ----------------------------------------------------------------------------
def _hand(furniture: Furniture, room: Room) -> None:
    """An open right hand to write into, as large as the page; never mirrored."""
    _, y, width, height = room
    scale = min(width / HAND[0], height / HAND[1])
    sheet = furniture.sheet
    left = (sheet.width - HAND[0] * scale) / 2
    place = brush.Place(left, sheet.height - y - (height - HAND[1] * scale) / 2, scale)
    ink = sheet.look.ink
    parts = [_capsule(foot, tip, wide) for foot, tip, wide, _ in FINGERS]
    parts.append(rectangle(*PALM))
    for steps in parts:
        _paint(furniture, Shape(steps, "#FFFFFF", ink, 0.9), place)
    for steps in parts:
        _paint(furniture, Shape(steps, "#FFFFFF", None, 0), place)
    for foot, tip, wide, name in FINGERS:
        away = math.atan2(tip[1] - foot[1], tip[0] - foot[0])
        at = (tip[0] + math.cos(away) * (wide + 5), tip[1] + math.sin(away) * (wide + 5))
        size = 7.0 * scale
        at_x = left + at[0] * scale - size / 2
        at_y = y + (height - HAND[1] * scale) / 2 + at[1] * scale - size / 2
        shown = sheet.width - at_x - size if sheet.rtl else at_x
        sheet.drawing(icon(name), shown, at_y, size)


def _paint(furniture: Furniture, shape: Shape, place: brush.Place) -> None:
    steps = tuple((verb, place.at(numbers)) for verb, numbers in shape.steps)
    words = [f"q {brush.rgb('#FFFFFF')} rg"]
    if shape.stroke:
        words.append(f"{brush.rgb(shape.stroke)} RG {shape.weight * place.scale:.2f} w 1 j")
    words += [brush.path_code(steps), "B" if shape.stroke else "f", "Q"]
    furniture.sheet.canvas._code.append(" ".join(words))


def _capsule(foot: tuple[float, float], tip: tuple[float, float], half: float) -> tuple[Step, ...]:
    """A rounded bar from foot to tip."""
    length = math.hypot(tip[0] - foot[0], tip[1] - foot[1])
    turn = math.atan2(tip[1] - foot[1], tip[0] - foot[0])
    cos, sin = math.cos(turn), math.sin(turn)
    lying = rectangle(-half, -half, length + 2 * half, 2 * half, half)
    return tuple(
        (
            verb,
            tuple(
                value
                for px, py in zip(numbers[::2], numbers[1::2], strict=True)
                for value in (foot[0] + px * cos - py * sin, foot[1] + px * sin + py * cos)
            ),
        )
        for verb, numbers in lying
    )


# --- squared paper, frames, cards --------------------------------------------------------
def _grid(furniture: Furniture, room: Room) -> None:
    """Squares of 5 mm, every fifth line stronger."""
    x, y, width, height = room
    sheet, side = furniture.sheet, 5 * MM
    across, down = int(width // side), int(height // side)
    left = x + (width - across * side) / 2
    for number in range(across + 1):
        at, strong = left + number * side, number % 5 == 0
        sheet.line(at, y, at, y + down * side, weight=0.8 if strong else 0.35, colour=GREY)
    for number in range(down + 1):
        at, strong = y + number * side, number % 5 == 0
        sheet.line(left, at, left + across * side, at, weight=0.8 if strong else 0.35, colour=GREY)


def _frame(furniture: Furniture, room: Room) -> None:
    """Two L-shaped cards to cut out, to crop pictures with; inside them four frames to draw in."""
    x, y, width, height = room
    sheet, bar = furniture.sheet, 24 * MM
    dash = (4.0, 3.0)
    sheet.box(x, y, width, height, stroke=GREY, weight=0.7, dash=dash)
    sheet.box(x + bar, y + bar, width - 2 * bar, height - 2 * bar, stroke=GREY, weight=0.7,
              dash=dash)  # fmt: skip
    sheet.line(x + width - bar, y, x + width - bar, y + bar, weight=0.7, colour=GREY, dash=dash)
    sheet.line(x, y + height - bar, x + bar, y + height - bar, weight=0.7, colour=GREY, dash=dash)
    sheet.drawing(SCISSORS, x + 12, y - 3, 10)
    gap = 14.0
    wide, high = (width - 2 * bar - 3 * gap) / 2, (height - 2 * bar - 3 * gap) / 2
    for row in range(2):
        for column in range(2):
            sheet.box(
                x + bar + gap + column * (wide + gap), y + bar + gap + row * (high + gap),
                wide, high, radius=5, stroke=sheet.look.ink, weight=1.2,
            )  # fmt: skip
    whose = furniture.tag(width - 2 * bar - 2 * gap)
    if whose is not None:  # on both cards, and between the frames of what is left
        whose.paint(x + gap, y + bar - gap - whose.height)
        whose.paint(x + bar + gap, y + height - gap - whose.height)
        whose.paint(x + bar + gap, y + bar + gap + high + (gap - whose.height) / 2)


def _cards(furniture: Furniture, room: Room) -> None:
    """Eight empty cards."""
    x, y, width, height = room
    sheet, wide, high = furniture.sheet, width / 2, height / 4
    whose = furniture.tag(wide - 30)
    for number in range(8):
        row, column = divmod(number, 2)
        left, top = x + column * wide, y + row * high
        sheet.box(left, top, wide, high, stroke=GREY, weight=0.7, dash=(4, 3))
        sheet.box(left + 8, top + 8, wide - 16, high - 16, radius=8, stroke=sheet.look.ink,
                  weight=0.9)  # fmt: skip
        if whose is not None:
            whose.paint(left + 15, top + high - 13 - whose.height)
    for row in range(5):
        sheet.drawing(SCISSORS, x + 5, y + row * high - 3, 9)


SHEETS: Final[dict[str, Callable[[Furniture, Room], None]]] = {
    "hand": _hand,
    "grid": _grid,
    "frame": _frame,
    "cards": _cards,
}
