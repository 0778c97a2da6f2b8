"""Number: a field or a slider. Without an answer and with a survey it asks for an opinion."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
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
from milclicks.items.measure import Measure, read_measure
from milclicks.items.options import OptionItem, needs_thanks, read_head, read_options, thanks
from milclicks.items.reader import Reader, flaw
from milclicks.items.values import bad_answer
from milclicks.items.words import read_number

SIDES: Final = ("exact", "below", "above")
MOST: Final = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(OptionItem):
    """An item whose answer is a number; `by` is the step of the slider."""

    mode: Literal["field", "slider"]
    answer: Fraction | None
    tolerance: Fraction
    low: Fraction
    high: Fraction
    by: Fraction
    unit: Measure


class NumberType(ItemType[Number]):
    """A response is a number written as "12" or "3/2"; typed digits may be of any script."""

    kind = "number"

    def read(self, source: Reader) -> Number:
        mode = source.word("mode", ("field", "slider"))
        opinion = source.has("survey")
        item = Number(
            **read_head(source, self.kind),
            options=read_options(source, body=False, weight=False, needed=not opinion),
            mode=mode,  # type: ignore[arg-type]  # word() keeps to the two modes
            answer=None if opinion and not source.has("answer") else source.fraction("answer"),
            tolerance=source.fraction("tolerance", ZERO),
            low=source.fraction("low"),
            high=source.fraction("high"),
            by=source.fraction("by", ONE),
            unit=read_measure(source, needed=False),
        )
        source.close()
        return item

    def problems(self, item: Number) -> list[Problem]:
        found = []
        if item.low >= item.high or item.by <= 0 or (item.high - item.low) % item.by:
            found.append(
                flaw(
                    "item.range",
                    item.id,
                    N_("The range of this number makes no scale."),
                    N_("Let low be below high, and the step “by” divide the way between them."),
                )
            )
        elif item.answer is not None and not self._reachable(item, item.answer):
            found.append(
                flaw(
                    "item.answer_outside",
                    item.id,
                    N_("The right number cannot be reached on this scale."),
                    N_("Put the answer between low and high, on a step of the slider."),
                )
            )
        return found + self._side_problems(item)

    def _side_problems(self, item: Number) -> list[Problem]:
        if item.answer is None:
            return needs_thanks(item.id, item.otherwise)
        found = []
        if {option.id for option in item.options} != set(SIDES) or len(item.options) != len(SIDES):
            found.append(
                flaw(
                    "item.fixed_options",
                    item.id,
                    N_("The options of this question must have these ids: {ids}."),
                    N_("Write each of them once, between quotation marks."),
                    ids=", ".join(SIDES),
                )
            )
        if item.tolerance < 0 or 2 * item.tolerance >= item.high - item.low:
            found.append(
                flaw(
                    "item.tolerance",
                    item.id,
                    N_("With this tolerance nearly every number would be right."),
                    N_("Choose a tolerance from 0 to less than half of the range."),
                )
            )
        return found

    def _reachable(self, item: Number, number: Fraction) -> bool:
        on_step = item.mode == "field" or not (number - item.low) % item.by
        return item.low <= number <= item.high and on_step

    def check(self, item: Number, value: object) -> Value:
        number = read_number(value) if isinstance(value, str) else None
        if number is None or abs(number) > MOST:
            raise bad_answer("a number was expected")
        if item.mode == "slider" and not self._reachable(item, number):
            raise bad_answer("the number is not on the slider")
        return str(number)

    def complete(self, item: Number, response: Response) -> bool:
        return bool(response.single)

    def grade(self, item: Number, response: Response) -> Grade:
        given = Fraction(str(self.check(item, response.value)))
        if item.answer is None:
            return Grade(0, 0, "thanks", self.explain(item))
        off = given - item.answer
        side = "exact" if abs(off) <= item.tolerance else "below" if off < 0 else "above"
        right = side == "exact"
        told = [Feedback(o.id, o.feedback, right) for o in item.options if o.id == side]
        return grade_of(Tally(ONE if right else ZERO, ONE, 0 if right else 1), item.scoring, told)

    def right_response(self, item: Number) -> Response | None:
        return None if item.answer is None else Response(self.kind, str(item.answer))

    def explain(self, item: Number) -> tuple[Feedback, ...]:
        if item.answer is None:
            return thanks(item.otherwise)
        return tuple(Feedback(o.id, o.feedback, o.id == "exact") for o in item.options)

    def rows(self, item: Number) -> tuple[Row, ...]:
        return ()

    def form(self, item: Number) -> str:
        return f"number-{item.mode}"

    def paper(self, item: Number, seed: str) -> PaperFace | Message:
        return PaperFace(
            form="number",
            instruction=Message(N_("Write a number.")),
            text=item.unit.name,
            write_lines=1,
            key=(("exact", str(item.answer)),) if item.answer is not None else (),
        )
