"""A look at every place that packs come from: the newest catalogue that can be proved counts.

A place that is broken, silent, older or signed by others is told in a sentence, and the next one
is asked. Each catalogue that is believed is kept at once, so a stop loses nothing of it. Not here:
what a catalogue proves (`packs.trust`), where the packs themselves come from (`download`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.packs.travel.aside import Waiting, Waits, heed, patiently
from milclicks.packs.travel.refusals import SourceSlow
from milclicks.packs.travel.source import (
    Reading,
    Source,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.news import News, older
from milclicks.packs.trust.refusals import TrustRefused, placed

PATIENCE_MS: Final = 180_000
"""How long one place may take while there are others to ask."""
Named = Callable[[str], object]
"""Hears how people call a place."""
_Fault = SourceFailed | SourceMissing | SourceTooLong | TrustRefused


def unnamed(_place: str) -> None:
    """Nobody wants to know which place is asked."""


class NoneBelieved(MilClicksError):
    """No place of several has a catalogue that can be used; `told` says of each why."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        """`wrong` are the places in the order in which they were asked."""
        first = next((one.error for one in wrong if one.refused), wrong[0].error)
        super().__init__(
            Message(N_("None of the places that were asked has a catalogue that can be used.")),
            Message(
                N_(
                    "Look at the network and the folders, or name another place. "
                    "What is here stays."
                )
            ),
            "; ".join(f"{one.label}: {one.error.code}" for one in wrong),
        )
        self.code = first.code  # type: ignore[misc]  # that of the place that tells most
        self.told = tuple(one.sentence for one in wrong)
        self.silent = not any(one.refused for one in wrong)
        """Whether no place could be read at all, so that what is known may serve."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A place that gave nothing to believe."""

    label: str
    error: _Fault

    @property
    def refused(self) -> bool:
        """Whether it could be read, and what it has is no good."""
        return not isinstance(self.error, SourceFailed)

    @property
    def sentence(self) -> Message:
        """What is wrong with it, with its name."""
        if isinstance(self.error, TrustRefused):
            return placed(self.error.code, self.label)
        return self.error.sentence


@dataclass(slots=True)
class Looked:
    """What came of asking the places; `news` and `versions` of each that was believed."""

    believed: list[tuple[str, News, dict[str, int]]] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    broken: list[Source] = field(default_factory=list)

    def news(self, catalog: Catalog) -> News:
        """All of it as one; raises when no place has a catalogue."""
        known = dict(catalog.known.versions) if catalog.known is not None else {}
        newest = [news for _, news, versions in self.believed if versions == known]
        behind = [label for label, _, versions in self.believed if versions != known] + self.older
        if newest:
            changed = any(news.outcome == "newer" for _, news, _ in self.believed)
            best = min(newest, key=lambda one: one.gap)
            best = replace(best, outcome="newer" if changed else "same")
        elif behind:
            best, behind = catalog.older(behind[0]), behind[1:]
        elif len(self.wrong) == 1:
            raise self.wrong[0].error
        else:
            raise NoneBelieved(self.wrong)
        told = (*map(older, behind), *((one.error.code, one.sentence) for one in self.wrong))
        lost = any(news.floor_lost for _, news, _ in self.believed)
        return replace(best, floor_lost=lost, places=told)


def look_at(
    catalog: Catalog,
    sources: Sequence[Source],
    waiting: Waiting = patiently,
    mono_ms: Callable[[], int] | None = None,
    asking: Named = unnamed,
) -> Looked:
    """Ask every place in turn, and keep each catalogue that is newer than what is known.

    `waiting` is asked between the places and while one is silent; it may raise to stop; `asking`
    hears the name of each before it is asked. With
    `mono_ms`, and while there are several, no place takes much longer than PATIENCE_MS.
    """
    found = Looked()
    for source in sources:
        waiting()
        asking(source.label)
        heed(source, waiting)
        asked: Source = source
        if mono_ms is not None and len(sources) > 1 and isinstance(source, Waits):
            asked = _InTime(source, mono_ms)
        try:
            look = catalog.look(asked)
        except TrustRefused as error:
            if error.code == "trust.no_root":
                raise
            if error.code == "trust.rollback" and catalog.known is not None:
                found.older.append(source.label)
            else:
                found.wrong.append(Wrong(source.label, error))
                found.broken.append(source)
        except (SourceFailed, SourceMissing, SourceTooLong) as error:
            found.wrong.append(Wrong(source.label, error))
            found.broken.append(source)
        else:
            news = catalog.keep(look)
            found.believed.append((source.label, news, dict(look.known.versions)))
    return found


class _InTime:
    """A source that is left alone when all it was asked for takes too long."""

    def __init__(self, source: Source, mono_ms: Callable[[], int]) -> None:
        self._source, self._mono_ms = source, mono_ms
        self._until = mono_ms() + PATIENCE_MS

    @property
    def label(self) -> str:
        """How people call the place."""
        return self._source.label

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file; raises SourceSlow when the time is over."""
        self._check(path)
        data = b""
        with self._source.open(path) as reading:
            if (reading.total or 0) > limit:
                raise SourceTooLong(self.label, path)
            for piece in reading:
                data += piece
                if len(data) > limit:
                    raise SourceTooLong(self.label, path)
                self._check(path)
        return data

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """A part of a file, within the same time."""
        self._check(path)
        return self._source.open(path, start, end, tag)

    def _check(self, path: str) -> None:
        if self._mono_ms() > self._until:
            raise SourceSlow(self.label, f"{path}: the time of this place is over")
