"""The daily click: one thought and one question a day.

Chosen by what was seen before, not by the date alone, so that a PC whose clock stands still or
jumps still shows every click once before any comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from milclicks.core.changes import Changes
from milclicks.records.events import EventDraft
from milclicks.records.records import Records


def today(records: Records, clicks: Sequence[str], now: datetime) -> str | None:
    """The id of the click to show now: today's if one was shown, else the least seen in order."""
    shown = records.events(kind="click_seen")
    day = now.date().isoformat()
    known = [event for event in shown if event.data["click"] in clicks]
    if known and known[-1].at[:10] == day:
        return str(known[-1].data["click"])
    if not clicks:
        return None
    seen = Counter(str(event.data["click"]) for event in known)
    return min(clicks, key=lambda click: (seen[click], list(clicks).index(click)))


def seen(records: Records, click: str) -> Changes:
    """Note that a click was shown today; naming it twice on a day adds nothing."""
    last = records.events(kind="click_seen")[-1:]
    day = records.clock.now().date().isoformat()
    if last and last[0].data["click"] == click and last[0].at[:10] == day:
        return Changes()
    records.append([EventDraft(kind="click_seen", data={"click": click})])
    return Changes.of("clicks")
