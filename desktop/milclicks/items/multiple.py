"""Multiple: tick all that fit. Weight 1 means that the option should be ticked."""

from __future__ import annotations

from milclicks.core.errors import N_, Message, Problem
from milclicks.items.base import (
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
from milclicks.items.reader import Reader, caution
from milclicks.items.values import ids_of


def picked_tally(item: OptionItem, ticked: tuple[str, ...]) -> Tally:
    """Count ticks: what right options are worth, and how many wrong ones were ticked."""
    return Tally(
        got=sum((o.weight for o in item.options if o.id in ticked), ZERO),
        of=sum((o.weight for o in item.options), ZERO),
        wrong=sum(1 for o in item.options if o.id in ticked and not o.weight),
    )


class MultipleType(ItemType[OptionItem]):
    """Several taps; the last state counts, Check opens the feedback."""

    kind = "multiple"

    def read(self, source: Reader) -> OptionItem:
        head = read_head(source, self.kind, mode="right_minus_wrong")
        item = OptionItem(**head, options=read_options(source))
        source.close()
        return item

    def problems(self, item: OptionItem) -> list[Problem]:
        found = [
            *told_apart(item.id, item.options, 2, MOST_OPTIONS),
            *weights_within(item.id, item.options),
            *needs_right(item.id, item.options, exactly_one=False),
        ]
        if item.scoring.mode == "weights":
            found.append(
                caution(
                    "item.tick_all",
                    item.id,
                    N_("Whoever ticks everything gets the full score here."),
                    N_("Use the scoring “right_minus_wrong” or “all”."),
                )
            )
        return found

    def check(self, item: OptionItem, value: object) -> Value:
        return ids_of(value, [option.id for option in item.options])

    def complete(self, item: OptionItem, response: Response) -> bool:
        return bool(response.ids)

    def grade(self, item: OptionItem, response: Response) -> Grade:
        ticked = ids_of(response.value, [option.id for option in item.options])
        told = (
            Feedback(o.id, o.feedback, (o.id in ticked) == bool(o.weight)) for o in item.options
        )
        return grade_of(picked_tally(item, ticked), item.scoring, told)

    def right_response(self, item: OptionItem) -> Response | None:
        return self.response(item, [option.id for option in item.options if option.weight])

    def explain(self, item: OptionItem) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, bool(o.weight)) for o in item.options)

    def rows(self, item: OptionItem) -> tuple[Row, ...]:
        return rows_of(item.options)

    def on_cards(self, item: OptionItem) -> bool:
        return False

    def paper(self, item: OptionItem, seed: str) -> PaperFace | Message:
        rows = self.rows(item)
        return PaperFace(
            form="tick_many",
            instruction=Message(N_("Tick every box that fits.")),
            rows=shuffled(rows, seed, item.id) if item.shuffle else rows,
            key=tuple((o.id, "") for o in item.options if o.weight),
        )
