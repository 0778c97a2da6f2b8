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
    headline = data.headline or texts.say(N_("This is a MIL CLICKS Space."))
    tagline = data.tagline or texts.say(N_("Here we ask: who said it first?"))
    facts = [data.locality, _dates(data, texts), texts.say(N_("Ask here for today's click."))]
    return PosterWording(
        headline=headline.replace(NAME, NAME.replace(" ", "\u00a0")),
        tagline=tagline,
        place=data.place,
        facts=tuple(fact for fact in facts if fact),
        footer=texts.say(INDEPENDENT),
        qr=_qr(data),
    )


def _dates(data: PosterData, texts: Texts) -> str:
    if data.day is None or data.renewal is None:
        return ""
    return texts.say(
        N_("Self-declared on {day}, to renew by {renewal}."),
        day=texts.date(data.day),
        renewal=texts.date(data.renewal),
    )


def _qr(data: PosterData) -> str:
    days = [day.isoformat() for day in (data.day, data.renewal) if day]
    return " ".join(part for part in (f"{NAME} Space", data.pack, data.place, *days) if part)
