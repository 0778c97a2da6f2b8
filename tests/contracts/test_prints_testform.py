"""The test on paper: every word and band is there, no key on the form, the whys on the key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from milclicks.community.prepost.asks import Form, Pretest
from milclicks.community.prepost.report import MEASURES, sections, wish_name, wishes_of
from milclicks.core.errors import BadInput
from milclicks.core.texts import Texts
from milclicks.prints.render import page_count, page_size, page_text
from milclicks.prints.testform import TestReport, form_pdf, key_pdf, report_pdf
from tests.golden.pretests.samples import texts
from tests.golden.prints.pictures import FAR, difference, ink, raster
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.support.pretest_groups import told as told_of
from tests.support.pretests import pretest

pytestmark = pytest.mark.usefixtures("qapp")
SHEETS = [(locale, form) for locale in ("en", "ar") for form in ("a", "b")]
poppler = pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is missing")


def told(locale: str, form: str) -> tuple[Pretest, Form]:
    test = pretest(locale)
    return test, test.forms[form]


@cache
def printed(make: Callable[..., bytes], locale: str, form: str, paper: str) -> bytes:
    """A form or its key on paper, laid out once: its bytes are always the same, as a test holds."""
    return make(pretest(locale), form, Texts(locale), paper=paper)


def missing(said: list[str], text: str) -> list[str]:
    """Texts of which a word is not there; columns are read across each other, so word by word."""
    return [one for one in said if any(bare(word) not in text for word in one.split())]


@poppler
@pytest.mark.parametrize(("locale", "form"), SHEETS)
def test_a_form_has_every_word_and_band_and_no_why(locale: str, form: str) -> None:
    test, chosen = told(locale, form)
    text = bare(poppler_text(printed(form_pdf, locale, form, "a4")))
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
    text = bare(poppler_text(printed(key_pdf, locale, form, "a4")))
    keyed = [one for one in chosen.asks if one.key]
    said = [one.why for one in keyed] + [dict(one.options)[one.key] for one in keyed]
    assert missing([*said, *test.teacher], text) == []


@pytest.mark.parametrize(("locale", "form"), SHEETS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_form_has_two_to_four_pages_and_a_grid(locale: str, form: str, paper: str) -> None:
    pdf = printed(form_pdf, locale, form, paper)
    assert 3 <= page_count(pdf) <= 5
    assert 1 <= page_count(printed(key_pdf, locale, form, paper)) <= 2
    wide = 595 if paper == "a4" else 612
    assert round(page_size(pdf, 0)[0]) == wide


def test_low_ink_takes_less_ink_and_the_bytes_are_the_same_each_time() -> None:
    test, _ = told("en", "a")
    plain = printed(form_pdf, "en", "a", "a4")
    low = form_pdf(test, "a", Texts("en"), low_ink=True)
    assert ink(raster(low)) < ink(raster(plain))
    assert plain == form_pdf(test, "a", Texts("en"))


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_another_program_reads_every_text_of_form_grid_and_key(locale: str) -> None:
    """Text by text, as each stands in its own lines, and not only word by word."""
    test, chosen = told(locale, "a")
    for make in (form_pdf, key_pdf):
        pdf = make(test, "a", texts(locale))
        taken = "".join(page_text(pdf, number) for number in range(page_count(pdf)))
        keyed = [one for one in chosen.asks if one.key] if make is key_pdf else chosen.asks
        said = [word for one in keyed for word in one.stem.split()]
        assert [word for word in said if letters(bare(word)) not in letters(bare(taken))] == []


@poppler
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("low_ink", [False, True])
def test_a_report_has_every_word_and_number(locale: str, low_ink: bool) -> None:
    test, voice = pretest(locale), texts(locale)
    data = TestReport(told_of(test), "Riverside School", date(2026, 11, 22))
    text = bare(poppler_text(report_pdf(data, test, voice, low_ink=low_ink)))
    found = sections(data.told)
    said = [voice.say(one.title) for one in found]
    said += [voice.say(MEASURES[one.key]) for each in found for one in each.measures]
    said += [voice.message(note) for each in found for note in each.notes]
    said += [wish_name(item, test, voice) for part in ("statement", "intent")
             for item in wishes_of(data.told, part, test)]  # fmt: skip
    assert missing(said, text) == []
    numbers = [bar.words(voice) for each in found for one in each.measures for bar in one.bars]
    assert [one for one in numbers if letters(bare(one)) not in letters(text)] == []


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_report_has_two_pages_at_most_and_its_bars_are_seen_in_grey(
    locale: str, paper: str
) -> None:
    test = pretest(locale)
    three = told_of(test)
    two = {"before": (12, 1, 1), "after": (11, 3, 4)}
    pages = []
    for found in (three, told_of(test, two)):
        pdf = report_pdf(TestReport(found), test, texts(locale), paper=paper)
        assert 1 <= page_count(pdf) <= 2
        pages.append(raster(pdf).convert("L"))
    assert difference(pages[0].convert("RGB"), pages[1].convert("RGB")) > FAR


def test_a_report_about_too_few_people_is_not_made() -> None:
    test = pretest("en")
    few = told_of(test, {"before": (4, 1, 2)})
    with pytest.raises(BadInput):
        report_pdf(TestReport(few), test, Texts("en"))
    some = TestReport(told_of(test, {"before": (8, 1, 2), "after": (3, 1, 2)}))
    read = page_text(report_pdf(some, test, Texts("en")), 0)
    assert "no numbers yet" in read
    assert "After" not in read.partition("no numbers yet")[2]


def test_a_form_that_does_not_exist() -> None:
    with pytest.raises(BadInput):
        form_pdf(pretest("en"), "c", Texts("en"))
