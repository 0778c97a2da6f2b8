"""The plain data of prints: cleaning, sentences, tiles, rows of pixels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import BadInput
from milclicks.core.texts import Texts
from milclicks.prints.certificate import CertificateData, PactWords, Promise, pact_words
from milclicks.prints.certificate.data import cleaned, cleaned_name
from milclicks.prints.certificate.foot import qr_content
from milclicks.prints.certificate.wording import wording
from milclicks.prints.notices import CHILDREN, PARENTS, notices_pdf
from milclicks.prints.paper import PAPERS
from milclicks.prints.poster import PosterData, poster_pdf, space_words
from milclicks.prints.poster.tiles import OVERLAP, tiling
from milclicks.prints.poster.wording import poster_wording
from milclicks.prints.render import _three, page_count, page_size

WORDS = PactWords("The Pact", "I begin again.", (Promise(1, "Pause"), Promise(2, "Trace")))


def test_words_come_from_a_packs_document() -> None:
    document = {"title": "T", "closing": "C", "promises": [{"id": "p1", "name": "Pause"}]}
    assert pact_words(document) == PactWords("T", "C", (Promise(1, "Pause"),))
    assert space_words({"title": "T"}).tagline == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Yara \n Diallo ", "Yara Diallo"), ("a\u202eb", "ab"), ("e\u0301", "é"), ("", "")],
)
def test_what_is_typed_is_cleaned(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_a_name_may_be_long_but_not_endless() -> None:
    assert len(cleaned_name("x" * 160)) == 160
    with pytest.raises(BadInput):
        cleaned_name("x" * 161)


def test_the_footer_says_what_the_paper_is_not() -> None:
    texts = Texts("en")
    with_place = wording(CertificateData(WORDS, place="Talora"), WORDS, texts).footer
    without = wording(CertificateData(WORDS), WORDS, texts).footer
    assert "not a diploma" in with_place
    assert "Talora" in with_place
    for footer in (with_place, without):
        assert "Not affiliated with, sponsored or endorsed by UNESCO." in footer


def test_unknown_facts_leave_no_half_sentence() -> None:
    said = wording(CertificateData(WORDS, day=date(2026, 11, 22)), WORDS, Texts("en"))
    assert said.place_date == "22 November 2026"
    assert said.renewal == ""


def test_the_page_for_those_who_took_part_makes_no_promise() -> None:
    said = wording(CertificateData(WORDS, kind="took_part"), WORDS, Texts("en"))
    assert said.title == "I took part"
    assert "promises" not in said.heading
    assert "commitment" not in said.footer


def test_the_qr_code_of_a_certificate_has_no_name() -> None:
    data = CertificateData(
        WORDS, name="Yara", place="Talora", day=date(2026, 11, 22), code="AAAA", pack="mil.core"
    )
    assert qr_content(data) == "mil.core AAAA 2026-11-22"


def test_the_projects_name_never_breaks() -> None:
    words = space_words({"title": "This is a MIL CLICKS Space", "question": "Who?"})
    said = poster_wording(PosterData(words, "Talora"), Texts("en"))
    assert "MIL\u00a0CLICKS" in said.headline
    assert said.facts == ("Ask here for today's click.",)


@pytest.mark.parametrize(("size", "tile"), [("a5", ""), ("a4", "a3")])
def test_a_size_that_does_not_exist_gets_a_sentence(size: str, tile: str) -> None:
    words = space_words({"title": "T", "question": "Q"})
    with pytest.raises(BadInput, match="no such size"):
        poster_pdf(PosterData(words, "Talora"), Texts("en"), size=size, tile=tile)


@given(st.sampled_from(["a3", "a2", "a1", "a0"]), st.sampled_from(["a4", "letter"]))
def test_sheets_cover_the_whole_poster_and_overlap(size: str, paper: str) -> None:
    grid = tiling(size, paper)
    assert grid is not None
    tiles = list(grid.tiles())
    assert len(tiles) == grid.columns * grid.rows == len({tile.label for tile in tiles})
    wide, high = grid.window
    assert tiles[0].x <= 0.001
    assert tiles[0].y <= 0.001
    assert tiles[-1].x + wide >= PAPERS[size][0] - 0.001
    assert tiles[-1].y + high >= PAPERS[size][1] - 0.001
    assert tiles[0].x + wide - tiles[1].x == pytest.approx(OVERLAP)
    assert tiles[0].x + tiles[-1].x + wide == pytest.approx(PAPERS[size][0])


def test_one_sheet_is_enough_for_a_poster_of_its_size() -> None:
    assert tiling("a4", "a4") is None
    assert tiling("a4", "letter") is not None


def test_pixels_are_told_in_three_bytes() -> None:
    assert _three(b"\1\2\3", 3) == b"\1\2\3"
    assert _three(b"\1\2\3\0", 4) == b"\1\2\3"
    assert _three(b"\7\t", 1) == b"\7\7\7\t\t\t"


def test_notices_are_short_sentences(qapp: object) -> None:
    for notice in (PARENTS, CHILDREN):
        for _, text in notice.points:
            sentences = [part for part in text.replace("?", ".").split(".") if part.strip()]
            assert all(len(part.split()) <= 20 for part in sentences), text
    made = notices_pdf("parents", "children", Texts("en"))
    assert page_count(made) == 1
    assert page_size(made, 0) == pytest.approx(PAPERS["a4"], abs=0.01)


def test_a_helpline_must_fit(qapp: object) -> None:
    with pytest.raises(BadInput, match="too long"):
        notices_pdf("children", "children", Texts("en"), helpline="1" * 101)
