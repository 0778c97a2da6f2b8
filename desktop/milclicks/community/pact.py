"""The pact: ten promises read, two chosen with "When ... I will ...", checked after 7 and 30 days.

Voluntary: there is no list of who did not. Plans are free text and lie in the erasable notes; the
event keeps only which promises were chosen. Guests make theirs for the paper alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from milclicks.core.changes import Changes
from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.ids import short_code
from milclicks.records.events import Event, EventDraft
from milclicks.records.records import Records

CHECKS = (7, 30)
FOCUS = 2
LONGEST_PLAN = 160
SITUATION = ("not_yet", "came_kept", "came_slipped")


@dataclass(frozen=True, slots=True)
class Plan:
    """One focus promise with its plan; a blank plan is one to fill in by hand."""

    promise: str
    when: str
    will: str


@dataclass(frozen=True, slots=True)
class Pact:
    """A pact as it was made: when (UTC), the two plans, the days already checked."""

    event: str
    made: datetime
    plans: tuple[Plan, ...]
    checked: tuple[int, ...]

    @property
    def renew(self) -> datetime:
        """A year after it was made."""
        return same_day_next_year(self.made)


def make(records: Records, learner: str | None, plans: Sequence[Plan]) -> Changes:
    """Record a pact; BadInput unless it has two different promises with plans that fit."""
    tidy = tuple(Plan(p.promise, " ".join(p.when.split()), " ".join(p.will.split())) for p in plans)
    if len({plan.promise for plan in tidy}) != FOCUS or len(tidy) != FOCUS:
        raise BadInput(
            Message(N_("Choose two different promises to begin with.")),
            Message(N_("Your other choices are kept.")),
        )
    if any(len(text) > LONGEST_PLAN for plan in tidy for text in (plan.when, plan.will)):
        raise BadInput(
            Message(N_("A plan has at most {most} signs in each half."), {"most": LONGEST_PLAN}),
            Message(N_("Make it shorter: one situation, one act.")),
        )
    words = json.dumps([[p.promise, p.when, p.will] for p in tidy], ensure_ascii=False)
    draft = EventDraft(
        kind="pact_made",
        data={"promises": [plan.promise for plan in tidy]},
        note=words if learner is not None else "",
    )
    records.append([signed(draft, learner)])
    return Changes.of("pact")


def signed(draft: EventDraft, learner: str | None) -> EventDraft:
    """The draft as an act of this learner, or of a guest."""
    if learner is None:
        return replace(draft, subject_kind="visitor")
    return replace(draft, subject_kind="learner", subject=learner)


def current(records: Records, learner: str) -> Pact | None:
    """The pact this learner made last, or None."""
    made = records.pact(learner)
    if made is None:
        return None
    at = datetime.fromisoformat(made.at)
    return Pact(made.id, at, plans_of(made), records.pact_checks(learner))


def plans_of(made: Event) -> tuple[Plan, ...]:
    """The plans beside the event; without their words when there are none."""
    if not made.note:
        return tuple(Plan(str(promise), "", "") for promise in made.data["promises"])
    return tuple(Plan(*row) for row in json.loads(made.note))


def due(pact: Pact, now: datetime) -> int | None:
    """The check-in (7 or 30 days) that is due; the later one stands for both."""
    days = (now - pact.made).days
    waiting = [day for day in CHECKS if days >= day and day not in pact.checked]
    return waiting[-1] if waiting and waiting[-1] > max(pact.checked, default=0) else None


def check(records: Records, learner: str, pact: Pact, day: int, answers: Sequence[str]) -> Changes:
    """Record a check-in: for each plan whether the situation came and what was done."""
    if day not in CHECKS or any(answer not in SITUATION for answer in answers):
        raise ValueError(f"no such check-in: {day} {answers}")
    data = {"day": day, "answers": list(answers)}
    draft = EventDraft(kind="pact_checked", target=pact.event, data=data)
    records.append([signed(draft, learner)])
    return Changes.of("pact")


def issue_certificate(records: Records, learner: str | None) -> str:
    """A random code for a certificate; the code is kept, the name on the paper is not."""
    code = short_code()
    records.append([signed(EventDraft(kind="certificate_issued", data={"code": code}), learner)])
    return code


def same_day_next_year(day: datetime) -> datetime:
    """The same date a year on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
