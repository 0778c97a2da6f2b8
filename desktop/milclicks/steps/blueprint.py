"""Compares a lesson with the blueprint of a complete lesson.

Everything here is a warning: a shorter lesson works, and a teacher may want one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from milclicks.core.errors import N_, Problem
from milclicks.items.reader import caution
from milclicks.steps.base import CUTS

if TYPE_CHECKING:
    from milclicks.steps.lesson import Lesson

LEAST_ITEMS: Final = 6
LEAST_KINDS: Final = 4
BOARD_LINES: Final = 8
KEY_LINES: Final = 2


def blueprint_problems(lesson: Lesson) -> list[Problem]:
    """Return what the lesson lacks: steps, items, key idea, board plan, notes, cuts, balance."""
    missing = [*_missing_steps(lesson), *_missing_notes(lesson), *_missing_items(lesson)]
    found = [
        caution(
            "lesson.incomplete",
            lesson.id,
            N_("For a complete lesson this is missing: {what}."),
            N_("Add it, or keep the lesson as a short one."),
            what=what,
        )
        for what in missing
    ]
    return found + _times(lesson) + _one_sided(lesson)


def _missing_steps(lesson: Lesson) -> list[str]:
    kinds = {step.kind for step in lesson.steps}
    phases = {step.phase for step in lesson.steps}
    missing = [kind for kind in ("recall", "discuss", "do", "takehome") if kind not in kinds]
    if "engage" not in phases:
        missing.append("engage")
    explored = {step.kind for step in lesson.steps if step.phase == "explore"}
    if not explored & {"scene", "investigate", "miniweb", "show"}:
        missing.append("scene / investigate / miniweb / show")
    return missing


def _missing_notes(lesson: Lesson) -> list[str]:
    missing = []
    if len(lesson.key) != KEY_LINES:
        missing.append(f"key: {KEY_LINES}")
    if len(lesson.board) != BOARD_LINES:
        missing.append(f"board: {BOARD_LINES}")
    teacher = lesson.teacher
    for name in ("misconceptions", "sensitive", "answers", "timing", "opt_out"):
        if not getattr(teacher, name):
            missing.append(f"teacher: {name}")
    if not lesson.take_home_sentence:
        missing.append("take_home")
    return missing


def _missing_items(lesson: Lesson) -> list[str]:
    kinds = [item.kind for step, item in lesson.items() if step.kind != "recall"]
    missing = []
    if len(kinds) < LEAST_ITEMS:
        missing.append(f"items: {LEAST_ITEMS}")
    if len(set(kinds)) < LEAST_KINDS:
        missing.append(f"kinds of items: {LEAST_KINDS}")
    return missing


def _times(lesson: Lesson) -> list[Problem]:
    """Warn when the steps of a version need much more or less time than its name says."""
    found = []
    for cut in CUTS:
        total = sum(step.minutes for step in lesson.steps_for(cut))
        if total and not cut * 0.6 <= total <= cut * 1.25:
            found.append(
                caution(
                    "lesson.minutes",
                    lesson.id,
                    N_("The steps of the {cut} minute version take {total} minutes."),
                    N_("Change the minutes of steps, or the versions they belong to."),
                    cut=cut,
                    total=total,
                )
            )
    return found


def _one_sided(lesson: Lesson) -> list[Problem]:
    """Warn of decisions that are all sound or all unsound: such a set teaches distrust or trust."""
    truths = [getattr(item, "truth", None) for _, item in lesson.items()]
    decided = [truth for truth in truths if truth is not None]
    if len(decided) < 2 or len(set(decided)) > 1:
        return []
    return [
        caution(
            "lesson.one_sided",
            lesson.id,
            N_("All messages to decide about in this lesson are alike: all sound or all unsound."),
            N_("Mix both, so that saying the same to everything is never right."),
        )
    ]
