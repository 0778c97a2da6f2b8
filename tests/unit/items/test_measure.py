"""A number with its word: which form, and in Arabic one and two without a figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from milclicks.core.texts import Texts
from milclicks.items.measure import Measure

MINUTES = "دقيقة | دقيقة واحدة | دقيقتان | دقائق | دقيقة | دقيقة"


def seen(words: str) -> str:
    """What was said, with its isolates where they can be seen."""
    return words.replace("\u2068", "‹").replace("\u2069", "›")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "‹٠› دقيقة"), (1, "دقيقة واحدة"), (2, "دقيقتان"), (3, "‹٣› دقائق"), (11, "‹١١› دقيقة"),
     (100, "‹١٠٠› دقيقة"), (101, "‹١٠١› دقيقة"), (102, "‹١٠٢› دقيقة"),
     (-2, "‹-٢› دقيقة"),
     (Fraction(1, 2), "‹١/٢› دقيقة")],
)  # fmt: skip
def test_one_and_two_are_words_in_arabic(number: int | Fraction, said: str) -> None:
    assert seen(Measure(MINUTES, "ar").counted(Texts("ar"), number)) == said


@pytest.mark.parametrize(
    ("words", "locale", "said"),
    [("minute | minutes", "en", ["‹1› minute", "‹2› minutes"]),
     ("дан | дана | дана", "sr_Cyrl", ["‹1› дан", "‹2› дана"]),
     ("شخص | شخص | شخص | أشخاص | شخصًا | شخص", "ar", ["‹١› شخص", "‹٢› شخص"]),
     ("%", "ar", ["‹١› ٪", "‹٢› ٪"]), ("", "ar", ["‹١›", "‹٢›"])],
)  # fmt: skip
def test_elsewhere_the_figure_stands_beside_the_word(
    words: str, locale: str, said: list[str]
) -> None:
    texts = Texts(locale)
    assert [seen(Measure(words, locale).counted(texts, n)) for n in (1, 2)] == said


def test_beside_a_field_stands_no_word_that_counts() -> None:
    unit = Measure(MINUTES, "ar")
    assert [unit.beside(n) for n in (1, 2, 3)] == ["دقيقة", "دقيقة", "دقائق"]
