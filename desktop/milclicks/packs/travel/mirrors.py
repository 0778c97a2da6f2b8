"""The places that one file is fetched from, while they fail, lie or come back: which to ask next.

Shared by packs (`download`) and versions of the app (`appfetch`). Not here: what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import MilClicksError
from milclicks.packs.travel.refusals import (
    SourceAstray,
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

_TRIES: Final = 6
"""Failures in a row, without progress, after which a place is left alone."""
LIES: Final = 3
_PROGRESS: Final = 16 * 1024
_LONGEST_WAIT_S: Final = 30.0
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
_TELLING: Final = (
    SourcePortal,
    SourceProxy,
    SourceSecure,
    SourceOther,
    SourceAstray,
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
        return min(_LONGEST_WAIT_S, 2.0 ** (self.failures - 1)) if self.failures else 0.0

    def short(self, start: int, end: int) -> tuple[int, int]:
        """A span that is taken in even while the line breaks again, after it broke just now."""
        window = int(getattr(self.source, "window", 0))
        if not self.wary or not window or not self.ranges:
            return start, end
        return start, min(end, start + window)

    def came(self) -> None:
        """What was asked came."""
        self.failures, self.wary = 0, max(0, self.wary - 1)

    def went_wrong(self, error: SourceFailed | SourceMissing | SourceTooLong, moved: int) -> None:
        """It did not, after `moved` new bytes."""
        self.error = error
        if isinstance(error, _LASTING):
            self.out = True
        elif isinstance(error, SourceRange):
            self.out = not self.ranges
            self.ranges = False
        else:
            far = moved >= _PROGRESS and not isinstance(error, SourceSlow)
            self.failures = 0 if far else self.failures + 1
            self.wary = _WARY
            self.out = self.failures >= _TRIES


class Mirrors:
    """Those of one file, in the order of preference."""

    def __init__(self, sources: Sequence[Source], file: str) -> None:
        """`file` is what is missing where there is no place at all."""
        self._all = [Mirror(s, name_of(s), bool(getattr(s, "costs", False))) for s in sources]
        self._file = file

    def __iter__(self) -> Iterator[Mirror]:
        return iter(self._all)

    def best(self) -> Mirror:
        """The one to ask now; raises what can be told when none is left."""
        usable = [one for one in self._all if not one.out]
        if not usable:
            raise self.telling()
        return min(usable, key=lambda one: (one.lies, one.failures, not one.ranges))

    def telling(self) -> MilClicksError:
        """Of what went wrong, that which a person can do most about."""
        errors = [one.error for one in self._all if one.error is not None]
        for kind in _TELLING:
            for error in errors:
                if isinstance(error, kind):
                    return error
        return errors[0] if errors else SourceMissing("-", self._file)
