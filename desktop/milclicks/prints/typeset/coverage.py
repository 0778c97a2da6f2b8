"""Which face sets which part of a text. A character that no face has is named, never boxed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from milclicks.core.errors import N_, BadInput, Message
from milclicks.prints.typeset.faces import Face

_SILENT = frozenset("\u00ad\u034f\u061c\u200b\u2028\u2060\ufeff") | {
    chr(code) for code in (*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x2070))
}


class NoGlyph(BadInput):
    """A character that none of the shipped fonts can print."""

    code = "no-glyph"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text, set in one face."""

    start: int
    end: int
    face: Face


def silent(character: str) -> bool:
    """Whether a character steers the text (direction, joining) and prints nothing itself."""
    return character in _SILENT or "\ufe00" <= character <= "\ufe0f"


def spans(text: str, faces: Sequence[Face]) -> tuple[Span, ...]:
    """Split a text by the first face that has each character.

    Spaces, marks and digits stay with the face before them where it has them, so that a sign
    does not change its look in the middle of a word. Raises NoGlyph.
    """
    found: list[Span] = []
    start, current = 0, None
    for at, character in enumerate(text):
        wanted = _face_for(character, current, faces)
        if wanted is not current:
            if current is not None and at > start:
                found.append(Span(start, at, current))
            start, current = (at, wanted) if current is not None else (0, wanted)
    if text and current is not None:
        found.append(Span(start, len(text), current))
    return tuple(found)


def _face_for(character: str, current: Face | None, faces: Sequence[Face]) -> Face:
    code = ord(character)
    if silent(character):
        return current or faces[0]
    if current is not None and code in current.covers and _clings(character):
        return current
    for face in faces:
        if code in face.covers:
            return face
    raise no_glyph(character)


def _clings(character: str) -> bool:
    return unicodedata.category(character)[0] in "ZMNP"


def no_glyph(character: str) -> NoGlyph:
    """The error that names a character by its Unicode name."""
    name = unicodedata.name(character, "").capitalize() or "?"
    shown = f"{name} (U+{ord(character):04X})"
    return NoGlyph(
        Message(N_("No font here can print this character: {character}."), {"character": shown}),
        Message(N_("Write it in another way, or leave it out.")),
    )
