"""Plays a lesson at random, as a learner who changes their mind, goes back and taps twice."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from milclicks.items.base import Item, Response
from milclicks.items.cloze import Cloze
from milclicks.items.hotspot import ELSEWHERE, Hotspot
from milclicks.items.number import Number
from milclicks.items.open import Open
from milclicks.items.registry import type_of
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.state import Slot
from milclicks.lessons.views import ItemView, StepView
from milclicks.records.events import EventDraft
from milclicks.steps.lesson import Lesson

LEVELS = ("hunch", "fairly", "very")
WORDS = ("upper", "lower", "٢٧", "the upper pier", "I do not know", "Уторак")


@dataclass(frozen=True, slots=True)
class Moment:
    """A run after a command, and what the command drafted."""

    run: LessonRun
    drafts: tuple[EventDraft, ...]


def any_response(item: Item, rng: Random, *, whole: bool = False) -> Response:
    """A response that a widget could send; `whole` = nothing is left to place."""
    value = _scale(rng) if item.survey and item.kind != "number" else _value(item, rng, whole)
    response: Response = type_of(item).response(item, value)
    return response


def _scale(rng: Random) -> str:
    return rng.choice("12345")


def _value(item: Item, rng: Random, whole: bool) -> object:
    rows = [row.id for row in type_of(item).rows(item)]
    if item.kind in ("choice", "truefalse", "decide"):
        return rng.choice(rows)
    if item.kind == "multiple":
        return rng.sample(rows, rng.randint(1 if whole else 0, len(rows)))
    if item.kind == "order":
        return rng.sample(rows, len(rows) if whole else rng.randint(0, len(rows)))
    if item.kind == "match":
        partners = [row.id for row in type_of(item).partners(item)]
        lefts = rows if whole else rng.sample(rows, rng.randint(0, len(rows)))
        return dict(zip(lefts, rng.sample(partners, len(lefts)), strict=True))
    if item.kind == "categorise":
        bins = [row.id for row in type_of(item).partners(item)]
        things = rows if whole else rng.sample(rows, rng.randint(0, len(rows)))
        return {thing: rng.choice(bins) for thing in things}
    if isinstance(item, Cloze):
        return _cloze(item, rng, whole)
    if isinstance(item, Number):
        steps = int((item.high - item.low) / item.by)
        return str(item.low + item.by * rng.randint(0, steps))
    if isinstance(item, Hotspot):
        count = item.pick if whole else rng.randint(0, item.pick)
        return rng.sample([*rows, ELSEWHERE], count)
    return rng.choice(WORDS)


def _cloze(item: Cloze, rng: Random, whole: bool) -> object:
    ids = [option.id for option in item.options]
    if item.mode == "mark":
        return rng.sample(ids, rng.randint(1 if whole else 0, len(ids)))
    gaps = list(item.gaps) if whole else rng.sample(item.gaps, rng.randint(0, len(item.gaps)))
    if item.mode == "bank":
        return dict(zip(gaps, rng.sample(ids, len(gaps)), strict=True))
    if item.mode == "select":
        return {gap: rng.choice(item.choices(gap)).id for gap in gaps}
    return {gap: rng.choice(WORDS) for gap in gaps}


def one_command(run: LessonRun, rng: Random) -> Moved:
    """Do one thing at random: mostly something that fits, sometimes something that does not."""
    view = run.view()
    roll = rng.random()
    if roll < 0.05:
        return run.back()
    if roll < 0.10:
        return _stray(run, rng)
    moves = [move for move in _moves(run, view, rng) if move[1] or move[0].shown != run.shown]
    return rng.choice(moves) if moves else run.advance()


def _stray(run: LessonRun, rng: Random) -> Moved:
    """A tap that may not belong here."""
    return rng.choice(
        [
            lambda: run.look("pier"),
            lambda: run.branch("nowhere"),
            lambda: run.vote("nobody"),
            lambda: run.plan("s1", "nothing"),
            run.check,
            lambda: run.rate("hunch"),
        ]
    )()


def _moves(run: LessonRun, view: StepView, rng: Random) -> list[Moved]:
    moves = [run.advance()]
    question = view.item or (view.investigate.decide if view.investigate else None)
    if question is not None and not question.locked:
        moves += _answers(run, question, rng)
    if question is not None and isinstance(question.item, Open) and question.phase == "feedback":
        rubric = question.item.rubric
        moves.append(run.self_rate({line.id: rng.randint(0, line.points) for line in rubric}))
    if view.investigate:
        moves += [run.look(each.look.id) for each in view.investigate.looks if each.affordable]
    if view.scene:
        moves += [run.branch(turn.id) for turn in view.scene.choices]
    if view.show:
        moves += [run.vote(option.id) for option in view.show.step.vote]
    if view.reflect:
        plan = view.reflect.step
        when, will = rng.choice(plan.situations).id, rng.choice(plan.actions).id
        moves += [run.plan(when), run.plan("", will), run.plan(when, will)]
    if view.step.kind in ("discuss", "do"):
        moves.append(run.note(rng.choice(WORDS)))
    return moves


def _answers(run: LessonRun, question: ItemView, rng: Random) -> list[Moved]:
    item = question.item
    return [
        run.choose(any_response(item, rng, whole=True)),
        run.draft(any_response(item, rng)),
        run.rate(rng.choice(LEVELS)),
        run.check(),
    ]


def random_play(
    lesson: Lesson,
    seed: int,
    *,
    cut: int = 60,
    mode: str = "alone",
    recall: tuple[Slot, ...] = (),
    most: int = 3_000,
) -> list[Moment]:
    """Play to the end; the first moment is the start."""
    rng = Random(seed)
    moment = Moment(
        *LessonRun.start(lesson, seed=str(seed), cut=cut, mode=mode, locale="en", recall=recall)
    )
    moments = [moment]
    while not moment.run.ended and len(moments) < most:
        moment = Moment(*one_command(moment.run, rng))
        moments.append(moment)
    return moments


def straight_play(lesson: Lesson, *, cut: int = 60, mode: str = "alone") -> list[Moment]:
    """Play to the end with every answer right and nothing done twice."""
    moments = [Moment(*LessonRun.start(lesson, seed="straight", cut=cut, mode=mode, locale="en"))]

    def do(moved: Moved) -> LessonRun:
        moments.append(Moment(*moved))
        return moved[0]

    run = moments[0].run
    while not run.ended:
        run = _one_step_right(run, do)
    return moments


def _one_step_right(run: LessonRun, do: object) -> LessonRun:
    assert callable(do)
    view = run.view()
    question = view.item or (view.investigate.decide if view.investigate else None)
    if view.investigate and question and not question.locked:
        run = do(run.look(view.investigate.looks[0].look.id))
    if question is not None and not question.locked:
        kind = type_of(question.item)
        right = kind.right_response(question.item) or kind.response(question.item, "3")
        if question.composite:
            run = do(run.draft(any_response(question.item, Random(1))))
        run = do(run.choose(right))
        run = do(run.rate("very") if question.opener == "confidence" else run.check())
    if view.scene and not view.scene.ended:
        return do(run.branch(view.scene.choices[0].id))  # type: ignore[no-any-return]
    if view.show and view.show.stage in ("look", "revote"):
        run = do(run.vote(view.show.step.vote[0].id))
    if view.reflect:
        plan = view.reflect.step
        run = do(run.plan(plan.situations[0].id, plan.actions[0].id))
    return do(run.advance())  # type: ignore[no-any-return]
