"""Whether the truth of every message is decided by something that the learner can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milclicks.core.errors import Problem
from milclicks.items.artefact import part_name
from milclicks.packs.strict.report import finding
from milclicks.packs.strict.spoken import Decision, decisions
from milclicks.steps.investigate import Investigate
from milclicks.steps.lesson import Lesson
from milclicks.steps.miniweb import Miniweb


def check_proof(lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    """Every decision names its evidence, and the evidence is there."""
    for lesson in lessons.values():
        for one in decisions(lesson):
            if not one.item.proof:
                yield finding("strict.proof_none", one.place, item=one.item.id)
            for part in one.item.proof:
                if not _seen(one, part):
                    yield finding("strict.proof", one.place, item=one.item.id, part=part)


def _seen(decision: Decision, part: str) -> bool:
    step = decision.step
    if isinstance(step, Investigate) and step.find(part) is not None:
        return True
    if isinstance(step, Miniweb) and any(page.id == part for page in step.pages):
        return True
    return decision.message is not None and part_name(decision.message, part) is not None
