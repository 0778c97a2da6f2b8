"""The lessons of a source in one locale, as the learner meets them, and their decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milclicks.core.errors import MilClicksError
from milclicks.items.artefact import Artefact
from milclicks.items.decide import Decide
from milclicks.packs import units
from milclicks.packs.source import Source
from milclicks.steps.base import Step
from milclicks.steps.investigate import Investigate
from milclicks.steps.lesson import Lesson, parse_lesson
from milclicks.steps.miniweb import Miniweb


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with all that the learner is shown before it."""

    lesson: Lesson
    step: Step
    item: Decide

    @property
    def place(self) -> str:
        """Where it stands: `i3 exit/d1`."""
        return f"{self.lesson.id} {self.step.id}/{self.item.id}"

    @property
    def message(self) -> Artefact | None:
        """The message that is decided about; a case file shows it before its looks."""
        if self.item.stimulus is not None:
            return self.item.stimulus
        if isinstance(self.step, Investigate | Miniweb):
            return self.step.artefact
        return None

    @property
    def words(self) -> str:
        """The words of the claim and of the message, without the evidence found later."""
        shown = self.message.parts().values() if self.message is not None else ()
        return "\n".join((self.item.stem, *shown))


def lessons(source: Source, locale: str) -> dict[str, Lesson]:
    """Every lesson that has all its texts in `locale` and can be read."""
    found = {}
    for name, file in source.lessons.items():
        if not isinstance(file.tree, dict):
            continue
        words = source.words(name, file.tree, locale)
        if words is None:
            continue
        try:
            tree = units.filled(units.stripped(file.tree), words)
            found[name] = parse_lesson(tree, locale=locale)
        except MilClicksError:
            continue  # the plain check says what is wrong with it
    return found


def decisions(lesson: Lesson) -> Iterator[Decision]:
    """Every decision of a lesson, in its order."""
    for step, item in lesson.items():
        if isinstance(item, Decide):
            yield Decision(lesson, step, item)
