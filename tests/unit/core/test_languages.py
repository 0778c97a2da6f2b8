"""Languages that packs bring: dates, numbers, lists and sentences from data alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from milclicks.core import languages
from milclicks.core.errors import BadPack, Message
from milclicks.core.languages import Added, Language, Sentences
from milclicks.core.plural_rules import BY_LANGUAGE
from milclicks.core.plurals import count_of_forms, form_of, place_of, rule_of
from milclicks.core.settings import Settings
from milclicks.core.texts import LOCALES, Texts, locales, own_name
from milclicks.packs.uilocale_source import read_head
from tests.support.language_pack import TURKISH

NO_CLDR_RULE = {"gn", "kam", "ki", "luo", "luy", "mer", "qu", "rn", "rw", "tt"}
TEXT_ORDER = ("zero", "one", "two", "few", "many", "other")


def spoken(**changes: object) -> Language:
    return msgspec.convert({**TURKISH, **changes}, Language)


@pytest.fixture
def turkish() -> Iterator[Language]:
    """Turkish, spoken while the test runs."""
    language = spoken()
    many = {("{n} lesson", "{n} lessons"): ("{n} ders", "{n} dersler")}
    sentences = Sentences("tr", {"Settings": "Ayarlar"}, many)
    languages.speak_also([Added(language, lambda: sentences)])
    yield language
    languages.speak_also([])


def test_texts_speak_it(turkish: Language) -> None:
    texts = Texts("tr")
    assert (texts.say("Settings"), texts.say("Language")) == ("Ayarlar", "Language")
    said = [texts.say_n("{n} lesson", "{n} lessons", n) for n in (1, 2)]
    assert [one.translate({0x2068: None, 0x2069: None}) for one in said] == ["1 ders", "2 dersler"]
    assert texts.say_n("{n} day", "{n} days", 1).endswith("day")
    assert texts.direction == "ltr" and not texts.arabic_script
    assert (locales(), own_name("tr")) == ((*LOCALES, "tr"), "Türkçe")


def test_dates_numbers_and_lists_come_from_the_pack(turkish: Language) -> None:
    texts, day = Texts("tr"), date(2026, 11, 2)
    assert texts.date(day, "weekday") == "2 Kasım Pazartesi"
    assert texts.date(day) == "2 Kasım 2026"
    assert texts.date(day, "short") == "02.11.2026"
    assert (texts.number(1234), texts.number(1234567)) == ("1234", "1.234.567")
    assert (texts.percent(56), texts.decimal(-1.25)) == ("%56", "-1,25")
    plain = [texts.list(list("abcd")[:n]).translate({0x2068: None, 0x2069: None}) for n in range(5)]
    assert plain == ["", "a", "a ve b", "a, b ve c", "a, b, c ve d"]


def test_values_are_never_looked_at_again(turkish: Language) -> None:
    assert "{b}" in Texts("tr").list(["{b}", "{a}"])


def test_from_the_right_with_arabic_digits() -> None:
    persian = spoken(code="ur", script="Arab", direction="rtl", digits="arabic")
    languages.speak_also([Added(persian, lambda: Sentences("ur", {}, {}))])
    texts = Texts("ur")
    assert texts.direction == "rtl" and texts.arabic_digits() and texts.arabic_script
    assert texts.number(12) == "١٢" and Texts("ur", digits="latin").number(12) == "12"
    languages.speak_also([])


def test_sentences_that_cannot_be_read_are_english() -> None:
    def broken() -> Sentences:
        raise BadPack(Message("Damaged."))

    found = Added(spoken(), broken)
    languages.speak_also([found])
    assert not found.readable() and Texts("tr").say("Settings") == "Settings"
    languages.speak_also([])


def test_a_language_that_is_not_here_is_english() -> None:
    assert Texts("tr").say("Settings") == "Settings"
    assert [own_name(code) for code in ("tr", "sw", "pt", "xx")] == [
        "Türkçe",
        "Kiswahili",
        "Português",
        "xx",
    ]
    assert locales() == LOCALES and Settings().locale_instead == ""


@pytest.mark.parametrize("code", sorted(set(BY_LANGUAGE) - {"tl"}))  # tl is an older name of fil
def test_the_plural_rule_is_that_of_the_cldr(code: str) -> None:
    """For each whole number the form that the CLDR names, in the CLDR's order of forms."""
    if code in NO_CLDR_RULE:
        assert count_of_forms(code) == 2
        return
    named = [Locale(code).plural_form(n) for n in range(1000)]
    order = [form for form in TEXT_ORDER if form in named]
    assert count_of_forms(code) == len(order)
    assert [place_of(code, n) for n in range(1000)] == [order.index(form) for form in named]


def test_rules_are_found_by_the_code_alone() -> None:
    assert rule_of("hi") == rule_of("hi_IN") != rule_of("tr")
    assert rule_of("xx") == "" and count_of_forms("__import__") is None
    assert form_of("मिनट | मिनटों", "hi", 0) == "मिनट"


def test_swahili_is_as_babel_writes_it() -> None:
    from milclicks.core.paths import project_root

    language = read_head(project_root() / "content_packs" / "ui-sw").language
    for number in range(366):
        day = date(2028, 1, 1) + timedelta(days=number)
        assert language.date(day, "weekday") == format_date(day, "EEEE, d MMMM", locale="sw")
        for length in ("long", "short"):
            assert language.date(day, length) == format_date(day, length, locale="sw")  # type: ignore[arg-type]  # a plain str here
    assert language.number(1234567) == format_decimal(1234567, locale="sw")
    for count in range(2, 6):
        items = list("abcde")[:count]
        assert language.list(items) == format_list(items, locale="sw")
