"""Laws of runs: a replay stands where the run stood, and every way leads to the end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.lessons.run import LessonRun
from milclicks.lessons.state import Slot
from milclicks.records.events import EventDraft
from milclicks.steps.lesson import Lesson, parse_lesson
from tests.support.lessons import fixture_lesson, lesson_tree
from tests.support.play import Moment, random_play

seeds = st.integers(0, 2**31)
cuts = st.sampled_from([20, 40, 60])


def today(run: LessonRun) -> LessonRun:
    """The run, looked at where it stands now: looking back is not remembered."""
    return replace(run, shown=len(run.state.trail) - 1)


def log_of(moments: list[Moment]) -> list[EventDraft]:
    return [draft for moment in moments for draft in moment.drafts]


def due() -> tuple[Slot, ...]:
    lesson = fixture_lesson()
    return tuple(
        Slot(item, "older", "quiz", "mil.old", 1)
        for _, item in lesson.items()
        if item.id in ("c1", "t1", "nf1")
    )


@given(seeds, cuts, st.booleans())
@settings(max_examples=25)
def test_replay_stands_where_the_run_stood_after_every_command(
    seed: int, cut: int, spaced: bool
) -> None:
    lesson, recall = fixture_lesson(), due() if spaced else ()
    log: list[EventDraft] = []
    for count, moment in enumerate(random_play(lesson, seed, cut=cut, recall=recall)):
        log += moment.drafts
        if count % 7 == 0 or moment.run.ended:
            again = LessonRun.replay(lesson, log, recall)
            assert again == today(moment.run)
            assert again.view() == today(moment.run).view()
            assert again.summary() == moment.run.summary()


@given(seeds)
@settings(max_examples=8)
def test_every_prefix_of_events_is_a_run_one_can_go_on_with(seed: int) -> None:
    lesson = fixture_lesson()
    log = log_of(random_play(lesson, seed))
    state = LessonRun.replay(lesson, log[:1])
    for count in range(1, len(log) + 1):
        state = LessonRun.replay(lesson, log[:count])
        assert state.view().step in lesson.steps
    assert state.ended and state.state.finished


@given(seeds, cuts, st.sampled_from(["alone", "present", "three"]))
@settings(max_examples=25)
def test_every_way_leads_to_the_end(seed: int, cut: int, mode: str) -> None:
    moments = random_play(fixture_lesson(), seed, cut=cut, mode=mode)
    last = moments[-1].run
    assert last.ended and last.view().share == 1000
    summary = last.summary()
    assert 0 <= summary.kept <= summary.kept_of
    assert 0 <= summary.caught <= summary.caught_of
    assert 0 <= summary.right <= summary.total
    assert log_of(moments)[-1].kind == "run_ended"


@given(seeds)
@settings(max_examples=15)
def test_a_command_without_events_changes_nothing(seed: int) -> None:
    moments = random_play(fixture_lesson(), seed, cut=40)
    for before, after in pairwise(moments):
        if not after.drafts:
            assert today(after.run) == today(before.run)
        else:
            assert after.run.state != before.run.state
            assert not before.run.looking_back


@given(seeds)
@settings(max_examples=15)
def test_answers_are_counted_up_and_nothing_changes_once_open(seed: int) -> None:
    log = log_of(random_play(fixture_lesson(), seed))
    attempts: dict[str, int] = {}
    opened: set[str] = set()
    for draft in log:
        name = f"{draft.ref.step}/{draft.ref.item}" if draft.ref else ""
        if draft.kind == "answered":
            assert name not in opened
            assert draft.attempt == attempts.get(name, 0) + 1
            attempts[name] = draft.attempt
        if draft.kind in ("rated", "checked"):
            assert name not in opened
            assert draft.attempt == attempts[name]
            opened.add(name)


def translated() -> Lesson:
    """The same lesson with other words."""

    def walk(node: object, key: str = "") -> object:
        if isinstance(node, dict):
            return {k: walk(v, k) for k, v in node.items()}
        if isinstance(node, list):
            return [walk(v, key) for v in node]
        if isinstance(node, str) and key in ("stem", "title", "feedback", "label", "body"):
            return f"« {node} »"
        return node

    return parse_lesson(walk(lesson_tree()), pack="mil.test", version=1)


OTHER = translated()


@given(seeds, st.integers(0, 400))
@settings(max_examples=15)
def test_a_language_can_change_at_any_moment(seed: int, when: int) -> None:
    moments = random_play(fixture_lesson(), seed)
    moment = moments[when % len(moments)]
    log = log_of(moments[: when % len(moments) + 1])
    spoken = today(moment.run).in_lesson(OTHER)
    assert spoken == LessonRun.replay(OTHER, log)
    assert spoken.in_lesson(fixture_lesson()) == today(moment.run)
    assert spoken.summary() == replace(
        moment.run.summary(), plan=spoken.summary().plan, sentence=spoken.summary().sentence
    )
