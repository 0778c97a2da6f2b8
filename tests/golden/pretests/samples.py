"""The test before and after on paper for the goldens, in English and Arabic, colour and low ink.

The test is that of the fixtures and the app's sentences are fixed here, so that a better
translation changes no golden.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from milclicks.prints.render import page_count
from milclicks.prints.testform import TestReport, form_pdf, report_pdf
from tests.golden.prints.pictures import raster, side_by_side
from tests.golden.sample_texts import SampleTexts
from tests.support.pretest_groups import told
from tests.support.pretests import pretest

FOLDER = Path(__file__).parent
LOCALES, PARTS = ("en", "ar"), ("form-a", "form-b", "grid", "report")
PLACES = {"en": "Riverside School", "ar": "مدرسة ضفة النهر"}
DAY = date(2026, 11, 22)
DPI = 50


@cache
def _stored() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((FOLDER / "words.json").read_text("utf-8"))
    return found


def texts(locale: str) -> SampleTexts:
    """The voice of the samples."""
    return SampleTexts(locale, _stored().get(locale, {}))


def report(locale: str, *, low_ink: bool = False, place: str | None = None) -> bytes:
    """The report of a class that grew."""
    test = pretest(locale)
    data = TestReport(told(test), PLACES[locale] if place is None else place, DAY)
    return report_pdf(data, test, texts(locale), low_ink=low_ink)


@cache
def _form(form: str, locale: str, low_ink: bool) -> bytes:
    """A form with its grid, laid out once for both."""
    return form_pdf(pretest(locale), form, texts(locale), low_ink=low_ink)


def strip(part: str, locale: str, *, low_ink: bool = False) -> Image.Image:
    """The pages of a part side by side; the answer grid is the last page of a form."""
    if part == "report":
        pdf = report(locale, low_ink=low_ink)
        numbers = range(page_count(pdf))
    else:
        form = "b" if part == "form-b" else "a"
        pdf = _form(form, locale, low_ink)
        last = page_count(pdf) - 1
        numbers = range(last, last + 1) if part == "grid" else range(last)
    return side_by_side([raster(pdf, number, DPI) for number in numbers])


def strips() -> dict[str, Callable[[], Image.Image]]:
    """Every golden strip by the name of its picture."""
    return {
        f"{part}-{ink}{locale}": lambda a=part, b=locale, c=bool(ink): strip(a, b, low_ink=c)
        for part in PARTS
        for ink in ("", "low-ink-")
        for locale in LOCALES
    }
