"""Mock artefacts: what they show, what their parts are called, what an author can do wrong."""

from __future__ import annotations

from typing import Any

import pytest

from milclicks.core.errors import Problem
from milclicks.items.artefact import Artefact, Page, Picture, Post, Script, Sheet, part_name
from milclicks.items.artefact_read import READERS, inside, read_artefact
from milclicks.items.reader import Reader
from tests.support.lessons import fixture_lesson

ALL: dict[str, Artefact] = {each.kind: each for each in fixture_lesson().artefacts()}


def read(raw: dict[str, Any]) -> tuple[Artefact, list[str]]:
    found: list[Problem] = []
    artefact = read_artefact(Reader(raw, "a", found))
    return artefact, [problem.code for problem in found]


def test_the_fixture_lesson_shows_every_kind() -> None:
    assert (
        set(ALL)
        == set(READERS)
        == set("post chat page notice label chart picture radio sms".split())
    )


def test_parts_carry_the_names_that_hotspots_use() -> None:
    parts = {artefact.id: list(artefact.parts()) for artefact in fixture_lesson().artefacts()}
    assert parts["fpost"] == ["sender", "meta", "date", "picture", "body", "counts"]
    assert parts["fchat"] == ["title", "l1", "l2", "l3"]
    assert parts["fpage"] == ["title", "place_line", "h", "t", "b1", "b2"]
    assert parts["case"] == ["title", "b1", "b2", "stamp", "date"]
    assert parts["flabel"] == ["title", "b1", "b2", "small_print"]
    assert parts["fchart"] == ["title", "axis", "mon", "tue", "wed", "small_print"]
    assert parts["partb"] == ["picture", "caption"]
    assert parts["fradio"] == ["title", "r1", "r2"]
    assert parts["fsms"] == ["s1", "s2"]


def test_a_nested_text_answers_to_its_own_id_too() -> None:
    post, page, case = ALL["post"], ALL["page"], ALL["notice"]
    assert isinstance(post, Post) and isinstance(page, Page) and isinstance(case, Sheet)
    assert part_name(case, "st") == "stamp" and part_name(case, "d") == "date"
    assert part_name(page, "headline") == "h" and part_name(page, "tag") == "t"
    assert part_name(page, "b2") == "b2"
    assert part_name(post, "body") == "body"
    assert part_name(post, "roof") is None
    assert part_name(page, "roof") is None
    assert part_name(ALL["sms"], "title") is None


def test_pictures_are_named() -> None:
    shown = {each.id: each.pictures() for each in fixture_lesson().artefacts()}
    assert shown["fpost"] == ("quay",) and shown["partb"] == ("quay",)
    assert shown["fpage"] == () and shown["fsms"] == ()
    page, _ = read(
        {
            "id": "p",
            "kind": "page",
            "title": "t",
            "place_line": "l",
            "headline": {"id": "h", "text": "x"},
            "body_blocks": [{"id": "b", "text": "y"}],
            "picture": "pic",
        }
    )
    assert page.pictures() == ("pic",)
    assert page.parts()["picture"] == ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"kind": "post", "sender": "Luka"}, "content.missing"),
        ({"kind": "post", "sender": "Luka", "body": "b", "avatar": "bob"}, "content.word"),
        ({"kind": "post", "sender": "Luka", "body": "b", "likes": 3}, "content.unknown_key"),
        ({"kind": "post", "sender": "Luka", "body": "b", "meta": "x"}, "content.mapping"),
        ({"kind": "chat", "lines": [{"id": "l", "sender": "A", "text": "x"}]}, "content.missing"),
        (
            {"kind": "sms", "lines": [{"id": "l", "sender": "A", "text": "x", "side": "up"}]},
            "content.word",
        ),
        ({"kind": "sms"}, "content.missing"),
        ({"kind": "page", "title": "t", "place_line": "l"}, "content.missing"),
        ({"kind": "picture", "caption": "c"}, "content.missing"),
        (
            {
                "kind": "picture",
                "picture": "p",
                "caption": "c",
                "frame": {"x": 900, "y": 0, "w": 200, "h": 1},
            },
            "artefact.frame",
        ),
    ],
)
def test_a_mistake_is_found(raw: dict[str, Any], code: str) -> None:
    assert code in read({"id": "a", **raw})[1]


@pytest.mark.parametrize(
    ("axis", "value", "fits"), [((0, 20), 20, True), ((0, 20), 21, False), ((5, 5), 5, False)]
)
def test_bars_fit_their_axis(axis: tuple[int, int], value: int, fits: bool) -> None:
    raw = {
        "id": "c",
        "kind": "chart",
        "title": "t",
        "axis_from": axis[0],
        "axis_to": axis[1],
        "unit": "u",
        "bars": [{"id": "b", "label": "l", "value": value}],
    }
    assert (read(raw)[1] == []) is fits


def test_frames_lie_inside_their_picture() -> None:
    assert inside((0, 0, 1000, 1000)) and inside((999, 999, 1, 1))
    for frame in (
        (-1, 0, 5, 5),
        (0, -1, 5, 5),
        (0, 0, 0, 5),
        (0, 0, 5, 0),
        (1, 0, 1000, 5),
        (0, 1, 5, 1000),
    ):
        assert not inside(frame)


def test_lines_know_their_side_and_date() -> None:
    chat = ALL["chat"]
    assert isinstance(chat, Script)
    assert [line.side for line in chat.lines] == ["in", "out", "in"]
    assert chat.lines[0].date is not None and chat.lines[0].date.text == "7:02"
    assert chat.lines[2].date is None and chat.lines[2].avatar == "davi"
    picture = ALL["picture"]
    assert isinstance(picture, Picture) and picture.frame == (0, 200, 500, 600)
