"""The mini-web: addresses, searching in several languages, page cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from milclicks.items.artefact import Note
from milclicks.steps.miniweb import Miniweb, address_of, like_address
from milclicks.steps.miniweb_cards import card_numbers, page_cards
from milclicks.steps.miniweb_check import miniweb_problems, ways_from
from milclicks.steps.miniweb_search import RESULTS, kinship, search, tokens_of
from tests.support.lessons import fixture_lesson


def web() -> Miniweb:
    step = fixture_lesson().step("web")
    assert isinstance(step, Miniweb)
    return step


def found(query: str, step: Miniweb | None = None) -> list[str]:
    return [result.page for result in search(step or web(), query)]


def saying(text: str) -> Miniweb:
    """The web with one page that says this and nothing else does."""
    first, *rest = web().pages
    own = replace(first, body_blocks=(Note("b1", text),))
    return replace(web(), pages=(own, *rest))


# --- addresses -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("post.talora/news/book-boat", "post-boat"),
        ("  POST.talora/News/Book-Boat/ ", "post-boat"),
        ("https://www.post.talora/news/book-boat", "post-boat"),
        ("//post.talora/news/book-boat", "post-boat"),
        ("post.talora", "post-about"),
        ("post.talora/", "post-about"),
        ("\u2068post.talora\u2069", "post-about"),
        ("post.talora/nowhere", None),
        ("book boat", None),
        ("", None),
        ("/", None),
    ],
)
def test_an_address_opens_its_page(typed: str, page: str | None) -> None:
    opened = web().at(typed)
    assert (opened and opened.id) == page


def test_words_and_addresses_are_told_apart() -> None:
    assert like_address("nowhere.talora/x") and like_address("HTTPS://a.talora")
    assert not like_address("book boat") and not like_address("sold.")
    assert not like_address("the post.talora said") and not like_address("")
    assert address_of("http://A.talora//") == "a.talora"


# --- searching -------------------------------------------------------------------------------
def test_a_page_is_found_first_by_its_own_headline() -> None:
    step = web()
    for page in step.pages:
        assert found(page.headline.text)[0] == page.id
        assert found(page.headline.text.upper() + "  !")[0] == page.id


def test_more_of_the_words_and_rarer_ones_stand_higher() -> None:
    assert found("fines")[0] == "radio-letters"
    assert found("green paint")[0] == "radio-talk"
    assert found("is the book boat repaired")[0] == "library-notice"
    assert len(found("the boat")) <= RESULTS


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("Клиника се затвара у уторак.", ("klinike", "КЛИНИКУ", "klinici", "затварање", "utorka")),
        ("أغلقت العيادات أبوابها للإصلاح", ("عيادة", "العيادة", "عيادات", "والعيادة", "ابواب")),
        ("وبالمدرسة معلمون جدد", ("معلم", "المعلمون", "معلمين")),
        ("A clínica fechou as portas.", ("clinicas", "fechar", "PORTA", "clínica")),
        ("Les hôpitaux rouvriront bientôt.", ("hopital", "rouvrir", "hôpitaux")),
        ("Las canciones del puente", ("canción", "puentes", "cancion")),
    ],
)
def test_inflected_words_are_found(text: str, queries: tuple[str, ...]) -> None:
    step = saying(text)
    for query in queries:
        assert found(query, step)[:1] == ["flash-sold"], query


def test_strangers_are_not_kin() -> None:
    assert kinship("boat", "boat") == 1.0
    assert 0.5 < kinship("boat", "boats") < 1.0
    assert kinship("boat", "book") == 0.0
    assert kinship("2019", "2018") == 0.0
    assert kinship("a", "around") == 0.0


@pytest.mark.parametrize("query", ["", "   ", "!!!", "\u2068\u2069", "…", "zzzzqq"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert search(web(), query) == ()


def test_long_queries_are_cut_and_words_counted_once() -> None:
    assert tokens_of("boat Boat BOATS boat") == ("boat", "boats")
    assert len(tokens_of(" ".join(f"word{n}" for n in range(100)))) == 12
    assert found("boat " * 5_000)


def test_a_snippet_shows_the_words_around_the_hit() -> None:
    result = search(web(), "soup")[0]
    assert result.page == "post-summer"
    assert ("soup", True) in result.pieces
    assert "soup for all rowers" in result.snippet and len(result.snippet.split()) < 30
    linked = search(web(), "bargain")[0]
    assert "page:" not in linked.snippet and "[" not in linked.snippet


def test_the_same_query_gives_the_same_list() -> None:
    again = replace(web(), pages=tuple(web().pages))
    assert search(web(), "who wrote this") == search(again, "who wrote this")


# --- structure -------------------------------------------------------------------------------
def test_the_fixture_is_in_order_and_its_words_are_counted_in_english_only() -> None:
    step = web()
    assert miniweb_problems(step) == []
    thin = replace(step, pages=(*step.pages[:-1], replace(step.pages[-1], body_blocks=())))
    assert [p.code for p in miniweb_problems(thin)] == ["miniweb.short_page"]
    assert miniweb_problems(replace(thin, locale="ar")) == []


def test_pictures_links_and_editions() -> None:
    step = web()
    sold, summer = step.page("flash-sold"), step.page("post-summer")
    assert step.matches(sold) == (summer,) and step.matches(summer) == (sold,)
    assert step.matches(step.page("yard-work")) == ()
    assert step.pictures() == ("quay",)
    assert ways_from(step, sold) == {"flash-shop", "flash-about", "post-summer"}
    boat = step.page("post-boat")
    old = boat.edition("e1")
    assert old is not None and old.headline.text == "Book boat may have found a buyer"
    assert boat.edition("") is boat and boat.edition("e9") is None


# --- cards -----------------------------------------------------------------------------------
def test_every_page_and_version_becomes_a_numbered_card() -> None:
    step = web()
    cards = page_cards(step, lambda number: f"see card {number}")
    assert [card.number for card in cards] == list(range(1, len(step.pages) + 2))
    assert cards[0].page == "flash-sold" and cards[-1].version == "e1"
    numbers = card_numbers(step)
    boat = cards[numbers["post-boat", ""] - 1]
    notice = numbers["library-notice", ""]
    assert f"a notice with a date (see card {notice})" in boat.blocks[0]
    assert boat.links == (notice, numbers["harbour-list", ""])
    assert boat.about == numbers["post-about", ""]
    assert boat.earlier == (cards[-1].number,) and cards[-1].later == boat.number
    assert cards[0].matches == (numbers["post-summer", ""],)
    assert cards[0].address == "riverflash.talora/hot/boat-sold"
    assert not [card for card in cards for block in card.blocks if "page:" in block]
