"""The lessons that come with the app: without a mistake, playable to the end in every version."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from milclicks.items.artefact_read import READERS
from milclicks.items.registry import KINDS as ITEM_KINDS
from milclicks.items.registry import item_problems, type_of
from milclicks.steps.base import CUTS
from milclicks.steps.lesson import STRANDS, Lesson, lesson_problems, parse_lesson
from milclicks.steps.registry import KINDS as STEP_KINDS
from tests.support.play import random_play, straight_play

PACKS = Path(__file__).resolve().parents[3] / "content_packs"
NAMES = sorted(
    f"{path.parents[1].name}/{path.stem}"
    for pack in ("mil-core", "radio-rumours")
    for path in (PACKS / pack / "lessons").glob("*.yaml")
)


@cache
def lesson(name: str) -> Lesson:
    pack, _, stem = name.partition("/")
    file = PACKS / pack / "lessons" / f"{stem}.yaml"
    tree = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    return parse_lesson(tree, pack=pack, version=1)


def test_there_is_a_lesson_for_every_strand() -> None:
    assert {lesson(name).strand for name in NAMES} == set(STRANDS)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_no_mistake_and_is_complete(name: str) -> None:
    assert lesson_problems(lesson(name)) == []
    for step, item in lesson(name).items():
        assert item_problems(item, step.id) == []


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_can_be_played_to_its_end(name: str, cut: int) -> None:
    best = straight_play(lesson(name), cut=cut)[-1].run
    assert best.ended and best.summary().right == best.summary().total
    for seed in range(3):
        assert random_play(lesson(name), seed, cut=cut)[-1].run.ended


def test_together_they_use_every_form() -> None:
    lessons = [lesson(name) for name in NAMES]
    items = [item for each in lessons for _, item in each.items()]
    assert {item.kind for item in items} == set(ITEM_KINDS)
    forms = {type_of(item).form(item) for item in items}
    assert {f"cloze-{mode}" for mode in ("bank", "text", "select", "mark")} <= forms
    assert {"number-field", "number-slider", "survey"} <= forms
    assert {step.kind for each in lessons for step in each.steps} == set(STEP_KINDS)
    assert {art.kind for each in lessons for art in each.artefacts()} == set(READERS)


def test_sound_and_unsound_messages_are_mixed() -> None:
    for name in NAMES:
        truths = {getattr(item, "truth", None) for _, item in lesson(name).items()} - {None}
        assert truths == {"sound", "unsound"}
