"""The paths as the screens need them: those of the packs, the one that is followed, how far.

A guest's choice lives only as long as the guest stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.community import paths
from milclicks.community.paths import Sitting, Walk, Way
from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context

__all__ = ["Following", "Sitting", "Walk", "Way", "choose", "following", "place_path", "ways"]


@dataclass(frozen=True, slots=True)
class Following:
    """The path that whoever sits here follows; `own` is False for the path of this place."""

    walk: Walk
    own: bool


def ways(context: Context, locale: str = "") -> tuple[Way, ...]:
    """The paths of the packs, in the language of the screen or another."""
    try:
        found = context.workspace.library.document("paths", locale or context.texts.locale)
    except MilClicksError:
        return ()
    return paths.read(found)


def following(context: Context) -> Following | None:
    """The path of whoever sits here, or nothing."""
    known = {way.id: way for way in ways(context)}
    if not known:
        return None
    seat = context.seat
    guest = str(seat.kept.get("path", {}).get("id", "")) if seat.learner is None else ""
    if guest in known:
        return Following(walk(context, known[guest]), own=True)
    chosen, own = paths.follows(context.workspace.records, seat.learner, known)
    if not chosen:
        return None
    return Following(walk(context, known[chosen], with_class=not own), own)


def walk(context: Context, way: Way, *, with_class: bool = False) -> Walk:
    """How far whoever sits here is on a path; with the class, its meetings count as well."""
    records = context.workspace.records
    known = records.progress(context.seat.learner)
    done = frozenset(name for name, one in known.items() if one.times_done or one.status == "done")
    held = frozenset(records.taught(way.id)) if with_class else frozenset[str]()
    return Walk(way, done, lessons_here(context), held)


def class_walk(context: Context, way: Way) -> Walk:
    """How far the class is on a path: the meetings that were ticked as held, and nothing else."""
    held = frozenset(context.workspace.records.taught(way.id))
    return Walk(way, frozenset(), lessons_here(context), held)


def lessons_here(context: Context) -> frozenset[str]:
    """The lessons that can be opened on this computer."""
    return frozenset(card.ref.lesson for card in lesson_cards(context))


def choose(context: Context, path: str) -> Changes:
    """Follow a path, or none (""), as the one who sits here."""
    seat = context.seat
    if seat.learner is not None:
        return paths.choose(context.workspace.records, seat.learner, path)
    if path:
        seat.kept["path"] = {"id": path}
    else:
        seat.kept.pop("path", None)
    return Changes.of("paths")


def place_path(context: Context) -> str:
    """The id of the path that this place follows, or an empty text."""
    return context.workspace.records.path(None)
