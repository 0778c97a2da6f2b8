"""Events, the only truth for learning: what a verb drafts, and what the store makes of it.

A draft says what happened; the store adds who wrote it and when. Nothing here touches a disk.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = frozenset(
    (
        "run_started step_entered looked branched draft answered checked rated noted voted tallied "
        "graded voided opened queried judged run_ended pact_made pact_checked space_declared "
        "certificate_issued sheet_issued click_seen clock_fixed person_added person_changed "
        "class_changed link_changed path_chosen path_taught peer_noted peer_ticked peer_logged "
        "test_set test_started test_answered test_ended forgotten"
    ).split(" ")
)
SUBJECTS = frozenset({"learner", "seat", "team", "tally", "visitor", "none"})
SPACE = uuid.UUID("6f9a4a52-5a6e-4f0e-9b3e-2f6d1c0b7a11")


@dataclass(frozen=True, slots=True)
class Ref:
    """What an event is about, down to the item and its revision; interned by the store."""

    pack: str
    version: int
    lesson: str
    step: str = ""
    item: str = ""
    rev: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What happened, before the store signs it.

    `num`/`den` are the exact score, `outcome` one of right, partial, wrong, held, thanks, ungraded;
    `truth` (sound, unsound), `verdict` (accept, reject, hold) and `objective` are copied in at
    answer time, so that results outlive the pack. `data` is for what only this kind needs:
    run_started {seed, cut, mode, locale, steps, recall}, step_entered {index}, run_ended {kept,
    kept_of, caught, caught_of, held, right, total}, rated {level}, opened {by, version, ms}, judged
    {on, ms}, path_chosen {path}, path_taught {path, session, on}, peer_noted {step, dates, counts,
    ticks}, peer_ticked {step, ticks}, peer_logged {dates, counts}, test_set {group, first},
    test_started {group, round, form, number, sound, unsound, asked, skills}, test_answered {part,
    level}.
    `note` is for words that a person typed: it is kept beside the event, in a table that can be
    erased, and nowhere else.
    """

    kind: str
    run: str = ""
    subject_kind: str = "none"
    subject: str = ""
    ref: Ref | None = None
    round: int = 1
    attempt: int = 1
    response: str = ""
    num: int | None = None
    den: int | None = None
    outcome: str = ""
    truth: str = ""
    verdict: str = ""
    objective: str = ""
    source: str = "screen"
    by: str = ""
    quality: str = ""
    target: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(EventDraft):
    """A draft as it stands in the store.

    (device, seq) is its key, (tick, device, seq) the total order; `at` is ISO 8601 in UTC and only
    as good as the PC's clock (`clock_ok`), `mono_ms` is milliseconds since the boot's start.
    """

    device: str
    seq: int
    tick: int
    boot: str
    mono_ms: int
    at: str
    clock_ok: bool

    @property
    def order(self) -> tuple[int, str, int]:
        """Its place in the total order, never a date."""
        return (self.tick, self.device, self.seq)

    @property
    def id(self) -> str:
        """The public id, derived from the key (UUID version 5)."""
        return event_id(self.device, self.seq)


def event_id(device: str, seq: int) -> str:
    """The public id of the event with this key (UUID version 5)."""
    return str(uuid.uuid5(SPACE, f"{device}/{seq}"))


def data_text(data: Mapping[str, Any]) -> str:
    """The canonical text of an event's data; empty for none."""
    if not data:
        return ""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
