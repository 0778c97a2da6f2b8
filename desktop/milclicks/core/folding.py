"""Folding of text for searching and for comparing typed answers in eight locales.

Case, accents, Arabic letter variants and Serbian scripts fall together, so that a person finds a
word however they spell it. It is not a transliteration: the result is for comparing only.
"""

from __future__ import annotations

import re
import unicodedata

from milclicks.core.translit import to_latin

ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
        "ء": None,
    }
)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ARTICLE = re.compile(r"\b(?:(?:و|ف|ب|ك)?ال|لل)+(?=\w{2})")
LETTERS = str.maketrans({"’": "'", "ʼ": "'", "đ": "dj", "œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """The folded form of a text: lower case, no marks, one space between words."""
    if CYRILLIC.search(text):
        text = to_latin(text)
    text = text.casefold().translate(LETTERS)
    text = text.translate(ARABIC)
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(
        c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    bare = "".join(digit(c) for c in bare)
    return " ".join(re.findall(r"\w+", ARTICLE.sub("", bare)))


def digit(character: str) -> str:
    """A digit of any script as 0 to 9; everything else as it is."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
