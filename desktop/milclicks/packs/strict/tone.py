"""Words and signs of an alarm, by locale: what somebody listens to who judges by the tone.

The lists stand in `resources/strict/tone/<locale>.tsv`, a word or the beginning of one (`*`) in
each line. Latin Serbian follows the Cyrillic list.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from milclicks.core import paths, translit
from milclicks.core.folding import fold

_CAPITALS: Final = re.compile(r"\b[^\W\d_]{4,}\b")
_WORD: Final = re.compile(r"\w+")
_LATIN: Final = "sr_Latn"


@cache
def alarm_words(locale: str) -> tuple[str, ...]:
    """The folded words of a locale; the end `*` stays."""
    name = "sr_Cyrl" if locale == _LATIN else locale
    file = paths.resources() / "strict" / "tone" / f"{name}.tsv"
    if not file.exists():
        return ()
    lines = file.read_text("utf-8").splitlines()
    words = [line.split("\t")[0].strip() for line in lines if line and not line.startswith("#")]
    if locale == _LATIN:
        words = [translit.to_latin(word) for word in words]
    return tuple(_folded(word) for word in words if word)


def _folded(word: str) -> str:
    return fold(word.rstrip("*")) + ("*" if word.endswith("*") else "")


def alarming(text: str, locale: str) -> bool:
    """Whether the tone alone makes one suspicious: an exclamation, capitals, an alarm word."""
    if "!" in text:
        return True
    if any(hit.group().isupper() for hit in _CAPITALS.finditer(text)):
        return True
    folded = f" {' '.join(_WORD.findall(fold(text)))} "
    return any(
        f" {word[:-1]}" in folded if word.endswith("*") else f" {word} " in folded
        for word in alarm_words(locale)
    )
