"""Keeping a choice of the window in the settings, where the disk lets us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.core.errors import MilClicksError
from milclicks.ui.context import Context

if TYPE_CHECKING:
    from milclicks.core.changes import Changes
    from milclicks.core.settings import Settings


def stored(context: Context, settings: Settings) -> Changes | None:
    """Keep settings and return what changed, for `bus.tell`.

    None, after a notice that says why, when they could not be kept: those of before hold.
    """
    try:
        return context.workspace.store_settings(settings)
    except MilClicksError as error:  # such as a full disk
        context.notices.fail(error, context.texts)
        return None


def choose(context: Context, settings: Settings) -> bool:
    """Keep settings and tell everybody; False, after a notice, when they could not be kept."""
    changes = stored(context, settings)
    if changes is not None:
        context.bus.tell(changes)
    return changes is not None
