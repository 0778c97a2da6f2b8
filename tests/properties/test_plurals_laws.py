"""Words beside numbers: for every number the form that the CLDR names, in every locale."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.plurals import RULES, count_of_forms, form_of, forms_in, general_form
from milclicks.core.texts import CLDR, LOCALES

NUMBERS = st.one_of(st.integers(0, 250), st.integers(-(10**12), 10**12))
NAMES = {
    2: ("one", "other"),
    3: ("one", "few", "other"),
    6: ("zero", "one", "two", "few", "many", "other"),
}
MILLIONS = {"fr", "es", "pt_PT", "pt_BR"}  # their "many" takes a preposition, no other word


def words_of(locale: str) -> str:
    """A text that holds the CLDR's names of the locale's forms."""
    return " | ".join(NAMES[count_of_forms(locale) or 0])


def test_every_locale_has_a_rule() -> None:
    assert set(RULES) == set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
@given(number=NUMBERS)
def test_the_form_is_the_one_that_the_cldr_names(locale: str, number: int) -> None:
    named = Locale.parse(CLDR.get(locale, locale)).plural_form(abs(number))
    if locale in MILLIONS and named == "many":
        named = "other"
    assert form_of(words_of(locale), locale, number) == named


@pytest.mark.parametrize("locale", LOCALES)
@given(number=NUMBERS, over=st.integers(2, 9))
def test_a_part_of_one_has_the_general_form(locale: str, number: int, over: int) -> None:
    from fractions import Fraction

    value = Fraction(number * over + 1, over)
    assert form_of(words_of(locale), locale, value) == "other"


@pytest.mark.parametrize("locale", [*LOCALES, "xx"])
@given(number=NUMBERS, count=st.integers(1, 8))
def test_another_number_of_forms_never_fails(locale: str, number: int, count: int) -> None:
    words = "|".join(f" w{n} " for n in range(count))
    shown = form_of(words, locale, number)
    assert shown in forms_in(words)
    if count != count_of_forms(locale):
        assert shown == general_form(words)
