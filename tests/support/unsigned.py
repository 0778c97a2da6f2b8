"""Lets packs in that nobody signed: most tests are about lessons, not about signatures."""

from __future__ import annotations

from milclicks.packs.trust import standing
from milclicks.packs.trust.standing import UNKNOWN, Standing


def usable() -> Standing:
    """The standing of an unsigned pack that may be used all the same."""
    return UNKNOWN


def let_in() -> None:
    """For a process of its own; in this one the guard `guard_unsigned` does it."""
    standing.unsigned = usable
