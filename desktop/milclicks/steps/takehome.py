"""Take home: one sentence to say to an adult and one thing to try."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.items.reader import Reader
from milclicks.steps.base import Step, StepType, read_step_head


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHome(Step):
    """The end of a lesson."""

    sentence: str
    task: str


class TakeHomeType(StepType[TakeHome]):
    """Taking something home."""

    kind = "takehome"

    def read(self, source: Reader) -> TakeHome:
        step = TakeHome(
            **read_step_head(source, self.kind),
            sentence=source.text("sentence"),
            task=source.text("task"),
        )
        source.close()
        return step
