"""What time it may be: these PCs' clocks lie, so a date decides nothing, it is only told.

The time floor is the latest moment that surely has passed: the day this version was built, the day
a signed catalogue says it was issued, the highest clock that was believable. A clock that jumps by
more than five years is not learnt (sources: PACKS.md, "Trust"; TUF specification 5.3, expiry).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""Before this day nobody can have this version."""
JUMP: Final = timedelta(days=5 * 366)
DAWN: Final = datetime(1, 1, 2, tzinfo=UTC)
"""With this as the time nothing has expired."""


@dataclass(frozen=True, slots=True)
class Time:
    """`now` as the PC says, and the `floor` below which it cannot be."""

    now: datetime
    floor: datetime = BUILT

    @property
    def behind(self) -> bool:
        """Whether the clock of this PC stands before a moment that surely has passed."""
        return self.now < self.floor

    @property
    def ahead(self) -> bool:
        """Whether the clock of this PC is further ahead than is believable."""
        return self.now > self.floor + JUMP

    @property
    def clock(self) -> Literal["right", "behind", "ahead"]:
        """What is to be said of the clock of this PC."""
        return "behind" if self.behind else "ahead" if self.ahead else "right"

    @property
    def sane(self) -> bool:
        """Whether the clock may be right."""
        return not (self.behind or self.ahead)

    @property
    def reference(self) -> datetime:
        """The moment against which an expiry date is held first."""
        return self.now if self.sane else self.floor

    def learnt(self, issued: datetime | None = None) -> datetime:
        """The next floor, after a signed catalogue of the day `issued` was accepted."""
        seen = [self.floor, BUILT]
        if self.sane:
            seen.append(self.now)
        if issued is not None:
            seen.append(issued)
        return max(seen)
