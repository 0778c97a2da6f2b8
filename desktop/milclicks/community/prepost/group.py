"""A group that takes the test: who gets which form, and its results as counts.

The two forms are handed out evenly in the order in which people come, and everybody has the other
one the next time. A new group leaves the counts of the old one as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from milclicks.community.prepost.asks import Pretest
from milclicks.community.prepost.run import ROUNDS, Run, runs
from milclicks.community.prepost.scores import GroupScore, group_score
from milclicks.core.changes import Changes
from milclicks.core.ids import new_id
from milclicks.records.events import EventDraft
from milclicks.records.records import Records

TOPIC: Final = "test"


@dataclass(frozen=True, slots=True)
class Group:
    """The group that takes the test now; `first` is the form with which the first one begins."""

    id: str = ""
    first: str = "a"


def current(records: Records) -> Group:
    """The group that was set last; without one, a group that begins with form A."""
    last = None
    for event in records.events(kind="test_set"):
        last = event
    return Group() if last is None else Group(str(last.data["group"]), str(last.data["first"]))


def set_group(records: Records, group: Group) -> Changes:
    """Go on with this group; to set the one before again undoes it."""
    data = {"group": group.id, "first": group.first}
    records.append([EventDraft(kind="test_set", data=data)])
    return Changes.of(TOPIC)


def new_group(records: Records) -> Changes:
    """Begin with another group; the counts of the last one stay in the records."""
    return set_group(records, Group(new_id(), current(records).first))


def of_group(records: Records, group: Group) -> tuple[Run, ...]:
    """Every run of a group, in the order in which they began."""
    return tuple(run for run in runs(records).values() if run.group == group.id)


def form_for(
    known: Iterable[Run], test: Pretest, group: Group, round_: str, learner: str, number: int
) -> str:
    """The form that somebody gets: the other one than last time, else the one that fewer have.

    `known` are the runs of the group so far; `learner` is empty for a guest with a number.
    """
    known = list(known)
    who = (learner, 0 if learner else number)
    mine = [one for one in known if one.who == who and one.round != round_]
    if mine:
        return test.other(mine[-1].form)
    first = group.first if group.first in test.forms else next(iter(test.forms))
    other = test.other(first)
    given = [one.form for one in known if one.round == round_]
    return first if given.count(first) <= given.count(other) else other


def found(known: Iterable[Run], round_: str, who: tuple[str, int]) -> Run | None:
    """The last run of one person in a round."""
    mine = [one for one in known if one.who == who and one.round == round_]
    return mine[-1] if mine else None


def results(known: Iterable[Run]) -> dict[str, tuple[int, GroupScore | None]]:
    """Round -> how many handed in, and their counts (None for fewer than may be shown).

    Of somebody who took a round twice the last run counts.
    """
    last = {(one.round, one.who): one for one in known if one.ended}
    told: dict[str, tuple[int, GroupScore | None]] = {}
    for round_ in ROUNDS:
        mine = [(one.score, one.answers) for (at, _), one in last.items() if at == round_]
        told[round_] = (len(mine), group_score(mine))
    return told
