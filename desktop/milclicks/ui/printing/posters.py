"""The poster of a Space as a sheet, whole or in tiles."""

from __future__ import annotations

from milclicks.ui.context import Context
from milclicks.ui.printing.sheet import Sheet
from milclicks.ui.spaces import Space

CHOICES = ("locale", "size", "tile", "low_ink")


def poster_sheet(context: Context, declared: Space | None) -> Sheet:
    raise NotImplementedError
