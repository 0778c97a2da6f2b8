"""What a poster says: plain data, gathered by whoever asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.prints.certificate.data import cleaned

LONGEST: Final = 120  # characters of a place's name


@dataclass(frozen=True, slots=True)
class SpaceWords:
    """The Space's own words in one language: "This is a MIL CLICKS Space" and its question."""

    headline: str
    tagline: str


@dataclass(frozen=True, slots=True)
class PosterData:
    """One poster. Lines without a value are left out.

    The QR code holds `pack`, the name of the place and the two days.
    """

    words: SpaceWords
    place: str
    day: date | None = None
    renewal: date | None = None
    locality: str = ""
    pack: str = ""
    standing: Standing = SHIPPED
    """Who answers for the pack that has the Space."""


def space_words(document: Mapping[str, Any]) -> SpaceWords:
    """The words of a pack's `space` document (as Library.document gives it)."""
    return SpaceWords(str(document["title"]), str(document.get("question", "")))


def cleaned_place(place: str) -> str:
    """A place's name fit to print; raises BadInput when there is none or it is too long."""
    shown = cleaned(place)
    if not shown:
        raise BadInput(
            Message(N_("The poster needs the name of the place.")),
            Message(N_("Type the name that people know it by.")),
        )
    if len(shown) > LONGEST:
        raise BadInput(
            Message(N_("This name is too long for the poster.")),
            Message(N_("Use at most {most} characters."), {"most": LONGEST}),
        )
    return shown
