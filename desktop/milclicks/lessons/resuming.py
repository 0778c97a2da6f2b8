"""Finds the lesson that somebody left open and builds its very moment again."""

from __future__ import annotations

from milclicks.core.clock import Clock
from milclicks.core.errors import MilClicksError
from milclicks.lessons.recalling import Recalling, lesson_of
from milclicks.lessons.run import LessonRun
from milclicks.lessons.session import LessonSession, told_again
from milclicks.packs.library import Library
from milclicks.packs.shelf import LessonRef
from milclicks.records.records import Records


def resumed(
    library: Library,
    records: Records,
    recalling: Recalling,
    clock: Clock,
    learner: str | None,
    locale: str | None = None,
) -> LessonSession | None:
    """The lesson that was left open, in `locale` or the run's own; None when there is none.

    A run whose pack is away for now stays open and waits.
    """
    run_id = records.open_run(learner)
    events = told_again(records, run_id) if run_id else []
    if not run_id or not events or events[0].ref is None:
        return None
    begun, at = events[0].data, events[0].ref
    ref = LessonRef(at.pack, at.version, at.lesson)
    spoken = locale or str(begun.get("locale", "en"))
    try:
        lesson = lesson_of(library, ref, spoken)
    except MilClicksError:
        return None
    recall = recalling.again(begun.get("recall", ()), spoken)
    run = LessonRun.replay(lesson, events, recall)
    return LessonSession(
        run, ref, run_id=run_id, learner=learner, records=records, recall=recall, clock=clock
    )
