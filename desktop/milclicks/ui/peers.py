"""The peer track as the screens need it: the track of the packs and where somebody stands."""

from __future__ import annotations

from milclicks.community import peer
from milclicks.community.peer import Given, Peer, PeerStep, Row, Standing
from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.packs.course import Evidence
from milclicks.ui.context import Context

__all__ = ["STATES", "Given", "Peer", "PeerStep", "Row", "Standing", "peer_text", "standings"]

STATES = {
    "open": ("open", N_("not yet")),
    "begun": ("half", N_("begun")),
    "waiting": ("half", N_("waiting for the teacher's tick")),
    "done": ("done", N_("done")),
}


def peer_text(context: Context, locale: str = "") -> Peer | None:
    """The peer track, or nothing when no pack has one."""
    try:
        found = context.workspace.library.document("peer", locale or context.texts.locale)
    except MilClicksError:
        return None
    return peer.read(found)


def standings(context: Context, text: Peer, learner: str | None = None) -> tuple[Standing, ...]:
    """Where a learner stands in each step; without one, whoever sits here."""
    who = learner or context.seat.learner
    return peer.standings(context.workspace.records, who, text)


def rows(context: Context, learner: str | None = None) -> tuple[Row, ...]:
    """The log of a learner; without one, of whoever sits here."""
    return peer.rows(context.workspace.records, learner or context.seat.learner)


def note(context: Context, step: PeerStep, given: Given) -> Changes:
    """Keep the evidence of whoever sits here; a guest has none."""
    learner = context.seat.learner
    return peer.note(context.workspace.records, learner, step, given) if learner else Changes()


def log(context: Context, text: Peer, given: Given) -> Changes:
    """Keep a row in the log of whoever sits here."""
    learner = context.seat.learner
    return peer.log(context.workspace.records, learner, text.log, given) if learner else Changes()


def take_out(context: Context, row: str) -> Changes:
    """Take a row out of the log of whoever sits here."""
    learner = context.seat.learner
    return peer.take_out(context.workspace.records, learner, row) if learner else Changes()


def told(texts: Texts, one: Evidence, given: Given) -> str:
    """One field as it is read: a date, a number, words, a tick; empty when nothing stands there."""
    if one.kind == "date":
        return texts.date(given.dates[one.id]) if one.id in given.dates else ""
    if one.kind == "count":
        return texts.number(given.counts[one.id]) if one.id in given.counts else ""
    if one.kind == "tick":
        return texts.say(N_("done")) if one.id in given.ticks else texts.say(N_("not yet"))
    return given.words.get(one.id, "")
