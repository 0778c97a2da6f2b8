"""What a command says while a place keeps it waiting: on the error output, where no answer stands.

Nothing is said in the first seconds, and then now and then. Not here: when a place that is silent
is given up (`packs.travel`).
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from typing import Final

FIRST_S: Final = 5.0
AGAIN_S: Final = 20.0
_MB: Final = 1_000_000


def _to_errors(told: str) -> None:
    if sys.stderr is not None:  # the window's program has none
        with contextlib.suppress(OSError):
            print(told, file=sys.stderr, flush=True)


class Patience:
    """Hears that somebody waits, and says for whom."""

    def __init__(
        self,
        place: str = "",
        now: Callable[[], float] = time.monotonic,
        tell: Callable[[str], object] = _to_errors,
    ) -> None:
        """`place` is how people call what is asked first; the time begins now."""
        self._now, self._tell = now, tell
        self.asking(place)

    def asking(self, place: str) -> None:
        """Another place is asked from now on."""
        self._place = place
        self._next = self._now() + FIRST_S

    def waiting(self) -> None:
        """Nothing has come yet."""
        self._say(f"Waiting for {self._place}. Ctrl+C stops it.")

    def fetching(self, what: str, places: str) -> Callable[[int, int], None]:
        """What hears how many bytes of `what` came; `places` are those that are asked for them."""
        self._next = self._now() + FIRST_S
        where = f", from {places}" if places else ""

        def came(done: int, total: int) -> None:
            size = f"{done / _MB:.1f} of {total / _MB:.1f} MB"
            self._say(f"{what}: {size} so far{where}. Ctrl+C stops it; what came is kept.")

        return came

    def _say(self, told: str) -> None:
        if self._now() >= self._next:
            self._next = self._now() + AGAIN_S
            self._tell(told)
