"""The certificates as sheets: with a name, blank for names by hand, and "I took part".

The data are read here; laying out and painting is the business of `milclicks.prints`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.ui.context import Context
from milclicks.ui.pacts import Pact
from milclicks.ui.printing.sheet import Sheet

if TYPE_CHECKING:
    pass

CHOICES = ("locale", "second", "paper", "low_ink")


def certificate_sheet(context: Context, made: Pact, *, name: str = "") -> Sheet:
    raise NotImplementedError


def blank_sheet(context: Context) -> Sheet:
    raise NotImplementedError


def blank_a5_sheet(context: Context) -> Sheet:
    raise NotImplementedError


def took_part_sheet(context: Context) -> Sheet:
    raise NotImplementedError
