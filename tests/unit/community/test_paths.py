"""Paths: whose path counts, what is done, and that nothing is lost by leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.community import paths
from milclicks.community.paths import Walk
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.stories import ended, started


def way(name: str = "four", *sessions: tuple[str, ...]) -> dict[str, Any]:
    """A path whose meetings have these lessons."""
    rows = [
        {"id": f"s{n}", "title": f"Meeting {n}", "minutes": 40, "lessons": list(lessons)}
        for n, lessons in enumerate(sessions or (("m2", "c1"), ("l2",)), 1)
    ]
    return {"id": name, "title": name, "summary": "For a purpose.", "sessions": rows}


FOUR = paths.read({"entries": [way()]})[0]


@pytest.fixture
def records(tmp_path: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(tmp_path / "d", clock, "1.0")
    yield opened
    opened.close()


def test_the_first_pack_gives_a_path_its_words() -> None:
    found = paths.read({"entries": [way("a", ("x",)), way("b"), way("a", ("y",))]})
    assert [one.id for one in found] == ["a", "b"]
    assert found[0].sessions[0].lessons == ["x"]
    assert paths.read({}) == ()


def test_a_walk_knows_the_next_lesson_that_is_here() -> None:
    here = frozenset({"m2", "l2"})
    fresh = Walk(FOUR, frozenset(), here)
    assert (fresh.next, fresh.count, fresh.finished) == ("m2", 0, False)
    later = Walk(FOUR, frozenset({"m2"}), here)
    assert (later.next, later.count) == ("l2", 1)
    assert Walk(FOUR, frozenset({"m2", "l2"}), here).next is None
    assert Walk(FOUR, frozenset({"m2", "c1", "l2"}), here).finished


def test_a_meeting_that_was_held_counts_for_all_its_lessons() -> None:
    walk = Walk(FOUR, frozenset(), frozenset({"m2", "c1", "l2"}), frozenset({"s1"}))
    assert (walk.count, walk.next) == (2, "l2")
    sitting = walk.sitting("l2")
    assert sitting is not None and sitting.id == "s2"
    assert walk.sitting("zz") is None


def test_a_learner_follows_the_own_path_else_that_of_the_place(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    known = {"four", "eight"}
    assert paths.follows(records, yara, known) == ("", False)
    assert "paths" in paths.choose(records, None, "four")
    assert paths.follows(records, yara, known) == ("four", False)
    assert paths.follows(records, None, known) == ("four", False)
    paths.choose(records, yara, "eight")
    assert paths.follows(records, yara, known) == ("eight", True)
    assert paths.follows(records, None, known) == ("four", False)
    paths.choose(records, yara, "")
    assert paths.follows(records, yara, known) == ("four", False)


def test_a_path_that_no_pack_has_any_more_counts_as_none(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    paths.choose(records, yara, "gone")
    assert paths.follows(records, yara, {"four"}) == ("", False)
    paths.choose(records, None, "four")
    assert paths.follows(records, yara, {"four"}) == ("four", False)


def test_choosing_the_same_again_writes_nothing(records: Records) -> None:
    assert not paths.choose(records, None, "")
    paths.choose(records, None, "four")
    assert not paths.choose(records, None, "four")
    assert len(records.events(kind="path_chosen")) == 1


def test_changing_and_leaving_a_path_loses_no_lesson(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    records.append([started("r", yara), ended("r", yara)])
    paths.choose(records, yara, "four")
    before = records.progress(yara)
    paths.choose(records, yara, "eight")
    paths.choose(records, yara, "")
    assert records.progress(yara) == before
    assert before["m2"].times_done == 1


def test_a_tick_of_the_class_can_be_taken_back(records: Records) -> None:
    paths.teach(records, "four", "s1", on=True)
    assert not paths.teach(records, "four", "s1", on=True)
    paths.teach(records, "four", "s2", on=True)
    assert set(records.taught("four")) == {"s1", "s2"}
    assert records.taught("eight") == {}
    paths.teach(records, "four", "s1", on=False)
    assert set(records.taught("four")) == {"s2"}
    before = records.taught("four")
    records.rebuild()
    assert records.taught("four") == before
    assert all(event.subject == "" for event in records.events(kind="path_taught"))


def test_the_path_of_a_forgotten_learner_is_erased(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    paths.choose(records, yara, "four")
    records.forget(yara)
    assert records.path(yara) == ""
    records.rebuild()
    assert records.path(yara) == ""
