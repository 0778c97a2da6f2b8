"""A scene on paper: numbered paragraphs, and after each choice "go to 4"."""

from __future__ import annotations

from milclicks.core.marks import bare
from milclicks.core.texts import N_
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.artefacts import artefact, photo
from milclicks.prints.lesson.faces import paint_face
from milclicks.prints.lesson.piece import Piece, beside, indented, stack
from milclicks.prints.lesson.setter import Setter
from milclicks.steps.scene import Meter, Node, Scene, Turn

GO_TO = N_("Go to {number}.")
METERS = N_("Begin where the ring is full. Move as your choices say.")
END = N_("The end")


def node_numbers(step: Scene) -> dict[str, int]:
    """The paragraph of each moment: the start is 1, the others follow as the author wrote them."""
    order = [step.start, *(node.id for node in step.nodes if node.id != step.start)]
    return {name: number for number, name in enumerate(order, 1)}


def scene(setter: Setter, step: Scene, asked: object, width: float) -> list[Piece]:
    """The whole story with its meters."""
    numbers = node_numbers(step)
    pieces = [setter.text(step.intro, width)]
    if step.meters:
        note = setter.text(setter.say(METERS), width - 16, size=8.2, soft=True)
        rows = [_meter(setter, meter, width - 16) for meter in step.meters]
        pieces.append(setter.boxed([*rows, note], width))
    for name, number in numbers.items():
        pieces += _node(setter, step, step.node(name), number, numbers, width)
    return pieces


def _meter(setter: Setter, meter: Meter, width: float) -> Piece:
    """A row of rings from low to high; the one of the start is full."""
    sheet, count = setter.sheet, meter.high - meter.low + 1
    side = min(12.0, (width - 4 * (count - 1)) / max(count, 1))
    step = side + min(4.0, (width - side * count) / max(count - 1, 1))
    label = setter.text(meter.label, width, size=8.8, bold=True)
    ends = [setter.block(setter.texts.number(n), 30, size=7.4, soft=True, align="centre")
            for n in (meter.low, meter.high)]  # fmt: skip

    def paint(x: float, y: float) -> None:
        label.paint(x, y)
        top = y + label.height + 2
        for number in range(count):
            full = meter.low + number == meter.start
            fill = sheet.look.ink if full else None
            sheet.box(
                x + number * step, top, side, side, radius=side / 2, fill=fill,
                stroke=sheet.look.ink, weight=0.8,
            )  # fmt: skip
        for block, number in zip(ends, (0, count - 1), strict=True):
            middle = x + number * step + side / 2
            sheet.text(block, middle - 15, top + side + 0.5, 30)

    return Piece(label.height + 2 + side + ends[0].height, paint, setter.sized(5))


def _node(
    setter: Setter, step: Scene, node: Node, number: int, numbers: dict[str, int], width: float
) -> list[Piece]:
    shift = setter.sized(21)
    room = width - shift
    lead = setter.sized(24) if node.speaker else 0.0
    words = setter.text(node.text, room - lead)
    if node.speaker:
        side = setter.sized(19)
        face = Piece(side, lambda x, y: paint_face(setter.sheet, node.speaker, x, y, side))
        words = beside(face, words, lead)
    side_, said = setter.sized(16), setter.texts.number(number)
    disc = Piece(side_, lambda x, y: paint_disc(setter.sheet, said, x, y, side_))
    pieces = [beside(disc, words, shift, gap=setter.sized(9)).kept()]
    if node.picture:
        pieces.append(indented(photo(setter, node.picture, room, most=130), shift).kept())
    if node.artefact is not None:
        pieces.append(indented(artefact(setter, node.artefact, room), shift).kept())
    if node.ending:
        ending = [setter.text(setter.say(END), room - 16, size=8.2, bold=True, soft=True),
                  setter.text(node.ending_text, room - 16)]  # fmt: skip
        return [*pieces, indented(setter.boxed(ending, room), shift)]
    rows = [_turn(setter, step, turn, numbers, room) for turn in node.choices]
    return [*pieces, *(indented(row, shift) for row in rows)]


def _turn(setter: Setter, step: Scene, turn: Turn, numbers: dict[str, int], width: float) -> Piece:
    """A choice in strong words, what it brings, and where it leads."""
    shift = setter.sized(10)
    label = setter.text(turn.label, width - shift, bold=True)
    moves = [_moved(setter, step, name, change) for name, change in turn.effects.items() if change]
    said = " ".join(
        [turn.reply, *(f"({one})" for one in moves),
         setter.say(GO_TO, number=numbers[turn.to])]
    )  # fmt: skip
    reply = setter.text(said, width - shift, size=9)
    side, sheet = setter.sized(5), setter.sheet
    first = setter.sized(9.6) * (1.5 if sheet.rtl else 1.27)

    def bullet(x: float, y: float) -> None:
        sheet.box(x + 0.5, y + (first - side) / 2, side, side, radius=side / 2,
                  stroke=sheet.look.ink, weight=1.1)  # fmt: skip

    both = stack([label, reply.spaced(0.5)])
    return beside(Piece(first, bullet), both, shift, gap=setter.sized(3.5))


def _moved(setter: Setter, step: Scene, meter: str, change: int) -> str:
    label = next(each.label for each in step.meters if each.id == meter)
    sign = "+" if change > 0 else "\u2013"
    number = setter.texts.isolate(f"\u200e{sign}{setter.texts.number(abs(change))}")
    return f"{bare(label)} {number}"
