"""The places that one file is fetched from, while they fail, lie or come back: which to ask next.

Shared by packs (`download`) and versions of the app (`appfetch`). Not here: what is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import MilClicksError
from milclicks.packs.travel.refusals import (
    SourceAstray,
    SourceBusy,
    SourceDate,
    SourceGarbled,
    SourceOther,
    SourcePortal,
    SourceProxy,
    SourceRange,
    SourceSecure,
    SourceSlow,
)
from milclicks.packs.travel.source import (
    Source,
    SourceFailed,
    SourceGone,
    SourceMissing,
    SourceTooLong,
)

PATIENCE_S: Final = 30.0
"""So long nothing may come from anywhere until no place is asked again; an ask that has begun ends
by itself, so a person waits for some 40 seconds at most."""
SOME: Final = 1024
LEAST: Final = 100
"""Bytes of one try, or of a second with its cuts and pauses: a line that gives so many is never
given up, also where this computer slept for an hour meanwhile."""
_TRIES: Final = 10
_ANSWERED: Final = 3
"""Failures in a row, all in all and when something answers that will hardly change its mind."""
LIES: Final = 3
_PROGRESS: Final = 16 * 1024
_LONGEST_WAIT_S: Final = 7.0
_WARY: Final = 64
"""Ranges that must come whole, after a line broke, before long ones are asked for again."""
_LASTING: Final = (
    SourceGone,
    SourceMissing,
    SourceTooLong,
    SourcePortal,
    SourceOther,
    SourceAstray,
)
"""After these a place is not asked again."""
_Fault = SourceFailed | SourceMissing | SourceTooLong
_ANSWERS: Final = (SourceGarbled, SourceDate, SourceProxy)
_TELLING: Final = (
    SourcePortal,
    SourceProxy,
    SourceSecure,
    SourceOther,
    SourceAstray,
    SourceBusy,
    SourceSlow,
    SourceGone,
    SourceFailed,
)
"""Which of several failures is said: the one that a person can do most about."""


def name_of(source: Source) -> str:
    """What tells a source from others for good: its address or folder."""
    return str(getattr(source, "address", "") or getattr(source, "root", "") or source.label)


@dataclass(slots=True)
class Mirror:
    """A source while a file is fetched from it."""

    source: Source
    name: str
    costs: bool
    ranges: bool = True
    wary: int = 0
    """Short ranges that are still to come whole before long ones are asked for."""
    failures: int = 0
    lies: int = 0
    out: bool = False
    error: MilClicksError | None = None

    @property
    def pause(self) -> float:
        """Seconds to wait before it is asked again."""
        if not self.failures:
            return 0.0
        wanted = self.error.after if isinstance(self.error, SourceBusy) else 0.0
        return max(wanted, min(_LONGEST_WAIT_S, 2.0 ** min(self.failures - 1, 9)))

    def short(self, start: int, end: int) -> tuple[int, int]:
        """A span that is taken in even while the line breaks again, after it broke just now."""
        window = int(getattr(self.source, "window", 0))
        if not self.wary or not window or not self.ranges:
            return start, end
        return start, min(end, start + window)

    def came(self) -> None:
        """What was asked came."""
        self.failures, self.wary = 0, max(0, self.wary - 1)

    def went_wrong(self, error: _Fault, moved: int, *, gives: bool) -> None:
        """It did not, after `moved` new bytes; `gives`: it gave enough to be asked on and on."""
        self.error = error
        if isinstance(error, _LASTING):
            self.out = True
        elif isinstance(error, SourceRange):
            self.out = not self.ranges
            self.ranges = False
        else:
            far = moved >= _PROGRESS and not isinstance(error, SourceSlow)
            self.failures = 0 if far else 1 if gives else self.failures + 1
            self.wary = _WARY
            told = isinstance(error, _ANSWERS)
            self.out = self.failures >= (_ANSWERED if told else _TRIES)


class Mirrors:
    """Those of one file, in the order of preference."""

    def __init__(
        self, sources: Sequence[Source], file: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`file` is what is missing where there is no place at all; `now` gives seconds."""
        self._all = [Mirror(s, name_of(s), bool(getattr(s, "costs", False))) for s in sources]
        self._file, self._now = file, now
        self._waited, self._got = 0.0, 0

    def __iter__(self) -> Iterator[Mirror]:
        return iter(self._all)

    def best(self) -> Mirror:
        """The one to ask now; raises what can be told when none is left, or none gives anything."""
        usable = [one for one in self._all if not one.out]
        if not usable:
            raise self.telling()
        best = min(usable, key=lambda one: (one.lies, one.failures, one.pause, not one.ranges))
        if best.failures and self._waited + best.pause > PATIENCE_S:
            raise self.telling()
        return best

    @contextmanager
    def asked(
        self, mirror: Mirror, wait: Callable[[float], object], done: Callable[[], int]
    ) -> Iterator[None]:
        """One request to a place after its pause; what goes wrong is noted of it.

        `wait` waits so many seconds, `done` tells how many bytes are here.
        """
        pause, since = mirror.pause, self._now()
        wait(pause)
        self._waited += max(pause, self._now() - since)
        before, since = done(), self._now()
        try:
            yield
        except (SourceFailed, SourceMissing, SourceTooLong) as error:
            moved = done() - before
            again = isinstance(error, SourceRange) or not mirror.ranges
            if isinstance(error, SourceSlow) or not again:  # else bytes came, if not new ones
                self._waited += self._now() - since
            self._got += max(0, moved)
            gives = moved >= SOME or (moved > 0 and self._got >= LEAST * self._waited)
            mirror.went_wrong(error, moved, gives=gives)
        else:
            gives = True
            mirror.came()
        if gives:
            self._waited, self._got = 0.0, 0

    def telling(self) -> MilClicksError:
        """Of what went wrong, that which a person can do most about."""
        errors = [one.error for one in self._all if one.error is not None]
        for kind in _TELLING:
            for error in errors:
                if isinstance(error, kind):
                    return error
        return errors[0] if errors else SourceMissing("-", self._file)
