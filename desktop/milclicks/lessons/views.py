"""What a screen needs to show a moment of a run: plain frozen data, made by `LessonRun.view()`.

Nothing here decides or remembers. All texts are in the language of the run's lesson; words of the
app itself are `Message`s, to be said by the screen's own `Texts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from milclicks.items.base import Feedback, Grade, Item, Response, Row
from milclicks.items.wrappers import Calibration
from milclicks.steps.base import Step
from milclicks.steps.investigate import Investigate, Look
from milclicks.steps.miniweb import Edition, Miniweb, Site, WebPage
from milclicks.steps.miniweb_search import Result
from milclicks.steps.reflect import Reflect
from milclicks.steps.scene import Meter, Node, Scene, Turn
from milclicks.steps.show import Show

Phase = Literal["answering", "rated", "feedback"]
Opener = Literal["confidence", "check"]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One question as it stands.

    `rows` are the options (or left sides, things, scale points) in showing order, `partners` what
    they are placed on (right sides, bins), `choices` the options per gap of a cloze with a choice
    at each gap. Before the phase is "feedback", `grade`, `right` and `explain` are empty.
    `opener` says what opens the feedback: a confidence tap or Check. `locked`: it only shows.
    `points`: what the learner gave the own text, line by line of the rubric.
    """

    item: Item
    form: str
    number: int
    total: int
    rows: tuple[Row, ...]
    partners: tuple[Row, ...]
    choices: tuple[tuple[str, tuple[Row, ...]], ...]
    response: Response | None
    complete: bool
    composite: bool
    phase: Phase
    opener: Opener
    level: str | None
    locked: bool
    grade: Grade | None = None
    right: Response | None = None
    explain: tuple[Feedback, ...] = ()
    points: tuple[tuple[str, int], ...] = ()


class MeterView(NamedTuple):
    """A meter with its value now and how the last choice moved it."""

    meter: Meter
    value: int
    change: int


class PathPart(NamedTuple):
    """One choice that was made in a scene."""

    node: Node
    turn: Turn


@dataclass(frozen=True, slots=True)
class SceneView:
    """A scene at its present node; `reply` answers the last choice, `path` shows the way back."""

    scene: Scene
    node: Node
    choices: tuple[Turn, ...]
    meters: tuple[MeterView, ...]
    reply: str
    path: tuple[PathPart, ...]
    ended: bool
    locked: bool


class LookView(NamedTuple):
    """A look of a case file: was it taken, and does the budget reach for it?"""

    look: Look
    seen: bool
    affordable: bool


@dataclass(frozen=True, slots=True)
class InvestigateView:
    """A case file: the looks, what is left, the own path, the decision, and then the debrief."""

    step: Investigate
    budget: int
    left: int
    looks: tuple[LookView, ...]
    path: tuple[Look, ...]
    decide: ItemView
    debrief: str
    locked: bool


class PathPage(NamedTuple):
    """A page on a path: in which version ("" = as it is), how it was reached, not the first time?

    `way`: start, link, result, address, about, match, version, home, back, forward.
    """

    page: WebPage
    version: str
    way: str
    again: bool


@dataclass(frozen=True, slots=True)
class WebPath:
    """A way through a mini-web, to be shown back. `ms` is the time of reading before judging."""

    pages: tuple[PathPage, ...]
    key_opened: tuple[WebPage, ...]
    key_missed: tuple[WebPage, ...]
    wrong_opened: tuple[WebPage, ...]
    sites: tuple[Site, ...]
    searches: int
    ms: int


@dataclass(frozen=True, slots=True)
class MiniwebView:
    """A mini-web as it stands.

    `kind`: page (`page` in its `edition`), results (of `query`) or matches (of the picture of
    `page`). `no_page`: the query looked like an address that nobody has. `turn` grows with every
    move. `opened` holds each page once. `judging`: the decision is asked. `path` and `debrief` are
    there once the feedback is open.
    """

    step: Miniweb
    kind: Literal["page", "results", "matches"]
    page: WebPage | None
    edition: Edition | None
    version: str
    address: str
    query: str
    no_page: bool
    results: tuple[Result, ...]
    matches: tuple[WebPage, ...]
    can_back: bool
    can_forward: bool
    turn: int
    opened: tuple[WebPage, ...]
    judging: bool
    decide: ItemView
    path: WebPath | None
    debrief: str
    locked: bool


@dataclass(frozen=True, slots=True)
class ShowView:
    """Artefacts with a vote. Stages: look, talk, revote, reveal."""

    step: Show
    stage: str
    first: str | None
    second: str | None
    reveal: str
    locked: bool


@dataclass(frozen=True, slots=True)
class ReflectView:
    """A plan: the chosen ids, or None."""

    step: Reflect
    when: str | None
    will: str | None
    locked: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One moment of a run. Exactly the view that fits the step's kind is there, if it needs one.

    `index` counts from 0 among `count` steps; `item_index` among `item_count` questions of the
    step. `looking_back`: an earlier moment is shown, nothing can be changed. `share` is how much of
    the lesson is behind, from 0 to 1000.
    """

    step: Step
    index: int
    count: int
    item_index: int
    item_count: int
    share: int
    looking_back: bool
    can_back: bool
    can_advance: bool
    last: bool
    ended: bool
    item: ItemView | None = None
    scene: SceneView | None = None
    investigate: InvestigateView | None = None
    miniweb: MiniwebView | None = None
    show: ShowView | None = None
    reflect: ReflectView | None = None

    @property
    def question(self) -> ItemView | None:
        """What is asked: an item, or the decision of a case file or a mini-web."""
        return next((v.decide for v in (self.investigate, self.miniweb) if v), self.item)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The end of a lesson: sound messages kept, unsound ones caught, held apart, and the rest.

    `kept_of` and `caught_of` count decided messages; held ones stand in `held` alone. `right` of
    `total` counts every scored question. No speed, no rank.
    """

    kept: int
    kept_of: int
    caught: int
    caught_of: int
    held: int
    right: int
    total: int
    calibration: Calibration | None
    sentence: str
    task: str
    plan: tuple[str, str] | None
