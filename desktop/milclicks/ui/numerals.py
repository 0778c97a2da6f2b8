"""Numbers inside texts of packs and of the guide, in the digits that the reader chose.

Packs are written with Latin digits; the program's own numbers on an Arabic screen are ٠ to ٩, and
one screen should have one kind. The length of a text never changes, so places in it stay true. It
touches no Latin words, no gaps and no text in another script; what is stored or marked keeps its
own digits.
"""

from __future__ import annotations

import re

from milclicks.core.texts import ARABIC_DIGITS, ARABIC_SIGNS
from milclicks.ui.theme import current

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_PIECE = re.compile(
    r"[\u2066-\u2068][^\u2069]*\u2069"  # a value put into a sentence
    r"|\{\{[^}|]*(?:\}\}|\|)"  # a gap or a span
    r"|[A-Za-z0-9_:/.#-]*[A-Za-z][^\u0620-\u06d3{]*"  # Latin words and what belongs to them
    r"|(?P<number>[0-9]+(?:[.,:/][0-9]+)*%?)"
)


def in_reader_digits(text: str) -> str:
    """The text as it is shown: numbers in Arabic sentences as ٠ to ٩ where that is wanted."""
    if not current().arabic_digits:
        return text
    if not _ARABIC.search(text) and any(sign.isalpha() for sign in text):
        return text
    return _PIECE.sub(_shown, text)


def in_sentence_digits(text: str) -> str:
    """The same for words of the program; what is no Arabic sentence (a code, a sign) stays."""
    return in_reader_digits(text) if _ARABIC.search(text) else text


def _shown(piece: re.Match[str]) -> str:
    number = piece["number"]
    if number is None:
        return piece[0]
    if sum(number.count(sign) for sign in ".,:/") <= 1:
        number = number.translate(ARABIC_SIGNS)
    return number.translate(ARABIC_DIGITS)
