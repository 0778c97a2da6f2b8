"""Guessers that understand nothing: by position, by length, by tone, by trust or distrust alone.

Each gets the share of answers that its rule finds; the questions are good when no rule is better
than chance plus ten points. Positions are those of the shuffled options, as learners meet them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.items.base import Item, Row, shuffled
from milclicks.items.cloze import Cloze
from milclicks.items.options import OptionItem
from milclicks.packs.markup import plain
from milclicks.packs.strict.report import LEAST, Figure, finding
from milclicks.packs.strict.spoken import Decision, decisions
from milclicks.packs.strict.tone import alarming
from milclicks.steps.lesson import Lesson

MORE: Final = 10  # points above chance
_POINTED: Final = ("choice", "truefalse", "multiple")
_SEEN: Final = 10  # a length is seen to differ by one part in ten
_SEEDS: Final = tuple(f"seed {n}" for n in range(8))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a guesser sees it: options in order, each with its length and its truth."""

    options: tuple[tuple[int, bool], ...]

    @property
    def chance(self) -> Fraction:
        """The share of right options."""
        return Fraction(sum(right for _, right in self.options), len(self.options))


def questions(lesson: Lesson, seeds: Sequence[str]) -> Iterator[Question]:
    """Every question of a lesson in which one option can be pointed at, once for each seed."""
    for _, item in lesson.items():
        if item.survey is None:
            for seed in seeds:
                yield from _asked(item, seed)


def _asked(item: Item, seed: str) -> Iterator[Question]:
    if isinstance(item, OptionItem) and item.kind in _POINTED:
        yield _question([(o.id, o.body, bool(o.weight)) for o in item.options], item, seed)
    elif isinstance(item, Cloze) and item.mode == "select":
        for gap in dict.fromkeys(option.gap for option in item.options):
            here = [o for o in item.options if o.gap == gap]
            yield _question([(o.id, o.body, bool(o.weight)) for o in here], item, seed)


def _question(options: list[tuple[str, str, bool]], item: Item, seed: str) -> Question:
    rows = tuple(Row(name, body) for name, body, _ in options)
    right = {name: is_right for name, _, is_right in options}
    order = shuffled(rows, seed, item.id) if item.shuffle else rows
    return Question(tuple((len(plain(row.text)), right[row.id]) for row in order))


def _longest(question: Question) -> int | None:
    lengths = [length for length, _ in question.options]
    second, first = sorted(lengths)[-2:]
    return lengths.index(first) if first * _SEEN >= second * (_SEEN + 1) else None


def _shortest(question: Question) -> int | None:
    lengths = [length for length, _ in question.options]
    first, second = sorted(lengths)[:2]
    return lengths.index(first) if second * _SEEN >= first * (_SEEN + 1) else None


_Guess = Callable[[Question], int | None]  # None: nothing stands out, so any option will do
_POINTING: Final[dict[str, _Guess]] = {
    "first option": lambda question: 0,
    "last option": lambda question: len(question.options) - 1,
    "longest option": _longest,
    "shortest option": _shortest,
}
_JUDGING: Final[dict[str, Callable[[Decision, str], bool]]] = {
    "believe everything": lambda decision, locale: True,
    "believe nothing": lambda decision, locale: False,
    "tone of the message": lambda decision, locale: not alarming(decision.words, locale),
}


def check_guesses(
    lessons: Mapping[str, Lesson], locale: str, figures: list[Figure]
) -> Iterator[Problem]:
    """Let every guesser answer all questions of one locale."""
    asked = [q for lesson in lessons.values() for q in questions(lesson, _SEEDS)]
    mixed = [q for q in asked if 0 < q.chance < 1]
    cases = len(mixed) // len(_SEEDS)
    chance = sum((q.chance for q in mixed), Fraction(0)) / len(_SEEDS)
    for name, guess in _POINTING.items():
        hits = sum((_hit(q, guess(q)) for q in mixed), Fraction(0)) / len(_SEEDS)
        yield from _judged(name, locale, hits, chance, cases, figures)
    judged = [one for lesson in lessons.values() for one in decisions(lesson)]
    for name, trust in _JUDGING.items():
        right = sum(trust(one, locale) == (one.item.truth == "sound") for one in judged)
        half = Fraction(len(judged), 2)
        yield from _judged(name, locale, Fraction(right), half, len(judged), figures)


def _hit(question: Question, option: int | None) -> Fraction:
    """1 for a right guess, 0 for a wrong one; the share of right options for a blind one."""
    return question.chance if option is None else Fraction(question.options[option][1])


def _judged(
    name: str,
    locale: str,
    hits: Fraction,
    chance: Fraction,
    cases: int,
    figures: list[Figure],
) -> Iterator[Problem]:
    if not cases:
        return
    score, by_chance = round(100 * hits / cases), round(100 * chance / cases)
    limit = by_chance + MORE
    verdict: Any = "few" if cases < LEAST else "ok" if score <= limit else "failed"
    figures.append(Figure("guess", f"{locale} {name}", score, cases, limit, verdict))
    if verdict == "failed":
        values = {"guess": name, "score": score, "chance": by_chance, "more": MORE}
        yield finding("strict.guess", locale, locale=locale, **values)
