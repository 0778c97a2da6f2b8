"""Partial answers of every kind that knows them, with the exact share and who was right."""

from __future__ import annotations

from typing import Any

import pytest

from milclicks.core.errors import BadInput
from milclicks.items.base import Grade, Item
from milclicks.items.open import Open, OpenType
from milclicks.items.registry import complete, grade, type_of
from tests.support.lessons import fixture_lesson

ITEMS: dict[str, Item] = {item.id: item for _, item in fixture_lesson().items()}


def graded(name: str, value: Any) -> Grade:
    item = ITEMS[name]
    return grade(item, type_of(item).response(item, value))


CASES: list[tuple[str, Any, str]] = [
    ("c1", "ferry", "0/1 wrong -ferry"),
    ("t1", "true", "0/1 wrong -true"),
    ("m1", ["noname"], "1/3 partial +noname -nodate -shout +short +paper"),
    ("m1", ["noname", "short"], "0/1 wrong +noname -nodate -shout -short +paper"),
    (
        "m1",
        ["noname", "nodate", "shout", "short"],
        "2/3 partial +noname +nodate +shout -short +paper",
    ),
    ("m1", [], "0/1 wrong -noname -nodate -shout +short +paper"),
    ("m2", ["crew"], "0/1 wrong +crew -ines +barber"),
    ("o1", ["decide", "others", "first", "pause"], "0/1 wrong -pause -first -others -decide"),
    ("o1", ["first", "pause", "others", "decide"], "2/3 partial -pause -first +others +decide"),
    ("o1", ["others", "decide", "pause", "first"], "2/3 partial -pause -first -others -decide"),
    ("o1", ["pause", "first"], "1/3 partial +pause +first -others -decide"),
    ("o1", [], "0/1 wrong -pause -first -others -decide"),
    ("ma1", {"thumb": "thumb"}, "1/3 partial +thumb -pointer -middle"),
    ("ma1", {"thumb": "price", "pointer": "pointer"}, "1/3 partial -thumb +pointer -middle -price"),
    ("ca1", {"saw": "firsthand", "heard": "firsthand"}, "1/4 partial +saw -heard -paid -group"),
    ("cb1", {"g1": "hold"}, "1/2 partial +hold"),
    ("cb1", {"g1": "hold", "g2": "share"}, "1/2 partial +hold -share"),
    ("cb1", {"g1": "saw", "g2": "hold"}, "0/1 wrong -saw -hold"),
    ("ct1", {"g1": " UPPER. ", "g2": "sunday"}, "1/2 partial +upper -sun"),
    ("ct1", {"g1": "blue"}, "0/1 wrong -g1"),
    ("cs1", {"g1": "proves", "g2": "nobody"}, "1/2 partial -proves +nobody"),
    ("cm1", ["s1"], "1/2 partial +s1 +s2 -s3"),
    ("cm1", ["s1", "s2"], "0/1 wrong +s1 -s2 -s3"),
    ("cm1", ["s1", "s2", "s3"], "1/2 partial +s1 -s2 +s3"),
    ("sh1", "The Upper Pier!", "1/1 right +upperpier"),
    ("sh1", "lower", "0/1 wrong -lower"),
    ("sh1", "at home", "0/1 wrong -otherwise"),
    ("nf1", "26", "0/1 wrong -below"),
    ("nf1", "28", "0/1 wrong -above"),
    ("nf1", "٢٧", "1/1 right +exact"),
    ("nf1", "54/2", "1/1 right +exact"),
    ("ns1", "10", "0/1 wrong -above"),
    ("hp1", ["counts"], "0/1 wrong -counts"),
    ("hp1", ["elsewhere"], "0/1 wrong -elsewhere"),
    ("hr1", ["boards"], "1/2 partial +boards"),
    ("hr1", ["boards", "elsewhere"], "0/1 wrong +boards -elsewhere"),
    ("hr1", ["boards", "sun"], "0/1 wrong +boards -sun"),
    ("hr1", ["boards", "rope"], "1/1 right +boards +rope"),
    ("d1", "reject", "0/1 wrong -reject"),
    ("d1", "hold", "0/0 held -hold"),
    ("d1", "accept", "1/1 right +accept"),
    ("verdict", "accept", "0/1 wrong -accept"),
    ("verdict", "reject", "1/1 right +reject"),
]


@pytest.mark.parametrize(("name", "value", "expected"), CASES, ids=range(len(CASES)))
def test_partial(name: str, value: Any, expected: str) -> None:
    found = graded(name, value)
    told = " ".join(f"{'+' if each.ok else '-'}{each.option}" for each in found.feedback)
    assert f"{found.num}/{found.den} {found.outcome} {told}" == expected


def test_a_decision_carries_verdict_and_truth() -> None:
    assert (graded("d1", "hold").verdict, graded("d1", "hold").truth) == ("hold", "sound")
    assert (graded("d1", "accept").verdict, graded("d1", "accept").truth) == ("accept", "sound")
    assert graded("verdict", "reject").truth == "unsound"
    assert graded("c1", "ferry").verdict is None


@pytest.mark.parametrize(
    ("name", "value", "whole"),
    [
        ("m1", ["paper"], True),
        ("o1", ["pause", "first", "others"], False),
        ("ma1", {"thumb": "thumb", "pointer": "middle"}, False),
        ("ma1", {"thumb": "price", "pointer": "middle", "middle": "pointer"}, True),
        ("ca1", {"saw": "firsthand", "heard": "firsthand", "paid": "firsthand"}, False),
        ("cb1", {"g1": "share"}, False),
        ("ct1", {"g1": "x", "g2": "  "}, False),
        ("ct1", {"g1": "x", "g2": "y"}, True),
        ("cm1", ["s2"], True),
        ("sh1", "  ", False),
        ("op1", "\n", False),
        ("hr1", ["sun"], False),
        ("hr1", ["sun", "elsewhere"], True),
    ],
)
def test_complete(name: str, value: Any, whole: bool) -> None:
    item = ITEMS[name]
    assert complete(item, type_of(item).response(item, value)) is whole


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("m1", ["noname", "noname"]),
        ("o1", ["pause", "pause"]),
        ("ma1", {"thumb": "price", "pointer": "price"}),
        ("ma1", {"price": "thumb"}),
        ("ca1", {"saw": "saw"}),
        ("cb1", {"g1": "hold", "g2": "hold"}),
        ("cb1", {"g3": "hold"}),
        ("cs1", {"g1": "nobody"}),
        ("ct1", {"g3": "x"}),
        ("ct1", {"g1": "x" * 2_001}),
        ("hp1", ["date", "body"]),
        ("nf1", "many"),
        ("nf1", "1000000000001"),
        ("nf1", "1,000,000,000,001"),
        ("ns1", "11"),
        ("ns1", "1/2"),
        ("sv1", "6"),
        ("sv1", "0"),
        ("d1", "share"),
    ],
)
def test_a_value_that_no_widget_can_send_is_refused(name: str, value: Any) -> None:
    item = ITEMS[name]
    with pytest.raises(BadInput):
        type_of(item).response(item, value)


def test_values_take_one_normal_form() -> None:
    def value(name: str, raw: Any) -> Any:
        return type_of(ITEMS[name]).response(ITEMS[name], raw).value

    assert value("m1", ["shout", "noname"]) == ("noname", "shout")
    assert value("o1", ["first", "pause"]) == ("first", "pause")
    assert value("nf1", "۲۷") == "27"
    assert value("nf1", "6/4") == "3/2"
    assert value("nf1", "1,000,000,000,000") == "1000000000000"
    assert list(value("ca1", {"saw": "firsthand", "heard": "secondhand"})) == ["heard", "saw"]


def test_own_points_make_the_grade_of_an_own_text() -> None:
    item = ITEMS["op1"]
    assert isinstance(item, Open)
    full = OpenType().rated(item, {"fact": 2, "source": 1, "kind": 1})
    assert (full.num, full.den, full.outcome) == (4, 4, "right")
    some = OpenType().rated(item, {"fact": 1, "source": 0, "kind": 1})
    assert (some.num, some.den, some.outcome) == (2, 4, "partial")
    assert [told.ok for told in some.feedback] == [True, False, False, True]
    none = OpenType().rated(item, {"fact": 0, "source": 0, "kind": 0})
    assert (none.num, none.outcome) == (0, "wrong")
    for points in ({}, {"fact": 3, "source": 0, "kind": 0}, {"fact": -1, "source": 0, "kind": 0}):
        with pytest.raises(BadInput):
            OpenType().rated(item, points)


def test_what_is_placed_on_what() -> None:
    match, bins = ITEMS["ma1"], ITEMS["ca1"]
    assert all(row.pinned for row in type_of(match).rows(match))
    assert not any(row.pinned for row in type_of(match).partners(match))
    assert [row.id for row in type_of(match).partners(match)] == [
        "thumb", "pointer", "middle", "price",
    ]  # fmt: skip
    assert all(row.pinned for row in type_of(bins).partners(bins))
    assert not any(row.pinned for row in type_of(bins).rows(bins))
    choice = ITEMS["c1"]
    assert [row.pinned for row in type_of(choice).rows(choice)] == [False, False, False, True]
    fixed = [type_of(ITEMS[name]).rows(ITEMS[name]) for name in ("t1", "d1")]
    assert all(row.pinned and row.label for rows in fixed for row in rows)
    assert type_of(ITEMS["o1"]).partners(ITEMS["o1"]) == ()


def test_only_small_single_choices_fit_on_cards() -> None:
    from milclicks.items.registry import faces

    cards = {name for name, item in ITEMS.items() if faces(item).card}
    assert cards == {"r1", "r2", "r3", "c1", "t1", "verdict", "boat", "d1", "hp1"}


def test_what_a_survey_leaves_out() -> None:
    thanks = graded("sv1", "4")
    assert [(told.option, told.ok) for told in thanks.feedback] == [("otherwise", True)]
    assert not ITEMS["sv1"].confidence
