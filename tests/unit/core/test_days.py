"""The dates of every day of a year, as Babel writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from milclicks.core.days import long_date, weekday_date
from milclicks.core.texts import CLDR, LOCALES, PSEUDO, Texts

PATTERNS = {
    "es": "EEEE, d 'de' MMMM",
    "pt_PT": "EEEE, d 'de' MMMM",
    "pt_BR": "EEEE, d 'de' MMMM",
    "sr_Cyrl": "EEEE, d. MMMM",
    "sr_Latn": "EEEE, d. MMMM",
}


@pytest.mark.parametrize("locale", [*LOCALES, PSEUDO])
def test_every_day_of_a_leap_year(locale: str) -> None:
    pattern, cldr = PATTERNS.get(locale, "EEEE d MMMM"), CLDR.get(locale, locale)
    for number in range(366):
        day = date(2028, 1, 1) + timedelta(days=number)
        assert weekday_date(day, locale) == format_date(day, pattern, locale=cldr)
        assert long_date(day, locale) == format_date(day, "long", locale=cldr)


def test_in_the_digits_of_the_reader() -> None:
    assert Texts("ar").date(date(2026, 11, 22), length="weekday") == "الأحد ٢٢ نوفمبر"
    assert Texts("ar").date(date(2026, 11, 22)) == "٢٢ نوفمبر ٢٠٢٦"
    assert Texts("sr_Latn").date(date(2026, 11, 22), length="weekday") == "nedelja, 22. novembar"
