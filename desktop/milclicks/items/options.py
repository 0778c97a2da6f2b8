"""What the item kinds read alike: the common head of an item, and lists of options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypedDict

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Artefact
from milclicks.items.artefact_read import read_artefact_at
from milclicks.items.base import ONE, ZERO, Feedback, Item, Option, Row, Scoring
from milclicks.items.reader import Reader, flaw

SCALES: Final = ("agree5", "freq5", "sure5")
MODES: Final = ("weights", "all", "right_minus_wrong")
MOST_OPTIONS: Final = 12
OTHERWISE: Final = "otherwise"  # the id under which what nobody foresaw gets its feedback


class Head(TypedDict):
    """The fields that every item shares, ready to be handed to its class."""

    id: str
    rev: int
    kind: str
    stem: str
    stimulus: Artefact | None
    shuffle: bool
    scoring: Scoring
    hint: str
    objectives: tuple[str, ...]
    confidence: bool
    survey: str | None
    otherwise: str


def read_head(
    source: Reader, kind: str, *, confidence: bool = False, mode: str = "weights"
) -> Head:
    """Read the common fields; `confidence` and `mode` are the kind's own defaults."""
    source.word("kind", (kind,))
    return Head(
        id=source.name(),
        rev=source.whole("rev", 1),
        kind=kind,
        stem=source.text("stem"),
        stimulus=read_artefact_at(source, "stimulus"),
        shuffle=source.flag("shuffle", True),
        scoring=_read_scoring(source, mode),
        hint=source.text_or("hint"),
        objectives=source.words("objectives"),
        confidence=source.flag("confidence", confidence),
        survey=_read_survey(source),
        otherwise=source.text_or("otherwise"),
    )


def _read_survey(source: Reader) -> str | None:
    inner = source.child("survey")
    if inner is None:
        return None
    scale = inner.word("scale", SCALES)
    inner.close()
    return scale


def _read_scoring(source: Reader, mode: str) -> Scoring:
    inner = source.child("scoring")
    if inner is None:
        return Scoring(mode=mode)  # type: ignore[arg-type]  # one of MODES, given by the kind
    scoring = Scoring(
        mode=inner.word("mode", MODES, mode),  # type: ignore[arg-type]  # word() keeps to MODES
        floor=inner.fraction("floor", ZERO),
        ceil=inner.fraction("ceil", ONE),
        penalty=inner.fraction("penalty", ONE),
    )
    inner.close()
    if not (ZERO <= scoring.floor < scoring.ceil <= ONE) or scoring.penalty < 0:
        inner.report(
            "item.scoring",
            N_("The scores of this question leave the range from 0 to 1."),
            N_("Let the floor be at least 0, the ceiling at most 1, and the penalty not negative."),
        )
    return scoring


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionItem(Item):
    """An item whose answer is made of its options."""

    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """Return one option by its id (the id was checked before)."""
        return next(each for each in self.options if each.id == option_id)


def read_options(
    source: Reader, *, body: bool = True, weight: bool = True, needed: bool = True
) -> tuple[Option, ...]:
    """Read plain options; `body` and `weight` say whether the kind writes them."""
    found = []
    for row in source.rows("options", needed=needed):
        found.append(
            Option(
                id=row.name(),
                body=row.text("body") if body else row.text_or("body"),
                weight=row.fraction("weight") if weight else ONE,
                feedback=row.text("feedback"),
                pinned=row.flag("pinned", False),
            )
        )
        row.close()
    return tuple(found)


def rows_of(options: Iterable[Option]) -> tuple[Row, ...]:
    """Return options as rows to draw."""
    return tuple(Row(o.id, o.body, o.pinned) for o in options)


def repeated(place: str, ids: Sequence[str]) -> list[Problem]:
    """Report ids that come twice among things that must be told apart."""
    twice = sorted({each for each in ids if ids.count(each) > 1})
    return [
        flaw(
            "item.repeated_id",
            place,
            N_("The id “{id}” comes twice."),
            N_("Give every entry an id of its own."),
            id=each,
        )
        for each in twice
    ]


def alike(place: str, texts: Sequence[str]) -> list[Problem]:
    """Report two options that a reader could not tell apart."""
    seen = [each for each in texts if each]
    twice = sorted({each for each in seen if seen.count(each) > 1})
    return [
        flaw(
            "item.same_words",
            place,
            N_("Two options say the same: “{text}”."),
            N_("Change one of them, so that only one can be meant."),
            text=each,
        )
        for each in twice
    ]


def count_between(place: str, count: int, least: int, most: int) -> list[Problem]:
    """Report too few or too many options."""
    if least <= count <= most:
        return []
    return [
        flaw(
            "item.option_count",
            place,
            N_("This question has {count} options."),
            N_("Give it from {least} to {most}."),
            count=count,
            least=least,
            most=most,
        )
    ]


def told_apart(place: str, options: Sequence[Option], least: int, most: int) -> list[Problem]:
    """Report too few or too many options, and those that have one id or the same words."""
    ids = [option.id for option in options]
    bodies = [option.body for option in options]
    return [
        *count_between(place, len(ids), least, most),
        *repeated(place, ids),
        *alike(place, bodies),
    ]


def weights_within(place: str, options: Iterable[Option]) -> list[Problem]:
    """Report weights below 0 or above 1."""
    return [
        flaw(
            "item.weight",
            f"{place}/{option.id}",
            N_("The weight of this option is not between 0 and 1."),
            N_("Write 1 for right, 0 for not right, or a fraction between them."),
        )
        for option in options
        if not ZERO <= option.weight <= ONE
    ]


def needs_right(place: str, options: Iterable[Option], *, exactly_one: bool) -> list[Problem]:
    """Report a missing answer key, or two keys where there can be one."""
    full = sum(1 for option in options if option.weight == ONE)
    if full == 0:
        return [
            flaw(
                "item.no_key",
                place,
                N_("This question has no right answer."),
                N_("Give the right option the weight 1."),
            )
        ]
    if exactly_one and full > 1:
        return [
            flaw(
                "item.two_keys",
                place,
                N_("This question has more than one right answer."),
                N_("Give exactly one option the weight 1, or use the kind “multiple”."),
            )
        ]
    return []


def needs_thanks(place: str, otherwise: str) -> list[Problem]:
    """Report a survey question after which nothing is said."""
    if otherwise:
        return []
    return [
        flaw(
            "item.no_thanks",
            place,
            N_("Nothing is said after this survey question."),
            N_("Add “otherwise” with a word of thanks."),
        )
    ]


def thanks(otherwise: str) -> tuple[Feedback, ...]:
    """Return what is said after a question without a key."""
    return (Feedback(OTHERWISE, otherwise, True),) if otherwise else ()


def needs_otherwise(place: str, otherwise: str) -> list[Problem]:
    """Report that an unforeseen answer would get no word of explanation."""
    if otherwise:
        return []
    return [
        flaw(
            "item.no_otherwise",
            place,
            N_("An answer that nobody foresaw would get no explanation here."),
            N_("Add “otherwise” with a sentence that helps."),
        )
    ]
