"""What the gallery shows: every form of item in four states, every step kind, every artefact.

A case makes a widget for a size. The cases are taken from lessons: the first lesson that has a
form shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import Texts
from milclicks.items.artefact import Artefact
from milclicks.items.base import Item
from milclicks.items.registry import type_of
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import MiniwebView
from milclicks.steps.ask import Ask
from milclicks.steps.base import Step
from milclicks.steps.lesson import Lesson
from milclicks.steps.miniweb import Miniweb
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.gallery_answers import draft_answer, right_answer, wrong_answer
from milclicks.ui.pictures import Media
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.player.end import EndPage
from milclicks.ui.player.view import PlayerView
from milclicks.ui.present.miniweb import NEXT_PAGE
from milclicks.ui.present.wall import Wall

Size = tuple[int, int]
Make = Callable[[Size], QWidget]
CUTS = (20, 40, 60)


@dataclass(frozen=True, slots=True)
class Source:
    """Lessons in one language and where their pictures are."""

    texts: Texts
    lessons: tuple[Lesson, ...]
    media: Callable[[Lesson], Media]


@dataclass(frozen=True, slots=True)
class Case:
    """One picture: its group (items, steps, artefacts, wall), its name, how it is made."""

    group: str
    name: str
    make: Make


def cases(source: Source) -> Iterator[Case]:
    """Every case of a source."""
    yield from _item_cases(source)
    yield from _step_cases(source)
    yield from _artefact_cases(source)
    yield from _wall_cases(source)


def form_of(item: Item) -> str:
    """The name of a form in the gallery; a question of confidence says so."""
    form = type_of(item).form(item)
    if item.survey is not None and item.kind == "number":
        return f"{form}-survey"
    return form


# --- items -----------------------------------------------------------------------------------
def _item_cases(source: Source) -> Iterator[Case]:
    seen: set[str] = set()
    for lesson in source.lessons:
        for step, item in lesson.items():
            form = form_of(item)
            if form in seen or not isinstance(step, Ask):
                continue
            seen.add(form)
            for state in ("empty", "answered", "right", "wrong"):
                yield Case(
                    "items", f"{form}-{state}", _item_maker(source, lesson, step, item, state)
                )


def _item_maker(source: Source, lesson: Lesson, step: Ask, item: Item, state: str) -> Make:
    def make(size: Size) -> QWidget:
        own = replace(step, questions=(item,), cuts=CUTS, intro="", kind="ask")
        player = _player(source, lesson, [own], size)
        if state == "empty":
            return player
        given = {"right": right_answer, "wrong": wrong_answer, "answered": draft_answer}[state](
            item
        )
        player.do("choose", given)
        if state != "answered":
            _open(player, item)
        return player

    return make


def _open(player: PlayerView, item: Item) -> None:
    if item.confidence and item.survey is None:
        player.do("rate", "fairly")
    else:
        player.do("check")


def _player(source: Source, lesson: Lesson, steps: Sequence[Step], size: Size) -> PlayerView:
    run, _ = LessonRun.start(replace(lesson, steps=tuple(steps)), seed="gallery", cut=40)
    low = size[1] < 700
    return PlayerView(RunDesk(run), source.texts, source.media(lesson), low=low)


# --- steps -----------------------------------------------------------------------------------
def _step_cases(source: Source) -> Iterator[Case]:
    seen: set[str] = set()
    for lesson in source.lessons:
        for step in lesson.steps:
            if step.kind in seen or (step.kind == "show" and not getattr(step, "vote", ())):
                continue
            seen.add(step.kind)
            for name, moves in _MOVES.get(step.kind, (("", ()),)):
                label = f"{step.kind}-{name}" if name else step.kind
                yield Case("steps", label, _step_maker(source, lesson, step, moves))
    lesson = source.lessons[0]
    yield Case("steps", "lesson-end", lambda size: _end(source, lesson))


def _step_maker(source: Source, lesson: Lesson, step: Step, moves: Sequence[str]) -> Make:
    def make(size: Size) -> QWidget:
        player = _player(source, lesson, [replace(step, cuts=CUTS)], size)
        for move in moves:
            _move(player, move)
        return player

    return make


_MOVES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "show": (
        ("look", ("vote",)),
        ("talk", ("vote", "advance")),
        ("revote", ("vote", "advance", "advance")),
        ("reveal", ("vote", "advance", "advance", "advance")),
    ),
    "scene": (("start", ()), ("middle", ("branch",)), ("ending", ("branch",) * 12)),
    "investigate": (
        ("start", ()),
        ("looked", ("look", "look")),
        ("decided", ("look", "look", "decide")),
    ),
    "miniweb": (
        ("brief", ()),
        ("page", ("link",)),
        ("results", ("search",)),
        ("matches", ("picture",)),
        ("earlier", ("earlier",)),
        ("judging", ("link", "judge")),
        ("decided", ("link", "search", "found", "judge", "decide")),
    ),
    "reflect": (("start", ()), ("planned", ("plan",))),
}


def _move(player: PlayerView, move: str) -> None:
    view = player.desk.view()
    if move == "vote" and view.show is not None:
        player.do("vote", view.show.step.vote[0].id)
    elif move == "branch" and view.scene is not None:
        if not view.scene.ended:
            player.do("branch", view.scene.choices[0].id)
    elif move == "look" and view.investigate is not None:
        able = [
            each.look.id for each in view.investigate.looks if each.affordable and not each.seen
        ]
        if able:
            player.do("look", able[0])
    elif view.miniweb is not None and move != "decide":
        _browse(player, view.miniweb, move)
    elif move == "decide" and view.question is not None:
        item = view.question.item
        player.do("choose", right_answer(item))
        _open(player, item)
    elif move == "plan" and view.reflect is not None:
        step = view.reflect.step
        player.do("plan", step.situations[0].id, step.actions[0].id)
    elif move == "advance":
        player.do("advance")


def _browse(player: PlayerView, web: MiniwebView, move: str) -> None:
    """Move about in a mini-web: by what its start page and its question lead to."""
    step, page = web.step, web.page
    if move == "judge":
        player.do("judge")
    elif move == "search":
        player.do("query", step.question)
    elif move == "found":
        key = [each.page for each in web.results if step.page(each.page).role == "key"]
        player.do("open", (key or [web.results[0].page])[0], "result")
    elif move == "link" and page is not None:
        links = page.links() or (step.site(page.site).about,)
        player.do("open", links[0], "link" if page.links() else "about")
    elif move == "earlier":
        old = next(each for each in step.pages if each.earlier)
        player.do("go", step.address(old))
        player.do("open", old.id, "version", old.earlier[0].id)
    elif move == "picture":
        shown = next(each for each in step.pages if step.matches(each))
        player.do("go", step.address(shown))
        player.do("open", shown.id, "picture")


def played(lesson: Lesson) -> LessonRun:
    """A run with every question answered: the sound ones kept, one unsound one missed."""
    run, _ = LessonRun.start(lesson, seed="gallery", cut=60)
    while not run.view().ended:
        run = _played_moment(run)
        run, _ = run.advance()
    return run


def _played_moment(run: LessonRun) -> LessonRun:
    view = run.view()
    while view.scene is not None and not view.scene.ended:
        run, _ = run.branch(view.scene.choices[0].id)
        view = run.view()
    if view.reflect is not None:
        run, _ = run.plan(view.reflect.step.situations[0].id, view.reflect.step.actions[0].id)
    shown = view.question
    if shown is not None and shown.phase != "feedback":
        run, _ = run.choose(right_answer(shown.item))
        run, _ = run.rate("fairly") if shown.opener == "confidence" else run.check()
    return run


def _end(source: Source, lesson: Lesson) -> QWidget:
    following = source.lessons[1].title if len(source.lessons) > 1 else ""
    return EndPage(source.texts, lesson, played(lesson).summary(), next_=following)


# --- artefacts -------------------------------------------------------------------------------
def _artefact_cases(source: Source) -> Iterator[Case]:
    seen: set[str] = set()
    for lesson in source.lessons:
        for art in lesson.artefacts():
            if art.kind not in seen:
                seen.add(art.kind)
                yield Case("artefacts", art.kind, _artefact_maker(source, lesson, art))


def _artefact_maker(source: Source, lesson: Lesson, art: Artefact) -> Make:
    def make(size: Size) -> QWidget:
        page = QWidget()
        column, row = QVBoxLayout(page), QHBoxLayout()
        column.setContentsMargins(24, 24, 24, 24)
        view: Any = artefact_view(art, source.texts, source.media(lesson))
        view.setMaximumWidth(560)
        row.addStretch(1)
        row.addWidget(view, 4)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    return make


# --- the wall --------------------------------------------------------------------------------
def _wall_cases(source: Source) -> Iterator[Case]:
    wanted = ("choice", "decide", "match", "hotspot-picture")
    seen: set[str] = set()
    for lesson in source.lessons:
        for step, item in lesson.items():
            form = form_of(item)
            if form in seen or form not in wanted or not isinstance(step, Ask):
                continue
            seen.add(form)
            for opened in (False, True):
                name = f"{form}-{'revealed' if opened else 'asked'}"
                yield Case("wall", name, _wall_maker(source, lesson, step, item, opened))
    webs = (
        (each, step) for each in source.lessons for step in each.steps if isinstance(step, Miniweb)
    )
    for lesson, web in list(webs)[:1]:
        for name, on in (("miniweb-page", 1), ("miniweb-vote", 0)):
            yield Case("wall", name, _web_wall_maker(source, lesson, web, on))


def _web_wall_maker(source: Source, lesson: Lesson, step: Miniweb, on: int) -> Make:
    """The first page of a mini-web on the wall (the slide after the brief), or the vote."""

    def make(size: Size) -> QWidget:
        own = replace(lesson, steps=(replace(step, cuts=CUTS),))
        run, _ = LessonRun.start(own, seed="gallery", cut=40, mode="present")
        wall = Wall(RunDesk(run), source.texts, source.media(lesson))
        wall.resize(*size)
        wall.rebuild()
        titles = [leaf.slide.title for leaf in wall.pages]
        vote = source.texts.say(NEXT_PAGE)
        wall.at = on if on else titles.index(vote)
        wall.rebuild()
        return wall

    return make


def _wall_maker(source: Source, lesson: Lesson, step: Ask, item: Item, opened: bool) -> Make:
    def make(size: Size) -> QWidget:
        own = replace(step, questions=(item,), cuts=CUTS, intro="", kind="ask")
        run, _ = LessonRun.start(
            replace(lesson, steps=(own,)), seed="gallery", cut=40, mode="present"
        )
        wall = Wall(RunDesk(run), source.texts, source.media(lesson))
        wall.resize(*size)
        wall.rebuild()
        if opened:
            wall.reveal()
        return wall

    return make
