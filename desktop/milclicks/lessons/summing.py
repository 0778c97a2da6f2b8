"""Sums a run up: sound messages kept and unsound ones caught, apart; held; calibration."""

from __future__ import annotations

from milclicks.items.base import Grade
from milclicks.items.wrappers import calibration
from milclicks.lessons.state import Answer, RunState, grade_now
from milclicks.lessons.views import RunSummary
from milclicks.steps.reflect import Reflect


def summary_of(state: RunState) -> RunSummary:
    """Return the numbers of a run as it stands; half-placed answers do not count."""
    graded = [(answer.level, each) for answer, each in _graded(state)]
    grades = [each for _, each in graded]
    decided = [each for each in grades if each.verdict in ("accept", "reject")]
    sound = [each for each in decided if each.truth == "sound"]
    unsound = [each for each in decided if each.truth == "unsound"]
    scored = [each for each in grades if each.den]
    return RunSummary(
        kept=sum(1 for each in sound if each.verdict == "accept"),
        kept_of=len(sound),
        caught=sum(1 for each in unsound if each.verdict == "reject"),
        caught_of=len(unsound),
        held=sum(1 for each in grades if each.outcome == "held"),
        right=sum(1 for each in scored if each.outcome == "right"),
        total=len(scored),
        calibration=calibration((level, each) for level, each in graded if level is not None),
        sentence=state.lesson.take_home_sentence,
        task=state.lesson.take_home_task,
        plan=_plan(state),
    )


def _graded(state: RunState) -> list[tuple[Answer, Grade]]:
    found = []
    for slot in state.slots():
        answer = state.answer(slot)
        graded = None if answer.drafted else grade_now(slot, answer)
        if graded is not None:
            found.append((answer, graded))
    return found


def _plan(state: RunState) -> tuple[str, str] | None:
    """The last plan with both halves, in words."""
    for part in reversed(state.parts):
        step = part.step
        when, will = state.plans.get(step.id, ("", ""))
        if isinstance(step, Reflect) and when and will:
            return (
                next(s.when for s in step.situations if s.id == when),
                next(a.will for a in step.actions if a.id == will),
            )
    return None
