"""Typed answers: comparing words as a reader would, and reading numbers in any script."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

from milclicks.core.folding import fold

_SPACES: Final = re.compile(r"\s+")
_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-"})
_MARKS: Final = str.maketrans({"\u066b": ".", "\u066c": ",", "\u066a": "", "%": ""})
_HIDDEN: Final = re.compile("[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]")
_EDGES: Final = (
    " \t\r\n.,;:!?\u00a1\u00bf\"'\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u060c\u061b\u061f()[]"
)
_FRACTION: Final = re.compile(r"(-?\d{1,12})/(\d{1,12})")
_DECIMAL: Final = re.compile(r"(-?)(\d{1,12})(?:[.,](\d{1,9}))?")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def plain_digits(text: str) -> str:
    """Write the digits of every script as 0 to 9; nothing else changes."""
    return "".join(
        str(unicodedata.decimal(char)) if unicodedata.decimal(char, None) is not None else char
        for char in text
    )


def plain_words(text: str) -> str:
    """Fold a typed answer: case, accents, scripts of Serbian, digits, outer punctuation, spaces."""
    bare = _HIDDEN.sub("", plain_digits(text)).strip(_EDGES)
    return _SPACES.sub(" ", fold(bare.casefold())).strip()


def same_words(typed: str, expected: str) -> bool:
    """Say whether a typed answer means the expected words."""
    return plain_words(typed) == plain_words(expected)


def read_number(text: str) -> Fraction | None:
    """Read a number as people write it: ٢٧, 27, 3/2, 1,5, 1 250, 1.250, 25 %. None if it is none.

    One separator followed by exactly three digits groups thousands (whole numbers are the rule in
    lessons); any other single separator is a decimal sign.
    """
    bare = _HIDDEN.sub("", plain_digits(text)).translate(_MINUS).translate(_MARKS)
    bare = _SPACES.sub("", bare)
    if found := _FRACTION.fullmatch(bare):
        below = int(found[2])
        return Fraction(int(found[1]), below) if below else None
    if _GROUPED.fullmatch(bare) and not bare.lstrip("-").startswith("0"):
        return Fraction(bare.replace(".", "").replace(",", ""))
    if found := _DECIMAL.fullmatch(bare):
        return Fraction(f"{found[1]}{found[2]}.{found[3] or '0'}")
    return None
