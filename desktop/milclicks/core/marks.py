"""Inline markup for everything but the screen: its links, its words alone, what is strong in it.

`[words](term:id)` opens a word of the glossary, `[words](page:id)` a page of a mini-web. Not here:
what a translation must keep (`packs.markup`) and how links look (`ui`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LINK: Final = re.compile(r"\[([^\[\]]*)\]\((term|page):([^()\s]*)\)")
LANGUAGE: Final = re.compile(r"\]\{lang=[A-Za-z_-]+\}")
FSI, PDI = "\u2068", "\u2069"
_SPAN: Final = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*"
    r"|\*(?P<em>[^*\n]+)\*"
    r"|\[(?P<words>[^\[\]\n]+)\](?:\((?:term|page):[^()\s]*\)|\{lang=(?P<lang>[A-Za-z_-]+)\})"
)
_REST: Final = re.compile(r"\*+|\[([^\[\]]*)\]")


def pages(text: str) -> list[str]:
    """The ids of the mini-web pages that a text links to, in order."""
    return _targets(text, "page")


def terms(text: str) -> list[str]:
    """The ids of the glossary terms that a text links to, in order."""
    return _targets(text, "term")


def _targets(text: str, kind: str) -> list[str]:
    return [found[3] for found in LINK.finditer(text) if found[2] == kind]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and where (from, to) it is strong."""

    text: str
    strong: tuple[tuple[int, int], ...] = ()


def marked(text: str) -> Marked:
    """The words, and which of them `**strong**` and `*em*` make strong; other stars are literal.

    A part in another language is kept apart by signs without ink, so that it has its own direction.
    """
    parts: list[str] = []
    strong: list[tuple[int, int]] = []
    at = length = 0
    for found in _SPAN.finditer(text):
        before = text[at : found.start()]
        words = bare(found["strong"] or found["em"] or found["words"])
        shown = f"{FSI}{words}{PDI}" if found["lang"] else words
        parts += [before, shown]
        length += len(before)
        if found["words"] is None:
            strong.append((length, length + len(shown)))
        length += len(shown)
        at = found.end()
    return Marked("".join([*parts, text[at:]]), tuple(strong))


def bare(text: str) -> str:
    """The words alone, as search and snippets need them."""
    text = LINK.sub(r"\1", LANGUAGE.sub("]", text))
    return _REST.sub(lambda mark: mark.group(1) or "", text)
