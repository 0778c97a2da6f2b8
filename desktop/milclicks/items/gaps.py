"""The text of a cloze: words, gaps `{{g1}}` and marked spans `{{s1|the words}}`."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

_GAP: Final = re.compile(r"\{\{([a-z0-9][a-z0-9_-]{0,39})(?:\|([^{}|]+))?\}\}")


class Segment(NamedTuple):
    """A stretch of cloze text. A gap has an id and no text, a span has both."""

    kind: Literal["words", "gap", "span"]
    id: str
    text: str


def segments(text: str) -> tuple[Segment, ...]:
    """Cut a cloze text into words, gaps and spans, in reading order."""
    found: list[Segment] = []
    end = 0
    for match in _GAP.finditer(text):
        if match.start() > end:
            found.append(Segment("words", "", text[end : match.start()]))
        words = match[2]
        found.append(Segment("span", match[1], words) if words else Segment("gap", match[1], ""))
        end = match.end()
    if end < len(text):
        found.append(Segment("words", "", text[end:]))
    return tuple(found)


def broken(text: str) -> bool:
    """Say whether braces are left over that make no gap."""
    return any("{{" in s.text or "}}" in s.text for s in segments(text) if s.kind == "words")
