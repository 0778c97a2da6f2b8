"""Investigate: a case file. Each look costs, the budget does not reach for all, then decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact
from milclicks.items.artefact_read import read_artefact, read_artefact_at
from milclicks.items.base import Item
from milclicks.items.decide import Decide, DecideType
from milclicks.items.measure import Measure, read_measure
from milclicks.items.options import repeated
from milclicks.items.reader import Reader, flaw
from milclicks.items.registry import item_problems
from milclicks.steps.base import Step, StepType, few, read_step_head

FINGERS: Final = ("feel", "source", "others", "context", "certainty")
LEAST_LOOKS: Final = 5


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: what it costs and what it shows."""

    id: str
    label: str
    cost: int
    finding: str
    finger: str = ""
    artefact: Artefact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigate(Step):
    """A case file with a decision at its end."""

    intro: str
    artefact: Artefact
    budget: int
    unit: Measure
    looks: tuple[Look, ...]
    decide: Decide
    debrief: str

    def items(self) -> tuple[Item, ...]:
        return (self.decide,)

    def artefacts(self) -> tuple[Artefact, ...]:
        return (self.artefact, *(x.artefact for x in self.looks if x.artefact is not None))

    def find(self, look_id: str) -> Look | None:
        """Return one look by its id, or None."""
        return next((each for each in self.looks if each.id == look_id), None)


def _look(row: Reader) -> Look:
    look = Look(
        id=row.name(),
        label=row.text("label"),
        cost=row.whole("cost"),
        finding=row.text("finding"),
        finger=row.word("finger", FINGERS, ""),
        artefact=read_artefact_at(row, "artefact"),
    )
    row.close()
    return look


def _needed(source: Reader, key: str) -> Reader:
    """Read a nested mapping that must be there; an empty one stands in for a missing one."""
    inner = source.child(key)
    if inner is None:
        source.text(key)
        return Reader({}, f"{source.place}/{key}", [], source.locale)
    return inner


class InvestigateType(StepType[Investigate]):
    """Looking for evidence."""

    kind = "investigate"

    def read(self, source: Reader) -> Investigate:
        step = Investigate(
            **read_step_head(source, self.kind),
            intro=source.text("intro"),
            artefact=read_artefact(_needed(source, "artefact")),
            budget=source.whole("budget"),
            unit=read_measure(source),
            looks=tuple(_look(row) for row in source.rows("looks")),
            decide=DecideType().read(_needed(source, "decide")),
            debrief=source.text("debrief"),
        )
        source.close()
        return step

    def problems(self, step: Investigate) -> list[Problem]:
        return [
            *few(step.id, "looks", len(step.looks), LEAST_LOOKS),
            *repeated(step.id, [look.id for look in step.looks]),
            *self._budget_problems(step),
            *item_problems(step.decide, step.id),
        ]

    def _budget_problems(self, step: Investigate) -> list[Problem]:
        costs = [look.cost for look in step.looks]
        found = []
        if sum(costs) <= step.budget:
            found.append(
                flaw(
                    "investigate.rich",
                    step.id,
                    N_("The budget reaches for every look, so nothing has to be chosen."),
                    N_("Lower the budget, or let looks cost more."),
                )
            )
        if costs and (min(costs) < 1 or max(costs) > step.budget):
            found.append(
                flaw(
                    "investigate.cost",
                    step.id,
                    N_("A look costs nothing, or more than the whole budget."),
                    N_("Let every look cost at least 1 and at most the budget."),
                )
            )
        return found
