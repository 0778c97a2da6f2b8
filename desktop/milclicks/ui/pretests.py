"""The test before and after as the screens need it: the test of the packs and the run of somebody.

A run belongs to a learner or to a guest with a number, not to whoever sits here.
"""

from __future__ import annotations

from milclicks.community.prepost import asks, group, run
from milclicks.community.prepost.asks import Ask, Form, Pretest
from milclicks.community.prepost.group import Group
from milclicks.community.prepost.report import Told
from milclicks.community.prepost.run import Run
from milclicks.core.changes import Changes
from milclicks.core.errors import BadInput, Message, MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.pictures import MediaOf

__all__ = ["Ask", "Form", "Group", "Pretest", "Run", "pretest", "run_of"]

CHANGED = Changes.of(group.TOPIC)
ROUNDS = {"before": N_("Before"), "after": N_("After"), "later": N_("Weeks later")}
VERDICTS = {"sound": N_("Sound"), "unsound": N_("Unsound")}


def pretest(context: Context, locale: str = "") -> Pretest | None:
    """The test, or nothing when no pack has one that can be read."""
    try:
        return asks.of_packs(context.workspace.library, locale or context.texts.locale)
    except MilClicksError:
        return None


def run_of(context: Context, run_id: str) -> Run | None:
    """A run as it stands; without an id, the one that the learner here left open."""
    records, learner = context.workspace.records, context.seat.learner
    if run_id:
        return run.run_of(records, run_id)
    return run.open_run(records, learner) if learner else None


def answer(
    context: Context, live: Run, form: Form, item: str, response: str, level: str = ""
) -> Run:
    """Keep an answer at once."""
    return run.answer(context.workspace.records, live, form, item, response, level)


def hand_in(context: Context, live: Run) -> Run:
    """The run is over."""
    return run.end(context.workspace.records, live)


def media_of(context: Context, form: Form) -> MediaOf:
    """The pictures of the pack that a form is from."""
    library, locale = context.workspace.library, context.texts.locale
    return MediaOf(
        lambda name: library.picture(form.pack, name, locale).data or b"",
        lambda name: library.alt(form.pack, name, locale),
    )


def now(context: Context) -> Group:
    """The group that takes the test."""
    return group.current(context.workspace.records)


def runs(context: Context) -> tuple[Run, ...]:
    """The runs of that group."""
    return group.of_group(context.workspace.records, now(context))


def told(context: Context) -> Told:
    """What that group may see about itself."""
    return group.results(runs(context))


def begin(
    context: Context, test: Pretest, round_: str, form: str, learner: str | None, number: int = 0
) -> Run:
    """Begin, or go on with what was begun in this round; without `form` the app hands one out.

    Raises BadInput for a guest without a number and for somebody who has handed in already.
    """
    known, here = runs(context), now(context)
    who = (learner or "", 0 if learner else number)
    found = group.found(known, round_, who)
    if found is not None and found.ended:
        raise BadInput(
            Message(N_("This person has handed in the test of this time already.")),
            Message(N_("Choose another time, or somebody else.")),
        )
    if found is not None:
        return found
    given = form or group.form_for(known, test, here, round_, *who)
    records = context.workspace.records
    return run.begin(records, test.forms[given], here.id, round_, learner, number)


def runs_of(context: Context, learner: str) -> tuple[Run, ...]:
    """Every run of one learner, the oldest first."""
    return tuple(one for one in run.runs(context.workspace.records).values()
                 if one.learner == learner)  # fmt: skip
