"""What a certificate says: plain data, gathered by whoever asks for one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.trust.standing import SHIPPED, Standing

LONGEST: Final = 160  # characters of a name
TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
Kind = Literal["pact", "took_part"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One of the ten: its number and its name, one verb ("Pause")."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class FocusPlan:
    """A promise to begin with: its number and both halves of "When ..., I will ..."."""

    number: int
    when: str
    will: str


@dataclass(frozen=True, slots=True)
class PactWords:
    """The pact's own words in one language; those for "I took part" may be missing."""

    title: str
    closing: str
    promises: tuple[Promise, ...]
    part_title: str = ""
    part_text: str = ""


@dataclass(frozen=True, slots=True)
class CertificateData:
    """One certificate. Empty fields become lines to write on.

    `words2` are the same promises in the second language of a bilingual certificate. `code` is
    the printed form of core.ids.short_code; the QR code holds `pack`, `code` and `day` alone.
    """

    words: PactWords
    words2: PactWords | None = None
    name: str = ""
    plans: tuple[FocusPlan, ...] = ()
    place: str = ""
    day: date | None = None
    renewal: date | None = None
    code: str = ""
    pack: str = ""
    kind: Kind = "pact"
    standing: Standing = field(default=SHIPPED, hash=False)
    """Who answers for the pack that has the pact."""


def pact_words(document: Mapping[str, Any]) -> PactWords:
    """The words of a pack's `pact` document (as Library.document gives it)."""
    promises = tuple(
        Promise(number, str(each["name"])) for number, each in enumerate(document["promises"], 1)
    )
    part = document.get("took_part") or {}
    return PactWords(
        str(document["title"]),
        str(document.get("closing", "")),
        promises,
        str(part.get("title", "")),
        str(part.get("text", "")),
    )


def cleaned(text: str) -> str:
    """A typed text in one line, without signs that turn other text around."""
    return unicodedata.normalize("NFC", " ".join(text.translate(TURNING).split()))


def cleaned_name(name: str) -> str:
    """A name fit to print; raises BadInput when it is longer than any page takes."""
    shown = cleaned(name)
    if len(shown) > LONGEST:
        raise BadInput(
            Message(N_("This name is too long for the page.")),
            Message(N_("Use at most {most} characters."), {"most": LONGEST}),
        )
    return shown
