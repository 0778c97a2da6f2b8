"""Numbers in texts follow the reader's digits; codes, gaps and other scripts keep theirs."""

from __future__ import annotations

import pytest

from milclicks.ui.inline import parse, plain
from milclicks.ui.numerals import in_reader_digits, in_sentence_digits
from milclicks.ui.theme import Theme, theme_scope

ARABIC = Theme(direction="rtl", locale="ar")
CASES = (
    ("راديو تالورا 98.2، الساعة 5:40", "راديو تالورا ٩٨٫٢، الساعة ٥:٤٠"),
    ("طبيعي 100%", "طبيعي ١٠٠٪"),
    ("القطع الـ40", "القطع الـ٤٠"),
    ("15", "١٥"),
    ("برخصة CC BY-SA 4.0، ثم 12", "برخصة CC BY-SA 4.0، ثم ١٢"),
    ("أكملوا {{g1}} بعد {{s2|30 يومًا}}", "أكملوا {{g1}} بعد {{s2|٣٠ يومًا}}"),
    ("خطّ \u2068116 111\u2069", "خطّ \u2068116 111\u2069"),
    ("Nature 2019", "Nature 2019"),
    ("12 особа", "12 особа"),
)


@pytest.mark.parametrize(("written", "shown"), CASES)
def test_numbers_of_an_arabic_text(written: str, shown: str) -> None:
    with theme_scope(ARABIC):
        assert in_reader_digits(written) == shown
        assert len(shown) == len(written)


def test_marked_text_keeps_its_ids() -> None:
    with theme_scope(ARABIC):
        runs = parse("بعد **7** [أيام 3](term:week-1)")
    assert [run.text for run in runs] == ["بعد ", "٧", " ", "أيام ٣"]
    assert runs[-1].term == "week-1"


def test_a_code_or_a_sample_of_digits_is_no_sentence() -> None:
    with theme_scope(ARABIC):
        assert in_sentence_digits("0 1 2 3") == "0 1 2 3"
        assert in_sentence_digits("بعد 7 أيام") == "بعد ٧ أيام"


@pytest.mark.parametrize("theme", [Theme(), ARABIC.with_(digits="latin")])
def test_latin_digits_stay_where_they_are_wanted(theme: Theme) -> None:
    with theme_scope(theme):
        assert plain("بعد 7 أيام") == "بعد 7 أيام"
