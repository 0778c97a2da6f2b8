"""Recall: three questions from what was learnt before.

The items written here are used when no earlier lesson is due; otherwise the run brings its own.
"""

from __future__ import annotations

from milclicks.core.errors import N_, Problem
from milclicks.items.reader import flaw
from milclicks.steps.ask import Ask, AskType

COUNT = 3


class RecallType(AskType):
    """Remembering."""

    kind = "recall"

    def problems(self, step: Ask) -> list[Problem]:
        found = super().problems(step)
        if len(step.questions) != COUNT:
            found.append(
                flaw(
                    "recall.count",
                    step.id,
                    N_("A recall step needs exactly three questions."),
                    N_("Write three short ones."),
                )
            )
        return found
