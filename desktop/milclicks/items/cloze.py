"""Cloze: a text with gaps. Four modes: a word bank, typed words, a choice per gap, marked spans."""

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
from milclicks.items.cloze_check import cloze_problems
from milclicks.items.gaps import Segment, segments
from milclicks.items.options import read_head
from milclicks.items.reader import Reader
from milclicks.items.values import bad_answer, ids_of, pairs_of, text_of
from milclicks.items.words import same_words

Mode = Literal["bank", "text", "select", "mark"]
MODES: Final = ("bank", "text", "select", "mark")


@dataclass(frozen=True, slots=True)
class GapOption:
    """A word for a gap (`gap` "" = a distractor of the bank), or a span to mark."""

    id: str
    gap: str
    body: str
    weight: Fraction
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Item):
    """An item of one text with gaps or spans."""

    mode: Mode
    text: str
    options: tuple[GapOption, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The text, cut at its gaps or spans."""
        return segments(self.text)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The ids of the gaps (or spans) in reading order."""
        return tuple(s.id for s in self.segments if s.kind != "words")

    def choices(self, gap: str) -> tuple[GapOption, ...]:
        """The options of one gap, as the author listed them."""
        return tuple(option for option in self.options if option.gap == gap)


def _option(row: Reader, mode: str) -> GapOption:
    gap = "" if mode == "mark" else row.name_or("gap")
    default = (ONE if gap else ZERO) if mode == "bank" else None
    option = GapOption(
        id=row.name(),
        gap=gap,
        body="" if mode == "mark" else row.text("body"),
        weight=row.fraction("weight", default),
        feedback=row.text("feedback"),
    )
    row.close()
    return option


def _answered(item: Cloze, gap: str, given: str) -> GapOption | None:
    """Find the option that a filled gap stands for; None for words nobody foresaw."""
    if item.mode == "text":
        return next((o for o in item.choices(gap) if same_words(given, o.body)), None)
    return next(o for o in item.options if o.id == given)


class ClozeType(ItemType[Cloze]):
    """Gap responses map a gap to an option id or to typed words; marks are a list of spans."""

    kind = "cloze"
    composite = True

    def read(self, source: Reader) -> Cloze:
        mode: Mode = source.word("mode", MODES)  # type: ignore[assignment]  # word() keeps to MODES
        head = read_head(
            source, self.kind, mode="right_minus_wrong" if mode == "mark" else "weights"
        )
        item = Cloze(
            **head,
            mode=mode,
            text=source.text("text"),
            options=tuple(_option(row, mode) for row in source.rows("options")),
        )
        source.close()
        return item

    def problems(self, item: Cloze) -> list[Problem]:
        return cloze_problems(item)

    def check(self, item: Cloze, value: object) -> Value:
        if item.mode == "mark":
            return ids_of(value, [option.id for option in item.options])
        if item.mode == "text":
            return self._check_typed(item, value)
        ids = [option.id for option in item.options]
        known = {
            gap: ids if item.mode == "bank" else [o.id for o in item.choices(gap)]
            for gap in item.gaps
        }
        placed = pairs_of(value, known)
        if item.mode == "bank" and len(set(placed.values())) != len(placed):
            raise bad_answer("a word of the bank is used twice")
        return placed

    def _check_typed(self, item: Cloze, value: object) -> Value:
        if not isinstance(value, dict) or not set(value) <= set(item.gaps):
            raise bad_answer("a gap is unknown")
        return {gap: text_of(value[gap]) for gap in sorted(value)}

    def complete(self, item: Cloze, response: Response) -> bool:
        if item.mode == "mark":
            return bool(response.ids)
        return all(response.placed.get(gap, "").strip() for gap in item.gaps)

    def grade(self, item: Cloze, response: Response) -> Grade:
        self.check(item, response.value)
        return self._marked(item, response) if item.mode == "mark" else self._filled(item, response)

    def _marked(self, item: Cloze, response: Response) -> Grade:
        marked = [o for o in item.options if o.id in response.ids]
        tally = Tally(
            sum((o.weight for o in marked), ZERO),
            sum((o.weight for o in item.options), ZERO),
            sum(1 for o in marked if not o.weight),
        )
        told = (Feedback(o.id, o.feedback, (o in marked) == bool(o.weight)) for o in item.options)
        return grade_of(tally, item.scoring, told)

    def _filled(self, item: Cloze, response: Response) -> Grade:
        got, wrong, told = ZERO, 0, []
        for gap in item.gaps:
            given = response.placed.get(gap, "")
            option = _answered(item, gap, given) if given else None
            worth = option.weight if option and option.gap == gap else ZERO
            got += worth
            wrong += 1 if given and not worth else 0
            if option:
                told.append(Feedback(option.id, option.feedback, worth == ONE))
            elif given and item.otherwise:
                told.append(Feedback(gap, item.otherwise, False))
        return grade_of(Tally(got, Fraction(len(item.gaps)), wrong), item.scoring, told)

    def right_response(self, item: Cloze) -> Response | None:
        if item.mode == "mark":
            return self.response(item, [o.id for o in item.options if o.weight])
        key = {gap: best_option(item, gap) for gap in item.gaps}
        typed = item.mode == "text"
        return self.response(item, {gap: o.body if typed else o.id for gap, o in key.items()})

    def explain(self, item: Cloze) -> tuple[Feedback, ...]:
        return tuple(Feedback(o.id, o.feedback, o.weight == ONE) for o in item.options)

    def rows(self, item: Cloze) -> tuple[Row, ...]:
        spans = {s.id: s.text for s in item.segments if s.kind == "span"}
        return tuple(Row(o.id, o.body or spans.get(o.id, "")) for o in item.options)

    def form(self, item: Cloze) -> str:
        return f"cloze-{item.mode}"

    def paper(self, item: Cloze, seed: str) -> PaperFace | Message:
        form, instruction = _PAPER[item.mode]
        rows = () if item.mode in ("text", "mark") else self.rows(item)
        if item.mode == "mark":
            key = tuple((o.id, "") for o in item.options if o.weight)
        else:
            key = tuple((gap, best_option(item, gap).body) for gap in item.gaps)
        return PaperFace(
            form=form,
            instruction=Message(instruction),
            rows=shuffled(rows, seed, item.id),
            side=tuple(Row(o.id, o.gap) for o in item.options) if item.mode == "select" else (),
            text=item.text,
            key=key,
        )


_PAPER: Final[dict[str, tuple[str, str]]] = {
    "bank": ("gaps", N_("Fill the gaps with words from the box.")),
    "text": ("gaps", N_("Fill the gaps.")),
    "select": ("ring_word", N_("Ring one word for each gap.")),
    "mark": ("underline", N_("Underline the words.")),
}


def best_option(item: Cloze, gap: str) -> GapOption:
    """Return the first option of a gap with the full weight."""
    return max(item.choices(gap), key=lambda option: option.weight)
