"""The peer track: steps in which a learner learns to lead, shown by acts and never by points.

Dates, counts and ticks lie in the events, the learner's own words in the erasable notes. A teacher
ticks what was seen; where a step is ticked by the pair itself, its ticks come with the evidence.
Who took part is counted, never named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from milclicks.core.changes import Changes
from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.ids import short_code
from milclicks.packs.course import Evidence, Peer, PeerStep
from milclicks.records.events import Event, EventDraft
from milclicks.records.records import Records

__all__ = ["Evidence", "Given", "Peer", "PeerStep", "Standing", "log", "note", "read", "tick"]

LONGEST = 300
MOST = 10_000


def read(document: Mapping[str, Any]) -> Peer:
    """The peer track of a `peer` document (as Library.document gives it)."""
    return msgspec.convert(document, Peer)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wrote down: by field id the days, the counts, the ticks and the own words."""

    dates: Mapping[str, date] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def shown(self, one: Evidence) -> date | int | str | bool | None:
        """What stands in one field; None when it is empty."""
        if one.kind == "tick":
            return one.id in self.ticks
        held: Mapping[str, Any] = {
            "date": self.dates, "count": self.counts, "words": self.words
        }[one.kind]  # fmt: skip
        return held.get(one.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a learner is in one step: open, begun, waiting (for the teacher's ticks) or done."""

    step: PeerStep
    given: Given | None
    ticked: tuple[str, ...]
    day: datetime | None

    @property
    def state(self) -> str:
        """Done when everything is written down and every act was ticked."""
        if self.given is None:
            return "open"
        if {one.id for one in self.step.ticks} <= set(self.ticked):
            return "done"
        return "waiting" if self.step.by == "teacher" else "begun"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log: the event that it came with, and what was written."""

    event: str
    given: Given


def standings(records: Records, learner: str | None, peer: Peer) -> tuple[Standing, ...]:
    """Where a learner stands in each step; a guest (None) stands before the first."""
    events = records.events(subject=learner) if learner is not None else ()
    noted = {str(one.data.get("step")): one for one in events if one.kind == "peer_noted"}
    ticked = {str(one.data.get("step")): one for one in events if one.kind == "peer_ticked"}
    return tuple(_standing(step, noted.get(step.id), ticked.get(step.id)) for step in peer.steps)


def _standing(step: PeerStep, noted: Event | None, ticked: Event | None) -> Standing:
    given = given_in(noted) if noted is not None else None
    seen = tuple(str(one) for one in ticked.data.get("ticks", ())) if ticked else ()
    last = ticked or noted
    if step.by == "pair":
        seen, last = (given.ticks if given else ()), noted
    return Standing(step, given, seen, datetime.fromisoformat(last.at) if last else None)


def given_in(event: Event) -> Given:
    """What an event and the note beside it hold; without the words when they were erased."""
    dates = {str(k): date.fromisoformat(v) for k, v in event.data.get("dates", {}).items()}
    counts = {str(k): int(v) for k, v in event.data.get("counts", {}).items()}
    ticks = tuple(str(one) for one in event.data.get("ticks", ()))
    return Given(dates, counts, ticks, json.loads(event.note) if event.note else {})


def note(records: Records, learner: str, step: PeerStep, given: Given) -> Changes:
    """Keep the evidence of a step; what was written later stands for what came before.

    Raises BadInput while a field is empty, a number is out of reach or a text is too long.
    """
    tidy = checked(step.evidence, given)
    ticks = [one.id for one in step.ticks if one.id in given.ticks] if step.by == "pair" else []
    data = {**_plain(tidy), "step": step.id, "ticks": [*tidy.ticks, *ticks]}
    records.append([_draft("peer_noted", learner, data, tidy)])
    return Changes.of("peer")


def tick(records: Records, learner: str, step: PeerStep, ticks: Sequence[str]) -> Changes:
    """Keep what a teacher has seen of a step; the last ticks count."""
    known = [one.id for one in step.ticks if one.id in ticks]
    draft = EventDraft(
        kind="peer_ticked", subject_kind="learner", subject=learner, by="teacher",
        data={"step": step.id, "ticks": known},
    )  # fmt: skip
    records.append([draft])
    return Changes.of("peer")


def log(records: Records, learner: str, fields: Sequence[Evidence], given: Given) -> Changes:
    """Keep a row of the log; raises BadInput as `note` does."""
    tidy = checked(fields, given)
    records.append([_draft("peer_logged", learner, _plain(tidy), tidy)])
    return Changes.of("peer")


def rows(records: Records, learner: str | None) -> tuple[Row, ...]:
    """The rows of a learner's log, oldest first, without those that were taken out."""
    events = records.events(subject=learner) if learner is not None else ()
    out = {one.target for one in events if one.kind == "voided"}
    logged = [one for one in events if one.kind == "peer_logged" and one.id not in out]
    return tuple(Row(one.id, given_in(one)) for one in logged)


def take_out(records: Records, learner: str, row: str) -> Changes:
    """Take a row out of the log and erase its words; a row that is not there changes nothing."""
    for event in records.events(subject=learner, kind="peer_logged"):
        if event.id == row:
            void = EventDraft(kind="voided", subject_kind="learner", subject=learner, target=row)
            records.append([void])
            records.note(event, "")
            return Changes.of("peer")
    return Changes()


def certificate_code(records: Records, learner: str) -> str:
    """The random code of the sheet that records what was done.

    The same as long as nothing was written or ticked since it was given, then a new one.
    """
    events = records.events(subject=learner)
    last = max((one.tick for one in events if one.kind in ("peer_noted", "peer_ticked")), default=0)
    for event in reversed(events):
        own = event.kind == "certificate_issued" and event.data.get("kind") == "peer"
        if own and event.tick > last:
            return str(event.data["code"])
    code = short_code()
    data = {"code": code, "kind": "peer"}
    draft = EventDraft(
        kind="certificate_issued", subject_kind="learner", subject=learner, data=data
    )
    records.append([draft])
    return code


def checked(fields: Sequence[Evidence], given: Given) -> Given:
    """What was written, tidied; raises BadInput with what is still missing."""
    words = {one.id: " ".join(given.words.get(one.id, "").split()) for one in fields}
    words = {one.id: words[one.id] for one in fields if one.kind == "words"}
    dates = {one.id: given.dates[one.id] for one in fields if one.id in given.dates}
    counts = {one.id: given.counts[one.id] for one in fields if one.id in given.counts}
    tidy = Given(dates, counts, tuple(o.id for o in fields if o.id in given.ticks), words)
    empty = [one.label for one in fields if one.kind != "tick" and tidy.shown(one) in (None, "")]
    if empty:
        raise BadInput(
            Message(N_("This is still empty: {field}"), {"field": empty[0]}),
            Message(N_("Fill it in; what you wrote is kept on this page.")),
        )
    if any(not 0 <= number <= MOST for number in counts.values()):
        raise BadInput(
            Message(N_("A number of people is between 0 and {most}."), {"most": MOST}),
            Message(N_("Count again, or write your best guess.")),
        )
    if any(len(text) > LONGEST for text in words.values()):
        raise BadInput(
            Message(N_("A text has at most {most} signs."), {"most": LONGEST}),
            Message(N_("Make it shorter: one or two sentences.")),
        )
    return tidy


def _plain(given: Given) -> dict[str, Any]:
    """The part of the evidence that goes into the event: never words."""
    dates = {key: day.isoformat() for key, day in given.dates.items()}
    return {"dates": dates, "counts": dict(given.counts)}


def _draft(kind: str, learner: str, data: Mapping[str, Any], given: Given) -> EventDraft:
    words = json.dumps(dict(given.words), ensure_ascii=False)
    return EventDraft(kind=kind, subject_kind="learner", subject=learner, data=data, note=words)
