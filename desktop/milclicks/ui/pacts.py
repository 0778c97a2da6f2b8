"""The pact of the person who sits here. A guest's pact lives only as long as the guest stays."""

from __future__ import annotations

from collections.abc import Sequence

from milclicks.community import pact
from milclicks.community.pact import Pact, Plan
from milclicks.core.changes import Changes
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context

__all__ = [
    "PLAN",
    "Pact",
    "Plan",
    "current_pact",
    "due_check",
    "make_pact",
    "pact_of",
    "plan_sentence",
]

# Both halves are whole clauses: "When a message shouts", "I will count to ten."
PLAN = N_("{when}, {will}")


def pact_of(context: Context, learner: str) -> Pact | None:
    """The pact that a learner made last."""
    return pact.current(context.workspace.records, learner)


def current_pact(context: Context) -> Pact | None:
    """The pact of whoever sits here."""
    learner = context.seat.learner
    if learner is not None:
        return pact_of(context, learner)
    found = context.seat.kept.get("pact", {}).get("made")
    return found if isinstance(found, Pact) else None


def make_pact(context: Context, plans: Sequence[Plan]) -> Changes:
    """Keep a pact; that of a guest is kept on paper and, until the guest leaves, here."""
    workspace, seat = context.workspace, context.seat
    changes = workspace.make_pact(seat.learner, plans)
    if seat.learner is None:
        seat.kept.pop("codes", None)
        seat.kept["pact"] = {"made": Pact("", workspace.clock.now(), tuple(plans), ())}
    return changes


def certificate_code(context: Context, made: Pact, learner: str | None) -> str:
    """The code of the certificate of a pact: given once, then found again."""
    records, kept = context.workspace.records, context.seat.kept.setdefault("codes", {})
    if made.event not in kept:
        issued = [
            event.data.get("code", "")
            for event in records.events(kind="certificate_issued", subject=learner or "")
            if learner is not None and event.at >= made.made.isoformat(timespec="milliseconds")
        ]
        found = str(issued[0]) if issued else pact.issue_certificate(records, learner)
        kept[made.event] = found
    return str(kept[made.event])


def due_check(context: Context, made: Pact) -> int | None:
    """The check-in (7 or 30 days) that waits; guests have none."""
    if context.seat.learner is None:
        return None
    return pact.due(made, context.workspace.clock.now())


def store_check(context: Context, made: Pact, day: int, answers: Sequence[str]) -> Changes:
    """Keep the answers of a check-in."""
    learner = context.seat.learner
    if learner is None:
        return Changes()
    return pact.check(context.workspace.records, learner, made, day, answers)


def plan_sentence(texts: Texts, plan: Plan) -> str:
    """The plan as a whole sentence."""
    return texts.say(PLAN, when=plan.when, will=plan.will)
