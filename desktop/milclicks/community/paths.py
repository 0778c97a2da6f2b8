"""Paths: an order of lessons for a purpose, which a learner follows, or this place with a class.

What is done follows from the lessons themselves, so that a path can be changed or left without
losing anything. A class that works with the projector leaves no results; its teacher ticks the
meetings that were held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from milclicks.core.changes import Changes
from milclicks.packs.course import Sitting, Way
from milclicks.records.events import EventDraft
from milclicks.records.records import Records

__all__ = ["Sitting", "Walk", "Way", "choose", "follows", "read", "teach"]


def read(document: Mapping[str, Any]) -> tuple[Way, ...]:
    """The paths of a `paths` document (as Library.document gives it), each id once."""
    found: dict[str, Way] = {}
    for way in msgspec.convert(document.get("entries", []), list[Way]):
        found.setdefault(way.id, way)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Walk:
    """A path as somebody walks it: lessons done, and those that are on this computer.

    `held` names the meetings that a teacher has ticked for the class.
    """

    way: Way
    done: frozenset[str]
    here: frozenset[str]
    held: frozenset[str] = frozenset()

    @property
    def lessons(self) -> tuple[str, ...]:
        """Every lesson of the path, in order."""
        return tuple(lesson for sitting in self.way.sessions for lesson in sitting.lessons)

    @property
    def count(self) -> int:
        """How many lessons of the path are done."""
        return sum(
            self.is_done(sitting, lesson)
            for sitting in self.way.sessions
            for lesson in sitting.lessons
        )

    @property
    def next(self) -> str | None:
        """The first lesson that is not done and can be opened; None at the end of the path."""
        for sitting in self.way.sessions:
            for lesson in sitting.lessons:
                if lesson in self.here and not self.is_done(sitting, lesson):
                    return lesson
        return None

    @property
    def finished(self) -> bool:
        """Whether every lesson of the path is done."""
        return self.count == len(self.lessons)

    def is_done(self, sitting: Sitting, lesson: str) -> bool:
        """Whether a lesson was finished, or its meeting was held with the class."""
        return lesson in self.done or sitting.id in self.held

    def sitting(self, lesson: str) -> Sitting | None:
        """The meeting that a lesson belongs to."""
        return next((one for one in self.way.sessions if lesson in one.lessons), None)


def follows(records: Records, learner: str | None, known: Collection[str]) -> tuple[str, bool]:
    """The path that somebody follows and whether it is their own choice.

    A learner without a choice follows the path of this place; ("", False) is no path. A path that
    no pack has any more counts as none.
    """
    own = records.path(learner) if learner is not None else ""
    if own in known:
        return own, True
    here = records.path(None)
    return (here, False) if here in known else ("", False)


def choose(records: Records, learner: str | None, path: str) -> Changes:
    """Follow a path, or none (""), as a learner or as this place (None); the last one counts."""
    if records.path(learner) == path:
        return Changes()
    kind = "none" if learner is None else "learner"
    draft = EventDraft(
        kind="path_chosen", subject_kind=kind, subject=learner or "", data={"path": path}
    )
    records.append([draft])
    return Changes.of("paths")


def teach(records: Records, path: str, session: str, *, on: bool) -> Changes:
    """Tick a meeting as held with the class here, or take the tick back."""
    if (session in records.taught(path)) is on:
        return Changes()
    data = {"path": path, "session": session, "on": on}
    records.append([EventDraft(kind="path_taught", data=data, by="teacher")])
    return Changes.of("paths")
