"""Whatever a language pack says, what is accepted keeps the placeholders and shows every sign."""

from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.languages import Added, Language, Sentences, speak_also
from milclicks.core.texts import LOCALES, Texts
from milclicks.packs.markup import controls
from milclicks.packs.uilocale_rules import language_faults, sentence_faults
from tests.support.language_pack import TURKISH

LANGUAGE = msgspec.convert(TURKISH, Language)
WORDS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["{pack}", "{n}", "{", "}", "Eklendi", "\u202e", "й", "*", "\n", " "]),
        max_size=8,
    ).map("".join),
)


@given(WORDS)
def test_an_accepted_sentence_keeps_its_placeholders(said: str) -> None:
    if list(sentence_faults(LANGUAGE, ("Added: {pack}.",), (said,))):
        return
    assert set(re.findall(r"\{[^{}]*\}", said)) == {"{pack}"}
    assert said.strip() and not controls(said) and "\n" not in said
    assert not re.search("[\u0400-\u06ff]", said)


@given(WORDS, WORDS)
def test_names_and_patterns_never_fail(name: str, pattern: str) -> None:
    changed = msgspec.structs.replace(
        LANGUAGE, name=name, dates=msgspec.structs.replace(LANGUAGE.dates, long=pattern)
    )
    if not list(language_faults(changed)):
        assert re.findall(r"\{[^{}]*\}", pattern) and not controls(name + pattern)


@given(st.sampled_from(LOCALES), st.dictionaries(st.sampled_from(["Settings", "Language"]), WORDS))
def test_the_languages_of_the_app_are_never_touched(locale: str, said: dict[str, str]) -> None:
    before = [Texts(locale).say(each) for each in ("Settings", "Language")]
    speak_also([Added(LANGUAGE, lambda: Sentences("tr", said, {}))])
    try:
        assert [Texts(locale).say(each) for each in ("Settings", "Language")] == before
    finally:
        speak_also([])
