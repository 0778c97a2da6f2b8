"""Folds one event into the state of a run: the only place where a run changes.

A live run folds the drafts it has just made, a replay folds what the records kept; both go through
here, so they cannot differ. What does not fit the lesson is passed over: a damaged or foreign
event must never stop a learner from going on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from milclicks.core.errors import BadInput
from milclicks.items.open import Open, OpenType
from milclicks.items.registry import decode_response
from milclicks.items.wrappers import check_level
from milclicks.lessons.browsing import moved
from milclicks.lessons.state import Answer, RunState, Slot, Spot
from milclicks.lessons.told import TYPED, Told, ToldRef
from milclicks.steps.investigate import Investigate
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.reflect import Reflect
from milclicks.steps.scene import Scene
from milclicks.steps.show import Show

V = TypeVar("V")


def fold(state: RunState, event: Told) -> RunState:
    """Return the state after an event."""
    change = _CHANGES.get(event.kind)
    if change is None or event.ref is None:
        return state
    try:
        return change(state, event, event.ref)
    except (BadInput, KeyError, ValueError, IndexError, TypeError):
        return state


def _with(values: Mapping[str, V], key: str, value: V) -> dict[str, V]:
    return {**values, key: value}


def _entered(state: RunState, event: Told, ref: ToldRef) -> RunState:
    index = [part.step.id for part in state.parts].index(ref.step)
    spot = Spot(index, int(event.data.get("item", 0)), str(event.data.get("stage", "")))
    last = max(len(state.parts[index].slots) - 1, 0)
    spot = spot._replace(item=min(spot.item, last))
    return replace(state, trail=(*state.trail, spot))


def _slot(state: RunState, ref: ToldRef) -> Slot:
    found = state.find(ref.lesson, ref.step, ref.item)
    if found is None:
        raise KeyError(ref.item)
    return found


def _answer(state: RunState, slot: Slot, answer: Answer) -> RunState:
    return replace(state, answers=_with(state.answers, slot.key, answer))


def _drafted(state: RunState, event: Told, ref: ToldRef) -> RunState:
    slot = _slot(state, ref)
    response = decode_response(slot.item, event.response)
    return _answer(state, slot, replace(state.answer(slot), response=response, drafted=True))


def _answered(state: RunState, event: Told, ref: ToldRef) -> RunState:
    slot = _slot(state, ref)
    before = state.answer(slot)
    if event.attempt <= before.attempts:
        return state
    response = decode_response(slot.item, event.response)
    return _answer(
        state, slot, replace(before, response=response, attempts=event.attempt, drafted=False)
    )


def _rated(state: RunState, event: Told, ref: ToldRef) -> RunState:
    slot = _slot(state, ref)
    level = check_level(event.response)
    return _answer(state, slot, replace(state.answer(slot), level=level, opened=True))


def _checked(state: RunState, event: Told, ref: ToldRef) -> RunState:
    slot = _slot(state, ref)
    return _answer(state, slot, replace(state.answer(slot), opened=True))


def _graded(state: RunState, event: Told, ref: ToldRef) -> RunState:
    """The learner's own points rate an open answer; the last ones count."""
    slot = _slot(state, ref)
    if not isinstance(slot.item, Open):
        return state
    given = {str(key): int(value) for key, value in event.data["points"].items()}
    OpenType().rated(slot.item, given)
    points = tuple(sorted(given.items()))
    return _answer(state, slot, replace(state.answer(slot), points=points))


def _step(state: RunState, ref: ToldRef, kind: type[V]) -> V:
    for part in state.parts:
        if part.step.id == ref.step and isinstance(part.step, kind):
            return part.step
    raise KeyError(ref.step)


def _looked(state: RunState, event: Told, ref: ToldRef) -> RunState:
    step = _step(state, ref, Investigate)
    taken = state.looks.get(step.id, ())
    look = step.find(event.response)
    if look is None or look.id in taken or look.cost > state.budget_left(step):
        return state
    return replace(state, looks=_with(state.looks, step.id, (*taken, look.id)))


def _browsed(state: RunState, event: Told, ref: ToldRef) -> RunState:
    """A page opened, words searched for, a judgement begun or put off; none once it is given."""
    step = _step(state, ref, Miniweb)
    slot = state.find(state.lesson.id, step.id, step.decide.id)
    if slot is not None and state.answer(slot).opened:
        return state
    web = moved(step, state.web(step), event.kind, event.response, event.data)
    return replace(state, webs=_with(state.webs, step.id, web))


def _branched(state: RunState, event: Told, ref: ToldRef) -> RunState:
    scene = _step(state, ref, Scene)
    if all(turn.id != event.response for turn in state.scene_node(scene).choices):
        return state
    path = (*state.paths.get(scene.id, ()), event.response)
    return replace(state, paths=_with(state.paths, scene.id, path))


def _voted(state: RunState, event: Told, ref: ToldRef) -> RunState:
    """A vote: the first round and the second; the last vote of a round counts."""
    step = _step(state, ref, Show)
    if all(option.id != event.response for option in step.vote) or event.round not in (1, 2):
        return state
    before = state.votes.get(step.id, ())
    return replace(
        state, votes=_with(state.votes, step.id, (*before[: event.round - 1], event.response))
    )


def _noted(state: RunState, event: Told, ref: ToldRef) -> RunState:
    if event.data.get(TYPED):
        return replace(state, notes=_with(state.notes, ref.step, event.response))
    step = _step(state, ref, Reflect)
    plan = json.loads(event.response)
    when, will = str(plan.get("when", "")), str(plan.get("will", ""))
    if when not in {"", *(s.id for s in step.situations)}:
        return state
    if will not in {"", *(a.id for a in step.actions)}:
        return state
    return replace(state, plans=_with(state.plans, step.id, (when, will)))


def _ended(state: RunState, event: Told, ref: ToldRef) -> RunState:
    return replace(state, ended=True, finished=bool(event.data.get("finished", False)))


_CHANGES: Final[dict[str, Callable[[RunState, Told, ToldRef], RunState]]] = {
    "step_entered": _entered,
    "draft": _drafted,
    "answered": _answered,
    "rated": _rated,
    "checked": _checked,
    "graded": _graded,
    "looked": _looked,
    "opened": _browsed,
    "queried": _browsed,
    "judged": _browsed,
    "branched": _branched,
    "voted": _voted,
    "noted": _noted,
    "run_ended": _ended,
}
