"""Short: a typed word or phrase, compared as a reader would compare it."""

from __future__ import annotations

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
    ONE,
    ZERO,
    Feedback,
    Grade,
    ItemType,
    PaperFace,
    Response,
    Row,
    Tally,
    Value,
    grade_of,
)
from milclicks.items.options import (
    OTHERWISE,
    OptionItem,
    alike,
    needs_otherwise,
    needs_right,
    read_head,
    read_options,
    repeated,
    rows_of,
    weights_within,
)
from milclicks.items.reader import Reader
from milclicks.items.values import text_of
from milclicks.items.words import plain_words, same_words


class ShortType(ItemType[OptionItem]):
    """Options are the accepted answers and the foreseen wrong ones."""

    kind = "short"

    def read(self, source: Reader) -> OptionItem:
        item = OptionItem(**read_head(source, self.kind), options=read_options(source))
        source.close()
        return item

    def problems(self, item: OptionItem) -> list[Problem]:
        return [
            *repeated(item.id, [option.id for option in item.options]),
            *alike(item.id, [plain_words(option.body) for option in item.options]),
            *weights_within(item.id, item.options),
            *needs_right(item.id, item.options, exactly_one=False),
            *needs_otherwise(item.id, item.otherwise),
        ]

    def check(self, item: OptionItem, value: object) -> Value:
        return text_of(value)

    def complete(self, item: OptionItem, response: Response) -> bool:
        return bool(response.single.strip())

    def grade(self, item: OptionItem, response: Response) -> Grade:
        typed = text_of(response.value)
        met = next((o for o in item.options if same_words(typed, o.body)), None)
        worth = met.weight if met else ZERO
        told = (
            Feedback(met.id, met.feedback, worth == ONE)
            if met
            else Feedback(OTHERWISE, item.otherwise, False)
        )
        return grade_of(Tally(worth, ONE, 0 if worth else 1), item.scoring, [told])

    def right_response(self, item: OptionItem) -> Response | None:
        return next((Response(self.kind, o.body) for o in item.options if o.weight == ONE), None)

    def explain(self, item: OptionItem) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, o.weight == ONE) for o in item.options)

    def rows(self, item: OptionItem) -> tuple[Row, ...]:
        return rows_of(item.options)

    def paper(self, item: OptionItem, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="write",
            instruction=Message(N_("Write your answer.")),
            write_lines=1,
            key=tuple((o.id, o.body) for o in item.options if o.weight == ONE),
        )
