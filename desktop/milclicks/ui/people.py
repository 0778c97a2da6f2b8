"""Who sits here, as the screens need it: read from the records, never stored here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from milclicks.ui.context import Context
from milclicks.ui.storing import stored

if TYPE_CHECKING:
    from milclicks.records.people import Learner


def learner_of(context: Context) -> Learner | None:
    """The learner who sits here; nobody for a guest."""
    wanted = context.seat.learner
    if wanted is None:
        return None
    for learner in context.workspace.records.people.learners():
        if learner.id == wanted:
            return learner
    context.seat.learner = None
    return None


def sit_down(context: Context, learner: str | None) -> None:
    """Let this learner, or a guest, sit here, and remember who came last."""
    context.seat.leave()
    context.seat.learner = learner
    stored(context, replace(context.workspace.settings, last_learner=learner or ""))
