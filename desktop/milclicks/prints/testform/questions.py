"""The questions of a form as pieces: numbered answers to carry over to the grid, never the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from milclicks.community.prepost.asks import Ask, Form
from milclicks.core.errors import N_, Message
from milclicks.items.decide import LABELS
from milclicks.items.wrappers import LEVELS, SCALE_LABELS
from milclicks.prints.leaf import paint_disc
from milclicks.prints.lesson.artefacts import artefact
from milclicks.prints.lesson.piece import Piece, beside
from milclicks.prints.lesson.setter import Setter

VERDICTS: Final = {"sound": Message(N_("Sound")), "unsound": Message(N_("Unsound"))}
PARTS: Final = {
    "decision": N_("Part 1: sound or unsound?"),
    "choice": N_("Part 2: questions"),
    "statement": N_("Part 3: about me"),
    "intent": N_("What would you do?"),
}
HOW: Final = {
    "decision": N_("Read each message. Choose an answer, then how sure you are."),
    "choice": N_("One answer is right in each question."),
    "statement": N_("There is no right answer. Choose what is true for you."),
    "intent": N_("There is no right answer. Choose what you would really do."),
}
SURE: Final = N_("How sure are you?")

Numbered = tuple[int, Ask]


def numbered(form: Form, part: str) -> list[Numbered]:
    """The questions of a part with their numbers, which count through the whole form."""
    return [(n, one) for n, one in enumerate(form.asks, 1) if one.part == part]


def option_words(setter: Setter, ask: Ask) -> list[str]:
    """The answers in words: the author's, or the app's own."""
    say = setter.texts.message
    if ask.part == "decision":
        return [say(VERDICTS[key]) for key, _ in ask.options]
    if ask.part == "statement":
        return [say(one) for one in SCALE_LABELS["agree5"]]
    if ask.part == "intent":
        return [say(LABELS[key]) for key, _ in ask.options]
    return [words for _, words in ask.options]


def level_words(setter: Setter) -> list[str]:
    """The three ways to be sure."""
    return [setter.texts.message(one) for one in LEVELS.values()]


def in_digits(setter: Setter, msgid: str) -> str:
    """A sentence of the app that has a number in it, in the digits of the reader."""
    return setter.texts.with_digits(setter.say(msgid))


def part_pieces(setter: Setter, form: Form, part: str, width: float) -> list[Piece]:
    """One part under its heading."""
    pieces = [
        setter.heading(in_digits(setter, PARTS[part]), width),
        setter.text(setter.say(HOW[part]), width, soft=True).kept(),
    ]
    if part in ("decision", "intent"):
        pieces.append(_legend(setter, numbered(form, part)[0][1], width))
    if part == "decision":
        sure = setter.text(setter.say(SURE), width, bold=True, size=9).kept()
        pieces += [sure, in_a_row(setter, level_words(setter), width)]
    if part == "statement":
        pieces.append(scale(setter, width))
    for number, ask in numbered(form, part):
        pieces += _MAKERS[part](setter, number, ask, width)
    return pieces


def _legend(setter: Setter, ask: Ask, width: float) -> Piece:
    return in_a_row(setter, option_words(setter, ask), width)


def _message(setter: Setter, number: int, ask: Ask, width: float) -> list[Piece]:
    """A message to decide about: its question, then the mock under its band."""
    stem = asked(setter, number, ask.stem, width).kept()
    assert ask.stimulus is not None
    return [stem, artefact(setter, ask.stimulus, width)]


def _choice(setter: Setter, number: int, ask: Ask, width: float) -> list[Piece]:
    """A question with its numbered answers below each other."""
    shift = setter.sized(19)
    pieces = [asked(setter, number, ask.stem, width).kept()]
    for place, words in enumerate(option_words(setter, ask), 1):
        pieces.append(_option(setter, place, words, width, shift).kept())
    return [*pieces[:-1], replace(pieces[-1], keep=False)]


def _option(setter: Setter, place: int, words: str, width: float, shift: float) -> Piece:
    inset = setter.sized(16)
    body = setter.text(words, width - shift - inset, size=10)
    mark = ring(setter, setter.texts.number(place))
    row = beside(mark, body, inset)
    return Piece(row.height, lambda x, y: row.paint(x + shift, y), setter.sized(2.6))


def _statement(setter: Setter, number: int, ask: Ask, width: float) -> list[Piece]:
    return [asked(setter, number, ask.stem, width, bold=False)]


_MAKERS: Final[dict[str, Callable[[Setter, int, Ask, float], list[Piece]]]] = {
    "decision": _message,
    "choice": _choice,
    "statement": _statement,
    "intent": _message,
}


def asked(setter: Setter, number: int, words: str, width: float, *, bold: bool = True) -> Piece:
    """A question beside its number in a disc."""
    side, shift = setter.sized(14.5), setter.sized(19)
    stem = setter.text(words, width - shift, size=10.4, bold=bold)
    said = setter.texts.number(number)
    disc = Piece(side, lambda x, y: paint_disc(setter.sheet, said, x, y, side))
    return beside(disc, stem, shift, gap=setter.sized(8))


def ring(setter: Setter, said: str, *, side: float = 12.5) -> Piece:
    """A number in a thin ring."""
    wide = setter.sized(side)
    sheet = setter.sheet
    block = setter.block(said, wide * 2, size=side * 0.6, align="centre")

    def paint(x: float, y: float) -> None:
        sheet.box(x, y, wide, wide, radius=wide / 2, stroke=sheet.look.ink, weight=0.9)
        sheet.text(block, x - wide / 2, y + (wide - block.height) / 2, wide * 2)

    return Piece(wide, paint, setter.sized(3))


def in_a_row(setter: Setter, words: list[str], width: float) -> Piece:
    """Numbered answers one after the other, wrapped where the row is full."""
    inset, between = setter.sized(15.5), setter.sized(12)
    placed: list[tuple[float, float, Piece, Piece]] = []
    x = y = high = 0.0
    for place, one in enumerate(words, 1):
        block, wide = setter.snug(one, width - inset, size=9.6)
        if x and x + inset + wide > width:
            x, y, high = 0.0, y + high + setter.sized(3), 0.0
        mark = ring(setter, setter.texts.number(place))
        placed.append((x, y, mark, setter.set(block, wide)))
        x += inset + wide + between
        high = max(high, block.height, mark.height)

    def paint(left: float, top: float) -> None:
        for dx, dy, mark, said in placed:
            mark.paint(left + dx, top + dy)
            said.paint(left + dx + inset, top + dy)

    return Piece(y + high, paint, setter.sized(4))


def scale(setter: Setter, width: float) -> Piece:
    """The five steps as growing circles, each with its number and its words."""
    words = [setter.texts.message(one) for one in SCALE_LABELS["agree5"]]
    each, sheet, side = width / len(words), setter.sheet, setter.sized(15)
    blocks = [
        setter.block(f"{setter.texts.number(n)}\n{one}", each - 4, size=8.6, align="centre")
        for n, one in enumerate(words, 1)
    ]

    def paint(x: float, y: float) -> None:
        for place, block in enumerate(blocks):
            big = side * (0.3 + 0.175 * place)
            left = x + place * each + (each - 4 - big) / 2
            sheet.box(left, y + (side - big) / 2, big, big, radius=big / 2,
                      fill=sheet.look.highlight, stroke=sheet.look.ink, weight=1.1)  # fmt: skip
            sheet.text(block, x + place * each, y + side + 2, each - 4)

    return Piece(side + 2 + max(block.height for block in blocks), paint, setter.sized(6))
