"""Match: put each left side with its right side. Extra right sides may belong to nobody."""

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
from milclicks.items.options import alike, count_between, read_head, repeated
from milclicks.items.reader import Reader
from milclicks.items.values import bad_answer, pairs_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and the right side that belongs to it."""

    id: str
    left: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A right side that belongs to no left side."""

    id: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Item):
    """An item of pairs."""

    pairs: tuple[Pair, ...]
    extra: tuple[Extra, ...] = ()


def _pair(row: Reader) -> Pair:
    pair = Pair(row.name(), row.text("left"), row.text("right"), row.text("feedback"))
    row.close()
    return pair


def _extra(row: Reader) -> Extra:
    extra = Extra(row.name(), row.text("right"), row.text("feedback"))
    row.close()
    return extra


class MatchType(ItemType[Match]):
    """A response maps left ids to right ids; a right side can be used once."""

    kind = "match"
    composite = True

    def read(self, source: Reader) -> Match:
        head = read_head(source, self.kind)
        item = Match(
            **head,
            pairs=tuple(_pair(row) for row in source.rows("pairs")),
            extra=tuple(_extra(row) for row in source.rows("extra", needed=False)),
        )
        source.close()
        return item

    def problems(self, item: Match) -> list[Problem]:
        return [
            *count_between(item.id, len(item.pairs), 2, 8),
            *repeated(item.id, [p.id for p in item.pairs] + [e.id for e in item.extra]),
            *alike(item.id, [p.left for p in item.pairs]),
            *alike(item.id, [p.right for p in item.pairs] + [e.right for e in item.extra]),
        ]

    def check(self, item: Match, value: object) -> Value:
        targets = [p.id for p in item.pairs] + [e.id for e in item.extra]
        placed = pairs_of(value, {pair.id: targets for pair in item.pairs})
        if len(set(placed.values())) != len(placed):
            raise bad_answer("a right side is used twice")
        return placed

    def complete(self, item: Match, response: Response) -> bool:
        return len(response.placed) == len(item.pairs)

    def grade(self, item: Match, response: Response) -> Grade:
        self.check(item, response.value)
        placed = response.placed
        right = {p.id for p in item.pairs if placed.get(p.id) == p.id}
        tally = Tally(Fraction(len(right)), Fraction(len(item.pairs)), len(placed) - len(right))
        told = [Feedback(p.id, p.feedback, p.id in right) for p in item.pairs]
        used = set(placed.values())
        told += [Feedback(e.id, e.feedback, False) for e in item.extra if e.id in used]
        return grade_of(tally, item.scoring, told)

    def right_response(self, item: Match) -> Response | None:
        return self.response(item, {pair.id: pair.id for pair in item.pairs})

    def explain(self, item: Match) -> tuple[Feedback, ...]:
        return (
            *(Feedback(p.id, p.feedback, True) for p in item.pairs),
            *(Feedback(e.id, e.feedback, False) for e in item.extra),
        )

    def rows(self, item: Match) -> tuple[Row, ...]:
        return tuple(Row(p.id, p.left, True) for p in item.pairs)

    def partners(self, item: Match) -> tuple[Row, ...]:
        return (
            *(Row(p.id, p.right) for p in item.pairs),
            *(Row(e.id, e.right) for e in item.extra),
        )

    def paper(self, item: Match, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="letters",
            instruction=Message(N_("Write the letter of the right side into each box.")),
            rows=self.rows(item),
            side=shuffled(self.partners(item), seed, item.id),
            key=tuple((pair.id, pair.id) for pair in item.pairs),
        )
