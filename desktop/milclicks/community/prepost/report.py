"""What the report of a group shows as bars, for the screen and for paper: shares beside each other.

Data only: sections of measures, each with a bar for every time (before, after, weeks later) about
which numbers may be shown. The abilities are the three of the objectives: access, evaluate, create.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from milclicks.community.prepost.asks import Form, Pretest
from milclicks.community.prepost.scores import SKILLS, GroupScore, Share, percent
from milclicks.core.errors import N_, Message
from milclicks.core.marks import bare
from milclicks.core.texts import Texts
from milclicks.items.artefact import Artefact
from milclicks.items.decide import LABELS
from milclicks.items.wrappers import SCALE_LABELS, Calibration

Told = Mapping[str, tuple[int, GroupScore | None]]  # round -> how many handed in, their counts

ROUNDS: Final = {"before": N_("Before"), "after": N_("After"), "later": N_("Weeks later")}
MEASURES: Final = {
    "kept": N_("Sound messages kept"),
    "caught": N_("Unsound messages caught"),
    "A": N_("Access: find what one needs"),
    "E": N_("Evaluate: understand and weigh up"),
    "C": N_("Create: make, share and take part"),
    "sure": N_("How sure people were"),
    "right": N_("How often they were right"),
}
FOR_LEARNING: Final = N_(
    "For learning, not for choosing: no marks, no ranking, no comparing of schools."
)
COUNTED: Final = N_("{share} ({count} of {of})")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its time, its length in whole percent, and the counts behind it if there are any."""

    round: str
    percent: int
    share: Share | None = None

    def words(self, texts: Texts) -> str:
        """The number at the end of the bar."""
        said = texts.percent(self.percent)
        if self.share is None:
            return said
        return texts.say(COUNTED, share=said, count=self.share.count, of=self.share.of)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured, with its bars in the order of time."""

    key: str
    bars: tuple[Bar, ...]

    def words(self, texts: Texts) -> str:
        """All of it in words, for who hears the page."""
        said = [f"{texts.say(ROUNDS[bar.round])}: {bar.words(texts)}" for bar in self.bars]
        return f"{texts.say(MEASURES[self.key])}. {'; '.join(said)}"


@dataclass(frozen=True, slots=True)
class Section:
    """Measures that are read together, and how to read them."""

    key: str
    title: str
    notes: tuple[Message, ...]
    measures: tuple[Measure, ...]


def sections(told: Told) -> tuple[Section, ...]:
    """The bars that there are; empty for a group about which nothing may be shown yet."""
    counts = {at: score for at, (_, score) in told.items() if score is not None}
    decided = (
        _shares("kept", counts, lambda one: one.kept_share),
        _shares("caught", counts, lambda one: one.caught_share),
    )
    able = tuple(_shares(skill, counts, partial(_ability, skill)) for skill in SKILLS)
    rated = {at: one.calibration for at, one in counts.items() if one.calibration is not None}
    sure = (
        Measure("sure", tuple(Bar(at, percent(one.sure)) for at, one in rated.items())),
        Measure("right", tuple(Bar(at, percent(one.right)) for at, one in rated.items())),
    )
    notes = tuple(_leaning(at, one) for at, one in rated.items())
    found = (
        Section("decisions", N_("Sound or unsound?"), (Message(BOTH),), decided),
        Section("abilities", N_("Access, evaluate, create"), (Message(NEEDS),), able),
        Section("sureness", N_("How sure, and how often right?"), notes, sure),
    )
    kept = (_shown(one) for one in found)
    return tuple(one for one in kept if one.measures)


BOTH: Final = N_("Read both together: whoever distrusts everything catches all and keeps nothing.")
NEEDS: Final = N_(
    "Right answers in part 2, by the ability that a question needs. Some questions need two."
)
LEANINGS: Final = {
    "over": N_("{time}: too sure (percentage points: {points})"),
    "under": N_("{time}: too modest (percentage points: {points})"),
    "even": N_("{time}: as sure as right"),
}


def _shares(
    key: str, counts: Mapping[str, GroupScore], share_of: Callable[[GroupScore], Share | None]
) -> Measure:
    shares = {at: share_of(one) for at, one in counts.items()}
    bars = (Bar(at, one.percent, one) for at, one in shares.items() if one is not None and one.of)
    return Measure(key, tuple(bars))


def _ability(skill: str, told: GroupScore) -> Share | None:
    return told.skills.get(skill)


def _leaning(at: str, rated: Calibration) -> Message:
    points = rated.points
    key = "over" if points > 0 else "under" if points < 0 else "even"
    return Message(LEANINGS[key], {"time": Message(ROUNDS[at]), "points": abs(points)})


def _shown(section: Section) -> Section:
    measures = tuple(one for one in section.measures if one.bars)
    return Section(section.key, section.title, section.notes, measures)


# --- statements and intentions -----------------------------------------------------------
MESSAGE: Final = N_("Message {number}: {senders}")


def choices(item: str, test: Pretest) -> dict[str, Message]:
    """What can be chosen about a statement or an intention: response -> its words."""
    if _ask_part(test, item) == "intent":
        return dict(LABELS)
    numbers = (str(step) for step in range(1, len(SCALE_LABELS["agree5"]) + 1))
    return dict(zip(numbers, SCALE_LABELS["agree5"], strict=True))


def wish_name(item: str, test: Pretest, texts: Texts) -> str:
    """A statement in its words; a message by its number and who sent it in each form."""
    found = [(form, form.ask(item)) for form in test.forms.values()]
    asked = [(form, one) for form, one in found if one is not None]
    if not asked:
        return item
    form, first = asked[0]
    if first.part != "intent":
        return bare(first.stem)
    names = (_sender(one.stimulus) for _, one in asked if one.stimulus is not None)
    senders = " / ".join(texts.isolate(name) for name in dict.fromkeys(names) if name)
    return texts.say(MESSAGE, number=_place(form, item), senders=senders)


def wishes_of(told: Told, part: str, test: Pretest) -> tuple[str, ...]:
    """The items of a part ("statement", "intent") about which there are counts, in their order."""
    known = {item for _, one in told.values() if one is not None for item in one.wishes}
    form = next(iter(test.forms.values()))
    return tuple(one.id for one in form.part(part) if one.id in known)


def _ask_part(test: Pretest, item: str) -> str:
    found = (form.ask(item) for form in test.forms.values())
    return next((one.part for one in found if one is not None), "")


def _place(form: Form, item: str) -> int:
    return [one.id for one in form.part("intent")].index(item) + 1


def _sender(shown: Artefact) -> str:
    """Who a mock is from: its sender, its masthead, or who says its first line."""
    lines: Sequence[object] = getattr(shown, "lines", ())
    first = getattr(lines[0], "sender", "") if lines else ""
    return bare(str(getattr(shown, "sender", "") or getattr(shown, "title", "") or first))
