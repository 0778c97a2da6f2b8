"""What holds for every print: readable text, white edges, the same bytes, less ink when asked."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PIL import Image

from milclicks.core.texts import LOCALES
from milclicks.prints.certificate import certificate_pdf
from milclicks.prints.notices import CHILDREN, PARENTS, notices_pdf
from milclicks.prints.paper import EDGE
from milclicks.prints.poster import poster_pdf
from milclicks.prints.render import page_count, page_text
from tests.golden.prints.pictures import ink, raster
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.golden.prints.samples import (
    CODE,
    DAY,
    RENEWAL,
    certificate,
    poster,
    prints,
    texts,
    words,
)

pytestmark = pytest.mark.usefixtures("qapp")
BRACKETS = str.maketrans("()[]«»", "~~~~~~")  # pdfium mirrors brackets that are right already


def on_certificate(locale: str) -> list[str]:
    given, voice = words(locale), texts(locale)
    return [
        given["name"],
        given["pact"]["title"],
        given["pact"]["closing"],
        *given["pact"]["promises"],
        voice.say("Two promises to begin with"),
        voice.say("Signature or own mark"),
        voice.say("Witness"),
        voice.say("To renew: {date}", date=voice.date(RENEWAL)),
        given["school"],
        voice.date(DAY),
        CODE,
        *(voice.say("{when}, {will}", when=a, will=b) for a, b in given["plans"]),
        voice.say(
            "chooses to think before clicking, speaking or sharing, and takes up these ten promises"
        ),
    ]


def on_poster(locale: str) -> list[str]:
    given, voice = words(locale), texts(locale)
    return [
        given["space"]["title"],
        given["space"]["question"],
        given["library"],
        voice.say("Self-declared on {date}", date=voice.date(DAY)),
        voice.say("To renew by {date}", date=voice.date(RENEWAL)),
        voice.say("Ask here for today's click."),
    ]


def on_notices(locale: str) -> list[str]:
    voice = texts(locale)
    sentences = [text for notice in (PARENTS, CHILDREN) for _, text in notice.points]
    said = [voice.say(text) for text in (PARENTS.title, CHILDREN.title, *sentences)]
    return [*said, "116 111"]


READ: dict[str, Callable[[str], list[str]]] = {
    "certificate": on_certificate,
    "poster": on_poster,
    "notices": on_notices,
}


@pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("locale", LOCALES)
def test_another_program_reads_every_sentence(kind: str, locale: str) -> None:
    read = bare(poppler_text(prints()[f"{kind}-{locale}"]()))
    missing = [text for text in READ[kind](locale) if bare(text) not in read]
    assert missing == []


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("locale", LOCALES)
def test_pdfium_reads_every_word(kind: str, locale: str) -> None:
    read = bare(page_text(prints()[f"{kind}-{locale}"](), 0).translate(BRACKETS))
    wanted = bare(" ".join(READ[kind](locale)).translate(BRACKETS)).split()
    assert [word for word in wanted if word not in read] == []


@pytest.mark.parametrize("name", prints())
def test_the_same_print_has_the_same_bytes(name: str) -> None:
    assert prints()[name]() == prints()[name]()


def test_another_process_makes_the_same_bytes() -> None:
    names = ("certificate-ar-fr", "poster-low-ink-ar", "notices-sr_Latn")
    here = [hashlib.sha256(prints()[name]()).hexdigest() for name in names]
    code = (
        "import hashlib\nfrom tests.golden.prints.samples import prints\n"
        f"for name in {names!r}: print(hashlib.sha256(prints()[name]()).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert there.stdout.split() == here


def edge_is_white(picture: Image.Image, dpi: float) -> bool:
    band = int(EDGE / 72 * dpi)
    wide, high = picture.size
    boxes = (
        (0, 0, wide, band),
        (0, high - band, wide, high),
        (0, 0, band, high),
        (wide - band, 0, wide, high),
    )
    return all(picture.convert("L").crop(box).getextrema() == (255, 255) for box in boxes)


@pytest.mark.parametrize("name", prints())
def test_nothing_stands_within_five_millimetres_of_the_edge(name: str) -> None:
    assert edge_is_white(raster(prints()[name](), dpi=100), 100)


@pytest.mark.parametrize("size", ["a4", "a3", "a2", "a1", "a0"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_sheet_of_a_poster_touches_the_edge(size: str, paper: str) -> None:
    whole = poster_pdf(poster("ar"), texts("ar"), size=size)
    assert edge_is_white(raster(whole, dpi=36), 36)
    tiled = poster_pdf(poster("ar"), texts("ar"), size=size, tile=paper)
    for number in range(page_count(tiled)):
        assert edge_is_white(raster(tiled, number, dpi=48), 48)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_low_ink_takes_less_ink(locale: str) -> None:
    voice = texts(locale)
    pairs = [
        [certificate_pdf(certificate(locale), voice, low_ink=low) for low in (True, False)],
        [poster_pdf(poster(locale), voice, low_ink=low) for low in (True, False)],
    ]
    certificate_share, poster_share = (
        ink(raster(low, dpi=100)) / ink(raster(colour, dpi=100)) for low, colour in pairs
    )
    assert certificate_share < 0.6
    assert poster_share < 0.5


@pytest.mark.parametrize("kind", ["parents", "children"])
def test_a_notice_without_a_helpline_leaves_a_line(kind: str) -> None:
    voice = texts("en")
    with_line = notices_pdf(kind, kind, voice)  # type: ignore[arg-type]
    assert "116" not in page_text(with_line, 0)
    assert page_count(with_line) == 1
