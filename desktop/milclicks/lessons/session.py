"""A run that is saved: every verb appends its events first, then moves the run.

When a verb returns, its events are on the disk. Typed words go into the erasable notes of their
events, never into the events themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from milclicks.core.changes import Changes
from milclicks.core.clock import Clock
from milclicks.core.errors import DiskFull
from milclicks.items.base import Response
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.state import Slot
from milclicks.lessons.told import TYPED
from milclicks.lessons.views import RunSummary, StepView
from milclicks.packs.shelf import LessonRef
from milclicks.records.events import Event, EventDraft
from milclicks.records.records import Records
from milclicks.steps.lesson import Lesson
from milclicks.steps.miniweb import Miniweb


class LessonSession:
    """One person (or a guest, or a class) in one lesson. Without records it keeps nothing."""

    def __init__(
        self,
        run: LessonRun,
        ref: LessonRef,
        *,
        run_id: str,
        learner: str | None,
        records: Records | None,
        recall: tuple[Slot, ...] = (),
        clock: Clock | None = None,
    ) -> None:
        self.run = run
        self.ref = ref
        self.run_id = run_id
        self.learner = learner
        self.recall = recall
        self._records = records
        self._clock = clock
        self._since = self._now()
        self._waiting: tuple[EventDraft, ...] = ()

    @classmethod
    def begin(
        cls,
        lesson: Lesson,
        ref: LessonRef,
        *,
        run_id: str,
        learner: str | None,
        records: Records | None,
        recall: tuple[Slot, ...] = (),
        cut: int = 40,
        mode: str = "alone",
        locale: str = "en",
        clock: Clock | None = None,
    ) -> LessonSession:
        """Start a run; its seed is its id. `clock` measures the reading of mini-webs.

        On a full disk the lesson opens all the same; its beginning is kept with the first answer.
        """
        run, drafts = LessonRun.start(
            lesson, seed=run_id, cut=cut, mode=mode, locale=locale, recall=recall
        )
        session = cls(
            run, ref, run_id=run_id, learner=learner, records=records, recall=recall, clock=clock
        )
        try:
            session._keep(drafts)
        except DiskFull:
            session._waiting = tuple(drafts)
        return session

    def view(self) -> StepView:
        """Return all that a screen needs now."""
        return self.run.view()

    def summary(self) -> RunSummary:
        """Return the numbers of the run."""
        return self.run.summary()

    def choose(self, response: Response) -> Changes:
        """See LessonRun.choose; so for every verb below."""
        return self._move(self.run.choose(response))

    def draft(self, response: Response) -> Changes:
        """Keep a half-placed or half-typed answer."""
        return self._move(self.run.draft(response))

    def rate(self, level: str) -> Changes:
        """Say how sure one is; opens the feedback."""
        return self._move(self.run.rate(level))

    def check(self) -> Changes:
        """Close the answer; opens the feedback."""
        return self._move(self.run.check())

    def self_rate(self, points: Mapping[str, int]) -> Changes:
        """Rate the own text by the rubric."""
        return self._move(self.run.self_rate(points))

    def look(self, look_id: str) -> Changes:
        """Take a look of a case file."""
        return self._move(self.run.look(look_id))

    def branch(self, turn_id: str) -> Changes:
        """Choose a way in a scene."""
        return self._move(self.run.branch(turn_id))

    def open(self, page: str, way: str = "link", version: str = "") -> Changes:
        """Open a page of a mini-web."""
        return self._move(self.run.open(page, way, version, self._spent()))

    def query(self, text: str) -> Changes:
        """Search a mini-web."""
        return self._move(self.run.query(text, self._spent()))

    def go(self, typed: str) -> Changes:
        """Open a typed address, or search."""
        return self._move(self.run.go(typed, self._spent()))

    def turn(self, way: str) -> Changes:
        """Go back or forward in a mini-web."""
        return self._move(self.run.turn(way, self._spent()))

    def judge(self) -> Changes:
        """Stop reading and decide."""
        return self._move(self.run.judge(self._spent()))

    def read_on(self) -> Changes:
        """Put the judgement off and read on."""
        return self._move(self.run.read_on(self._spent()))

    def vote(self, option_id: str) -> Changes:
        """Vote without a key."""
        return self._move(self.run.vote(option_id))

    def plan(self, when: str = "", will: str = "") -> Changes:
        """Choose a situation, an action, or both."""
        return self._move(self.run.plan(when, will))

    def note(self, text: str) -> Changes:
        """Keep a free text for the step."""
        return self._move(self.run.note(text))

    def advance(self) -> Changes:
        """Go on."""
        return self._move(self.run.advance())

    def back(self) -> Changes:
        """Look at the moment before."""
        return self._move(self.run.back())

    def end(self) -> Changes:
        """End the run now."""
        return self._move(self.run.end())

    def speak(self, lesson: Lesson, recall: tuple[Slot, ...] = ()) -> None:
        """Go on in another language; answers, place and half-given answers stay."""
        self.recall = recall
        self.run = self.run.in_lesson(lesson, recall)

    def _move(self, moved: Moved) -> Changes:
        """Append, then move: a full disk leaves the run where it was."""
        run, drafts = moved
        self._keep(drafts)
        self.run = run
        if drafts:
            self._since = self._now()
        return Changes.of("progress") if drafts and self._records is not None else Changes()

    def _now(self) -> int | None:
        """The time in ms while a mini-web is read; nobody is timed anywhere else."""
        step = self.run.state.part(self.run.spot).step
        return self._clock.mono_ms() if self._clock and isinstance(step, Miniweb) else None

    def _spent(self) -> int:
        """The ms since the move before; 0 without a clock."""
        now = self._now()
        return 0 if now is None or self._since is None else max(now - self._since, 0)

    def _keep(self, drafts: Iterable[EventDraft]) -> None:
        signed = [self._signed(each) for each in drafts]
        if signed and self._records is not None:
            self._records.append([*map(self._signed, self._waiting), *signed])
            self._waiting = ()

    def _signed(self, draft: EventDraft) -> EventDraft:
        kind = "learner" if self.learner else "visitor"
        signed = replace(draft, run=self.run_id, subject_kind=kind, subject=self.learner or "")
        return replace(signed, response="", note=draft.response) if is_typed(draft) else signed


def is_typed(event: EventDraft) -> bool:
    """Say whether the response of an event is somebody's own words."""
    return bool(event.data.get(TYPED))


def told_again(records: Records, run_id: str) -> list[Event]:
    """The events of a run, own words put back from their notes, as a run reads them."""
    return [
        replace(event, response=event.note) if is_typed(event) else event
        for event in records.events(run=run_id)
    ]
