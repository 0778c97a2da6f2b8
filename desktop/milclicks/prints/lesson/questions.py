"""Items on paper, from their paper faces; and the teacher's answers to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milclicks.core.texts import N_
from milclicks.items.base import Item, PaperFace, Row
from milclicks.items.gaps import segments
from milclicks.items.number import Number
from milclicks.items.registry import faces
from milclicks.items.wrappers import LEVELS
from milclicks.prints.lesson.artefacts import artefact, photo
from milclicks.prints.lesson.piece import Piece, beside, stack
from milclicks.prints.lesson.setter import Setter
from milclicks.steps.base import Step

BLANK: Final = "____________"
FEW: Final = 5  # rows that are not parted
SURE = N_("How sure?")
FROM_THE_TOP = N_("From the top: {answers}")
NO_KEY = N_("There is no right answer.")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item of the cut with its number on the handout."""

    step: Step
    item: Item
    number: int


def numbered(steps: Sequence[Step]) -> tuple[Numbered, ...]:
    """Every item of these steps that is asked on paper, counted through the lesson."""
    pairs = [(s, item) for s in steps if not s.no_paper_because for item in s.items()]
    return tuple(Numbered(step, item, n) for n, (step, item) in enumerate(pairs, 1))


def question(setter: Setter, one: Numbered, width: float) -> list[Piece]:
    """One item as pieces tied together."""
    item, face = one.item, faces(one.item).paper
    shift = setter.sized(19)
    room = width - shift
    stem = setter.text(item.stem, room, bold=True, size=10)
    pieces = [_disc(setter, one.number, stem, shift)]
    shown = [] if item.stimulus is None else [artefact(setter, item.stimulus, width)]
    if face is None:
        why = faces(item).why_no_paper
        words = setter.texts.message(why) if why is not None else ""
        return [*[p.kept() for p in [*pieces, *shown]], setter.text(words, width, soft=True)]
    how = setter.text(setter.texts.message(face.instruction), width, size=8.4, soft=True)
    pieces += [how, *shown] if face.form == "ring_picture" else [*shown, how]
    rows = _FORMS[face.form](setter, item, face, width)
    if item.confidence:
        rows.append(_sure(setter, width))
    return [*[piece.kept() for piece in pieces], *_tied(rows)]


def _tied(rows: list[Piece]) -> list[Piece]:
    """Few rows stay together; of many the first two and the last two do."""
    last = len(rows) - 1
    free = range(1, last - 1) if last >= FEW else ()
    return [row if at in free or at == last else row.kept() for at, row in enumerate(rows)]


def _disc(setter: Setter, number: int, stem: Piece, shift: float) -> Piece:
    """The number of a question in a filled disc (a ring in low ink) before its stem."""
    from milclicks.prints.leaf import paint_disc

    side, said = setter.sized(14.5), setter.texts.number(number)
    disc = Piece(side, lambda x, y: paint_disc(setter.sheet, said, x, y, side))
    return beside(disc, stem, shift, gap=setter.sized(10))


def _sure(setter: Setter, width: float) -> Piece:
    words = [setter.texts.message(label) for label in LEVELS.values()]
    head = setter.text(setter.say(SURE), width, size=8.4, soft=True)
    return stack([head, setter.chips(words, width, ring=True).spaced(1)], gap=setter.sized(4))


def row_words(setter: Setter, row: Row) -> str:
    """The words of a row: the author's, or the app's own."""
    return setter.texts.message(row.label) if row.label is not None else row.text


# --- the forms ---------------------------------------------------------------------------
def _ticks(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    return [setter.tick(row_words(setter, row), width) for row in face.rows]


def _boxes(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    return [setter.tick(row_words(setter, row), width, side=16) for row in face.rows]


def _letters(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    """Boxes for letters, then what the letters stand for."""
    shift = setter.sized(15)
    sides = []
    for letter, row in zip(setter.letters, face.side, strict=False):
        mark = setter.text(letter, shift, bold=True)
        words = setter.text(row_words(setter, row), width - shift - 16)
        sides.append(beside(mark, words, shift, gap=setter.sized(2)))
    return [*_boxes(setter, item, face, width), setter.boxed(sides, width)]


def _gaps(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    parts = [s.text if s.kind == "words" else BLANK for s in segments(face.text)]
    pieces = [setter.text("".join(parts), width, size=10.4, gap=5)]
    if face.rows:
        pieces.append(setter.chips([row_words(setter, row) for row in face.rows], width))
    return pieces


def _ring_word(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    """The words of each gap between brackets, to ring one."""
    gap_of = {row.id: row.text for row in face.side}
    parts = []
    for one in segments(face.text):
        if one.kind == "words":
            parts.append(one.text)
            continue
        words = [setter.texts.isolate(row.text) for row in face.rows if gap_of[row.id] == one.id]
        parts.append(f"({' / '.join(words)})")
    return [setter.text("".join(parts), width, size=10.4, gap=5)]


def _underline(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    words = "".join(each.text for each in segments(face.text))
    return [setter.text(words, width, size=11, gap=5)]


def _write(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    return [setter.lines(max(face.write_lines, 1), width)]


def _number(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    line, words = setter.lines(1, 70), setter.text(face.text, width - 80) if face.text else None
    if words is None:
        return [line]
    drop = max(0.0, line.height - words.height - 1)
    lowered = Piece(words.height + drop, lambda x, y: words.paint(x, y + drop))
    return [beside(line, lowered, 78.0)]


def _ring(setter: Setter, item: Item, face: PaperFace, width: float) -> list[Piece]:
    if face.picture:
        return [photo(setter, face.picture, width)]
    return [Piece(0.0, lambda x, y: None, 0.0)]


_FORMS: Final[dict[str, Callable[[Setter, Item, PaperFace, float], list[Piece]]]] = {
    "tick_one": _ticks,
    "tick_many": _ticks,
    "scale": _ticks,
    "number_rows": _boxes,
    "letters": _letters,
    "gaps": _gaps,
    "ring_word": _ring_word,
    "underline": _underline,
    "write": _write,
    "number": _number,
    "ring_picture": _ring,
}


# --- the answers -------------------------------------------------------------------------
def answer(setter: Setter, item: Item) -> str:
    """What is right, in words for the teacher's sheet."""
    face = faces(item).paper
    if face is None or not face.key:
        return setter.say(NO_KEY)
    key = dict(face.key)
    if face.form in ("number_rows", "letters"):
        return setter.say(FROM_THE_TOP, answers=_from_the_top(setter, face, key))
    if face.form == "number":
        return _exact(setter, item, key["exact"])
    if face.form in ("gaps", "ring_word", "write"):
        return _listed(list(key.values()))
    if face.form == "underline":
        return _listed([s.text for s in segments(face.text) if s.id in key])
    return _listed([row_words(setter, row) for row in face.rows if row.id in key])


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)


def _from_the_top(setter: Setter, face: PaperFace, key: dict[str, str]) -> str:
    if face.form == "number_rows":
        return " ".join(setter.texts.number(int(key[row.id])) for row in face.rows)
    letter = dict(zip((row.id for row in face.side), setter.letters, strict=False))
    return " ".join(letter[key[row.id]] for row in face.rows)


def _exact(setter: Setter, item: Item, value: str) -> str:
    number = Fraction(value)
    if isinstance(item, Number):
        return item.unit.counted(setter.texts, number)
    return setter.texts.exact(number)
