"""One suite over every step kind: reading, faces, features, and every mistake of an author."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from milclicks.core.errors import Problem
from milclicks.items.reader import BadContent
from milclicks.steps.base import CUTS, PHASES, Step
from milclicks.steps.registry import KINDS, step_problems
from tests.contracts.test_items_mistakes import again, drop, set_
from tests.support.lessons import fixture_lesson, lesson_tree

STEPS: dict[str, Step] = {step.id: step for step in fixture_lesson().steps}
Raw = dict[str, Any]


def raw_step(name: str) -> Raw:
    return next(dict(raw) for raw in lesson_tree()["steps"] if raw["id"] == name)


def problems_of(raw: Raw) -> list[Problem]:
    try:
        return step_problems(KINDS[raw["kind"]].parse(raw))
    except BadContent as error:
        return list(error.problems)


def test_every_kind_has_its_fixture() -> None:
    assert {step.kind for step in STEPS.values()} == set(KINDS)
    for name, kind in KINDS.items():
        assert kind.kind == name


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_source_is_read_whole_and_without_a_complaint(step: Step) -> None:
    raw = raw_step(step.id)
    again_ = KINDS[step.kind].parse(raw)
    assert again_ == step
    assert step_problems(again_) == []
    assert step.phase in PHASES and set(step.cuts) <= set(CUTS)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_each_step_says_how_on_paper_or_why_not(step: Step) -> None:
    assert bool(step.paper) != bool(step.no_paper_because)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
@pytest.mark.parametrize("key", ["title", "minutes", "notes", "phase", "id"])
def test_no_step_goes_without_its_head(step: Step, key: str) -> None:
    raw = raw_step(step.id)
    del raw[key]
    assert problems_of(raw)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.id)
def test_a_step_says_how_it_is_done_without_the_pc_or_why_not(step: Step) -> None:
    raw = raw_step(step.id)
    del raw["paper"]
    assert [p.code for p in problems_of(raw)] == ["step.paper"]
    raw["no_paper_because"] = "It needs the sound of the river."
    assert problems_of(raw) == []
    raw["paper"] = "Read it aloud."
    assert [p.code for p in problems_of(raw)] == ["step.paper"]


def loop(raw: Raw) -> None:
    """Let n6 and n5 lead only to each other, so that no ending is in sight."""
    nodes = {node["id"]: node for node in raw["nodes"]}
    for name, to in (("n5", "n6"), ("n6", "n5")):
        for turn in nodes[name]["choices"]:
            turn["to"] = to


def no_endings(raw: Raw) -> None:
    raw["nodes"] = [node for node in raw["nodes"] if node["id"] != "e2"]
    for node in raw["nodes"]:
        for turn in node.get("choices", ()):
            turn["to"] = "e1" if turn["to"] == "e2" else turn["to"]


Spoil = Callable[[Raw], object]
MISTAKES: list[tuple[str, Spoil, str, str]] = [
    ("hook", set_("phase", to="middle"), "content.word", "hook"),
    ("hook", set_("cuts", to=[30]), "step.cuts", "hook"),
    ("hook", set_("cuts", to=["20"]), "content.entries", "hook"),
    ("hook", set_("minutes", to=0), "step.minutes", "hook"),
    ("hook", set_("minutes", to=61), "step.minutes", "hook"),
    ("hook", set_("mood", to="calm"), "content.unknown_key", "hook"),
    ("hook", set_("blocks", to=[]), "content.missing", "hook"),
    ("hook", set_("blocks", 0, "type", to="video"), "content.word", "hook/h"),
    ("hook", drop("blocks", 0, "text"), "content.missing", "hook/h"),
    ("hook", drop("blocks", 3, "entries"), "content.missing", "hook/l1"),
    ("hook", drop("blocks", 4, "picture"), "content.missing", "hook/pic"),
    ("hook", lambda raw: raw["blocks"][5]["entries"].pop(), "read.key_lines", "hook/key"),
    ("feed", drop("artefacts"), "content.missing", "feed"),
    ("feed", set_("artefacts", 0, "kind", to="film"), "content.word", "feed/fpost"),
    ("feed", drop("prompt"), "show.vote", "feed"),
    ("feed", drop("reveal"), "show.vote", "feed"),
    ("feed", lambda raw: raw.update(vote=raw["vote"][:1]), "show.vote", "feed"),
    ("feed", set_("vote", 0, "weight", to=1), "content.unknown_key", "feed/yes"),
    ("quay", set_("start", to="n9"), "scene.no_node", "quay"),
    ("quay", set_("nodes", 0, "choices", 0, "to", to="n9"), "scene.no_node", "quay/n1/tell"),
    ("quay", set_("nodes", 0, "choices", to=[]), "content.missing", "quay/n1"),
    ("quay", loop, "scene.dead_end", "quay/n5"),
    ("quay", loop, "scene.unreachable", "quay/e1"),
    ("quay", no_endings, "step.too_few", "quay"),
    ("quay", set_("nodes", 0, "choices", 1, "to", to="n2"), "scene.unreachable", "quay/n3"),
    ("quay", again("nodes"), "item.repeated_id", "quay"),
    ("quay", again("meters"), "item.repeated_id", "quay"),
    ("quay", set_("nodes", 0, "choices", 1, "id", to="tell"), "item.repeated_id", "quay/n1"),
    ("quay", set_("nodes", 0, "speaker", to="bob"), "content.word", "quay/n1"),
    (
        "quay",
        set_("nodes", 0, "choices", 0, "effects", to={"fame": 1}),
        "scene.no_meter",
        "quay/n1/tell",
    ),
    (
        "quay",
        set_("nodes", 0, "choices", 0, "effects", to={"alarm": "3"}),
        "content.entries",
        "quay/n1/tell",
    ),
    ("quay", set_("meters", 0, "start", to=11), "scene.meter_range", "quay/trust"),
    ("quay", set_("meters", 0, "start", to=-1), "scene.meter_range", "quay/trust"),
    ("quay", set_("meters", 0, "low", to=10), "scene.meter_range", "quay/trust"),
    ("quay", set_("meters", 0, "good", to="left"), "content.word", "quay/trust"),
    ("quay", set_("meters", 0, "id", to="luck"), "scene.still_meter", "quay/luck"),
    ("quay", set_("nodes", 7, "ending", to="sad"), "content.word", "quay/e2"),
    ("quay", drop("nodes", 7, "ending_text"), "content.missing", "quay/e2"),
    (
        "casefile",
        lambda raw: raw.update(looks=raw["looks"][:4], budget=5),
        "step.too_few",
        "casefile",
    ),
    ("casefile", set_("budget", to=15), "investigate.rich", "casefile"),
    ("casefile", set_("budget", to=3), "investigate.cost", "casefile"),
    ("casefile", set_("looks", 0, "cost", to=0), "investigate.cost", "casefile"),
    ("casefile", set_("looks", 0, "finger", to="toe"), "content.word", "casefile/breathe"),
    ("casefile", again("looks"), "item.repeated_id", "casefile"),
    ("casefile", drop("artefact"), "content.missing", "casefile"),
    ("casefile", drop("decide"), "content.missing", "casefile"),
    ("casefile", drop("decide", "truth"), "content.word", "casefile/verdict"),
    (
        "casefile",
        lambda raw: raw["decide"]["options"].pop(),
        "item.fixed_options",
        "casefile/verdict",
    ),
    ("casefile", drop("debrief"), "content.missing", "casefile"),
    ("quiz", set_("items", 0, "options", 0, "weight", to=0), "item.no_key", "quiz/c1"),
    ("quiz", drop("items", 0, "options", 0, "feedback"), "content.missing", "quiz/c1/hurry"),
    ("quiz", drop("items"), "content.missing", "quiz"),
    ("recall", lambda raw: raw["items"].pop(), "recall.count", "recall"),
    ("recall", drop("intro"), "content.missing", "recall"),
    ("talk", set_("form", to="shout"), "content.word", "talk"),
    ("talk", drop("questions"), "content.missing", "talk"),
    ("board", set_("sheet", to="foot"), "content.word", "board"),
    ("board", drop("instructions"), "content.missing", "board"),
    ("plan", lambda raw: raw["situations"].pop(), "step.too_few", "plan"),
    ("plan", lambda raw: raw["actions"].pop(), "step.too_few", "plan"),
    ("plan", drop("situations", 0, "when"), "content.missing", "plan/s1"),
    ("home", drop("sentence"), "content.missing", "home"),
    ("home", drop("task"), "content.missing", "home"),
]


@pytest.mark.parametrize(
    ("name", "spoil", "code", "place"),
    MISTAKES,
    ids=[f"{n}-{name}-{code}" for n, (name, _, code, _) in enumerate(MISTAKES)],
)
def test_mistake_is_found(name: str, spoil: Spoil, code: str, place: str) -> None:
    raw = raw_step(name)
    assert problems_of(raw) == []
    spoil(raw)
    found = problems_of(raw)
    assert (code, place) in {(p.code, p.place) for p in found}, found
    assert all(str(p.sentence) and str(p.remedy) for p in found)
