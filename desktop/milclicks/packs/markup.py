"""The inline marks of a text, as far as a translation must keep them.

Marks: `*em*`, `**strong**`, `[text](term:id)`, `[text](page:id)`, `[text]{lang=ar}`; in cloze texts
`{{g1}}` and `{{s1|words}}`; in any text `{name}`. All else is literal. Not here: drawing (`ui`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from milclicks.core import marks

GAP: Final = re.compile(r"\{\{\s*([a-z0-9][a-z0-9_-]*)\s*(?:\|[^{}]*)?\}\}")
_FIELD: Final = re.compile(r"\{[A-Za-z0-9_.:!]+\}")
_ADDRESS: Final = re.compile(r"https?://[^\s)\]]+")
CONTROL: Final = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\x00-\x09\x0b-\x1f\x7f-\x9f]"
)
"""Marks of embedding, override and isolation, characters without width, control codes."""
_NAME_LETTERS: Final = 80


def gaps(text: str) -> list[str]:
    """The names of the gaps and marked spans, in order."""
    return GAP.findall(text)


def terms(text: str) -> list[str]:
    """The ids of the glossary terms that a text links to."""
    return marks.terms(text)


def pages(text: str) -> list[str]:
    """The ids of the mini-web pages that a text links to."""
    return marks.pages(text)


def controls(text: str) -> list[str]:
    """Names of invisible characters that no text of a pack may hold."""
    return [f"U+{ord(one):04X}" for one in CONTROL.findall(text)]


def without_controls(text: str) -> str:
    """The text without bidi overrides and other invisible characters, for display."""
    return CONTROL.sub("", text)


def line(text: str) -> str:
    """A name or a title as it is shown: one line of at most 80 letters, whatever it holds."""
    made = " ".join(without_controls(" ".join(text.split())).split())
    return made if len(made) <= _NAME_LETTERS else f"{made[: _NAME_LETTERS - 1].rstrip()}…"


def differences(source: str, target: str) -> Iterator[tuple[str, str]]:
    """(code, what) for each mark that a translation lost, changed or added."""
    for code, found in (
        ("po.gaps", _gap_names),
        ("po.links", _links),
        ("po.fields", _fields),
    ):
        wanted, got = Counter(found(source)), Counter(found(target))
        if wanted != got:
            lost, added = sorted((wanted - got).elements()), sorted((got - wanted).elements())
            yield code, " ".join([*(f"-{one}" for one in lost), *(f"+{one}" for one in added)])
    if source.count("*") % 2 == 0 and target.count("*") % 2:
        yield "po.marks", f"{target.count('*')}"


def _gap_names(text: str) -> list[str]:
    """A span keeps being a span: `s1|` and `s1` are not the same."""
    return [found.group(1) + ("|" if "|" in found.group() else "") for found in GAP.finditer(text)]


def _links(text: str) -> list[str]:
    return terms(text) + [f"page:{page}" for page in pages(text)] + _ADDRESS.findall(text)


def _fields(text: str) -> list[str]:
    return _FIELD.findall(marks.LANGUAGE.sub("]", GAP.sub("", text)))


def plain(text: str) -> str:
    """The words alone, as search and snippets need them."""
    return marks.bare(GAP.sub(lambda gap: gap.group().partition("|")[2].rstrip("}") or "…", text))
