"""Adding what lies on a stick: at once, or, where a teacher made it, behind the PIN and a question.

A pack that the makers of the app signed comes in by one click, whoever sits there. A teacher's pack
is let in as on the pages of the packs: the teacher's PIN comes first where one is asked for there,
then, for a maker who is not known here yet, the six words; nothing has to be pressed twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from milclicks.packs.travel.stick import StickPack
from milclicks.ui.context import Context
from milclicks.ui.stick.work import Seen


def add(context: Context, seen: Seen, packs: Sequence[StickPack]) -> None:
    """Add packs of one stick; opens a page for those that somebody must answer for first."""
    now = [one for one in packs if free(context, one)]
    asked = [one for one in packs if not free(context, one)]
    if now:
        context.sticks.add(seen, now)
    if asked:
        context.go("stick_ask", packs=tuple(one.digest for one in asked), go_on=True)


def use(context: Context, seen: Seen, one: StickPack) -> None:
    """Use a pack where it lies; the same is asked first."""
    if free(context, one):
        context.sticks.use(seen.mount, [one])
    else:
        context.go("stick_ask", packs=(one.digest,), in_place=True, go_on=True)


def free(context: Context, one: StickPack) -> bool:
    """Whether nothing is asked about a pack."""
    return not one.by_teacher or (context.seat.teacher and one.unknown is None)
