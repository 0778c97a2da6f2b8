"""The Space as the screens need it: the form, the declaration that stands, the kinds of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from milclicks.community import space
from milclicks.community.pact import same_day_next_year
from milclicks.community.space import Space, SpaceForm
from milclicks.core.changes import Changes
from milclicks.core.texts import N_
from milclicks.ui.context import Context

__all__ = ["KINDS", "Space", "SpaceForm", "current_space", "declare", "renewal"]

KINDS = {
    "class": N_("Classroom"),
    "library": N_("Library"),
    "centre": N_("Youth or community centre"),
    "radio": N_("Radio station"),
    "kiosk": N_("Kiosk or shop"),
    "stop": N_("Bus stop or ferry landing"),
    "other": N_("Another place"),
}


def current_space(context: Context) -> Space | None:
    """The declaration that was made last."""
    return space.current(context.workspace.records)


def declare(
    context: Context, form: SpaceForm, answers: Mapping[str, bool], questions: Sequence[str]
) -> Changes:
    """Keep the declaration; its name becomes the name of the place."""
    return context.workspace.declare_space(form, answers, questions)


def renewal(day: datetime) -> datetime:
    """A year after a day."""
    return same_day_next_year(day)
