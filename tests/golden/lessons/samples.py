"""Two lessons on paper for the goldens, in three languages, with words of the tests' own.

The lessons and the app's sentences are fixed here, and one drawing stands for every picture, so
that a better translation or a new picture of a pack changes no golden.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from milclicks.packs.drawings import png
from milclicks.prints.lesson import LessonData, lesson_pdf
from milclicks.prints.lesson.data import Shot
from milclicks.prints.render import page_count
from milclicks.steps.lesson import parse_lesson
from tests.golden.prints.pictures import raster, side_by_side
from tests.golden.sample_texts import SampleTexts
from tests.support.packs_of_lessons import DRAWING

FOLDER = Path(__file__).parent
LESSONS, LOCALES, PARTS = (
    ("m2", "k2"),
    ("en", "ar", "sr_Latn"),
    ("run", "answers", "handout", "cards"),
)
DPI = 50


@cache
def _stored(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


@cache
def data(lesson: str, locale: str) -> LessonData:
    """A lesson of 40 minutes."""
    parsed = parse_lesson(_stored("lessons")[f"{lesson}-{locale}"], locale=locale)
    drawn = Shot(png(DRAWING), "")
    return LessonData(parsed, 40, locale, dict.fromkeys(parsed.pictures(), drawn))


def strip(lesson: str, locale: str, part: str) -> Image.Image:
    """All pages of a part side by side, in greys."""
    voice = SampleTexts(locale, _stored("words").get(locale, {}))
    pdf = lesson_pdf(data(lesson, locale), voice, what=part)
    pages = [raster(pdf, number, DPI) for number in range(page_count(pdf))]
    return side_by_side(pages).convert("L")


def strips() -> dict[str, Callable[[], Image.Image]]:
    """Every golden strip by the name of its picture."""
    return {
        f"{lesson}-{part}-{locale}": lambda a=lesson, b=locale, c=part: strip(a, b, c)
        for lesson in LESSONS
        for locale in LOCALES
        for part in PARTS
    }
