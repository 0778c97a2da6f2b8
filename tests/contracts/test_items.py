"""One suite over every item type, every mode of cloze and number, and both wrappers."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest

from milclicks.core.errors import BadInput
from milclicks.items.base import Feedback, Item, ItemType, PaperFace, Response
from milclicks.items.registry import (
    KINDS,
    SURVEYS,
    complete,
    decode_response,
    encode_response,
    faces,
    grade,
    item_problems,
    parse_item,
    type_of,
)
from milclicks.items.values import LONGEST_TEXT
from tests.support.lessons import fixture_lesson, lesson_tree
from tests.support.play import any_response

ITEMS: dict[str, Item] = {item.id: item for _, item in fixture_lesson().items()}
KEYED = [i for i in ITEMS.values() if type_of(i).right_response(i) and i.kind != "open"]
KEYLESS = [item for item in ITEMS.values() if item not in KEYED]
FORMS = {type_of(item).form(item) for item in ITEMS.values()}
JUNK = (
    "",
    "{",
    "nobody",
    "null",
    "true",
    "1.5",
    "NaN",
    "[1]",
    "[null]",
    '[["a"]]',
    '{"a": {"b": "c"}}',
    '{"a": 1}',
    '["nobody"]',
    '{"nobody": "x"}',
    "[" * 3_000 + "]" * 3_000,
    json.dumps("x" * (LONGEST_TEXT + 1)),
)


def by_id(item: Item) -> str:
    return f"{item.id}-{type_of(item).form(item)}"


def raw_item(name: str) -> dict[str, object]:
    """The source of one item of the fixture lesson."""
    for step in lesson_tree()["steps"]:
        for raw in [*step.get("items", ()), *([step["decide"]] if "decide" in step else ())]:
            if raw["id"] == name:
                return dict(raw)
    raise KeyError(name)


def wrong_response(item: Item) -> Response:
    """Some whole response that is not right."""
    rng = Random(7)
    for _ in range(200):
        response = any_response(item, rng, whole=True)
        if grade(item, response).outcome in ("wrong", "partial"):
            return response
    raise AssertionError("no wrong answer is possible")


def test_every_form_has_its_fixture() -> None:
    assert {item.kind for item in ITEMS.values()} == set(KINDS)
    wanted = {f"cloze-{mode}" for mode in ("bank", "text", "select", "mark")}
    wanted |= {"number-field", "number-slider", "survey", "hotspot-picture", "hotspot-artefact"}
    assert wanted <= FORMS
    assert any(item.confidence for item in ITEMS.values())
    assert {kind for kind in KINDS if kind != "number"} == set(SURVEYS)


def test_kinds_are_known_by_their_own_name() -> None:
    for name, kind in KINDS.items():
        assert isinstance(kind, ItemType)
        assert kind.kind == name
    composites = {name for name, kind in KINDS.items() if kind.composite}
    assert composites == {"order", "match", "categorise", "cloze"}


@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_source_is_read_whole_and_without_a_complaint(item: Item) -> None:
    again = parse_item(raw_item(item.id))
    assert again == item
    assert item_problems(again) == []


@pytest.mark.parametrize("item", KEYED, ids=by_id)
def test_the_right_response_has_the_full_score(item: Item) -> None:
    right = type_of(item).right_response(item)
    assert right is not None and complete(item, right)
    graded = grade(item, right)
    assert (graded.outcome, graded.num, graded.den) == ("right", 1, 1)
    assert graded.feedback and all(told.ok for told in graded.feedback)


@pytest.mark.parametrize("item", KEYED, ids=by_id)
def test_a_wrong_response_has_less_and_says_why(item: Item) -> None:
    graded = grade(item, wrong_response(item))
    assert graded.share < 1
    assert any(not told.ok for told in graded.feedback)
    assert all(told.text for told in graded.feedback)


@pytest.mark.parametrize("item", KEYLESS, ids=by_id)
def test_without_a_key_nobody_is_right_or_wrong(item: Item) -> None:
    graded = grade(item, any_response(item, Random(3), whole=True))
    assert graded.outcome == ("ungraded" if item.kind == "open" else "thanks")
    assert (graded.num, graded.den) == (0, 0)
    assert graded.share == 0
    assert graded.feedback and graded.feedback[0].text


@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_responses_travel_as_text_and_come_back(item: Item) -> None:
    rng = Random(11)
    for _ in range(20):
        response = any_response(item, rng)
        text = encode_response(item, response)
        assert decode_response(item, text) == response
        assert hash(decode_response(item, text)) == hash(response)
        assert encode_response(item, decode_response(item, text)) == text


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_junk_is_refused_with_a_sentence(item: Item, junk: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode_response(item, junk)
    assert caught.value.sentence.text
    assert caught.value.remedy is not None


@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_an_empty_response_is_not_complete(item: Item) -> None:
    empty: object = {} if type_of(item).partners(item) else []
    if type_of(item).form(item) in ("cloze-bank", "cloze-select", "cloze-text"):
        empty = {}
    if isinstance(type_of(item).right_response(item), Response):
        value = type_of(item).right_response(item)
        assert value is not None
        empty = {} if value.placed else [] if value.ids else ""
    if empty == "" and item.kind not in ("short", "open"):
        return  # one tap is one whole answer
    if item.survey:
        return
    assert not complete(item, Response(item.kind, empty))  # type: ignore[arg-type]


@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_every_option_has_a_word_of_its_own(item: Item) -> None:
    told = type_of(item).explain(item)
    assert told
    assert all(isinstance(each, Feedback) and each.text.strip() for each in told)
    texts = Counter(each.text for each in told)
    assert texts.most_common(1)[0][1] == 1
    if item.kind not in ("number", "open", "match") and item.survey is None:
        assert {each.option for each in told} == {row.id for row in type_of(item).rows(item)}


@pytest.mark.parametrize("item", ITEMS.values(), ids=by_id)
def test_faces_are_complete(item: Item) -> None:
    shown = faces(item)
    rows = {row.id for row in type_of(item).rows(item)}
    assert shown.screen == shown.phone == type_of(item).form(item)
    assert {row.id for row in shown.projector} == rows
    assert (shown.paper is None) != (shown.why_no_paper is None)
    if shown.card is not None:
        assert [letter for letter, _ in shown.card] == list("ABCD"[: len(shown.card)])
        assert {option for _, option in shown.card} == rows
    paper = shown.paper
    assert isinstance(paper, PaperFace)
    assert paper.instruction.text
    assert paper.key or item in KEYLESS
    if paper.rows and item.survey is None and paper.form != "gaps":
        assert {row.id for row in paper.rows} == rows


@pytest.mark.parametrize("item", KEYED, ids=by_id)
def test_the_paper_key_is_the_answer(item: Item) -> None:
    paper, right = faces(item).paper, type_of(item).right_response(item)
    assert paper is not None and right is not None
    answers = dict(paper.key)
    if right.ids and item.kind != "order":
        assert tuple(sorted(answers)) == right.ids
    if item.kind == "order":
        assert tuple(sorted(answers, key=lambda row: int(answers[row]))) == right.ids
    if item.kind in ("match", "categorise"):
        assert answers == right.placed
    if item.kind in ("choice", "truefalse", "decide"):
        assert list(answers) == [right.single]
    if item.kind == "number":
        assert answers == {"exact": right.single}
    if item.kind == "cloze" and not right.ids:
        rows = {row.id: row.text for row in type_of(item).rows(item)}
        assert answers == {gap: rows.get(told, told) for gap, told in right.placed.items()}


@pytest.mark.parametrize("item", KEYED, ids=by_id)
def test_each_choice_is_answered_with_its_own_feedback(item: Item) -> None:
    if item.kind not in ("choice", "truefalse", "decide"):
        return
    words = {told.option: told.text for told in type_of(item).explain(item)}
    for row in type_of(item).rows(item):
        told = grade(item, Response(item.kind, row.id)).feedback
        assert [(each.option, each.text) for each in told] == [(row.id, words[row.id])]
