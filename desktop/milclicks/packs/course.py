"""The shapes of the documents that lead through a course: paths, the peer track, the test.

`stimulus` is a mock artefact in the form of the lessons; `items.artefact_read` reads it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from milclicks.core.forms import form
from milclicks.packs import limits
from milclicks.packs.manifest import Id

Words = Annotated[str, Meta(min_length=1, max_length=limits.UNIT_CHARACTERS)]
DECISIONS: Final = 8


class Note(Struct, kw_only=True):
    """One line of text with an id of its own."""

    id: Id
    text: Words


class Sitting(Struct, kw_only=True):
    """One meeting of a path and the lessons taken in it; minutes for all of them together."""

    id: Id
    title: Words
    minutes: Annotated[int, Meta(ge=1, le=1000)]
    lessons: Annotated[list[Id], Meta(min_length=1, max_length=20)]


class Way(Struct, kw_only=True):
    """A path: an order of lessons for a purpose, cut into meetings."""

    id: Id
    title: Words
    summary: Words
    sessions: Annotated[list[Sitting], Meta(min_length=1, max_length=60)]


class Evidence(Struct, kw_only=True):
    """What a peer educator writes down about a step."""

    id: Id
    kind: Literal["tick", "count", "date", "words"]
    label: Words


class Tick(Struct, kw_only=True):
    """An act that somebody else has seen."""

    id: Id
    label: Words


class PeerStep(Struct, kw_only=True):
    """One step of the peer track; `by` says who ticks: a teacher, or the pair that did it."""

    id: Id
    title: Words
    summary: Words
    instructions: Annotated[list[Note], Meta(min_length=1, max_length=10)]
    evidence: Annotated[list[Evidence], Meta(min_length=1, max_length=10)]
    ticks: Annotated[list[Tick], Meta(min_length=1, max_length=10)]
    by: Literal["teacher", "pair"] = "teacher"


class Script(Struct, kw_only=True):
    """A card with lines to say."""

    id: Id
    title: Words
    lines: Annotated[list[Note], Meta(min_length=1, max_length=20)]


class Hot(Struct, kw_only=True):
    """The card for a moment that gets hot."""

    title: Words
    lines: Annotated[list[Note], Meta(min_length=1, max_length=20)]


class Row(Struct, kw_only=True):
    """One row of the rubric: what is looked at, and its levels from the first to the last."""

    id: Id
    label: Words
    levels: Annotated[list[Note], Meta(min_length=2, max_length=6)]


class Done(Struct, kw_only=True):
    """What the peer certificate says."""

    title: Words
    body: Words
    text: Words


class Peer(Struct, kw_only=True):
    """The peer track."""

    title: Words
    intro: Words
    steps: Annotated[list[PeerStep], Meta(min_length=1, max_length=12)]
    scripts: list[Script]
    prompts: list[Note]
    hot: Hot
    rubric: list[Row]
    log: list[Evidence]
    certificate: Done


class TestDecision(Struct, kw_only=True):
    """A message to decide about; `proof` names the parts of the stimulus that settle it."""

    id: Id
    stem: Words
    truth: Literal["sound", "unsound"]
    proof: Annotated[list[str], Meta(min_length=1)]
    stimulus: dict[str, Any]
    why: Words


class TestOption(Struct, kw_only=True):
    """One answer to a question; weight 1 is the key."""

    id: Id
    body: Words
    weight: Literal[0, 1]


class TestQuestion(Struct, kw_only=True):
    """A question with one right answer; `objectives` (A1, E2, C4 ...) as those of lessons."""

    id: Id
    objectives: list[Annotated[str, form(r"[A-Z][0-9]{1,2}")]] = []
    stem: Words
    options: Annotated[list[TestOption], Meta(min_length=3, max_length=5)]
    why: Words


class TestStrand(Struct, kw_only=True):
    """The questions about one strand."""

    id: Id
    strand: Id
    items: Annotated[list[TestQuestion], Meta(min_length=1, max_length=10)]


class Intent(Struct, kw_only=True):
    """A message about which only the intention is asked; there is no key."""

    id: Id
    stem: Words
    stimulus: dict[str, Any]


class TestForm(Struct, kw_only=True):
    """One of two parallel forms: as many sound as unsound decisions."""

    id: Id
    title: Words
    decisions: Annotated[list[TestDecision], Meta(min_length=DECISIONS, max_length=DECISIONS)]
    questions: Annotated[list[TestStrand], Meta(min_length=1, max_length=10)]
    statements: Annotated[list[Note], Meta(min_length=1, max_length=12)]
    intents: Annotated[list[Intent], Meta(min_length=1, max_length=6)]


class Test(Struct, kw_only=True):
    """The test before and after a path."""

    __test__ = False

    title: Words
    intro: Words
    teacher: list[Note]
    forms: Annotated[list[TestForm], Meta(min_length=2, max_length=2)]
