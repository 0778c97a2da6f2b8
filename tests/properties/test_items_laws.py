"""Laws of all items: bounds of grades, codecs, complete right answers, stable shuffles."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import BadInput
from milclicks.items.base import Item, Row, Scoring, Tally, not_as_listed, score, shuffled
from milclicks.items.registry import complete, decode_response, encode_response, grade, type_of
from milclicks.items.words import read_number, same_words
from tests.support.lessons import fixture_lesson
from tests.support.play import any_response

ITEMS: list[Item] = [item for _, item in fixture_lesson().items()]
items = st.sampled_from(ITEMS)
seeds = st.integers(0, 2**32)
shares = st.fractions(0, 1, max_denominator=12)
OUTCOMES = {"right", "partial", "wrong", "held", "thanks", "ungraded"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(items, seeds, st.booleans())
def test_grades_stay_within_their_bounds(item: Item, seed: int, whole: bool) -> None:
    response = any_response(item, Random(seed), whole=whole)
    graded = grade(item, response)
    assert 0 <= graded.num <= graded.den
    assert graded.outcome in OUTCOMES
    assert (graded.den == 0) == (graded.outcome in ("held", "thanks", "ungraded"))
    if graded.outcome == "right":
        assert graded.share == 1
    if graded.outcome == "wrong":
        assert graded.share == 0
    known = {told.option for told in type_of(item).explain(item)}
    known |= {"otherwise", "elsewhere", *getattr(item, "gaps", ())}
    assert {told.option for told in graded.feedback} <= known


@given(items, seeds)
def test_whole_responses_are_complete(item: Item, seed: int) -> None:
    assert complete(item, any_response(item, Random(seed), whole=True))


@given(items, seeds)
def test_codec_round_trip(item: Item, seed: int) -> None:
    response = any_response(item, Random(seed))
    text = encode_response(item, response)
    assert decode_response(item, text) == response
    assert len(text) < 4_000


@given(items, JSON)
def test_any_value_is_read_or_refused_never_worse(item: Item, value: object) -> None:
    try:
        response = type_of(item).response(item, value)
    except BadInput:
        return
    assert decode_response(item, encode_response(item, response)) == response
    assert 0 <= grade(item, response).num <= grade(item, response).den


@given(items, st.text(max_size=40))
def test_any_text_is_decoded_or_refused_never_worse(item: Item, text: str) -> None:
    try:
        decode_response(item, text)
    except BadInput as error:
        assert error.sentence.text


@given(shares, st.integers(1, 5), st.integers(0, 5), shares, shares, shares)
def test_scores_stay_between_floor_and_ceiling(
    share: Fraction, of: int, wrong: int, floor: Fraction, ceil: Fraction, penalty: Fraction
) -> None:
    low, high = min(floor, ceil), max(floor, ceil)
    for mode in ("weights", "all", "right_minus_wrong"):
        scoring = Scoring(mode, low, high, penalty)  # type: ignore[arg-type]
        num, den, outcome = score(Tally(share * of, Fraction(of), wrong), scoring)
        assert low <= Fraction(num, den) <= high
        assert (outcome == "right") == (share == 1 and wrong == 0)


@given(
    st.lists(
        st.tuples(st.text("abcdef", min_size=1, max_size=3), st.booleans()),
        unique_by=lambda x: x[0],
    ),
    st.text(max_size=6),
    st.text(max_size=6),
)
def test_shuffles_are_stable_and_lose_nothing(
    raw: list[tuple[str, bool]], seed: str, item: str
) -> None:
    rows = [Row(name, name, pinned) for name, pinned in raw]
    mixed = shuffled(rows, seed, item)
    assert mixed == shuffled(rows, seed, item)
    assert sorted(row.id for row in mixed) == sorted(row.id for row in rows)
    assert all(mixed[n] == row for n, row in enumerate(rows) if row.pinned)
    loose = [row for row in rows if not row.pinned]
    other_order = shuffled(list(reversed(loose)), seed, item)
    assert other_order == shuffled(loose, seed, item)
    if len(loose) > 1:
        assert not_as_listed(loose, seed, item) != tuple(loose)


@given(st.integers(-(10**9), 10**9), st.sampled_from([0x660, 0x6F0, 0x966, 0xFF10, 0x30]))
def test_numbers_are_the_same_in_every_script(number: int, zero: int) -> None:
    written = "".join(chr(zero + int(c)) if c.isdigit() else c for c in str(number))
    assert read_number(written) == number


@given(st.text("abzæøßœéčžđñ ", min_size=1, max_size=20))
def test_capitals_and_outer_marks_do_not_matter(text: str) -> None:
    assert same_words(f"  «{text.upper()}».", text)
