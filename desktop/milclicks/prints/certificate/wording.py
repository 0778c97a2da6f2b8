"""The sentences of a certificate in one language, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.texts import N_, Texts
from milclicks.prints.certificate.data import CertificateData, FocusPlan, PactWords

INTRO = N_("chooses to think before clicking, speaking or sharing, and takes up these ten promises")
TOOK_PART_INTRO = N_("took part when we read and talked about these ten promises")
INDEPENDENT = N_(
    "An independent project inspired by UNESCO's MIL CLICKS initiative. "
    "Not affiliated with, sponsored or endorsed by UNESCO."
)
COMMITMENT = N_("Records a personal commitment; it is not a diploma.")
COMMITMENT_AT = N_("Records a personal commitment made at {place}; it is not a diploma.")
TAKEN_PART = N_("Records that someone took part; it is not a diploma.")
PLAN = N_("{when}, {will}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of one language; the facts are "" when unknown."""

    texts: Texts
    title: str
    intro: str
    heading: str
    closing: str
    promises: tuple[tuple[str, str], ...]
    name: str
    signature: str
    witness: str
    place: str
    day: str
    place_date: str
    place_date_label: str
    renewal: str
    renewal_label: str
    when: str
    will: str
    footer: str

    def plan(self, plan: FocusPlan) -> str:
        """A plan as one sentence."""
        return self.texts.say(PLAN, when=plan.when, will=plan.will)


def wording(data: CertificateData, words: PactWords, texts: Texts) -> Wording:
    """The sentences of a certificate in the language of `texts`."""
    pact = data.kind == "pact"
    remember = N_("What I want to remember")
    return Wording(
        texts=texts,
        title=words.title if pact else words.part_title or texts.say(N_("I took part")),
        intro=texts.say(INTRO) if pact else words.part_text or texts.say(TOOK_PART_INTRO),
        heading=texts.say(N_("Two promises to begin with") if pact else remember),
        closing=words.closing,
        promises=tuple((texts.number(each.number), each.name) for each in words.promises),
        name=texts.say(N_("Name")),
        signature=texts.say(N_("Signature or own mark")),
        witness=texts.say(N_("Witness")),
        place=data.place,
        day=_day(data, texts),
        place_date=_place_date(data, texts),
        place_date_label=texts.say(N_("Place and date")),
        renewal=_renewal(data, texts),
        renewal_label=texts.say(N_("To renew")),
        when=texts.say(N_("When …")),
        will=texts.say(N_("I will …")),
        footer=_footer(data, texts),
    )


def _place_date(data: CertificateData, texts: Texts) -> str:
    day = _day(data, texts)
    if data.place and day:
        return texts.say(N_("{place}, {date}"), place=data.place, date=day)
    return data.place or day


def _day(data: CertificateData, texts: Texts) -> str:
    return texts.date(data.day) if data.day else ""


def _renewal(data: CertificateData, texts: Texts) -> str:
    if data.renewal is None:
        return ""
    return texts.say(N_("To renew: {date}"), date=texts.date(data.renewal))


def _footer(data: CertificateData, texts: Texts) -> str:
    if data.kind == "took_part":
        first = texts.say(TAKEN_PART)
    elif data.place:
        first = texts.say(COMMITMENT_AT, place=data.place)
    else:
        first = texts.say(COMMITMENT)
    return f"{first} {texts.say(INDEPENDENT)}"
