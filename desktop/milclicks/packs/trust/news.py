"""What a look at a place with packs brought, as values and as sentences; no date blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from milclicks.core.errors import N_, Message

Outcome = Literal["newer", "same", "older"]
Clock = Literal["right", "behind", "ahead"]

_OUTCOMES: Final[dict[Outcome, str]] = {
    "newer": N_("The catalogue of packs on this computer was brought up to date."),
    "same": N_("The catalogue of packs on this computer is as new as this one."),
    "older": N_("{place} has an older catalogue. The newer one on this computer was kept."),
}
_STALE: Final = N_(
    "The catalogue is of {day}. There may be newer packs; what is here works as before."
)
_GAP: Final = N_(
    "This catalogue is incomplete: a step in its chain of keys is missing. "
    "Copy the whole catalogue again when you can."
)
_CLOCK: Final = N_(
    "The clock of this computer says {today}, which cannot be right. Packs are checked without it; "
    "set the clock when you can."
)
_LOST: Final = N_(
    "The note of the newest catalogue seen here was lost and was begun anew. "
    "Look at a place with new packs when you can."
)


def older(place: str) -> tuple[str, Message]:
    """(code, sentence) of a place whose catalogue is older than the one that is kept."""
    return "trust.older", Message(_OUTCOMES["older"], {"place": place})


@dataclass(frozen=True, slots=True)
class News:
    """What a look at a source brought; `place` is how people call the source."""

    outcome: Outcome
    place: str = ""
    issued: date | None = None
    months: int = 0
    """How old the catalogue is, by the believable clock."""
    stale: bool = False
    """Whether its own date has passed."""
    gap: bool = False
    clock: Clock = "right"
    today: date | None = None
    floor_lost: bool = False
    places: tuple[tuple[str, Message], ...] = ()
    """(code, sentence) of each other place that was asked and is older or cannot be used."""

    def told(self) -> tuple[tuple[str, Message], ...]:
        """(code, sentence) of everything there is to say, the outcome first."""
        return tuple(self._told())

    def _told(self) -> Iterator[tuple[str, Message]]:
        yield f"trust.{self.outcome}", Message(_OUTCOMES[self.outcome], {"place": self.place})
        yield from self.places
        if self.stale and self.issued is not None:
            yield "trust.stale", Message(_STALE, {"day": self.issued})
        if self.gap:
            yield "trust.gap", Message(_GAP)
        if self.clock != "right" and self.today is not None:
            yield "trust.clock", Message(_CLOCK, {"today": self.today})
        if self.floor_lost:
            yield "trust.floor", Message(_LOST)
