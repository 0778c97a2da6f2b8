"""Open: the learner writes, then sees a model and a rubric and rates the own text.

The app never grades what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import Feedback, Grade, Item, ItemType, PaperFace, Response, Row, Value
from milclicks.items.options import alike, count_between, read_head, repeated
from milclicks.items.reader import Reader, flaw
from milclicks.items.values import bad_answer, text_of

MODEL = "model"  # the id under which the model answer appears among the feedback


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric and the most points it gives."""

    id: str
    text: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Item):
    """An item with a model answer and a rubric."""

    rubric: tuple[Criterion, ...]
    model: str


def _criterion(row: Reader) -> Criterion:
    found = Criterion(row.name(), row.text("text"), row.whole("points"))
    row.close()
    return found


class OpenType(ItemType[Open]):
    """A response is the typed text; `rated` makes the grade out of the learner's own points."""

    kind = "open"

    def read(self, source: Reader) -> Open:
        item = Open(
            **read_head(source, self.kind),
            rubric=tuple(_criterion(row) for row in source.rows("rubric")),
            model=source.text("model"),
        )
        source.close()
        return item

    def problems(self, item: Open) -> list[Problem]:
        return [
            *count_between(item.id, len(item.rubric), 1, 6),
            *repeated(item.id, [each.id for each in item.rubric]),
            *alike(item.id, [each.text for each in item.rubric]),
            *(
                flaw(
                    "item.points",
                    f"{item.id}/{each.id}",
                    N_("This line of the rubric gives no points."),
                    N_("Give it from 1 to 10 points."),
                )
                for each in item.rubric
                if not 1 <= each.points <= 10
            ),
        ]

    def check(self, item: Open, value: object) -> Value:
        return text_of(value)

    def complete(self, item: Open, response: Response) -> bool:
        return bool(response.single.strip())

    def grade(self, item: Open, response: Response) -> Grade:
        text_of(response.value)
        return Grade(0, 0, "ungraded", (Feedback(MODEL, item.model, True),))

    def rated(self, item: Open, points: Mapping[str, int]) -> Grade:
        """Return the grade that the learner gave; every line of the rubric within its points."""
        most = {each.id: each.points for each in item.rubric}
        if set(points) != set(most) or any(not 0 <= points[key] <= most[key] for key in most):
            raise bad_answer("the points do not fit the rubric")
        num, den = sum(points.values()), sum(most.values())
        told = (
            Feedback(MODEL, item.model, True),
            *(Feedback(each.id, each.text, points[each.id] == each.points) for each in item.rubric),
        )
        outcome = "right" if num == den else "partial" if num else "wrong"
        return Grade(num, den, outcome, told)  # type: ignore[arg-type]  # three of the outcomes

    def right_response(self, item: Open) -> Response | None:
        return Response(self.kind, item.model)

    def explain(self, item: Open) -> tuple[Feedback, ...]:
        return (
            Feedback(MODEL, item.model, True),
            *(Feedback(each.id, each.text, True) for each in item.rubric),
        )

    def rows(self, item: Open) -> tuple[Row, ...]:
        return tuple(Row(each.id, each.text) for each in item.rubric)

    def paper(self, item: Open, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="write",
            instruction=Message(N_("Write your answer.")),
            write_lines=4,
            key=((MODEL, item.model),),
        )
