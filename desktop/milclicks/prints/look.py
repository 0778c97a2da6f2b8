"""The look of paper: colours and strands from the theme's tokens, in full colour or low ink.

The one place where prints read tokens.json. Lengths are not here; each print has its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from milclicks.core import paths

STRANDS = (
    "mil", "critical", "literacy", "intercultural", "citizenship", "knowledge", "sustainability",
)  # fmt: skip
PATTERNS = ("dots", "lines", "grid", "waves", "chevrons", "checks", "leaves")
GREY = "#6B7280"  # lines of the patterns: dark enough to copy, light enough to spare ink


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by name; `low` says that areas stay white and patterns stand for colours."""

    low: bool
    ink: str
    soft_ink: str
    line: str
    sun: str
    sun_soft: str
    paper: str
    strands: tuple[str, ...]

    @property
    def highlight(self) -> str | None:
        """The fill of what is chosen; low ink shows it by a frame alone."""
        return None if self.low else self.sun_soft

    @property
    def edge(self) -> str:
        """The colour of thin frames."""
        return GREY if self.low else self.line

    @property
    def frame(self) -> float:
        """The weight of the outer frame on A4, in points."""
        return 1.2 if self.low else 2.25

    def pattern_of(self, colour: str) -> str | None:
        """The pattern that stands for a strand's colour."""
        found = [p for p, c in zip(PATTERNS, self.strands, strict=True) if c == colour.upper()]
        return found[0] if found else None


@cache
def look(low_ink: bool = False) -> Look:
    """The look of one kind of print."""
    tokens = json.loads((paths.resources() / "themes" / "tokens.json").read_text("utf-8"))
    colour, strand = tokens["colour"], tokens["strand"]
    return Look(
        low=low_ink,
        ink=colour["ink"],
        soft_ink=colour["ink_soft"],
        line=colour["line"],
        sun=colour["sun"],
        sun_soft=colour["sun_soft"],
        paper=colour["paper"],
        strands=tuple(strand[name].upper() for name in STRANDS),
    )
