"""The sheets of a course: every word can be read, every box and line is there, one page each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from milclicks.core.errors import BadInput
from milclicks.prints.pactsheet import pact_sheet_pdf, sheet_words
from milclicks.prints.path import path_pdf
from milclicks.prints.path.data import PathData
from milclicks.prints.peer import kit_pdf, peer_done_pdf
from milclicks.prints.peer.kit import PARTS
from milclicks.prints.render import page_count, page_size
from tests.golden.prints.course_samples import CODE, documents, done, group, path, track
from tests.golden.prints.pictures import ink, raster
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.golden.prints.samples import texts

pytestmark = pytest.mark.usefixtures("qapp")
LOCALES = ("en", "ar")
poppler = pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is missing")


def on_path(locale: str) -> tuple[bytes, list[str]]:
    data = path(locale)
    said = [data.title, data.summary, *(one.title for one in data.meetings)]
    said += [one.title for meeting in data.meetings for one in meeting.lessons]
    return path_pdf(data, texts(locale)), said


def on_group(locale: str) -> tuple[bytes, list[str]]:
    data = group(locale, "family")
    said = [data.title, data.intro, data.opening, data.closing, data.signing]
    said += [word for _, name, sentence in data.promises for word in (name, sentence)]
    return pact_sheet_pdf(data, texts(locale)), said


def on_kit(locale: str) -> tuple[bytes, list[str]]:
    text = track(locale)
    said = [text.title, text.intro, text.hot.title]
    said += [words for one in text.steps for words in (one.title, one.summary)]
    said += [line.text for script in text.scripts for line in script.lines]
    said += [one.text for one in (*text.prompts, *text.hot.lines)]
    said += [level.text for row in text.rubric for level in row.levels]
    said += [one.label for one in text.log]
    return kit_pdf(text, texts(locale)), said


def on_done(locale: str) -> tuple[bytes, list[str]]:
    data = done(locale)
    said = [data.name, data.title, data.body, data.text, CODE, *(one.title for one in data.steps)]
    return peer_done_pdf(data, texts(locale)), said


@poppler
@pytest.mark.parametrize("read", [on_path, on_group, on_kit, on_done])
@pytest.mark.parametrize("locale", LOCALES)
def test_another_program_reads_every_word(
    read: Callable[[str], tuple[bytes, list[str]]], locale: str
) -> None:
    pdf, said = read(locale)
    found = set(bare(poppler_text(pdf)).split())
    missing = [word for text in said for word in bare(text).split() if word not in found]
    assert missing == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_path_is_one_page_however_many_lessons_it_has(locale: str, paper: str) -> None:
    for name in ("four", "full"):
        pdf = path_pdf(path(locale, name), texts(locale), paper=paper)
        assert page_count(pdf) == 1
    small = path(locale)
    one = PathData(small.title, small.summary, small.meetings[:1])
    long = PathData(small.title, small.summary * 3, small.meetings * 4)
    for data in (one, long):
        assert page_count(path_pdf(data, texts(locale), paper=paper)) == 1


@pytest.mark.parametrize("version", ["class", "family", "teacher"])
@pytest.mark.parametrize("paper", ["a4", "letter", "a3", "a2", "a1", "a0"])
def test_a_pact_sheet_has_its_size(version: str, paper: str) -> None:
    from milclicks.prints.paper import PAPERS

    pdf = pact_sheet_pdf(group("en", version), texts("en"), paper=paper)
    assert page_count(pdf) == 1
    assert page_size(pdf, 0) == pytest.approx(PAPERS[paper], abs=0.1)


def test_the_class_has_the_most_room_for_marks() -> None:
    rooms = [_white(pact_sheet_pdf(group("en", one), texts("en"))) for one in ("class", "teacher")]
    assert rooms[0] > 1.5 * rooms[1]


def _white(pdf: bytes) -> int:
    """The longest run of rows that are white between the sides of the box for marks."""
    page = raster(pdf, dpi=72).convert("L")
    strip = page.crop((90, 0, page.width - 90, page.height))
    rows = [
        strip.crop((0, y, strip.width, y + 1)).getextrema()[0] > 250 for y in range(page.height)
    ]
    longest = run = 0
    for white in rows:
        run = run + 1 if white else 0
        longest = max(longest, run)
    return longest


def test_the_kit_has_a_page_for_each_part_and_no_empty_ones() -> None:
    text = track("en")
    assert page_count(kit_pdf(text, texts("en"))) == len(PARTS)
    bare_one = track("en")
    bare_one.scripts, bare_one.prompts, bare_one.rubric, bare_one.log = [], [], [], []
    assert page_count(kit_pdf(bare_one, texts("en"))) == 2
    seven = track("en")
    seven.scripts = [*seven.scripts, seven.scripts[0]]
    assert page_count(kit_pdf(seven, texts("en"), parts=["cards"])) == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_low_ink_takes_less_ink(locale: str) -> None:
    voice = texts(locale)
    for make in (
        lambda low: path_pdf(path(locale), voice, low_ink=low),
        lambda low: pact_sheet_pdf(group(locale, "class"), voice, low_ink=low),
        lambda low: kit_pdf(track(locale), voice, low_ink=low, parts=["hot"]),
    ):
        low, full = (ink(raster(make(each), dpi=100)) for each in (True, False))
        assert low < 0.7 * full


def test_a_long_name_and_no_name_both_fit() -> None:
    for name in ("", "Ó", "Maria Aparecida da Conceição Fernandes de Albuquerque e Souza"):
        assert page_count(peer_done_pdf(done("en", name=name), texts("en"))) == 1
    with pytest.raises(BadInput, match="too long"):
        peer_done_pdf(done("en", name="x" * 161), texts("en"))


def test_what_cannot_be_printed_gets_a_sentence() -> None:
    pact = documents("en")["pact"]
    with pytest.raises(BadInput, match="no version") as caught:
        sheet_words(pact, "king")
    assert caught.value.remedy is not None
    assert "family" in str(caught.value.remedy.values["codes"])
    with pytest.raises(BadInput, match="no version"):
        sheet_words({**pact, "versions": []}, "class")
    with pytest.raises(BadInput, match="no such size"):
        pact_sheet_pdf(replace(group("en", "class")), texts("en"), paper="a9")


@poppler
def test_i_took_part_speaks_with_the_words_of_the_pack() -> None:
    from milclicks.prints.certificate import CertificateData, certificate_pdf, pact_words

    given = {
        "title": "The Pact",
        "closing": "I begin again.",
        "promises": [{"name": "Pause"}],
        "took_part": {"title": "I was there", "text": "I read it with others and listened."},
    }
    data = CertificateData(pact_words(given), kind="took_part")
    read = bare(poppler_text(certificate_pdf(data, texts("en"))))
    assert "I was there" in read and "I read it with others and listened." in read
    assert "I was there" not in bare(
        poppler_text(certificate_pdf(replace(data, kind="pact"), texts("en")))
    )
