"""The daily click: one thought and one question a day.

Chosen by what was seen before, not by the date alone, so that a PC whose clock stands still or
jumps still shows every click once before any comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from milclicks.core.changes import Changes
from milclicks.records.asking import ClickSeen
from milclicks.records.events import EventDraft
from milclicks.records.records import Records
from milclicks.records.store import YEARS


def today(records: Records, clicks: Sequence[str], now: datetime) -> str | None:
    """The id of the click to show now: today's if one was shown, else the least seen in order."""
    known = [one for one in records.clicks_seen() if one.click in clicks]
    if known and is_todays(records, known[-1], now):
        return known[-1].click
    times = {one.click: one.times for one in known}
    order = {click: place for place, click in reversed(list(enumerate(clicks)))}
    return min(order, key=lambda click: (times.get(click, 0), order[click]), default=None)


def is_todays(records: Records, last: ClickSeen, now: datetime) -> bool:
    """Whether a click was shown today; with a clock that is surely wrong, since this start."""
    if now.year not in YEARS:
        return last.last_boot == records.store.boot
    return datetime.fromisoformat(last.last_at).astimezone().date() == now.astimezone().date()


def seen(records: Records, click: str) -> Changes:
    """Note that a click was shown today; naming it twice on a day adds nothing."""
    last = records.clicks_seen()[-1:]
    if last and last[0].click == click and is_todays(records, last[0], records.clock.now()):
        return Changes()
    records.append([EventDraft(kind="click_seen", data={"click": click})])
    return Changes.of("clicks")
