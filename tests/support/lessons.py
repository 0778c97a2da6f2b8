"""Loads the fixture lessons for any test; it knows nothing of packs or screens."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from milclicks.steps.lesson import Lesson, parse_lesson

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "lessons"


@cache
def _tree(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(
        (FOLDER / f"{name}.yaml").read_text("utf-8")
    )
    return loaded


def lesson_tree(name: str = "all_kinds") -> dict[str, Any]:
    """Return a fresh copy of a fixture lesson's source tree."""
    return copy.deepcopy(_tree(name))


@cache
def fixture_lesson(name: str = "all_kinds") -> Lesson:
    """Return a fixture lesson, parsed (ids as in the source, texts in English)."""
    return parse_lesson(lesson_tree(name), pack="mil.test", version=1)
