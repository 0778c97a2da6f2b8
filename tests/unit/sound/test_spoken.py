"""The spoken form: words only; every unit of every bundled lesson and document has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.texts import LOCALES
from milclicks.core.translit import to_latin
from milclicks.packs.source import Source
from milclicks.sound.aloud import Aloud
from milclicks.sound.gear import Gear
from milclicks.sound.spoken import SAYINGS, key, spoken
from tests.support.courses import PACKS as SOURCES
from tests.support.courses import course
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice

PACKS = sorted(SOURCES.glob("*/pack.yaml"))
SIGNS = set('*[]{}<>"“”„«»‹›_|\\^~`\u2066\u2067\u2068\u2069\u200e\u200f\u00ad\u0640')


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [
        ("en", "Thumb, **feel**: *breathe*.", "Thumb, feel: breathe."),
        ("en", "The [source](term:source) of [Haus]{lang=de}", "The source of Haus"),
        ("en", "Ask {{g1}} and {{s1|the words}}.", "Ask blank and the words."),
        ("fr", "Demande {{g1}} !", "Demande mot manquant!"),
        ("es", "Pregunta {{g1}}.", "Pregunta hueco."),
        ("ar", "اسأل {{g1}}.", "اسأل فراغ."),
        ("pt_PT", "Pergunta {{g1}}.", "Pergunta espaço em branco."),
        ("pt_BR", "Pergunte {{g1}}.", "Pergunte lacuna."),
        ("sr_Cyrl", "Питај {{g1}}.", "Питај празно место."),
        ("sr_Latn", "Pitaj {{g1}}.", "Pitaj prazno mesto."),
        ("en", "“I do not know yet” – he’s honest…", "I do not know yet, he's honest"),
        ("en", "MIL CLICKS sends a PIN by SMS", "Mill Clicks sends a pin by S M S"),
        ("fr", "10\u202f000 personnes", "10000 personnes"),
        ("ar", "٣٫٥٪ من الناس", "3.5% من الناس"),
        ("sr_Cyrl", "ПИН или СМС", "пин или ес ем ес"),
        ("en", "One · two → three", "One, two, three"),
        ("en", "person | people", "person, people"),
        ("en", "\u2068Yara\u2069 wins ★", "Yara wins"),
        ("en", "– … –", ""),
    ],
)
def test_what_a_voice_says(locale: str, text: str, said: str) -> None:
    assert spoken(text, locale) == said


def test_every_locale_has_its_words() -> None:
    assert set(SAYINGS) == set(LOCALES)


def _texts(source: Source, locale: str) -> Iterator[tuple[str, str]]:
    held = "sr_Cyrl" if locale == "sr_Latn" else locale
    for text in source.texts():
        if held == source.head["source_locale"]:
            yield text.id, text.text
        elif held in source.catalogues:
            entry = source.catalogues[held].entries.get(text.id)
            if entry is not None and entry.text:
                shown = to_latin(entry.text) if locale == "sr_Latn" else entry.text
                yield text.id, shown


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.parent.name)
def test_a_voice_receives_every_unit_of_every_pack_in_its_locale(pack: Path) -> None:
    source = course(pack.parent.name)
    voice = FakeVoice(*LOCALES)
    aloud = Aloud(Gear(FakePlayer(), voice, FakeMicrophone()), lambda heard, locale: None)
    count = 0
    for locale in LOCALES:
        for unit, text in _texts(source, locale):
            count += 1
            assert aloud.say(text, locale, lambda: None), f"{locale} {unit}: nothing to say"
            words, spoken_in = voice.said[-1]
            assert spoken_in == locale
            assert words.strip() and not SIGNS & set(words), f"{locale} {unit}: {words}"
    assert len(voice.said) == count > 0


@given(st.text(max_size=80), st.sampled_from(LOCALES))
def test_no_sign_of_markup_is_ever_said(text: str, locale: str) -> None:
    said = spoken(text, locale)
    assert not SIGNS & set(said)
    assert "\n" not in said and "  " not in said
    assert key(text, locale) == key(f" {text}\u00ad", locale)


@given(st.text("абвгдђежзијклљмнњопрстћуфхцчџш АБЏ.,!", max_size=60))
def test_both_scripts_of_serbian_are_heard_alike(text: str) -> None:
    assert key(text, "sr_Cyrl") == key(to_latin(text), "sr_Latn")


def test_texts_that_sound_alike_have_one_key() -> None:
    assert key("**Pause**!", "en") == key("pause", "en")
    assert key("pause", "en") != key("pause", "fr")
    assert key("pause", "en") != key("paused", "en")
