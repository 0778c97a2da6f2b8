"""Writes the event drafts of a run, each with all that a later report needs of the lesson."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from milclicks.items.base import Grade, Item, Response
from milclicks.items.cloze import Cloze
from milclicks.items.registry import encode_response, grade
from milclicks.lessons.state import RunState, Slot, Spot
from milclicks.lessons.told import TYPED
from milclicks.lessons.views import RunSummary
from milclicks.records.events import EventDraft, Ref
from milclicks.steps.base import Step
from milclicks.steps.investigate import Look
from milclicks.steps.scene import Turn


def lesson_ref(state: RunState) -> Ref:
    """The reference of the lesson itself."""
    lesson = state.lesson
    return Ref(lesson.pack, lesson.version, lesson.id, rev=lesson.rev, kind="lesson")


def step_ref(state: RunState, step: Step) -> Ref:
    """The reference of one step."""
    lesson = state.lesson
    return Ref(lesson.pack, lesson.version, lesson.id, step.id, kind=step.kind)


def item_ref(slot: Slot) -> Ref:
    """The reference of one item, in the lesson where it comes from."""
    item = slot.item
    return Ref(slot.pack, slot.version, slot.lesson, slot.step, item.id, item.rev, item.kind)


def run_started(state: RunState, recall: Sequence[Slot]) -> EventDraft:
    """The run begins: all that is needed to play it back."""
    chosen = [[s.pack, s.version, s.lesson, s.step, s.item.id] for s in recall]
    return EventDraft(
        kind="run_started",
        ref=lesson_ref(state),
        data={
            "seed": state.seed,
            "cut": state.cut,
            "mode": state.mode,
            "locale": state.locale,
            "steps": len(state.parts),
            "recall": chosen,
        },
    )


def step_entered(state: RunState, spot: Spot) -> EventDraft:
    """A moment begins: a step, a question in it, a stage of a vote."""
    data: dict[str, Any] = {"index": spot.step}
    if spot.item:
        data["item"] = spot.item
    if spot.stage:
        data["stage"] = spot.stage
    return EventDraft(kind="step_entered", ref=step_ref(state, state.part(spot).step), data=data)


def drafted(slot: Slot, response: Response) -> EventDraft:
    """A half-placed response."""
    return EventDraft(
        kind="draft",
        ref=item_ref(slot),
        response=encode_response(slot.item, response),
        data=_typed(slot.item),
    )


def _typed(item: Item) -> dict[str, Any]:
    """Mark own words: they are kept apart from the event, so that they can be erased."""
    own = item.survey is None and (
        item.kind in ("open", "short") or (isinstance(item, Cloze) and item.mode == "text")
    )
    return {TYPED: True} if own else {}


def answered(slot: Slot, response: Response, attempt: int) -> EventDraft:
    """A choice with its score; a later one of the same run supersedes it."""
    graded = grade(slot.item, response)
    return EventDraft(
        kind="answered",
        ref=item_ref(slot),
        attempt=attempt,
        response=encode_response(slot.item, response),
        objective=",".join(slot.item.objectives),
        data=_typed(slot.item),
        **_scored(graded),
    )


def _scored(graded: Grade) -> dict[str, Any]:
    return {
        "num": graded.num if graded.den else None,
        "den": graded.den or None,
        "outcome": graded.outcome,
        "truth": graded.truth or "",
        "verdict": graded.verdict or "",
    }


def rated(slot: Slot, level: str, attempt: int) -> EventDraft:
    """How sure: this opens the feedback."""
    return EventDraft(
        kind="rated", ref=item_ref(slot), attempt=attempt, response=level, data={"level": level}
    )


def checked(slot: Slot, attempt: int) -> EventDraft:
    """Check: this opens the feedback."""
    return EventDraft(kind="checked", ref=item_ref(slot), attempt=attempt)


def self_rated(slot: Slot, graded: Grade, points: Mapping[str, int], attempt: int) -> EventDraft:
    """The points that a learner gave the own text."""
    return EventDraft(
        kind="graded",
        ref=item_ref(slot),
        attempt=attempt,
        by="self",
        data={"points": dict(points)},
        **_scored(graded),
    )


def looked(state: RunState, step: Step, look: Look) -> EventDraft:
    """A look of a case file was taken."""
    return EventDraft(
        kind="looked",
        ref=step_ref(state, step),
        response=look.id,
        data={"cost": look.cost, "finger": look.finger},
    )


def opened(
    state: RunState, step: Step, page: str, way: str, *, version: str = "", ms: int = 0
) -> EventDraft:
    """A page of a mini-web was opened, after so many ms; "" when Back leads to a list."""
    data: dict[str, Any] = {"by": way, "ms": ms}
    if version:
        data["version"] = version
    return EventDraft(kind="opened", ref=step_ref(state, step), response=page, data=data)


def queried(state: RunState, step: Step, text: str, *, ms: int = 0) -> EventDraft:
    """Somebody searched a mini-web; the words are their own."""
    data = {TYPED: True, "ms": ms}
    return EventDraft(kind="queried", ref=step_ref(state, step), response=text, data=data)


def judged(state: RunState, step: Step, *, on: bool, ms: int = 0) -> EventDraft:
    """Reading stopped for a judgement, or went on."""
    return EventDraft(kind="judged", ref=step_ref(state, step), data={"on": on, "ms": ms})


def branched(state: RunState, step: Step, node: str, turn: Turn) -> EventDraft:
    """A choice in a scene was made."""
    return EventDraft(
        kind="branched",
        ref=step_ref(state, step),
        response=turn.id,
        data={"node": node, "to": turn.to},
    )


def voted(state: RunState, step: Step, option: str, round_: int) -> EventDraft:
    """A vote without a key, in the first or the second round."""
    return EventDraft(
        kind="voted", ref=step_ref(state, step), round=round_, response=option, outcome="thanks"
    )


def planned(state: RunState, step: Step, when: str, will: str) -> EventDraft:
    """A plan was put together out of two lists."""
    plan = json.dumps({"when": when, "will": will}, separators=(",", ":"))
    return EventDraft(kind="noted", ref=step_ref(state, step), response=plan)


def noted(state: RunState, step: Step, text: str) -> EventDraft:
    """A free text of a step."""
    ref = step_ref(state, step)
    return EventDraft(kind="noted", ref=ref, response=text, data={TYPED: True})


def ended(state: RunState, summary: RunSummary, *, finished: bool) -> EventDraft:
    """The run ends, with the numbers that the end page shows."""
    return EventDraft(
        kind="run_ended",
        ref=lesson_ref(state),
        data={
            "finished": finished,
            "kept": summary.kept,
            "kept_of": summary.kept_of,
            "caught": summary.caught,
            "caught_of": summary.caught_of,
            "held": summary.held,
            "right": summary.right,
            "total": summary.total,
        },
    )
