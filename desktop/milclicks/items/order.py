"""Order: put things into their right order. The author lists them in that order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
    Feedback,
    Grade,
    ItemType,
    PaperFace,
    Response,
    Row,
    Tally,
    Value,
    grade_of,
    not_as_listed,
)
from milclicks.items.options import (
    OptionItem,
    read_head,
    read_options,
    rows_of,
    told_apart,
)
from milclicks.items.reader import Reader
from milclicks.items.values import ids_of


class OrderType(ItemType[OptionItem]):
    """A partial list is a draft: what has been placed so far, in the order of placing."""

    kind = "order"
    composite = True

    def read(self, source: Reader) -> OptionItem:
        head = read_head(source, self.kind)
        item = OptionItem(**head, options=read_options(source, weight=False))
        source.close()
        return item

    def problems(self, item: OptionItem) -> list[Problem]:
        return [
            *told_apart(item.id, item.options, 3, 8),
        ]

    def check(self, item: OptionItem, value: object) -> Value:
        return ids_of(value, [option.id for option in item.options], keep_order=True)

    def complete(self, item: OptionItem, response: Response) -> bool:
        return len(response.ids) == len(item.options)

    def grade(self, item: OptionItem, response: Response) -> Grade:
        """Score the share of neighbours that follow each other in the right order."""
        right = [option.id for option in item.options]
        given = ids_of(response.value, right, keep_order=True)
        good = sum(1 for a, b in pairwise(given) if right.index(a) < right.index(b))
        tally = Tally(Fraction(good), Fraction(max(len(right) - 1, 1)))
        told = (
            Feedback(o.id, o.feedback, given[place : place + 1] == (o.id,))
            for place, o in enumerate(item.options)
        )
        return grade_of(tally, item.scoring, told)

    def right_response(self, item: OptionItem) -> Response | None:
        return Response(self.kind, tuple(option.id for option in item.options))

    def explain(self, item: OptionItem) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, True) for o in item.options)

    def rows(self, item: OptionItem) -> tuple[Row, ...]:
        return rows_of(item.options)

    def paper(self, item: OptionItem, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="number_rows",
            instruction=Message(N_("Number the boxes in the right order, beginning with 1.")),
            rows=not_as_listed(self.rows(item), seed, item.id),
            key=tuple((o.id, str(place)) for place, o in enumerate(item.options, start=1)),
        )
