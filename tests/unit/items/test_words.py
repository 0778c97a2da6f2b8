"""Typed answers in every script, compared as a reader compares them; gaps; shuffles."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from milclicks.items.base import Row, card_letters, not_as_listed, shuffled
from milclicks.items.gaps import Segment, broken, segments
from milclicks.items.words import plain_digits, read_number, same_words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("27", F(27)),
        (" 27 ", F(27)),
        ("٢٧", F(27)),
        ("۲۷", F(27)),
        ("२७", F(27)),
        ("-3", F(-3)),
        ("\u22123", F(-3)),
        ("3/2", F(3, 2)),
        ("٣/٢", F(3, 2)),
        ("3 / 2", F(3, 2)),
        ("1,5", F(3, 2)),
        ("1.5", F(3, 2)),
        ("١٫٥", F(3, 2)),
        ("0,125", F(1, 8)),
        ("1 250", F(1250)),
        ("1\u202f250", F(1250)),
        ("1.250", F(1250)),
        ("1,250,000", F(1250000)),
        ("١٬٢٥٠", F(1250)),
        ("25 %", F(25)),
        ("٢٥٪", F(25)),
        ("\u206725\u2069", F(25)),
        ("12,3456", F(123456, 10000)),
        ("", None),
        ("many", None),
        ("3/0", None),
        ("1,2,3", None),
        ("1.250,5", None),
        ("--3", None),
        ("1e9", None),
        ("9" * 13, None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: F | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "expected", "same"),
    [
        ("upper", "Upper", True),
        ("  the   upper  pier. ", "the upper pier", True),
        ("“upper”", "upper", True),
        ("¿arriba?", "arriba", True),
        ("médias", "medias", True),
        ("المدرسة", "المدرسه", True),
        ("أحمد", "احمد", True),
        ("Уторак", "utorak", True),
        ("٢٧ يوم", "27 يوم", True),
        ("upper", "lower", False),
        ("up", "upper", False),
        ("", "upper", False),
    ],
)
def test_words_are_compared_as_a_reader_would(typed: str, expected: str, same: bool) -> None:
    assert same_words(typed, expected) is same


def test_digits_of_every_script_become_plain() -> None:
    assert plain_digits("٠١٢٣٤٥٦٧٨٩ ۴ x½") == "0123456789 4 x½"


def test_a_cloze_text_is_cut_at_its_gaps() -> None:
    assert segments("a {{g1}} b{{s1|two words}}") == (
        Segment("words", "", "a "),
        Segment("gap", "g1", ""),
        Segment("words", "", " b"),
        Segment("span", "s1", "two words"),
    )
    assert segments("{{g1}}") == (Segment("gap", "g1", ""),)
    assert segments("plain") == (Segment("words", "", "plain"),)
    assert segments("") == ()


@pytest.mark.parametrize("text", ["{{G1}}", "{{g1", "g1}}", "{{g1|}}", "{{g1|a|b}}", "{{ g1 }}"])
def test_broken_gaps_are_seen(text: str) -> None:
    assert broken(text)
    assert not broken("{{g1}} and {{s1|x}}")


ROWS = tuple(Row(name, name) for name in "abcdef")


def test_a_shuffle_is_the_same_on_every_machine() -> None:
    assert "".join(row.id for row in shuffled(ROWS, "seed", "i1")) == "bafedc"
    assert "".join(row.id for row in shuffled(ROWS, "other", "i1")) == "cdbfea"
    assert "".join(row.id for row in shuffled(ROWS, "seed", "i2")) == "abefcd"


def test_pinned_rows_stay_where_they_are() -> None:
    rows = (*ROWS[:2], Row("z", "z", pinned=True), *ROWS[2:])
    for seed in map(str, range(30)):
        mixed = shuffled(rows, seed, "i1")
        assert mixed[2].id == "z"
        assert {row.id for row in mixed} == set("abcdefz")


def test_an_order_is_never_shown_solved() -> None:
    for seed in map(str, range(200)):
        assert not_as_listed(ROWS[:3], seed, "i1") != ROWS[:3]
    assert not_as_listed(ROWS[:1], "s", "i") == ROWS[:1]


def test_cards_have_two_to_four_letters() -> None:
    assert card_letters(ROWS[:1]) is None
    assert card_letters(ROWS[:2]) == (("A", "a"), ("B", "b"))
    assert card_letters(ROWS[:4]) == (("A", "a"), ("B", "b"), ("C", "c"), ("D", "d"))
    assert card_letters(ROWS[:5]) is None
