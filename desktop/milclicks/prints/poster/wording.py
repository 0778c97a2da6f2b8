"""The sentences of a poster in one language."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.texts import N_, Texts
from milclicks.prints.certificate.wording import INDEPENDENT
from milclicks.prints.poster.data import PosterData

NAME = "MIL CLICKS"


@dataclass(frozen=True, slots=True)
class PosterWording:
    """Every sentence, and what the QR code says."""

    headline: str
    tagline: str
    place: str
    facts: tuple[str, ...]
    footer: str
    qr: str


def poster_wording(data: PosterData, texts: Texts) -> PosterWording:
    """The sentences of a poster; the project's name never breaks across lines."""
    ask = texts.say(N_("Ask here for today's click."))
    facts = [data.locality, *_days(data, texts), ask]
    return PosterWording(
        headline=data.words.headline.replace(NAME, NAME.replace(" ", "\u00a0")),
        tagline=data.words.tagline,
        place=data.place,
        facts=tuple(fact for fact in facts if fact),
        footer=texts.say(INDEPENDENT),
        qr=_qr(data),
    )


def _days(data: PosterData, texts: Texts) -> list[str]:
    said = []
    if data.day:
        said.append(texts.say(N_("Self-declared on {date}"), date=texts.date(data.day)))
    if data.renewal:
        said.append(texts.say(N_("To renew by {date}"), date=texts.date(data.renewal)))
    return said


def _qr(data: PosterData) -> str:
    days = [day.isoformat() for day in (data.day, data.renewal) if day]
    return " ".join(part for part in (f"{NAME} Space", data.pack, data.place, *days) if part)
