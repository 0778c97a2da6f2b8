"""The step kinds, in one explicit dictionary. A new kind is one module and one line here."""

from __future__ import annotations

from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.items.reader import Reader
from milclicks.steps.ask import AskType
from milclicks.steps.base import Step, StepType, minutes_fit
from milclicks.steps.discuss import DiscussType
from milclicks.steps.do import DoType
from milclicks.steps.investigate import InvestigateType
from milclicks.steps.miniweb import MiniwebType
from milclicks.steps.read import ReadType
from milclicks.steps.recall import RecallType
from milclicks.steps.reflect import ReflectType
from milclicks.steps.scene import SceneType
from milclicks.steps.show import ShowType
from milclicks.steps.takehome import TakeHomeType

KINDS: Final[dict[str, StepType[Any]]] = {
    "recall": RecallType(),
    "read": ReadType(),
    "show": ShowType(),
    "ask": AskType(),
    "scene": SceneType(),
    "investigate": InvestigateType(),
    "miniweb": MiniwebType(),
    "discuss": DiscussType(),
    "do": DoType(),
    "reflect": ReflectType(),
    "takehome": TakeHomeType(),
}


def read_step(source: Reader) -> Step:
    """Read a step of any kind; mistakes go to the reader."""
    step: Step = KINDS[source.word("kind", tuple(KINDS))].read(source)
    return step


def step_problems(step: Step) -> list[Problem]:
    """Return what an author did wrong in a step."""
    return [*minutes_fit(step.id, step.minutes), *KINDS[step.kind].problems(step)]
