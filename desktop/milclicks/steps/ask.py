"""Ask: items, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.core.errors import Problem
from milclicks.items.base import Item
from milclicks.items.reader import Reader
from milclicks.items.registry import item_problems, read_item
from milclicks.steps.base import Step, StepType, read_step_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Step):
    """Questions. A recall step is one too, asked before the lesson begins."""

    intro: str
    questions: tuple[Item, ...]

    def items(self) -> tuple[Item, ...]:
        return self.questions


class AskType(StepType[Ask]):
    """Asking."""

    kind = "ask"

    def read(self, source: Reader) -> Ask:
        head = read_step_head(source, self.kind)
        step = Ask(
            **head,
            intro=source.text_or("intro") if self.kind == "ask" else source.text("intro"),
            questions=tuple(read_item(row) for row in source.rows("items")),
        )
        source.close()
        return step

    def problems(self, step: Ask) -> list[Problem]:
        return [each for item in step.questions for each in item_problems(item, step.id)]
