"""What all items share: response, grade, scoring, faces, and the shape of an item type.

All scores are exact fractions. A kind only says what was right (a `Tally`); `score` turns that
into a grade, so that floor, ceiling and penalty mean the same everywhere.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import ClassVar, Final, Generic, Literal, NamedTuple, TypeVar

from milclicks.core.errors import Message, Problem
from milclicks.items.artefact import Artefact
from milclicks.items.reader import BadContent, Reader

Value = str | tuple[str, ...] | dict[str, str]
Outcome = Literal["right", "partial", "wrong", "held", "thanks", "ungraded"]
ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)


def _settled(value: object) -> object:
    """A list becomes a tuple and a mapping a copy, so that a response cannot change later."""
    if isinstance(value, list):
        return tuple(value)
    return dict(value) if isinstance(value, Mapping) else value


@dataclass(frozen=True, slots=True)
class Response:
    """What a person answered: the item's kind and a value of ids, never of positions."""

    kind: str
    value: Value

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _settled(self.value))

    def __hash__(self) -> int:
        return hash((self.kind, json.dumps(self.value, sort_keys=True)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The chosen ids of a list response; empty for other shapes."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def placed(self) -> Mapping[str, str]:
        """What was put where, for responses that are a mapping; empty for other shapes."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def single(self) -> str:
        """The one id or typed text; "" for other shapes."""
        return self.value if isinstance(self.value, str) else ""


class Feedback(NamedTuple):
    """Why an option is right or why people believe it; `ok`: the response treated it rightly."""

    option: str
    text: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """The result of one response. `den` is 0 where there is nothing to score (held, thanks)."""

    num: int
    den: int
    outcome: Outcome
    feedback: tuple[Feedback, ...] = ()
    verdict: str | None = None
    truth: str | None = None

    @property
    def share(self) -> Fraction:
        """The score as an exact fraction; 0 where nothing is scored."""
        return Fraction(self.num, self.den) if self.den else ZERO


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a tally becomes a score."""

    mode: Literal["weights", "all", "right_minus_wrong"] = "weights"
    floor: Fraction = ZERO
    ceil: Fraction = ONE
    penalty: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Tally:
    """What a response got, of what there was to get, and how many picks were wrong."""

    got: Fraction
    of: Fraction
    wrong: int = 0


def score(tally: Tally, scoring: Scoring) -> tuple[int, int, Outcome]:
    """Turn a tally into (num, den, outcome); the share lies between floor and ceil."""
    perfect = tally.got == tally.of and not tally.wrong
    share = tally.got / tally.of if tally.of else ONE
    if scoring.mode == "all":
        share = ONE if perfect else ZERO
    elif scoring.mode == "right_minus_wrong":
        share -= scoring.penalty * tally.wrong / (tally.of or ONE)
    held = min(max(share, scoring.floor), scoring.ceil)
    outcome: Outcome = "right" if perfect else "partial" if share > 0 else "wrong"
    return held.numerator, held.denominator, outcome


def grade_of(
    tally: Tally,
    scoring: Scoring,
    feedback: Iterable[Feedback],
    *,
    verdict: str | None = None,
    truth: str | None = None,
) -> Grade:
    """Score a tally and put the feedback beside it."""
    num, den, outcome = score(tally, scoring)
    return Grade(num, den, outcome, tuple(feedback), verdict, truth)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an item: its words, its weight, and why."""

    id: str
    body: str = ""
    weight: Fraction = ZERO
    feedback: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has; the kinds add their options."""

    id: str
    rev: int
    kind: str
    stem: str
    stimulus: Artefact | None = None
    shuffle: bool = True
    scoring: Scoring = field(default_factory=Scoring)
    hint: str = ""
    objectives: tuple[str, ...] = ()
    confidence: bool = False
    survey: str | None = None
    otherwise: str = ""


class Row(NamedTuple):
    """One thing to choose or place, for whoever draws it; `label` is the app's own word."""

    id: str
    text: str
    pinned: bool = False
    label: Message | None = None


@dataclass(frozen=True, slots=True)
class PaperFace:
    """How an item prints, as data.

    `form` names the drawing: tick_one, tick_many, number_rows, letters, gaps, ring_word, underline,
    write, number, ring_picture, scale. `rows` and `side` are in printing order. `key` is the answer
    sheet: (row, gap or span id, what belongs there: an id, a number, a word, or "" for a mark).
    """

    form: str
    instruction: Message
    rows: tuple[Row, ...] = ()
    side: tuple[Row, ...] = ()
    text: str = ""
    write_lines: int = 0
    picture: str = ""
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Faces:
    """Where an item can be shown, as data that others draw.

    `screen` and `phone` name the form; `projector` the rows that fit a wall (never the key);
    `card` the letters A to D with their option ids, or None where more than four are needed.
    """

    screen: str
    projector: tuple[Row, ...]
    card: tuple[tuple[str, str], ...] | None
    phone: str
    paper: PaperFace | None
    why_no_paper: Message | None = None


I = TypeVar("I", bound=Item)  # noqa: E741 -- the item of an item type


class ItemType(ABC, Generic[I]):
    """One kind of item. It has no state: everything is in the item and the response."""

    kind: ClassVar[str]
    composite: ClassVar[bool] = False  # answered in several moves, closed by Check

    @abstractmethod
    def read(self, source: Reader) -> I:
        """Build the item; every mistake of the source goes to the reader."""

    @abstractmethod
    def problems(self, item: I) -> list[Problem]:
        """Return what an author did wrong although the source could be read."""

    @abstractmethod
    def check(self, item: I, value: object) -> Value:
        """Return the value in its one normal form; raise BadInput for anything else."""

    @abstractmethod
    def complete(self, item: I, response: Response) -> bool:
        """Say whether nothing is left to place or type."""

    @abstractmethod
    def grade(self, item: I, response: Response) -> Grade:
        """Score a response; an incomplete one counts as it stands."""

    @abstractmethod
    def right_response(self, item: I) -> Response | None:
        """Return the response with the full score, or None where there is no key."""

    @abstractmethod
    def explain(self, item: I) -> tuple[Feedback, ...]:
        """Return every option's own feedback; `ok` tells whether the option is right."""

    @abstractmethod
    def rows(self, item: I) -> tuple[Row, ...]:
        """Return what is chosen or placed, in the author's order."""

    def partners(self, item: I) -> tuple[Row, ...]:
        """Return what rows are placed on: right sides, bins, a scale. Often nothing."""
        return ()

    @abstractmethod
    def paper(self, item: I, seed: str) -> PaperFace | Message:
        """Return the paper face, or the honest reason why there is none."""

    def parse(self, raw: object, place: str = "") -> I:
        """Read one item from its source; raise BadContent with every mistake."""
        problems: list[Problem] = []
        at = place or (str(raw.get("id", "?")) if isinstance(raw, Mapping) else "?")
        item = self.read(Reader(raw, at, problems))
        if problems:
            raise BadContent(problems)
        return item

    def response(self, item: I, value: object) -> Response:
        """Make a checked response."""
        return Response(item.kind, self.check(item, value))

    def faces(self, item: I, *, seed: str = "paper") -> Faces:
        """Return every face; `seed` fixes the order in which options print."""
        rows = self.rows(item)
        paper = self.paper(item, seed)
        printed = paper if isinstance(paper, PaperFace) else None
        return Faces(
            screen=self.form(item),
            projector=shuffled(rows, seed, item.id) if item.shuffle else rows,
            card=card_letters(rows) if self.on_cards(item) else None,
            phone=self.form(item),
            paper=printed,
            why_no_paper=paper if isinstance(paper, Message) else None,
        )

    def form(self, item: I) -> str:
        """Name the form in which the item appears; kinds with modes add the mode."""
        return self.kind

    def on_cards(self, item: I) -> bool:
        """Say whether a folded card with A to D can answer this item."""
        return False


def card_letters(rows: Sequence[Row]) -> tuple[tuple[str, str], ...] | None:
    """Return (letter, option id) for at most four options, None for more."""
    if not 2 <= len(rows) <= 4:
        return None
    return tuple(zip("ABCD", (row.id for row in rows), strict=False))


def shuffled(rows: Sequence[Row], seed: str, item: str) -> tuple[Row, ...]:
    """Return the rows sorted by sha256(seed, item, option); pinned rows stay where they are."""
    loose = sorted(
        (row for row in rows if not row.pinned),
        key=lambda row: sha256(f"{seed}\x00{item}\x00{row.id}".encode()).digest(),
    )
    queue = iter(loose)
    return tuple(row if row.pinned else next(queue) for row in rows)


def not_as_listed(rows: Sequence[Row], seed: str, item: str) -> tuple[Row, ...]:
    """Shuffle rows that are listed in the right order, and never show them solved."""
    mixed = shuffled(rows, seed, item)
    return mixed if mixed != tuple(rows) or len(mixed) < 2 else (*mixed[1:], mixed[0])
