"""What is known of a run at one moment. It is made by `fold` alone, from events.

The state keeps ids and values, never texts or grades: those follow from the lesson in whatever
language it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from milclicks.items.base import Grade, Item, Response
from milclicks.items.open import Open, OpenType
from milclicks.items.registry import grade
from milclicks.lessons.browsing import WebState, opening
from milclicks.steps.ask import Ask
from milclicks.steps.base import Step
from milclicks.steps.investigate import Investigate
from milclicks.steps.lesson import Lesson
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.scene import Node, Scene, Turn
from milclicks.steps.show import Show


class Spot(NamedTuple):
    """A moment of a run: the step, the question in it, and the stage of a vote."""

    step: int
    item: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A question with where it comes from; a recall question may come from an earlier lesson."""

    item: Item
    lesson: str
    step: str
    pack: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        """The one name of the question within a run."""
        return f"{self.lesson}/{self.step}/{self.item.id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A step of this run with its questions."""

    step: Step
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one question: the last response, how sure, and whether the feedback is open.

    `drafted`: the response is half placed or not yet given. `points` are those of an open answer.
    """

    response: Response | None = None
    attempts: int = 0
    drafted: bool = False
    level: str | None = None
    opened: bool = False
    points: tuple[tuple[str, int], ...] = ()


NOTHING = Answer()


@dataclass(frozen=True, slots=True)
class RunState:
    """A run at one moment. `trail` holds every moment so far; the last one is now."""

    lesson: Lesson
    parts: tuple[Part, ...]
    seed: str
    cut: int
    mode: str
    locale: str
    trail: tuple[Spot, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    looks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    votes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    webs: Mapping[str, WebState] = field(default_factory=dict)
    ended: bool = False
    finished: bool = False

    @property
    def presented(self) -> bool:
        """Say whether a teacher shows the lesson: everything opens, nobody answers."""
        return self.mode == "present"

    def part(self, spot: Spot) -> Part:
        """The step of a moment."""
        return self.parts[spot.step]

    def slot(self, spot: Spot) -> Slot | None:
        """The question of a moment, or None."""
        slots = self.part(spot).slots
        return slots[spot.item] if spot.item < len(slots) else None

    def answer(self, slot: Slot) -> Answer:
        """What is known of a question."""
        return self.answers.get(slot.key, NOTHING)

    def find(self, lesson: str, step: str, item: str) -> Slot | None:
        """The question of an event, or None when this lesson has no such question."""
        key = f"{lesson}/{step}/{item}"
        return next((slot for slot in self.slots() if slot.key == key), None)

    def slots(self) -> Iterator[Slot]:
        """Every question of the run, in order."""
        return (slot for part in self.parts for slot in part.slots)

    def scene_path(self, scene: Scene) -> tuple[tuple[Node, Turn], ...]:
        """The choices made in a scene, each with the node where it was made."""
        node, found = scene.node(scene.start), []
        for turn_id in self.paths.get(scene.id, ()):
            turn = next(each for each in node.choices if each.id == turn_id)
            found.append((node, turn))
            node = scene.node(turn.to)
        return tuple(found)

    def scene_node(self, scene: Scene) -> Node:
        """Where a scene stands now."""
        path = self.scene_path(scene)
        return scene.node(path[-1][1].to if path else scene.start)

    def budget_left(self, step: Investigate) -> int:
        """What the looks taken so far have left of the budget."""
        taken = self.looks.get(step.id, ())
        return step.budget - sum(look.cost for look in step.looks if look.id in taken)

    def web(self, step: Miniweb) -> WebState:
        """Where somebody stands in a mini-web."""
        return self.webs.get(step.id) or opening(step)

    def stages(self, step: Step) -> tuple[str, ...]:
        """The stages that a step goes through in this run."""
        if not isinstance(step, Show):
            return ("",)
        voting = ("talk", "revote") if self.votes.get(step.id) else ()
        return ("look", *voting, *(("reveal",) if step.reveal else ()))


def grade_now(slot: Slot, answer: Answer) -> Grade | None:
    """The grade of a question as it stands; None without a response."""
    if answer.response is None:
        return None
    if answer.points and isinstance(slot.item, Open):
        return OpenType().rated(slot.item, dict(answer.points))
    return grade(slot.item, answer.response)


def parts_of(lesson: Lesson, cut: int, recall: Sequence[Slot] = ()) -> tuple[Part, ...]:
    """Choose the steps of a cut; due questions of earlier lessons replace the recall items."""
    return tuple(_part(lesson, step, recall) for step in lesson.steps_for(cut))


def _part(lesson: Lesson, step: Step, recall: Sequence[Slot]) -> Part:
    if step.kind == "recall" and isinstance(step, Ask) and recall:
        step = replace(step, questions=tuple(slot.item for slot in recall))
        return Part(step, tuple(recall))
    own = (Slot(item, lesson.id, step.id, lesson.pack, lesson.version) for item in step.items())
    return Part(step, tuple(own))
