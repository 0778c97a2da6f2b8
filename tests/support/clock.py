"""A clock for tests that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Starts at noon on 22 November 2026."""

    def __init__(self, at: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)) -> None:
        self.at = at
        self.ms = 1_000_000

    def now(self) -> datetime:
        """The wall time."""
        return self.at

    def mono_ms(self) -> int:
        """The monotonic time; moves by one at each reading, so that order can be seen."""
        self.ms += 1
        return self.ms

    def move(self, **kinds: float) -> None:
        """Move both clocks on, for example move(days=7)."""
        step = timedelta(**kinds)
        self.at += step
        self.ms += int(step.total_seconds() * 1000)
