"""Which page may open: the first one, and the PIN before the teacher's pages.

Rules only; it opens nothing itself.
"""

from __future__ import annotations

from typing import Any

from milclicks.ui.context import Seat
from milclicks.ui.routes import Route
from milclicks.workspace import Workspace

Way = tuple[str, dict[str, Any]]


def start_route(workspace: Workspace, seat: Seat) -> Way:
    """First start, the unfinished lesson of the one who was here last, or "who is here?"."""
    if not workspace.settings.first_run_done:
        return "first_run", {}
    last = workspace.settings.last_learner or None
    known = {learner.id for learner in workspace.records.people.learners()}
    if last in known and workspace.records.open_run(last):
        seat.learner = last
        return "today", {}
    if workspace.records.open_run(None) or not known:
        return "today", {}
    return "chooser", {}


def way_to(workspace: Workspace, seat: Seat, route: Route, params: dict[str, Any]) -> Way:
    """The route itself, or the PIN page that leads to it.

    As long as there is no PIN and nobody has joined, a lesson can be taught straight away.
    """
    if not route.locked or seat.teacher:
        return route.name, params
    records = workspace.records
    untouched = not records.gate.is_set() and not records.people.learners()
    if route.name == "teach" and "ref" in params and untouched:
        return route.name, params
    return "pin", {"then": route.name, "params": params}
