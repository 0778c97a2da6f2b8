"""The words of a lesson as search finds them: one passage for the lesson, one for each step.

Teachers' notes and words beside numbers are left out; what gives an answer away is found but never
shown in a snippet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from milclicks.core.folding import fold
from milclicks.packs import markup, units

_NOT_SEARCHED: Final = frozenset({"notes", "paper", "no_paper_because", "unit"})
_NOT_SHOWN: Final = frozenset(
    {"feedback", "otherwise", "model", "answer_text", "reveal", "finding", "debrief", "reply"}
)
_TEACHER: Final = "teacher/"
_WORDS: Final = re.compile(r"\S+")
_AROUND: Final = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a lesson: where it is, its heading, what may be shown, all its words folded."""

    step: str | None
    title: str
    heading: str
    shown: str
    body: str


def passages(tree: dict[str, Any]) -> Iterator[Passage]:
    """The passages of a lesson's tree in one locale."""
    outer = {name: value for name, value in tree.items() if name != "steps"}
    title = str(tree.get("title") or "")
    heading = " ".join(str(tree.get(name) or "") for name in ("summary", "objective"))
    yield _passage(None, title, heading, outer)
    for step in tree.get("steps") or ():
        yield _passage(str(step.get("id")), title, str(step.get("title") or ""), step)


def _passage(step: str | None, title: str, heading: str, tree: dict[str, Any]) -> Passage:
    shown: list[str] = []
    found: list[str] = []
    for unit in units.units(tree):
        if unit.key in _NOT_SEARCHED or unit.id.startswith(_TEACHER) or unit.id == "title":
            continue
        words = markup.plain(unit.text)
        found.append(words)
        if unit.key not in _NOT_SHOWN:
            shown.append(words)
    return Passage(step, title, heading, "\n".join(shown), folded(" ".join(found)))


_fold_word = lru_cache(maxsize=65_536)(fold)


def folded(text: str) -> str:
    """`fold(text)`, word by word: words come again, and folding one is dear."""
    return " ".join(filter(None, map(_fold_word, text.split())))


def snippet(shown: str, tokens: list[str]) -> str:
    """A few words around the first of `tokens` in `shown`, or its beginning."""
    best = ""
    for line in shown.split("\n"):
        words = _WORDS.findall(line)
        for place, word in enumerate(words):
            plain = _fold_word(word)
            if any(part.startswith(token) for part in plain.split() for token in tokens):
                start, end = max(0, place - _AROUND), place + _AROUND
                cut = " ".join(words[start:end])
                return ("… " if start else "") + cut + (" …" if end < len(words) else "")
        best = best or " ".join(words[: 2 * _AROUND])
    return best
