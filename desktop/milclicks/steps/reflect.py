"""Reflect: a plan of the form "When ... I will ...", put together from two lists."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.errors import Problem
from milclicks.items.reader import Reader
from milclicks.steps.base import Step, StepType, few, read_step_head


@dataclass(frozen=True, slots=True)
class Situation:
    """When ..."""

    id: str
    when: str


@dataclass(frozen=True, slots=True)
class Action:
    """... I will ..."""

    id: str
    will: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflect(Step):
    """A plan to choose."""

    prompt: str
    situations: tuple[Situation, ...]
    actions: tuple[Action, ...]


def _situation(row: Reader) -> Situation:
    found = Situation(row.name(), row.text("when"))
    row.close()
    return found


def _action(row: Reader) -> Action:
    found = Action(row.name(), row.text("will"))
    row.close()
    return found


class ReflectType(StepType[Reflect]):
    """Planning."""

    kind = "reflect"

    def read(self, source: Reader) -> Reflect:
        step = Reflect(
            **read_step_head(source, self.kind),
            prompt=source.text("prompt"),
            situations=tuple(_situation(row) for row in source.rows("situations")),
            actions=tuple(_action(row) for row in source.rows("actions")),
        )
        source.close()
        return step

    def problems(self, step: Reflect) -> list[Problem]:
        return [
            *few(step.id, "situations", len(step.situations), 2),
            *few(step.id, "actions", len(step.actions), 2),
        ]
