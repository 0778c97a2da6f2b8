"""The links of inline markup, for everything that reads texts without drawing them.

`[words](term:id)` opens a word of the glossary, `[words](page:id)` a page of a mini-web. Not here:
what a translation must keep (`packs.markup`) and how links look (`ui`).
"""

from __future__ import annotations

import re
from typing import Final

LINK: Final = re.compile(r"\[([^\[\]]*)\]\((term|page):([^()\s]*)\)")
LANGUAGE: Final = re.compile(r"\]\{lang=[A-Za-z_-]+\}")
_REST: Final = re.compile(r"\*+|\[([^\[\]]*)\]")


def pages(text: str) -> list[str]:
    """The ids of the mini-web pages that a text links to, in order."""
    return _targets(text, "page")


def terms(text: str) -> list[str]:
    """The ids of the glossary terms that a text links to, in order."""
    return _targets(text, "term")


def _targets(text: str, kind: str) -> list[str]:
    return [found[3] for found in LINK.finditer(text) if found[2] == kind]


def bare(text: str) -> str:
    """The words alone, as search and snippets need them."""
    text = LINK.sub(r"\1", LANGUAGE.sub("]", text))
    return _REST.sub(lambda mark: mark.group(1) or "", text)
