"""Scene: a story with choices, meters that move, and endings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from milclicks.core.errors import Problem
from milclicks.items.artefact import Artefact
from milclicks.items.artefact_read import read_artefact_at, read_cast
from milclicks.items.reader import Reader
from milclicks.steps.base import Step, StepType, read_step_head
from milclicks.steps.scene_walk import scene_problems

ENDINGS: Final = ("good", "mixed", "bad")


@dataclass(frozen=True, slots=True)
class Meter:
    """Something that a scene moves, between `low` and `high`; `good` is the side to wish for."""

    id: str
    label: str
    start: int
    low: int
    high: int
    good: str

    def within(self, value: int) -> int:
        """Keep a value on the meter."""
        return max(self.low, min(self.high, value))


@dataclass(frozen=True, slots=True)
class Turn:
    """One choice at a node: where it leads, what it moves, what is said back."""

    id: str
    label: str
    to: str
    reply: str
    effects: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """One moment of a scene: with choices, or an ending."""

    id: str
    text: str
    speaker: str = ""
    picture: str = ""
    artefact: Artefact | None = None
    choices: tuple[Turn, ...] = ()
    ending: str = ""
    ending_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Step):
    """A branching story."""

    intro: str
    meters: tuple[Meter, ...]
    start: str
    nodes: tuple[Node, ...]

    def node(self, node_id: str) -> Node:
        """Return one node by its id."""
        return next(each for each in self.nodes if each.id == node_id)

    def artefacts(self) -> tuple[Artefact, ...]:
        return tuple(each.artefact for each in self.nodes if each.artefact is not None)

    def pictures(self) -> tuple[str, ...]:
        return tuple(each.picture for each in self.nodes if each.picture)


def _meter(row: Reader) -> Meter:
    meter = Meter(
        row.name(),
        row.text("label"),
        row.whole("start"),
        row.whole("low", 0),
        row.whole("high", 10),
        row.word("good", ("high", "low")),
    )
    row.close()
    return meter


def _turn(row: Reader) -> Turn:
    turn = Turn(
        row.name(), row.text("label"), row.name("to"), row.text("reply"), row.numbers("effects")
    )
    row.close()
    return turn


def _node(row: Reader) -> Node:
    ends = row.has("ending")
    node = Node(
        id=row.name(),
        text=row.text("text"),
        speaker=read_cast(row, "speaker"),
        picture=row.name_or("picture"),
        artefact=read_artefact_at(row, "artefact"),
        choices=() if ends else tuple(_turn(each) for each in row.rows("choices")),
        ending=row.word("ending", ENDINGS) if ends else "",
        ending_text=row.text("ending_text") if ends else "",
    )
    row.close()
    return node


class SceneType(StepType[Scene]):
    """Playing a story."""

    kind = "scene"

    def read(self, source: Reader) -> Scene:
        step = Scene(
            **read_step_head(source, self.kind),
            intro=source.text("intro"),
            meters=tuple(_meter(row) for row in source.rows("meters")),
            start=source.name("start"),
            nodes=tuple(_node(row) for row in source.rows("nodes")),
        )
        source.close()
        return step

    def problems(self, step: Scene) -> list[Problem]:
        return scene_problems(step)
