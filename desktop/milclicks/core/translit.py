"""Serbian Cyrillic to Latin: thirty letters, three of them two letters in Latin.

Never the other way: Latin to Cyrillic is ambiguous (injekcija, nadživeti). Placeholders, gaps,
link targets, addresses and words of another language ([text]{lang=ru}) stay as they are.
"""

from __future__ import annotations

import re

PAIRS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z",
    "и": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
PROTECTED = re.compile(
    r"\{\{[A-Za-z0-9_-]+\}\}|(?<=\{\{)[A-Za-z0-9_-]+(?=\|)|\{[A-Za-z0-9_.]*\}"
    r"|(?<=\]\()(?:term|page):[^)]*|\[[^\]]*\]\{lang=(?!sr)[^}]*\}|\{lang=[^}]*\}|https?://\S+"
)


def to_latin(text: str) -> str:
    """The Latin form of a Serbian Cyrillic text."""
    out, position = [], 0
    for match in PROTECTED.finditer(text):
        out.append(convert(text, position, match.start()))
        out.append(match.group())
        position = match.end()
    out.append(convert(text, position, len(text)))
    return "".join(out)


def convert(text: str, start: int, end: int) -> str:
    """The letters from start to end; a neighbour decides between Lj and LJ."""
    return "".join(letter(text, index) for index in range(start, end))


def letter(text: str, index: int) -> str:
    """One letter in Latin, with the case its word asks for."""
    character = text[index]
    small = PAIRS.get(character.lower())
    if small is None:
        return character
    if character.islower():
        return small
    if len(small) == 1:
        return small.upper()
    return small.upper() if in_capitals(text, index) else small.capitalize()


def in_capitals(text: str, index: int) -> bool:
    """Whether the letter stands in a word of capitals."""
    after = text[index + 1 : index + 2]
    if after.isalpha():
        return after.isupper()
    before = text[index - 1 : index] if index else ""
    return before.isalpha() and before.isupper()
