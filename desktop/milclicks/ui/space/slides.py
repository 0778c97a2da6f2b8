"""The slides of the display loop: daily clicks, lines of the pact, strands, in rotating languages.

Pure data: what is said, in which language, in which colour. Nothing personal is ever in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from milclicks.core.errors import NotFound
from milclicks.core.texts import LOCALES, N_, Texts, locales
from milclicks.packs.trust.label import BY, named
from milclicks.ui.content import STRANDS, click_of_the_day, daily_clicks, pact_text
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.makers import guests
from milclicks.ui.widgets.tiles import strand_name

WHAT = {
    "mil": N_("Five questions for any message"),
    "critical": N_("Feelings first, then facts"),
    "literacy": N_("Reading words, pictures and numbers"),
    "intercultural": N_("Talking with people who see it otherwise"),
    "citizenship": N_("My voice, my data, my rights"),
    "knowledge": N_("How we know what we know"),
    "sustainability": N_("Claims about the world we share"),
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of the loop."""

    kind: str
    locale: str
    strand: str
    eyebrow: str
    text: str
    more: str = ""


def _clicks(context: Context, texts: Texts) -> list[Slide]:
    found = daily_clicks(context.workspace.library, texts.locale)
    start = click_of_the_day(context, found)
    turned = [found[(start + n) % len(found)] for n in range(len(found))]
    name, strangers = texts.say(N_("Daily click")), guests(context)
    eyebrows = {
        pack: texts.say(BY, label=name, maker=named(texts, one)) for pack, one in strangers.items()
    }
    return [
        Slide(
            "click", texts.locale, one.strand, eyebrows.get(one.pack, name), plain(one.text),
            plain(one.ask),
        )
        for one in turned
    ]  # fmt: skip


def _pact(context: Context, texts: Texts) -> list[Slide]:
    pact = pact_text(context.workspace.library, texts.locale)
    if pact is None:
        return []
    return [
        Slide("pact", texts.locale, one.strand, pact.title, one.name, plain(one.sentence))
        for one in pact.promises
    ]


def _strands(texts: Texts) -> list[Slide]:
    name = texts.say(N_("Seven strands"))
    return [
        Slide("strand", texts.locale, one, name, strand_name(texts, one), texts.say(WHAT[one]))
        for one in STRANDS
    ]


def _spoken(context: Context, code: str) -> bool:
    """Whether the packs speak a language: one that only the app speaks would turn to English."""
    if code in LOCALES:
        return True
    try:
        return bool(context.workspace.library.document("daily", code)["locale"] == code)
    except NotFound:
        return False


def slides(context: Context) -> tuple[Slide, ...]:
    """The loop: click, promise, strand in turn; each next slide is in the next language.

    The language of the window comes first.
    """
    own = context.texts.locale
    order = [own, *(code for code in locales() if code != own and _spoken(context, code))]
    digits = context.texts.digits
    parts = {}
    for code in order:
        texts = Texts(code, digits=digits)
        rows = zip_longest(_clicks(context, texts), _pact(context, texts), _strands(texts))
        parts[code] = [slide for row in rows for slide in row if slide is not None]
    longest = max(len(part) for part in parts.values())
    loop: list[Slide] = []
    for number in range(longest):
        part = parts[order[number % len(order)]]
        if number < len(part):
            loop.append(part[number])
    return tuple(loop)
