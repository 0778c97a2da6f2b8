"""A lesson as a whole: reading, cuts, features, repeated ids, the blueprint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from milclicks.items.reader import BadContent
from milclicks.steps.investigate import Investigate
from milclicks.steps.lesson import Lesson, lesson_problems, parse_lesson
from milclicks.steps.scene import Meter, Scene
from milclicks.steps.scene_walk import ending_in_sight, reachable
from tests.support.lessons import fixture_lesson, lesson_tree

Raw = dict[str, Any]


def test_the_fixture_lesson_is_complete() -> None:
    lesson = fixture_lesson()
    assert lesson_problems(lesson) == []
    assert (lesson.pack, lesson.version) == ("mil.test", 1)
    assert len(lesson.key) == 2 and len(lesson.board) == 8
    assert lesson.teacher.opt_out.startswith("Anyone")
    assert lesson.take_home_sentence and lesson.take_home_task
    assert lesson.sources[0].id == "src1"
    assert lesson.pictures() == {"quay"}


def test_cuts_choose_steps() -> None:
    lesson = fixture_lesson()
    assert [s.id for s in lesson.steps_for(20)] == ["hook", "casefile", "plan", "home"]
    assert len(lesson.steps_for(40)) == 7
    assert lesson.steps_for(60) == lesson.steps
    assert lesson.steps_for(30) == ()


def test_features_name_what_a_player_must_know() -> None:
    features = fixture_lesson().features
    assert features == tuple(sorted(features))
    assert {"step:scene@1", "step:recall@1", "item:order@1", "item:decide@1"} <= set(features)
    assert len(features) == 23


def test_steps_and_items_are_found() -> None:
    lesson = fixture_lesson()
    assert lesson.step("quay") is lesson.steps[3]
    assert lesson.step("moon") is None
    assert len(list(lesson.items())) == 25


def test_looks_of_a_case_are_found() -> None:
    step = fixture_lesson().step("casefile")
    assert isinstance(step, Investigate)
    assert step.find("pier") is step.looks[3] and step.find("moon") is None


def test_a_scene_is_walked_both_ways() -> None:
    scene = fixture_lesson().step("quay")
    assert isinstance(scene, Scene)
    assert reachable(scene) == ending_in_sight(scene) == {node.id for node in scene.nodes}


def test_a_meter_keeps_its_value_within() -> None:
    meter = Meter("m", "Trust", 5, 0, 10, "high")
    assert [meter.within(v) for v in (-1, 0, 5, 10, 11)] == [0, 0, 5, 10, 10]


def test_ids_that_neighbours_share_are_refused() -> None:
    tree = lesson_tree()
    tree["steps"][1]["id"] = "recall"
    with pytest.raises(BadContent) as caught:
        parse_lesson(tree)
    assert [(p.code, p.place) for p in caught.value.problems] == [("content.repeated_id", "recall")]
    tree = lesson_tree()
    tree["board"][1]["id"] = "b1"
    with pytest.raises(BadContent) as caught:
        parse_lesson(tree)
    assert caught.value.problems[0].place == "b1"


def test_every_mistake_of_a_lesson_is_told_at_once() -> None:
    tree = lesson_tree()
    del tree["title"]
    tree["strand"] = "sport"
    tree["steps"][1]["blocks"][0]["type"] = "video"
    tree["steps"][5]["items"][0]["options"][0]["weight"] = 0.5
    with pytest.raises(BadContent) as caught:
        parse_lesson(tree)
    assert {(p.code, p.place) for p in caught.value.problems} == {
        ("content.missing", ""),
        ("content.word", ""),
        ("content.word", "hook/h"),
        ("content.fraction", "quiz/c1/hurry"),
    }
    assert "hook/h: content.word" in caught.value.detail


def without(kind: str) -> Callable[[Raw], None]:
    def change(tree: Raw) -> None:
        tree["steps"] = [s for s in tree["steps"] if s["kind"] != kind]

    return change


def short_quiz(tree: Raw) -> None:
    quiz = next(s for s in tree["steps"] if s["id"] == "quiz")
    quiz["items"] = quiz["items"][:3]


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        (without("recall"), "recall"),
        (without("discuss"), "discuss"),
        (without("do"), "do"),
        (without("takehome"), "takehome"),
        (without("read"), "engage"),
        (lambda t: t.update(key={"lines": [{"id": "k1", "text": "One line."}]}), "key: 2"),
        (lambda t: t["board"].pop(), "board: 8"),
        (lambda t: t["teacher"].pop("timing"), "teacher: timing"),
        (lambda t: t["teacher"].pop("sensitive"), "teacher: sensitive"),
        (lambda t: t["teacher"].pop("opt_out"), "teacher: opt_out"),
        (lambda t: t.pop("take_home"), "take_home"),
        (short_quiz, "items: 6"),
    ],
)
def test_what_a_complete_lesson_needs_is_named(change: Callable[[Raw], None], lacks: str) -> None:
    tree = lesson_tree()
    change(tree)
    found = [p for p in lesson_problems(parse_lesson(tree)) if p.code == "lesson.incomplete"]
    assert lacks in [p.sentence.values["what"] for p in found]
    assert all(p.severity == "warning" for p in found)


def test_an_exploration_is_a_scene_a_case_or_a_show() -> None:
    tree = lesson_tree()
    for kind in ("scene", "investigate", "show"):
        without(kind)(tree)
    found = [p.sentence.values.get("what") for p in lesson_problems(parse_lesson(tree))]
    assert "scene / investigate / miniweb / show" in found
    assert "kinds of items: 4" not in found


def test_a_version_without_steps_is_an_error() -> None:
    tree = lesson_tree()
    for step in tree["steps"]:
        step["cuts"] = [40, 60]
    found = [p for p in lesson_problems(parse_lesson(tree)) if p.code == "lesson.empty_cut"]
    assert [p.sentence.values["minutes"] for p in found] == [20]
    assert found[0].severity == "error"


def test_decisions_that_are_all_alike_are_warned_of() -> None:
    tree = lesson_tree()
    quiz = next(s for s in tree["steps"] if s["id"] == "quiz")
    next(i for i in quiz["items"] if i["id"] == "d1")["truth"] = "unsound"
    assert "lesson.one_sided" in [p.code for p in lesson_problems(parse_lesson(tree))]


@pytest.mark.parametrize(("minutes", "warned"), [(10, []), (13, []), (30, [20, 40, 60]), (1, [20])])
def test_the_minutes_of_a_version_fit_its_name(minutes: int, warned: list[int]) -> None:
    tree = lesson_tree()
    next(s for s in tree["steps"] if s["id"] == "casefile")["minutes"] = minutes
    found = [p for p in lesson_problems(parse_lesson(tree)) if p.code == "lesson.minutes"]
    assert [p.sentence.values["cut"] for p in found] == warned


def test_a_lesson_that_is_nearly_empty_can_be_read() -> None:
    lesson: Lesson = parse_lesson(
        {
            "id": "tiny",
            "strand": "mil",
            "title": "Tiny",
            "summary": "s",
            "objective": "o",
            "minutes": 5,
            "steps": [
                {
                    "id": "r",
                    "kind": "read",
                    "phase": "engage",
                    "title": "t",
                    "minutes": 5,
                    "notes": "n",
                    "paper": "p",
                    "blocks": [{"id": "b", "type": "para", "text": "Hello."}],
                }
            ],
        }
    )
    assert lesson.steps[0].cuts == (20, 40, 60)
    assert all(problem.severity == "warning" for problem in lesson_problems(lesson))
