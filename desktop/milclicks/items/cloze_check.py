"""What an author of a cloze can do wrong: gaps without options, options without gaps, no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.core.errors import N_, Problem
from milclicks.items.base import ONE, ZERO
from milclicks.items.gaps import broken
from milclicks.items.options import alike, count_between, needs_otherwise, repeated
from milclicks.items.reader import flaw

if TYPE_CHECKING:
    from milclicks.items.cloze import Cloze

MOST_GAPS = 8


def cloze_problems(item: Cloze) -> list[Problem]:
    """Return every problem of a cloze that could be read."""
    found = [
        *_text_problems(item),
        *repeated(item.id, [option.id for option in item.options]),
        *(
            flaw(
                "item.weight",
                f"{item.id}/{option.id}",
                N_("The weight of this option is not between 0 and 1."),
                N_("Write 1 for right, 0 for not right, or a fraction between them."),
            )
            for option in item.options
            if not ZERO <= option.weight <= ONE
        ),
    ]
    return found + (_mark_problems(item) if item.mode == "mark" else _gap_problems(item))


def _text_problems(item: Cloze) -> list[Problem]:
    kinds = {s.kind for s in item.segments}
    wanted, other = ("span", "gap") if item.mode == "mark" else ("gap", "span")
    found = [*count_between(item.id, len(item.gaps), 1, MOST_GAPS)] if item.gaps else []
    if wanted not in kinds or other in kinds or broken(item.text):
        found.append(
            flaw(
                "item.gap_marks",
                item.id,
                N_("The gaps of this text are not written as they must be."),
                N_("Write {gap} for a gap, or {span} for words that can be marked."),
                gap="{{g1}}",
                span="{{s1|the words}}",
            )
        )
    return found + repeated(item.id, list(item.gaps))


def _unknown(item: Cloze, option: str, gap: str) -> Problem:
    return flaw(
        "item.unknown_gap",
        f"{item.id}/{option}",
        N_("The text has no gap “{gap}”."),
        N_("Use the id of a gap that is in the text."),
        gap=gap,
    )


def _mark_problems(item: Cloze) -> list[Problem]:
    ids = {option.id for option in item.options}
    found = [_unknown(item, each, each) for each in sorted(ids - set(item.gaps))]
    found += [_no_option(item, each) for each in item.gaps if each not in ids]
    if not any(option.weight == ONE for option in item.options):
        found.append(_no_key(item, item.id))
    return found


def _gap_problems(item: Cloze) -> list[Problem]:
    found = []
    for option in item.options:
        if option.gap and option.gap not in item.gaps:
            found.append(_unknown(item, option.id, option.gap))
        if not option.gap and (item.mode != "bank" or option.weight):
            found.append(_unknown(item, option.id, "?"))
    for gap in dict.fromkeys(item.gaps):
        found += _one_gap(item, gap)
    if item.mode == "text":
        found += needs_otherwise(item.id, item.otherwise)
    if item.mode == "bank":
        found += alike(item.id, [option.body for option in item.options])
    return found


def _one_gap(item: Cloze, gap: str) -> list[Problem]:
    choices = item.choices(gap)
    least = 2 if item.mode == "select" else 1
    if len(choices) < least:
        return [_no_option(item, gap)]
    full = sum(1 for option in choices if option.weight == ONE)
    place = f"{item.id}/{gap}"
    if not full:
        return [_no_key(item, place)]
    if full > 1 and item.mode != "text":
        return [
            flaw(
                "item.two_keys",
                place,
                N_("This gap has more than one right answer."),
                N_("Give exactly one option of the gap the weight 1."),
            )
        ]
    return [] if item.mode == "bank" else alike(place, [option.body for option in choices])


def _no_option(item: Cloze, gap: str) -> Problem:
    return flaw(
        "item.gap_options",
        f"{item.id}/{gap}",
        N_("This gap has too few options."),
        N_("Give every gap its options: one for a bank or typed words, two or more for a choice."),
    )


def _no_key(item: Cloze, place: str) -> Problem:
    return flaw(
        "item.no_key",
        place,
        N_("This question has no right answer."),
        N_("Give the right option the weight 1."),
    )
