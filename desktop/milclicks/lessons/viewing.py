"""Makes the view of one moment of a run."""

from __future__ import annotations

from milclicks.items.base import Item, Row, not_as_listed, shuffled
from milclicks.items.cloze import Cloze
from milclicks.items.registry import type_of
from milclicks.lessons.state import RunState, Slot, Spot, grade_now
from milclicks.lessons.views import (
    InvestigateView,
    ItemView,
    LookView,
    MeterView,
    MiniwebView,
    Opener,
    PathPart,
    ReflectView,
    SceneView,
    ShowView,
    StepView,
)
from milclicks.lessons.webview import miniweb_view
from milclicks.steps.investigate import Investigate
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.reflect import Reflect
from milclicks.steps.scene import Scene
from milclicks.steps.show import Show


def opener(item: Item) -> Opener:
    """What opens the feedback of an item."""
    return "confidence" if item.confidence and item.survey is None else "check"


def can_leave(state: RunState, spot: Spot) -> bool:
    """Say whether a moment is done: its question opened, its scene ended."""
    step = state.part(spot).step
    if state.presented:
        return True
    if isinstance(step, Scene):
        return bool(state.scene_node(step).ending)
    slot = state.slot(spot)
    return slot is None or state.answer(slot).opened


def view_of(state: RunState, spot: Spot, *, shown: int) -> StepView:
    """Return what to show at a moment; `shown` is its place in the trail."""
    part = state.part(spot)
    behind = shown < len(state.trail) - 1
    locked = behind or state.ended
    slot = state.slot(spot)
    step = part.step
    asked = None if isinstance(step, Investigate | Miniweb) else slot
    return StepView(
        step=step,
        index=spot.step,
        count=len(state.parts),
        item_index=spot.item,
        item_count=len(part.slots),
        share=_share(state, spot),
        looking_back=behind,
        can_back=shown > 0,
        can_advance=behind or (can_leave(state, spot) and not state.ended),
        last=spot.step == len(state.parts) - 1,
        ended=state.ended,
        item=None if asked is None else item_view(state, asked, spot, locked=locked),
        scene=_scene(state, step, locked) if isinstance(step, Scene) else None,
        investigate=_investigate(state, step, spot, locked)
        if isinstance(step, Investigate)
        else None,
        miniweb=_miniweb(state, step, spot, locked) if isinstance(step, Miniweb) else None,
        show=_show(state, step, spot, locked) if isinstance(step, Show) else None,
        reflect=_reflect(state, step, locked) if isinstance(step, Reflect) else None,
    )


def _share(state: RunState, spot: Spot) -> int:
    """How much is behind, per mille: every step counts alike, its questions divide it."""
    if state.ended:
        return 1000
    inner = spot.item / max(len(state.part(spot).slots), 1)
    return int(1000 * (spot.step + inner) / len(state.parts))


def item_view(state: RunState, slot: Slot, spot: Spot, *, locked: bool) -> ItemView:
    """Return one question as it stands."""
    item, kind, answer = slot.item, type_of(slot.item), state.answer(slot)
    opened = answer.opened
    rows, partners = _rows(state, slot)
    response = answer.response
    return ItemView(
        item=item,
        form=kind.form(item),
        number=spot.item + 1,
        total=len(state.part(spot).slots),
        rows=rows,
        partners=partners,
        choices=_gap_choices(state, slot),
        response=response,
        complete=response is not None and kind.complete(item, response),
        composite=kind.composite,
        phase="feedback" if opened else "answering",
        opener=opener(item),
        level=answer.level,
        locked=locked or opened,
        grade=grade_now(slot, answer) if opened else None,
        right=kind.right_response(item) if opened else None,
        explain=kind.explain(item) if opened else (),
        points=answer.points,
    )


def _rows(state: RunState, slot: Slot) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Options and partners in showing order; an order question is never shown solved."""
    item, kind = slot.item, type_of(slot.item)
    rows, partners = kind.rows(item), kind.partners(item)
    if item.kind == "order" and item.survey is None:
        return not_as_listed(rows, state.seed, slot.key), partners
    if not item.shuffle:
        return rows, partners
    return shuffled(rows, state.seed, slot.key), shuffled(partners, state.seed, slot.key)


def _gap_choices(state: RunState, slot: Slot) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    item = slot.item
    if not isinstance(item, Cloze) or item.mode != "select":
        return ()
    return tuple(
        (gap, shuffled([Row(o.id, o.body) for o in item.choices(gap)], state.seed, slot.key))
        for gap in item.gaps
    )


def _scene(state: RunState, scene: Scene, locked: bool) -> SceneView:
    path = state.scene_path(scene)
    node = state.scene_node(scene)
    return SceneView(
        scene=scene,
        node=node,
        choices=node.choices,
        meters=_meters(state, scene),
        reply=path[-1][1].reply if path else "",
        path=tuple(PathPart(*each) for each in path),
        ended=bool(node.ending),
        locked=locked,
    )


def _meters(state: RunState, scene: Scene) -> tuple[MeterView, ...]:
    found = []
    for meter in scene.meters:
        value, change = meter.start, 0
        for _, turn in state.scene_path(scene):
            moved = meter.within(value + turn.effects.get(meter.id, 0))
            value, change = moved, moved - value
        found.append(MeterView(meter, value, change))
    return tuple(found)


def _investigate(state: RunState, step: Investigate, spot: Spot, locked: bool) -> InvestigateView:
    left = state.budget_left(step)
    taken = state.looks.get(step.id, ())
    slot = state.part(spot).slots[0]
    opened = state.answer(slot).opened
    closed = locked or opened
    return InvestigateView(
        step=step,
        budget=step.budget,
        left=left,
        looks=tuple(
            LookView(look, look.id in taken, not closed and look.cost <= left)
            for look in step.looks
        ),
        path=tuple(look for each in taken if (look := step.find(each)) is not None),
        decide=item_view(state, slot, spot, locked=locked),
        debrief=step.debrief if opened else "",
        locked=closed,
    )


def _miniweb(state: RunState, step: Miniweb, spot: Spot, locked: bool) -> MiniwebView:
    decide = item_view(state, state.part(spot).slots[0], spot, locked=locked)
    return miniweb_view(step, state.web(step), decide, locked=locked)


def _show(state: RunState, step: Show, spot: Spot, locked: bool) -> ShowView:
    votes = (*state.votes.get(step.id, ()), None, None)
    return ShowView(
        step=step,
        stage=spot.stage,
        first=votes[0],
        second=votes[1],
        reveal=step.reveal if spot.stage == "reveal" else "",
        locked=locked,
    )


def _reflect(state: RunState, step: Reflect, locked: bool) -> ReflectView:
    when, will = state.plans.get(step.id, ("", ""))
    return ReflectView(step, when or None, will or None, locked)
