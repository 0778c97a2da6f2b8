"""Time as the app sees it: a wall clock that may lie and a monotonic one that does not."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What every part that needs the time is handed."""

    def now(self) -> datetime:
        """The wall time, aware, in UTC."""

    def mono_ms(self) -> int:
        """Milliseconds since an unknown start; never goes back while the PC runs."""


class SystemClock:
    """The clock of this PC."""

    def now(self) -> datetime:
        """The PC's wall time in UTC."""
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        """The PC's monotonic clock in milliseconds."""
        return time.monotonic_ns() // 1_000_000
