"""The run of a lesson: a frozen state machine without clock, disk or screen.

Every command returns the next run and the event drafts that made it. `replay` folds the same
events again and stands where the run stood, also in the middle of a half-placed answer. A command
that does not belong to the moment changes nothing and drafts nothing: a double tap does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milclicks.items.base import Response
from milclicks.items.open import Open, OpenType
from milclicks.items.registry import complete
from milclicks.items.wrappers import check_level
from milclicks.lessons import drafts
from milclicks.lessons.browsing import way_to
from milclicks.lessons.fold import fold
from milclicks.lessons.state import Answer, RunState, Slot, Spot, parts_of
from milclicks.lessons.summing import summary_of
from milclicks.lessons.told import Told
from milclicks.lessons.viewing import can_leave, opener, view_of
from milclicks.lessons.views import RunSummary, StepView
from milclicks.steps.discuss import Discuss
from milclicks.steps.do import Do
from milclicks.steps.investigate import Investigate
from milclicks.steps.lesson import Lesson
from milclicks.steps.miniweb import Miniweb
from milclicks.steps.miniweb_search import LONGEST_QUERY, tokens_of
from milclicks.steps.reflect import Reflect
from milclicks.steps.scene import Scene
from milclicks.steps.show import Show

if TYPE_CHECKING:
    from milclicks.records.events import EventDraft

Moved = tuple["LessonRun", tuple["EventDraft", ...]]
LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class LessonRun:
    """A run at one moment. `shown` is the place in the trail that is looked at: now, or earlier."""

    state: RunState
    shown: int

    @classmethod
    def start(
        cls,
        lesson: Lesson,
        *,
        seed: str,
        cut: int = 40,
        mode: str = "alone",
        locale: str = "en",
        recall: Sequence[Slot] = (),
    ) -> Moved:
        """Begin a lesson. `recall`: due questions of earlier lessons, instead of the lesson's."""
        state = RunState(lesson, parts_of(lesson, cut, recall), seed, cut, mode, locale)
        begun = drafts.run_started(state, recall)
        run, entered = cls(state, 0)._said(drafts.step_entered(state, cls._first(state, 0)))
        return run, (begun, *entered)

    @classmethod
    def replay(
        cls, lesson: Lesson, events: Iterable[Told], recall: Sequence[Slot] = ()
    ) -> LessonRun:
        """Fold the events of one run; the first must be its `run_started`."""
        told = iter(events)
        begun = next(told)
        if begun.kind != "run_started":
            raise ValueError("the events of a run begin with run_started")
        data = begun.data
        cut = int(data.get("cut", 40))
        state = RunState(
            lesson,
            parts_of(lesson, cut, recall),
            str(data.get("seed", "")),
            cut,
            str(data.get("mode", "alone")),
            str(data.get("locale", "en")),
        )
        for event in told:
            state = fold(state, event)
        if not state.trail:
            state = replace(state, trail=(cls._first(state, 0),))
        return cls(state, len(state.trail) - 1)

    def in_lesson(self, lesson: Lesson, recall: Sequence[Slot] = ()) -> LessonRun:
        """Return the same run over the same lesson in another language, every answer kept."""
        parts = parts_of(lesson, self.state.cut, recall)
        return replace(self, state=replace(self.state, lesson=lesson, parts=parts))

    @property
    def spot(self) -> Spot:
        """The moment that is looked at."""
        return self.state.trail[self.shown]

    @property
    def looking_back(self) -> bool:
        """Say whether an earlier moment is looked at."""
        return self.shown < len(self.state.trail) - 1

    @property
    def ended(self) -> bool:
        """Say whether the run is over, finished or left."""
        return self.state.ended

    def view(self) -> StepView:
        """Return all that a screen needs for the moment that is looked at."""
        return view_of(self.state, self.spot, shown=self.shown)

    def summary(self) -> RunSummary:
        """Return the numbers of the run as it stands."""
        return summary_of(self.state)

    # Answers

    def choose(self, response: Response) -> Moved:
        """Answer the question; the last answer counts until the feedback opens."""
        slot, answer = self._open_question()
        if slot is None or not complete(slot.item, response):
            return self.draft(response)
        if response == answer.response and not answer.drafted:
            return self, ()
        return self._said(drafts.answered(slot, response, answer.attempts + 1))

    def draft(self, response: Response) -> Moved:
        """Keep a half-placed or half-typed answer."""
        slot, answer = self._open_question()
        if slot is None or response == answer.response:
            return self, ()
        return self._said(drafts.drafted(slot, response))

    def rate(self, level: str) -> Moved:
        """Say how sure one is: hunch, fairly or very. This opens the feedback."""
        check_level(level)
        slot, answer = self._open_question()
        if slot is None or opener(slot.item) != "confidence" or not self._given(slot, answer):
            return self, ()
        before = self._settled(slot, answer)
        attempt = answer.attempts + len(before)
        return self._said(*before, drafts.rated(slot, level, attempt))

    def check(self) -> Moved:
        """Close an answer that no confidence tap closes. This opens the feedback.

        When a teacher presents, it reveals the key of any question, answered or not.
        """
        slot, answer = self._open_question()
        if slot is None:
            return self, ()
        if self.state.presented:
            return self._said(drafts.checked(slot, answer.attempts))
        if opener(slot.item) != "check" or not self._given(slot, answer):
            return self, ()
        before = self._settled(slot, answer)
        return self._said(*before, drafts.checked(slot, answer.attempts + len(before)))

    def self_rate(self, points: Mapping[str, int]) -> Moved:
        """Rate the own text by the rubric, once the model is shown; the last rating counts."""
        slot = None if self._only_shows() else self.state.slot(self.spot)
        if slot is None or not isinstance(slot.item, Open):
            return self, ()
        answer = self.state.answer(slot)
        graded = OpenType().rated(slot.item, points)
        if not answer.opened or tuple(sorted(points.items())) == answer.points:
            return self, ()
        return self._said(drafts.self_rated(slot, graded, points, answer.attempts))

    def _given(self, slot: Slot, answer: Answer) -> bool:
        return answer.response is not None and complete(slot.item, answer.response)

    def _settled(self, slot: Slot, answer: Answer) -> tuple[EventDraft, ...]:
        """The answer that a complete draft becomes when its feedback opens."""
        if not answer.drafted or answer.response is None:
            return ()
        return (drafts.answered(slot, answer.response, answer.attempts + 1),)

    def _open_question(self) -> tuple[Slot | None, Answer]:
        """The question of this moment while it can still be answered."""
        slot = None if self._only_shows() else self.state.slot(self.spot)
        if slot is None:
            return None, Answer()
        answer = self.state.answer(slot)
        return (None if answer.opened else slot), answer

    # Stories, case files, votes, plans

    def branch(self, turn_id: str) -> Moved:
        """Choose a way in a scene."""
        step = self._step_now()
        if not isinstance(step, Scene):
            return self, ()
        node = self.state.scene_node(step)
        turn = next((each for each in node.choices if each.id == turn_id), None)
        if turn is None:
            return self, ()
        return self._said(drafts.branched(self.state, step, node.id, turn))

    def look(self, look_id: str) -> Moved:
        """Take a look of a case file, if the budget reaches and nothing is decided yet."""
        step = self._step_now()
        if not isinstance(step, Investigate) or self._open_question()[0] is None:
            return self, ()
        look = step.find(look_id)
        taken = self.state.looks.get(step.id, ())
        if look is None or look.id in taken or look.cost > self.state.budget_left(step):
            return self, ()
        return self._said(drafts.looked(self.state, step, look))

    def vote(self, option_id: str) -> Moved:
        """Vote for an option: first at the look, then again after the talk."""
        step = self._step_now()
        round_ = {"look": 1, "revote": 2}.get(self.spot.stage)
        if not isinstance(step, Show) or round_ is None:
            return self, ()
        known = any(option.id == option_id for option in step.vote)
        if not known or self.state.votes.get(step.id, ())[round_ - 1 :] == (option_id,):
            return self, ()
        return self._said(drafts.voted(self.state, step, option_id, round_))

    def plan(self, when: str = "", will: str = "") -> Moved:
        """Choose a situation, an action, or both; what is left out stays as it is."""
        step = self._step_now()
        if not isinstance(step, Reflect):
            return self, ()
        before = self.state.plans.get(step.id, ("", ""))
        plan = (when or before[0], will or before[1])
        known = {s.id for s in step.situations} | {a.id for a in step.actions} | {""}
        if plan == before or not set(plan) <= known:
            return self, ()
        return self._said(drafts.planned(self.state, step, *plan))

    def note(self, text: str) -> Moved:
        """Keep a free text for a step of talking, doing or planning; the last one counts."""
        step = self._step_now()
        bare = text.strip()[:LONGEST_NOTE]
        if not isinstance(step, Discuss | Do | Reflect) or self.state.notes.get(step.id) == bare:
            return self, ()
        return self._said(drafts.noted(self.state, step, bare))

    # Mini-webs; `ms` is the time since the move before

    def open(self, page: str, way: str = "link", version: str = "", ms: int = 0) -> Moved:
        """Open a page: by link, result, address, about, match, version or home; by `picture` see
        where else its picture stands."""
        step = self._reading()
        if step is None or not way_to(step, self.state.web(step), page, way, version):
            return self, ()
        kept = version if way == "version" else ""
        return self._said(drafts.opened(self.state, step, page, way, version=kept, ms=ms))

    def query(self, text: str, ms: int = 0) -> Moved:
        """Search for typed words."""
        step, words = self._reading(), text.strip()[:LONGEST_QUERY]
        if step is None or not tokens_of(words) or words == self.state.web(step).place.query:
            return self, ()
        return self._said(drafts.queried(self.state, step, words, ms=ms))

    def go(self, typed: str, ms: int = 0) -> Moved:
        """Open the page at a typed address; anything else is searched for."""
        step = self._reading()
        page = None if step is None else step.at(typed)
        return self.query(typed, ms) if page is None else self.open(page.id, "address", ms=ms)

    def turn(self, way: str, ms: int = 0) -> Moved:
        """Go back or forward in the history of the mini-web."""
        step = self._reading()
        if step is None:
            return self, ()
        web = self.state.web(step)
        at = web.at + {"back": -1, "forward": 1}[way]
        if not 0 <= at < len(web.history):
            return self, ()
        place = web.history[at]
        return self._said(
            drafts.opened(self.state, step, place.page, way, version=place.version, ms=ms)
        )

    def judge(self, ms: int = 0) -> Moved:
        """Stop reading and decide."""
        step = self._reading()
        return (self, ()) if step is None else self._said(self._judged(step, True, ms))

    def read_on(self, ms: int = 0) -> Moved:
        """Put the judgement off and read on; a half-given answer stays."""
        step = self._step_now()
        if not isinstance(step, Miniweb) or self._open_question()[0] is None:
            return self, ()
        if not self.state.web(step).judging:
            return self, ()
        return self._said(self._judged(step, False, ms))

    def _judged(self, step: Miniweb, on: bool, ms: int) -> EventDraft:
        return drafts.judged(self.state, step, on=on, ms=ms)

    def _reading(self) -> Miniweb | None:
        """The mini-web of this moment while somebody reads in it."""
        step = self._step_now()
        if not isinstance(step, Miniweb) or self._open_question()[0] is None:
            return None
        return None if self.state.web(step).judging else step

    # Moving

    def advance(self) -> Moved:
        """Go on: forward through what was, or to the next moment, or to the end."""
        if self.looking_back:
            return replace(self, shown=self.shown + 1), ()
        if self.state.ended or not can_leave(self.state, self.spot):
            return self, ()
        following = self._next()
        if following is None:
            return self._over(finished=True)
        return self._said(drafts.step_entered(self.state, following))

    def back(self) -> Moved:
        """Look at the moment before; nothing can be changed there."""
        return replace(self, shown=max(self.shown - 1, 0)), ()

    def end(self) -> Moved:
        """End the run now, wherever it stands."""
        return (self, ()) if self.state.ended else self._over(finished=False)

    def _over(self, *, finished: bool) -> Moved:
        return self._said(drafts.ended(self.state, self.summary(), finished=finished))

    def _next(self) -> Spot | None:
        spot = self.spot
        part = self.state.part(spot)
        stages = self.state.stages(part.step)
        if spot.stage in stages[:-1]:
            return spot._replace(stage=stages[stages.index(spot.stage) + 1])
        if spot.item + 1 < len(part.slots):
            return spot._replace(item=spot.item + 1)
        onward = spot.step + 1
        return self._first(self.state, onward) if onward < len(self.state.parts) else None

    @staticmethod
    def _first(state: RunState, index: int) -> Spot:
        return Spot(index, 0, state.stages(state.parts[index].step)[0])

    def _step_now(self) -> object:
        return None if self._only_shows() else self.state.part(self.spot).step

    def _only_shows(self) -> bool:
        return self.looking_back or self.state.ended

    def _said(self, *told: EventDraft) -> Moved:
        """Fold drafts into the run; the newest moment is looked at."""
        state = self.state
        for each in told:
            state = fold(state, each)
        return LessonRun(state, len(state.trail) - 1), told
