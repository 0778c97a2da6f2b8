"""The test on paper: every word and band is there, no key on the form, the whys on the key."""

from __future__ import annotations

import pytest

from milclicks.community.prepost.asks import Form, Pretest
from milclicks.core.errors import BadInput
from milclicks.core.texts import Texts
from milclicks.prints.render import page_count, page_size
from milclicks.prints.testform import form_pdf, key_pdf
from tests.golden.prints.pictures import ink, raster
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.support.pretests import pretest

pytestmark = pytest.mark.usefixtures("qapp")
SHEETS = [(locale, form) for locale in ("en", "ar") for form in ("a", "b")]
poppler = pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is missing")


def told(locale: str, form: str) -> tuple[Pretest, Form]:
    test = pretest(locale)
    return test, test.forms[form]


def missing(said: list[str], text: str) -> list[str]:
    """Texts of which a word is not there; columns are read across each other, so word by word."""
    return [one for one in said if any(bare(word) not in text for word in one.split())]


@poppler
@pytest.mark.parametrize(("locale", "form"), SHEETS)
def test_a_form_has_every_word_and_band_and_no_why(locale: str, form: str) -> None:
    test, chosen = told(locale, form)
    text = bare(poppler_text(form_pdf(test, form, Texts(locale))))
    said = [test.title, test.intro, *(one.stem for one in chosen.asks)]
    said += [words for one in chosen.asks for _, words in one.options if words]
    assert missing(said, text) == []
    assert [one.why for one in chosen.asks if one.why and not missing([one.why], text)] == []
    mocks = sum(one.stimulus is not None for one in chosen.asks)
    assert mocks == 11
    band = {"en": "SIMULATION", "ar": Texts(locale).say("Simulation")}[locale]
    assert text.count(bare(band)) >= mocks


@poppler
@pytest.mark.parametrize(("locale", "form"), SHEETS)
def test_a_key_has_every_right_answer_and_why(locale: str, form: str) -> None:
    test, chosen = told(locale, form)
    text = bare(poppler_text(key_pdf(test, form, Texts(locale))))
    keyed = [one for one in chosen.asks if one.key]
    said = [one.why for one in keyed] + [dict(one.options)[one.key] for one in keyed]
    assert missing([*said, *test.teacher], text) == []


@pytest.mark.parametrize(("locale", "form"), SHEETS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_form_has_two_to_four_pages_and_a_grid(locale: str, form: str, paper: str) -> None:
    test, _ = told(locale, form)
    pdf = form_pdf(test, form, Texts(locale), paper=paper)
    assert 3 <= page_count(pdf) <= 5
    assert 1 <= page_count(key_pdf(test, form, Texts(locale), paper=paper)) <= 2
    wide = 595 if paper == "a4" else 612
    assert round(page_size(pdf, 0)[0]) == wide


def test_low_ink_takes_less_ink_and_the_bytes_are_the_same_each_time() -> None:
    test, _ = told("en", "a")
    plain, low = (form_pdf(test, "a", Texts("en"), low_ink=low) for low in (False, True))
    assert ink(raster(low)) < ink(raster(plain))
    assert plain == form_pdf(test, "a", Texts("en"))


def test_a_form_that_does_not_exist() -> None:
    with pytest.raises(BadInput):
        form_pdf(pretest("en"), "c", Texts("en"))
