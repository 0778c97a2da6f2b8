"""The structs of the domain: frozen, slotted, with the defaults that the kinds rely on."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import milclicks.items
import milclicks.lessons
import milclicks.steps
from milclicks.core.errors import Message
from milclicks.items.artefact import Artefact
from milclicks.items.base import Item, Option, PaperFace, Response, Row, Scoring, Tally
from milclicks.items.registry import encode_response
from milclicks.steps.base import Step
from tests.support.lessons import fixture_lesson


def structs() -> Iterator[type[Any]]:
    for package in (milclicks.items, milclicks.steps, milclicks.lessons):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(found.name)).items():
                own = isinstance(value, type) and value.__module__ == found.name
                if own and dataclasses.is_dataclass(value):
                    assert name == value.__name__
                    yield value


@pytest.mark.parametrize("struct", list(structs()), ids=lambda struct: struct.__name__)
def test_every_struct_is_frozen_and_has_slots(struct: type[Any]) -> None:
    assert struct.__dataclass_params__.frozen
    assert "__slots__" in vars(struct)
    if issubclass(struct, Item | Step | Artefact):
        assert all(field.kw_only for field in dataclasses.fields(struct))


def test_defaults() -> None:
    item = Item(id="i", rev=1, kind="choice", stem="?")
    assert (item.confidence, item.shuffle, item.survey, item.hint) == (False, True, None, "")
    assert item.scoring == Scoring("weights", Scoring().floor, Scoring().ceil, Scoring().penalty)
    assert (Scoring().floor, Scoring().ceil, Scoring().penalty) == (0, 1, 1)
    assert (item.stimulus, item.objectives, item.otherwise) == (None, (), "")
    assert (Option("a").weight, Option("a").pinned) == (0, False)
    paper = PaperFace("write", Message("Write."))
    assert (paper.write_lines, paper.rows, paper.side, paper.key) == (0, (), (), ())
    assert (paper.text, paper.picture) == ("", "")
    assert Row("a", "b") == ("a", "b", False, None)
    assert Tally(Scoring().ceil, Scoring().ceil).wrong == 0


def test_a_response_cannot_change_afterwards() -> None:
    ids, placed = ["b", "a"], {"g1": "x"}
    listed, mapped = Response("order", ids), Response("cloze", placed)  # type: ignore[arg-type]
    ids.append("c")
    placed["g2"] = "y"
    assert listed.value == ("b", "a") and mapped.value == {"g1": "x"}
    assert (listed.ids, listed.placed, listed.single) == (("b", "a"), {}, "")
    assert (mapped.ids, mapped.placed, mapped.single) == ((), {"g1": "x"}, "")
    assert (Response("choice", "a").single, Response("choice", "a").ids) == ("a", ())
    assert hash(mapped) == hash(Response("cloze", {"g1": "x"}))
    with pytest.raises(dataclasses.FrozenInstanceError):
        listed.kind = "match"  # type: ignore[misc]


def test_responses_are_written_compactly_and_readably() -> None:
    items = {item.id: item for _, item in fixture_lesson().items()}
    assert encode_response(items["ct1"], Response("cloze", {"g2": "é", "g1": "ب"})) == (
        '{"g1":"ب","g2":"é"}'
    )
    assert (
        encode_response(items["o1"], Response("order", ("first", "pause"))) == '["first","pause"]'
    )
    assert encode_response(items["c1"], Response("choice", "hurry")) == '"hurry"'


def test_an_own_text_is_answered_with_the_model() -> None:
    from milclicks.items.registry import grade

    item = next(item for _, item in fixture_lesson().items() if item.id == "op1")
    told = grade(item, Response("open", "mine")).feedback
    assert [(each.option, each.ok) for each in told] == [("model", True)]
