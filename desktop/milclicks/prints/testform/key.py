"""The teacher's key: what is right in each question and why, with what the numbers mean."""

from __future__ import annotations

from typing import Final

from milclicks.community.prepost.asks import Form, Pretest
from milclicks.core.errors import N_
from milclicks.prints.lesson.piece import Piece, beside, stack
from milclicks.prints.lesson.setter import Setter
from milclicks.prints.testform.questions import (
    PARTS,
    asked,
    in_digits,
    numbered,
    option_words,
    ring,
)

PASS: Final = N_("9 or more right answers of 14 pass; 12 or more show mastery.")
KEEP: Final = N_("Keep this sheet away from the learners until all have finished.")


def key_head(setter: Setter, test: Pretest, width: float) -> list[Piece]:
    """What the teacher should know before."""
    lines = [*test.teacher, in_digits(setter, PASS), setter.say(KEEP)]
    return [setter.bullets(lines, width)]


def key_body(setter: Setter, form: Form, width: float) -> list[Piece]:
    """Every question that has a key."""
    pieces: list[Piece] = []
    for part in ("decision", "choice"):
        pieces.append(setter.heading(in_digits(setter, PARTS[part]), width))
        for number, ask in numbered(form, part):
            stem = asked(setter, number, ask.stem, width)
            place = [key for key, _ in ask.options].index(ask.key)
            right = _right(setter, place + 1, option_words(setter, ask)[place], width)
            why = _inset(setter, setter.text(ask.why, width - setter.sized(19), size=9.2))
            pieces.append(stack([stem, right, why], gap=stem.gap))
    return pieces


def _right(setter: Setter, place: int, words: str, width: float) -> Piece:
    room = width - setter.sized(19 + 16)
    said = setter.text(words, room, size=10, bold=True)
    row = beside(ring(setter, setter.texts.number(place)), said, setter.sized(16))
    return _inset(setter, row)


def _inset(setter: Setter, piece: Piece) -> Piece:
    shift = setter.sized(19)
    return Piece(piece.height, lambda x, y: piece.paint(x + shift, y), setter.sized(2.5))
