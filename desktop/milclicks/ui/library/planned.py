"""Updates that wait for the end of class: which ones, and what became of them.

The settings keep them, so that a choice outlives a restart. What may come over a line is what
somebody agreed to when it was planned, from that address and no more than so many bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
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
    """Those of them that can come now: somebody can be asked for them (see `askable`), and neither
    the MB of the month nor the hours of the settings would stop them at once.
    """
    work, library = Work.of(context), context.workspace.library
    kept = askable(context, there=there)
    return tuple(one for one in kept if work.held(library, one.pack, one.version) is None)


def askable(context: Context, *, there: bool = False) -> tuple[Later, ...]:
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
    store(context, replace(now, packs_after_class=_text(made.values())))


def drop(context: Context, pack: str) -> None:
    """Let an update wait no more; it can be had by hand as before."""
    now, kept = context.workspace.settings, waiting(context)
    for one in kept:
        now = _without(now, one.key) if one.pack == pack else now
    rest = _text(one for one in kept if one.pack != pack)
    store(context, replace(now, packs_after_class=rest))


def not_today(context: Context) -> None:
    """Leave them for another day."""
    workspace = context.workspace
    store(context, replace(workspace.settings, packs_not_today=today(workspace)))


def today(workspace: Workspace) -> str:
    """The day of this computer's clock."""
    return f"{workspace.clock.now().astimezone():%Y-%m-%d}"


def may_today(workspace: Workspace) -> bool:
    """Whether anything waits that nobody has put off for today."""
    settings = workspace.settings
    return bool(settings.packs_after_class) and settings.packs_not_today != today(workspace)


def begun(context: Context, later: Later, before: int) -> None:
    """An update begins: what is to be said of it is written down before, so that it is said also
    when the power goes just after it came. Nobody is told while its version is not here.
    """
    now = context.workspace.settings
    words = [*map(_word, updated(_without(now, later.key))), f"{later.key}={before}"]
    with suppress(MilClicksError):  # a full disk: the update itself will say so
        context.workspace.store_settings(replace(now, packs_updated=" ".join(words)))


def not_done(context: Context, later: Later) -> None:
    """It did not come after all."""
    with suppress(MilClicksError):
        context.workspace.store_settings(_without(context.workspace.settings, later.key))


def done(context: Context, later: Later, before: int) -> None:
    """An update came: say so until somebody has seen it."""
    now = context.workspace.settings
    kept = [one for one in updated(now) if one.pack != later.pack]
    words = [*map(_word, kept), f"{later.key}={before}"]
    rest = _text(one for one in waiting(context) if one.key != later.key)
    store(context, replace(now, packs_after_class=rest, packs_updated=" ".join(words)))


def _without(now: Settings, key: str) -> Settings:
    kept = (one for one in updated(now) if f"{one.pack}@{one.version}" != key)
    return replace(now, packs_updated=" ".join(map(_word, kept)))


def updated(settings: Settings) -> tuple[Updated, ...]:
    """What came by itself and was not looked at, or is on its way: then its version is not here."""
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
    store(context, replace(now, packs_updated=" ".join(map(_word, kept))))


def _word(one: Updated) -> str:
    return f"{one.pack}@{one.version}={one.before}"


def _text(later: Iterable[Later]) -> str:
    return " ".join(one.text for one in later)


def store(context: Context, settings: Settings) -> bool:
    """Keep what waits and tell the pages of packs; False, after a notice, when it was not kept."""
    changes = stored(context, settings)
    if changes:
        context.bus.tell(changes | Changes.of("packs"))
    return changes is not None
