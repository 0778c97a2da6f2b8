"""Decide: pass a message on, hold it, or push back. Holding is counted apart and costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

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
from milclicks.items.options import OptionItem, read_head, read_options
from milclicks.items.reader import Reader, flaw
from milclicks.items.values import id_of

LABELS: Final = {
    "accept": Message(N_("Pass it on")),
    "hold": Message(N_("Hold it")),
    "reject": Message(N_("Push back")),
}
RIGHT_VERDICT: Final = {"sound": "accept", "unsound": "reject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(OptionItem):
    """A decision about one message, whose truth the shown evidence decides.

    `proof` names where that evidence stands: parts of the stimulus, looks of the case file,
    pages of a mini-web.
    """

    truth: Literal["sound", "unsound"]
    proof: tuple[str, ...] = ()


class DecideType(ItemType[Decide]):
    """Fixed options in a fixed order. The grade carries verdict and truth."""

    kind = "decide"

    def read(self, source: Reader) -> Decide:
        truth = source.word("truth", tuple(RIGHT_VERDICT))
        item = Decide(
            **read_head(source, self.kind, confidence=True),
            options=read_options(source, body=False, weight=False),
            truth=truth,  # type: ignore[arg-type]  # word() keeps to sound and unsound
            proof=source.words("proof"),
        )
        source.close()
        return item

    def problems(self, item: Decide) -> list[Problem]:
        if sorted(option.id for option in item.options) == sorted(LABELS):
            return []
        return [
            flaw(
                "item.fixed_options",
                item.id,
                N_("The options of this question must have these ids: {ids}."),
                N_("Write each of them once, between quotation marks."),
                ids=", ".join(LABELS),
            )
        ]

    def check(self, item: Decide, value: object) -> Value:
        return id_of(value, LABELS)

    def complete(self, item: Decide, response: Response) -> bool:
        return bool(response.single)

    def grade(self, item: Decide, response: Response) -> Grade:
        verdict = id_of(response.value, LABELS)
        right = verdict == RIGHT_VERDICT[item.truth]
        told = Feedback(verdict, item.option(verdict).feedback, right)
        if verdict == "hold":
            return Grade(0, 0, "held", (told,), verdict, item.truth)
        tally = Tally(ONE if right else ZERO, ONE, 0 if right else 1)
        return grade_of(tally, item.scoring, [told], verdict=verdict, truth=item.truth)

    def right_response(self, item: Decide) -> Response | None:
        return Response(self.kind, RIGHT_VERDICT[item.truth])

    def explain(self, item: Decide) -> tuple[Feedback, ...]:
        right = RIGHT_VERDICT[item.truth]
        return tuple(Feedback(o.id, o.feedback, o.id == right) for o in item.options)

    def rows(self, item: Decide) -> tuple[Row, ...]:
        return tuple(Row(name, item.option(name).body, True, LABELS[name]) for name in LABELS)

    def on_cards(self, item: Decide) -> bool:
        return True

    def paper(self, item: Decide, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="tick_one",
            instruction=Message(N_("What do you do with it? Tick one box.")),
            rows=self.rows(item),
            key=((RIGHT_VERDICT[item.truth], ""),),
        )
