"""How far the person who sits here has come, lesson by lesson. Reads, never writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milclicks.ui.context import Context

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonCard
    from milclicks.ui.pathways import Walk


@dataclass(frozen=True, slots=True)
class Standing:
    """A lesson and how far one is: `status` is "none", "open" or "done"."""

    card: LessonCard
    status: str
    step: int = 0
    steps: int = 1

    @property
    def share(self) -> float:
        """The share of the steps that lie behind."""
        return min(1.0, self.step / max(self.steps, 1))

    @property
    def sign(self) -> str:
        """Name of the sign: done, half or open circle."""
        return {"done": "done", "open": "half"}.get(self.status, "open")


def standings(context: Context, cards: tuple[LessonCard, ...]) -> tuple[Standing, ...]:
    """One standing for each lesson, in the order of the packs."""
    known = context.workspace.records.progress(context.seat.learner)
    return tuple(_standing(card, known.get(card.ref.lesson)) for card in cards)


def _standing(card: LessonCard, known: object) -> Standing:
    if known is None:
        return Standing(card, "none")
    status = getattr(known, "status", "open")
    return Standing(
        card,
        "done" if status == "done" else "open",
        getattr(known, "step_index", 0),
        max(getattr(known, "steps", 1), 1),
    )


def next_lesson(stand: tuple[Standing, ...]) -> Standing:
    """The open lesson, else the first that was not done, else the first."""
    for status in ("open", "none"):
        for one in stand:
            if one.status == status:
                return one
    return stand[0]


def path_of(context: Context) -> Walk | None:
    """The path that is followed; what reads paths is imported by the first one that is chosen."""
    records, seat = context.workspace.records, context.seat
    own = records.path(seat.learner) if seat.learner is not None else seat.kept.get("path")
    if not own and not records.path(None):
        return None
    from milclicks.ui.pathways import following

    now = following(context)
    return now.walk if now is not None else None
