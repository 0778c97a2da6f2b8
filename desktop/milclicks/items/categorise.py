"""Categorise: put each thing into the bin where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
    Feedback,
    Grade,
    Item,
    ItemType,
    PaperFace,
    Response,
    Row,
    Tally,
    Value,
    grade_of,
    shuffled,
)
from milclicks.items.options import MOST_OPTIONS, alike, count_between, read_head, repeated
from milclicks.items.reader import Reader, flaw
from milclicks.items.values import pairs_of


@dataclass(frozen=True, slots=True)
class Bin:
    """A place to put things."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """A thing to put into its bin."""

    id: str
    body: str
    bin: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorise(Item):
    """An item of bins and things."""

    bins: tuple[Bin, ...]
    options: tuple[Sorted, ...]


def _bin(row: Reader) -> Bin:
    found = Bin(row.name(), row.text("label"))
    row.close()
    return found


def _thing(row: Reader) -> Sorted:
    found = Sorted(row.name(), row.text("body"), row.name("bin"), row.text("feedback"))
    row.close()
    return found


class CategoriseType(ItemType[Categorise]):
    """A response maps things to bins; what is not yet placed is left out."""

    kind = "categorise"
    composite = True

    def read(self, source: Reader) -> Categorise:
        head = read_head(source, self.kind)
        item = Categorise(
            **head,
            bins=tuple(_bin(row) for row in source.rows("bins")),
            options=tuple(_thing(row) for row in source.rows("options")),
        )
        source.close()
        return item

    def problems(self, item: Categorise) -> list[Problem]:
        bins = [each.id for each in item.bins]
        return [
            *count_between(item.id, len(item.options), 2, MOST_OPTIONS),
            *count_between(item.id, len(bins), 2, 5),
            *repeated(item.id, bins + [option.id for option in item.options]),
            *alike(item.id, [each.label for each in item.bins]),
            *alike(item.id, [option.body for option in item.options]),
            *(
                flaw(
                    "item.unknown_bin",
                    f"{item.id}/{option.id}",
                    N_("There is no group with the id “{bin}”."),
                    N_("Use one of these: {words}."),
                    bin=option.bin,
                    words=", ".join(bins),
                )
                for option in item.options
                if option.bin not in bins
            ),
        ]

    def check(self, item: Categorise, value: object) -> Value:
        bins = [each.id for each in item.bins]
        return pairs_of(value, {option.id: bins for option in item.options})

    def complete(self, item: Categorise, response: Response) -> bool:
        return len(response.placed) == len(item.options)

    def grade(self, item: Categorise, response: Response) -> Grade:
        self.check(item, response.value)
        placed = response.placed
        right = {o.id for o in item.options if placed.get(o.id) == o.bin}
        tally = Tally(Fraction(len(right)), Fraction(len(item.options)), len(placed) - len(right))
        told = (Feedback(o.id, o.feedback, o.id in right) for o in item.options)
        return grade_of(tally, item.scoring, told)

    def right_response(self, item: Categorise) -> Response | None:
        return self.response(item, {option.id: option.bin for option in item.options})

    def explain(self, item: Categorise) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, True) for o in item.options)

    def rows(self, item: Categorise) -> tuple[Row, ...]:
        return tuple(Row(o.id, o.body) for o in item.options)

    def partners(self, item: Categorise) -> tuple[Row, ...]:
        return tuple(Row(each.id, each.label, True) for each in item.bins)

    def paper(self, item: Categorise, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="letters",
            instruction=Message(N_("Write the letter of the right group into each box.")),
            rows=shuffled(self.rows(item), seed, item.id),
            side=self.partners(item),
            key=tuple((option.id, option.bin) for option in item.options),
        )
