"""Finds the recall questions of a run in the library: the due ones, and those of a run resumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from milclicks.core.clock import Clock
from milclicks.core.errors import MilClicksError
from milclicks.lessons.practice import Met, due_slots, slot_of
from milclicks.lessons.state import Slot
from milclicks.packs.library import Library
from milclicks.packs.shelf import LessonRef
from milclicks.records.records import Records
from milclicks.steps.lesson import Lesson


def lesson_of(library: Library, ref: LessonRef, locale: str) -> Lesson:
    """Return a lesson that knows the pack it comes from."""
    return replace(library.lesson(ref, locale), pack=ref.pack, version=ref.version)


class Recalling:
    """Recall questions over one library and its records."""

    def __init__(self, library: Library, records: Records, clock: Clock) -> None:
        self._library = library
        self._records = records
        self._clock = clock

    def due(self, learner: str | None, ref: LessonRef, locale: str) -> tuple[Slot, ...]:
        """Questions of earlier lessons that are due for a learner; never for a guest."""
        met = [Met(*row) for row in self._records.due(learner)] if learner else []
        if not met:
            return ()
        refs = {card.ref.lesson: card.ref for card in self._library.lessons(locale) if card.usable}

        def lesson(name: str) -> Lesson | None:
            return lesson_of(self._library, refs[name], locale) if name in refs else None

        return due_slots(met, lesson, now=self._clock.now(), current=ref.lesson)

    def again(self, rows: Iterable[Sequence[Any]], locale: str) -> tuple[Slot, ...]:
        """The questions that a run began with: [pack, version, lesson, step, item] each."""
        found = (
            self._slot(
                LessonRef(str(pack), int(version), str(lesson)), str(step), str(item), locale
            )
            for pack, version, lesson, step, item in rows
        )
        return tuple(slot for slot in found if slot is not None)

    def spoken(self, slots: Iterable[Slot], locale: str) -> tuple[Slot, ...]:
        """The same questions in another language."""
        return self.again(([s.pack, s.version, s.lesson, s.step, s.item.id] for s in slots), locale)

    def _slot(self, ref: LessonRef, step: str, item: str, locale: str) -> Slot | None:
        try:
            return slot_of(lesson_of(self._library, ref, locale), item, step)
        except MilClicksError:
            return None
