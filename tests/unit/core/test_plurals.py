"""Words beside numbers, as they stand in the packs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from milclicks.core.plurals import count_of_forms, form_of, forms_in, general_form

PEOPLE = {
    "en": "person | people",
    "fr": "personne | personnes",
    "pt_BR": "pessoa | pessoas",
    "pt_PT": "pessoa | pessoas",
    "sr_Cyrl": "особа | особе | особа",
    "ar": "شخص | شخص | شخصان | أشخاص | شخصًا | شخص",
}


@pytest.mark.parametrize(
    ("locale", "number", "form"),
    [
        ("en", 0, "people"), ("en", 1, "person"), ("en", -1, "person"), ("en", 2, "people"),
        ("fr", 0, "personne"), ("fr", 1, "personne"), ("fr", 2, "personnes"),
        ("pt_BR", 0, "pessoa"), ("pt_PT", 0, "pessoas"), ("pt_PT", 1, "pessoa"),
        ("sr_Cyrl", 1, "особа"), ("sr_Cyrl", 21, "особа"), ("sr_Cyrl", 3, "особе"),
        ("sr_Cyrl", 24, "особе"), ("sr_Cyrl", 5, "особа"), ("sr_Cyrl", 12, "особа"),
        ("ar", 1, "شخص"), ("ar", 2, "شخصان"), ("ar", 3, "أشخاص"), ("ar", 10, "أشخاص"),
        ("ar", 15, "شخصًا"), ("ar", 100, "شخص"), ("ar", 102, "شخص"), ("ar", 103, "أشخاص"),
    ],
)  # fmt: skip
def test_the_word_for_people(locale: str, number: int, form: str) -> None:
    assert form_of(PEOPLE[locale], locale, number) == form
    assert form_of(PEOPLE[locale], locale, Fraction(number)) == form


def test_a_single_form_stands_beside_every_number() -> None:
    assert {form_of("%", "ar", n) for n in range(120)} == {"%"}
    assert form_of("", "en", 3) == ""


def test_half_a_person_and_the_name_of_an_axis() -> None:
    assert form_of("person | people", "en", Fraction(1, 2)) == "people"
    assert general_form(PEOPLE["sr_Cyrl"]) == "особа"
    assert general_form("km") == "km"


def test_what_a_text_holds() -> None:
    assert forms_in("person |people") == ("person", "people")
    assert forms_in("person | ") == ("person", "")
    assert [count_of_forms(locale) for locale in ("en", "sr_Latn", "ar", "xx")] == [2, 3, 6, None]
