"""Walks every way through a scene and finds what an author would not want a learner to meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from milclicks.core.errors import N_, Problem
from milclicks.items.options import repeated
from milclicks.items.reader import flaw
from milclicks.steps.base import few

if TYPE_CHECKING:
    from milclicks.steps.scene import Scene, Turn

LEAST_NODES = 6
LEAST_ENDINGS = 3


def scene_problems(scene: Scene) -> list[Problem]:
    """Return dead ends, endless loops, unreachable nodes, still meters, too short stories."""
    ids = [node.id for node in scene.nodes]
    endings = [node for node in scene.nodes if node.ending]
    found = [
        *few(scene.id, "nodes", len(ids), LEAST_NODES),
        *few(scene.id, "endings", len(endings), LEAST_ENDINGS),
        *repeated(scene.id, ids),
        *_loose_ends(scene, set(ids)),
    ]
    if not found or all(problem.code == "step.too_few" for problem in found):
        found += _walked(scene)
    return found + _meter_problems(scene)


def turns(scene: Scene) -> Iterator[tuple[str, Turn]]:
    """Every choice of a scene with the node where it is made."""
    return ((node.id, turn) for node in scene.nodes for turn in node.choices)


def _loose_ends(scene: Scene, ids: set[str]) -> list[Problem]:
    found = []
    for node, turn in turns(scene):
        if turn.to not in ids:
            found.append(_no_node(f"{scene.id}/{node}/{turn.id}", turn.to))
    if scene.start not in ids:
        found.append(_no_node(scene.id, scene.start))
    for each in scene.nodes:
        found += repeated(f"{scene.id}/{each.id}", [turn.id for turn in each.choices])
        if not each.ending and not each.choices:
            found.append(_dead_end(f"{scene.id}/{each.id}"))
    return found


def _no_node(place: str, node: str) -> Problem:
    return flaw(
        "scene.no_node",
        place,
        N_("The scene has no node “{node}”."),
        N_("Lead to a node that exists, or write that node."),
        node=node,
    )


def _dead_end(place: str) -> Problem:
    return flaw(
        "scene.dead_end",
        place,
        N_("From here no way leads to an ending."),
        N_("Add a choice that leads on, or make this node an ending."),
    )


def reachable(scene: Scene) -> set[str]:
    """Return the nodes that some way from the start passes."""
    ways: dict[str, list[str]] = {node.id: [t.to for t in node.choices] for node in scene.nodes}
    return _closure({scene.start}, ways)


def ending_in_sight(scene: Scene) -> set[str]:
    """Return the nodes from which some way leads to an ending."""
    back: dict[str, list[str]] = {node.id: [] for node in scene.nodes}
    for node, turn in turns(scene):
        back[turn.to].append(node)
    return _closure({node.id for node in scene.nodes if node.ending}, back)


def _closure(begin: set[str], ways: dict[str, list[str]]) -> set[str]:
    seen, queue = set(begin), list(begin)
    while queue:
        for onward in ways[queue.pop()]:
            if onward not in seen:
                seen.add(onward)
                queue.append(onward)
    return seen


def _walked(scene: Scene) -> list[Problem]:
    seen, ends = reachable(scene), ending_in_sight(scene)
    found = []
    for node in scene.nodes:
        place = f"{scene.id}/{node.id}"
        if node.id not in seen:
            found.append(
                flaw(
                    "scene.unreachable",
                    place,
                    N_("No way leads to this node."),
                    N_("Let a choice lead here, or take the node out."),
                )
            )
        elif node.id not in ends:
            found.append(_dead_end(place))
    return found


def _meter_problems(scene: Scene) -> list[Problem]:
    moved = {name for _, turn in turns(scene) for name, by in turn.effects.items() if by}
    found = repeated(scene.id, [meter.id for meter in scene.meters])
    for meter in scene.meters:
        place = f"{scene.id}/{meter.id}"
        if meter.id not in moved:
            found.append(
                flaw(
                    "scene.still_meter",
                    place,
                    N_("No choice moves this meter."),
                    N_("Give at least one choice an effect on it, or take it out."),
                )
            )
        if not meter.low <= meter.start <= meter.high or meter.low >= meter.high:
            found.append(
                flaw(
                    "scene.meter_range",
                    place,
                    N_("This meter begins outside its own range."),
                    N_("Let low be below high and the start between them."),
                )
            )
    return found + _unknown_meters(scene)


def _unknown_meters(scene: Scene) -> list[Problem]:
    known = {meter.id for meter in scene.meters}
    return [
        flaw(
            "scene.no_meter",
            f"{scene.id}/{node}/{turn.id}",
            N_("The scene has no meter “{meter}”."),
            N_("Use one of these: {words}."),
            meter=name,
            words=", ".join(sorted(known)),
        )
        for node, turn in turns(scene)
        for name in turn.effects
        if name not in known
    ]
