"""The two wrappers around any item: confidence (how sure?) and survey (no right answer).

Confidence never changes a score. A survey replaces the options by a scale and says thank you.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
    ZERO,
    Feedback,
    Grade,
    Item,
    ItemType,
    PaperFace,
    Response,
    Row,
    Value,
)
from milclicks.items.options import needs_thanks, read_head, thanks
from milclicks.items.reader import Reader
from milclicks.items.values import bad_answer, id_of

LEVELS: Final = {
    "hunch": Message(N_("Hunch")),
    "fairly": Message(N_("Fairly sure")),
    "very": Message(N_("Very sure")),
}
# Confidence as a share, for calibration: mean confidence minus the share of right answers.
SURE: Final = {"hunch": Fraction(55, 100), "fairly": Fraction(75, 100), "very": Fraction(90, 100)}

SCALE_LABELS: Final[dict[str, tuple[Message, ...]]] = {
    "agree5": (
        Message(N_("Not at all")),
        Message(N_("Rather not")),
        Message(N_("In between")),
        Message(N_("Rather yes")),
        Message(N_("Fully")),
    ),
    "freq5": (
        Message(N_("Never")),
        Message(N_("Seldom")),
        Message(N_("Sometimes")),
        Message(N_("Often")),
        Message(N_("Always")),
    ),
    "sure5": (
        Message(N_("Not sure at all")),
        Message(N_("Not very sure")),
        Message(N_("Half and half")),
        Message(N_("Quite sure")),
        Message(N_("Completely sure")),
    ),
}


def check_level(level: str) -> str:
    """Return a confidence level that is known; raise BadInput for anything else."""
    if level not in LEVELS:
        raise bad_answer("the confidence is unknown")
    return level


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidence met success over `n` rated answers."""

    sure: Fraction
    right: Fraction
    n: int

    @property
    def gap(self) -> Fraction:
        """Mean confidence minus the share right: above 0 is too sure, below 0 too modest."""
        return self.sure - self.right

    @property
    def points(self) -> int:
        """The gap in whole percentage points, half away from zero."""
        whole = int(abs(self.gap) * 100 + Fraction(1, 2))
        return whole if self.gap >= 0 else -whole


def calibration(rated: Iterable[tuple[str, Grade]]) -> Calibration | None:
    """Compare levels with grades; grades without a score (held, thanks) do not count."""
    pairs = [(SURE[level], grade.share) for level, grade in rated if grade.den]
    if not pairs:
        return None
    n = len(pairs)
    return Calibration(
        sum((s for s, _ in pairs), ZERO) / n, sum((r for _, r in pairs), ZERO) / n, n
    )


class SurveyType(ItemType[Item]):
    """Any item asked without a key: a scale of five, answered with "1" to "5"."""

    kind = "survey"

    def __init__(self, inner: str) -> None:
        self.inner = inner

    def read(self, source: Reader) -> Item:
        head = read_head(source, self.inner)
        if source.has("options"):
            source.report(
                "item.survey_options",
                N_("A survey question has a scale instead of options."),
                N_("Take the options out, or take “survey” out."),
            )
        item = Item(**head)
        source.close()
        return item

    def problems(self, item: Item) -> list[Problem]:
        return needs_thanks(item.id, item.otherwise)

    def check(self, item: Item, value: object) -> Value:
        return id_of(value, ("1", "2", "3", "4", "5"))

    def complete(self, item: Item, response: Response) -> bool:
        return bool(response.single)

    def response(self, item: Item, value: object) -> Response:
        return Response(self.kind, self.check(item, value))

    def grade(self, item: Item, response: Response) -> Grade:
        self.check(item, response.value)
        return Grade(0, 0, "thanks", self.explain(item))

    def right_response(self, item: Item) -> Response | None:
        return None

    def explain(self, item: Item) -> tuple[Feedback, ...]:
        return thanks(item.otherwise)

    def rows(self, item: Item) -> tuple[Row, ...]:
        labels = SCALE_LABELS[item.survey or "agree5"]
        return tuple(
            Row(str(place), "", True, label) for place, label in enumerate(labels, start=1)
        )

    def form(self, item: Item) -> str:
        return self.kind

    def paper(self, item: Item, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="scale",
            instruction=Message(N_("Ring one. There is no right answer.")),
            rows=self.rows(item),
        )
