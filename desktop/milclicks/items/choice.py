"""Choice: one right option among several. True or false is its sibling in `truefalse`."""

from __future__ import annotations

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
    ONE,
    Feedback,
    Grade,
    ItemType,
    PaperFace,
    Response,
    Row,
    Tally,
    Value,
    grade_of,
    shuffled,
)
from milclicks.items.options import (
    MOST_OPTIONS,
    OptionItem,
    needs_right,
    read_head,
    read_options,
    rows_of,
    told_apart,
    weights_within,
)
from milclicks.items.reader import Reader
from milclicks.items.values import id_of


class ChoiceType(ItemType[OptionItem]):
    """One tap answers; the confidence tap opens the feedback."""

    kind = "choice"

    def read(self, source: Reader) -> OptionItem:
        head = read_head(source, self.kind, confidence=True)
        item = OptionItem(**head, options=read_options(source, body=self.kind == "choice"))
        source.close()
        return item

    def problems(self, item: OptionItem) -> list[Problem]:
        return [
            *told_apart(item.id, item.options, 2, MOST_OPTIONS),
            *weights_within(item.id, item.options),
            *needs_right(item.id, item.options, exactly_one=True),
        ]

    def check(self, item: OptionItem, value: object) -> Value:
        return id_of(value, (option.id for option in item.options))

    def complete(self, item: OptionItem, response: Response) -> bool:
        return bool(response.single)

    def grade(self, item: OptionItem, response: Response) -> Grade:
        chosen = item.option(id_of(response.value, (option.id for option in item.options)))
        tally = Tally(chosen.weight, ONE, wrong=0 if chosen.weight else 1)
        told = Feedback(chosen.id, chosen.feedback, chosen.weight == ONE)
        return grade_of(tally, item.scoring, [told])

    def right_response(self, item: OptionItem) -> Response | None:
        return next(
            (Response(item.kind, option.id) for option in item.options if option.weight == ONE),
            None,
        )

    def explain(self, item: OptionItem) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, o.weight == ONE) for o in item.options)

    def rows(self, item: OptionItem) -> tuple[Row, ...]:
        return rows_of(item.options)

    def on_cards(self, item: OptionItem) -> bool:
        return True

    def paper(self, item: OptionItem, seed: str) -> PaperFace | Message:
        rows = self.rows(item)
        return PaperFace(
            form="tick_one",
            instruction=Message(N_("Tick one box.")),
            rows=shuffled(rows, seed, item.id) if item.shuffle else rows,
            key=tuple((o.id, "") for o in item.options if o.weight == ONE),
        )
