"""Updates that wait for the end of class: which ones, and what became of them.

The settings keep them, so that a choice outlives a restart. What may come over a line is what
somebody agreed to when it was planned, from that address and no more than so many bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.changes import Changes
from milclicks.packs.travel.plan import Later, planned
from milclicks.ui.context import Context
from milclicks.ui.library.offer import offers
from milclicks.ui.library.work import Work
from milclicks.ui.storing import stored

if TYPE_CHECKING:
    from milclicks.core.settings import Settings
    from milclicks.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Updated:
    """An update that came by itself: `mil.core@4`, and the version before."""

    pack: str
    version: int
    before: int


def waiting(context: Context) -> tuple[Later, ...]:
    """The updates that wait and are still wanted."""
    kept = planned(context.workspace.settings.packs_after_class)
    if not kept:
        return ()
    wanted = {one.key for one in offers(context) if one.needed and one.here}
    return tuple(one for one in kept if one.key in wanted)


def ready(context: Context, *, there: bool = False) -> tuple[Later, ...]:
    """Those of them for which somebody can be asked: the folder, a stick that has it, or the line
    that was agreed to. `there`: a folder counts only while it can be seen.
    """
    kept = waiting(context)
    if not kept:
        return ()
    work, settings = Work.of(context), context.workspace.settings
    if there and settings.packs_folder and not Path(settings.packs_folder).exists():
        work = replace(work, settings=replace(settings, packs_folder=""))

    def can(one: Later) -> bool:
        agreed = one.most > 0 and one.place == settings.packs_address
        return agreed or work.has(one.key) or work.came(one.pack, one.version)

    return tuple(one for one in kept if can(one))


def keep(context: Context, later: Iterable[Later]) -> None:
    """Let these wait, and no others of the same packs."""
    made = {one.pack: one for one in (*waiting(context), *later)}
    now = context.workspace.settings
    _store(context, replace(now, packs_after_class=_text(made.values())))


def drop(context: Context, pack: str) -> None:
    """Let an update wait no more; it can be had by hand as before."""
    kept = _text(one for one in waiting(context) if one.pack != pack)
    _store(context, replace(context.workspace.settings, packs_after_class=kept))


def not_today(context: Context) -> None:
    """Leave them for another day."""
    workspace = context.workspace
    _store(context, replace(workspace.settings, packs_not_today=today(workspace)))


def today(workspace: Workspace) -> str:
    """The day of this computer's clock."""
    return f"{workspace.clock.now().astimezone():%Y-%m-%d}"


def may_today(workspace: Workspace) -> bool:
    """Whether anything waits that nobody has put off for today."""
    settings = workspace.settings
    return bool(settings.packs_after_class) and settings.packs_not_today != today(workspace)


def done(context: Context, later: Later, before: int) -> None:
    """An update came: say so until somebody has seen it."""
    now = context.workspace.settings
    kept = [one for one in updated(now) if one.pack != later.pack]
    words = [*map(_word, kept), f"{later.key}={before}"]
    rest = _text(one for one in waiting(context) if one.key != later.key)
    _store(context, replace(now, packs_after_class=rest, packs_updated=" ".join(words)))


def updated(settings: Settings) -> tuple[Updated, ...]:
    """What came by itself and was not looked at."""
    found = []
    for word in settings.packs_updated.split():
        key, _, before = word.partition("=")
        pack, _, version = key.partition("@")
        if version.isdecimal() and before.isdecimal():
            found.append(Updated(pack, int(version), int(before)))
    return tuple(found)


def seen(context: Context, pack: str) -> None:
    """Somebody has looked at what came."""
    now = context.workspace.settings
    kept = (one for one in updated(now) if one.pack != pack)
    _store(context, replace(now, packs_updated=" ".join(map(_word, kept))))


def _word(one: Updated) -> str:
    return f"{one.pack}@{one.version}={one.before}"


def _text(later: Iterable[Later]) -> str:
    return " ".join(one.text for one in later)


def _store(context: Context, settings: Settings) -> None:
    changes = stored(context, settings)
    if changes:
        context.bus.tell(changes | Changes.of("packs"))
