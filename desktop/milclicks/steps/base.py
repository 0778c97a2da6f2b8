"""What all steps share: their head, their faces, and the shape of a step type."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypedDict, TypeVar

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact
from milclicks.items.base import Item
from milclicks.items.reader import BadContent, Reader, caution, flaw

PHASES: Final = ("recall", "engage", "explore", "explain", "elaborate", "evaluate", "takehome")
CUTS: Final = (20, 40, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What every step has; the kinds add their content."""

    id: str
    kind: str
    phase: str
    title: str
    minutes: int
    cuts: tuple[int, ...]
    notes: str
    paper: str = ""
    no_paper_because: str = ""

    def items(self) -> tuple[Item, ...]:
        """The items that the step asks, in order."""
        return ()

    def artefacts(self) -> tuple[Artefact, ...]:
        """The artefacts that the step shows, those of its items left aside."""
        return ()

    def pictures(self) -> tuple[str, ...]:
        """The media ids that the step itself shows, those of its artefacts left aside."""
        return ()


class StepHead(TypedDict):
    """The fields that every step shares, ready to be handed to its class."""

    id: str
    kind: str
    phase: str
    title: str
    minutes: int
    cuts: tuple[int, ...]
    notes: str
    paper: str
    no_paper_because: str


S = TypeVar("S", bound=Step)


class StepType(ABC, Generic[S]):
    """One kind of step. It has no state."""

    kind: ClassVar[str]

    @abstractmethod
    def read(self, source: Reader) -> S:
        """Build the step; every mistake of the source goes to the reader."""

    def problems(self, step: S) -> list[Problem]:
        """Return what an author did wrong although the source could be read."""
        return []

    def parse(self, raw: object, place: str = "") -> S:
        """Read one step from its source tree; raise BadContent with every mistake."""
        problems: list[Problem] = []
        at = place or (str(raw.get("id", "?")) if isinstance(raw, Mapping) else "?")
        step = self.read(Reader(raw, at, problems))
        if problems:
            raise BadContent(problems)
        return step


def read_step_head(source: Reader, kind: str) -> StepHead:
    """Read the common fields of a step."""
    source.word("kind", (kind,))
    cuts = source.wholes("cuts") or CUTS
    if not set(cuts) <= set(CUTS):
        source.report(
            "step.cuts",
            N_("A step belongs to the lengths of 20, 40 or 60 minutes only."),
            N_("Write for example [20, 40, 60]."),
        )
    head = StepHead(
        id=source.name(),
        kind=kind,
        phase=source.word("phase", PHASES),
        title=source.text("title"),
        minutes=source.whole("minutes"),
        cuts=tuple(sorted(set(cuts))),
        notes=source.text("notes"),
        paper=source.text_or("paper"),
        no_paper_because=source.text_or("no_paper_because"),
    )
    if bool(head["paper"]) == bool(head["no_paper_because"]):
        source.report(
            "step.paper",
            N_("This step does not say how it is done without the PC."),
            N_("Write either “paper” or “no_paper_because”."),
        )
    return head


def few(place: str, what: str, count: int, least: int) -> list[Problem]:
    """Report that there is less of something than the kind of step needs."""
    if count >= least:
        return []
    return [
        flaw(
            "step.too_few",
            place,
            N_("Under “{what}” there are {count}; at least {least} are needed."),
            N_("Add more, or use a simpler kind of step."),
            what=what,
            count=count,
            least=least,
        )
    ]


def minutes_fit(place: str, minutes: int) -> list[Problem]:
    """Warn of a step without a time, or with more than an hour."""
    if 1 <= minutes <= 60:
        return []
    return [
        caution(
            "step.minutes",
            place,
            N_("The minutes of this step are not from 1 to 60."),
            N_("Write how long the step takes in a class."),
        )
    ]
