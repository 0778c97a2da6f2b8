"""Plays a lesson at random, as a learner who changes their mind, goes back and taps twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from milclicks.items.base import Item, Response
from milclicks.items.cloze import Cloze
from milclicks.items.hotspot import ELSEWHERE, Hotspot
from milclicks.items.number import Number
from milclicks.items.open import Open
from milclicks.items.registry import type_of
from milclicks.lessons.browsing import WAYS
from milclicks.lessons.run import LessonRun, Moved
from milclicks.lessons.state import Slot
from milclicks.lessons.views import ItemView, MiniwebView, StepView
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
    question = view.question
    if question is not None and not question.locked:
        moves += _answers(run, question, rng)
    if question is not None and isinstance(question.item, Open) and question.phase == "feedback":
        rubric = question.item.rubric
        moves.append(run.self_rate({line.id: rng.randint(0, line.points) for line in rubric}))
    if view.investigate:
        moves += [run.look(each.look.id) for each in view.investigate.looks if each.affordable]
    if view.miniweb:
        moves += _browsing(run, view.miniweb, rng)
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


def _browsing(run: LessonRun, web: MiniwebView, rng: Random) -> list[Moved]:
    """What a browser offers, and a page that it may not offer here."""
    ms = rng.randint(0, 90_000)
    page, way = rng.choice(web.step.pages), rng.choice(WAYS)
    moves = [
        run.turn("back", ms),
        run.turn("forward", ms),
        run.open(web.step.start, "home", ms=ms),
        run.query(rng.choice((*WORDS, "book boat", "library notice", "!")), ms),
        run.go(rng.choice((web.step.address(page), "nowhere.talora", "planks")), ms),
        run.open(page.id, way, rng.choice(("", "e1")), ms),
        run.judge(ms) if rng.random() < 0.2 else run.read_on(ms),
    ]
    if web.edition is not None and web.page is not None:
        moves += [run.open(link, "link", ms=ms) for link in web.edition.links()]
        moves += [run.open(web.page.id, "version", e.id, ms) for e in web.page.earlier]
        moves += [run.open(web.step.site(web.page.site).about, "about", ms=ms)]
        moves += [run.open(web.page.id, "picture", ms=ms)]
    moves += [run.open(found.page, "result", ms=ms) for found in web.results]
    return moves + [run.open(other.id, "match", ms=ms) for other in web.matches]


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
    return steady_play(lesson, rightly, cut=cut, mode=mode, drafted=True)


def rightly(item: Item) -> Response:
    """The key's answer; a question without a key gets any."""
    response: Response | None = type_of(item).right_response(item)
    return response or any_response(item, Random(3), whole=True)


def wrongly(item: Item) -> Response:
    """An answer that is neither right nor held; a question without a key gets any."""
    rng = Random(f"wrong {item.id}")
    tries = [any_response(item, rng, whole=True) for _ in range(200)]
    fit = (r for r in tries if type_of(item).grade(item, r).outcome in ("wrong", "partial"))
    return next(fit, tries[0])


def steady_play(
    lesson: Lesson,
    answer: Callable[[Item], Response],
    *,
    cut: int = 60,
    mode: str = "alone",
    locale: str = "en",
    drafted: bool = False,
) -> list[Moment]:
    """Play to the end, each question answered once by `answer`, after a draft where asked for."""
    moments = [Moment(*LessonRun.start(lesson, seed="straight", cut=cut, mode=mode, locale=locale))]

    def do(moved: Moved) -> LessonRun:
        moments.append(Moment(*moved))
        return moved[0]

    run = moments[0].run
    while not run.ended:
        run = _one_step(run, do, answer, drafted)
    return moments


def _one_step(
    run: LessonRun,
    do: Callable[[Moved], LessonRun],
    answer: Callable[[Item], Response],
    drafted: bool,
) -> LessonRun:
    view = run.view()
    question = view.question
    if view.investigate and question and not question.locked:
        run = do(run.look(view.investigate.looks[0].look.id))
    if question is not None and not question.locked:
        if question.composite and drafted:
            run = do(run.draft(any_response(question.item, Random(1))))
        run = do(run.choose(answer(question.item)))
        run = do(run.rate("very") if question.opener == "confidence" else run.check())
    if view.scene and not view.scene.ended:
        return do(run.branch(view.scene.choices[0].id))
    if view.show and view.show.stage in ("look", "revote"):
        run = do(run.vote(view.show.step.vote[0].id))
    if view.reflect:
        plan = view.reflect.step
        run = do(run.plan(plan.situations[0].id, plan.actions[0].id))
    return do(run.advance())
