"""Brings one pack file here, from any number of places that may fail, lie or come back later.

The pack's signed manifest hash says what is right, so every byte may come from anywhere: another
version that is here, this site, that stick. What is missing is asked for in ranges; what came is
looked at entry by entry, and what is wrong is asked for again elsewhere. However the work ends,
what is here is kept. Not here: whether it may be fetched now (`plan`), adding it (`Library`).
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from milclicks.packs import plain_files
from milclicks.packs.disk import Disk
from milclicks.packs.format import END, Container, Entry
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.aside import heed
from milclicks.packs.travel.entries import (
    CONTENTS,
    HEAD,
    Bad,
    Donors,
    contents_span,
    examine,
    manifest_in,
    name_in,
)
from milclicks.packs.travel.mirrors import LIES, Mirror, Mirrors
from milclicks.packs.travel.part import HERE, Expected, Part, Span
from milclicks.packs.travel.refusals import SourceOther as SourceOther
from milclicks.packs.travel.refusals import SourcePortal, SourceRange, SourceRenamed
from milclicks.packs.travel.source import Source, SourceFailed

_ROUNDS: Final = 8
_SLICE_S: Final = 0.25
_JOIN: Final = 512
"""A stretch that is here but shorter is fetched again: a request costs more."""
_GUESS: Final = 4096
_TURNS: Final = 3
"""So often a place may call the file another one; then its tags mean nothing, and hashes decide."""
OWN: Final = "="
"""The origin of bytes of the file that is being repaired."""

Spend = Callable[[int], None]


def _nothing(_bytes: int) -> None:
    """Bytes that nobody counts."""


class Download:
    """The fetching of one pack file. Make it, then `measure` or `run`; both may be repeated."""

    def __init__(
        self,
        data: Path,
        expected: Expected,
        sources: Sequence[Source],
        *,
        donors: Iterable[Path] = (),
        disk: Disk | None = None,
        progress: Progress = silent,
        spend: Spend = _nothing,
        known: Spend = _nothing,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`sources` in the order of preference.

        `spend` is told the bytes of places that cost, 0 before each request, and `known`, once what
        is here was copied, how many are still missing; both may raise to pause, `progress` to stop.
        """
        self.expected = expected
        self.part = Part(data, expected, disk or Disk())
        self._mirrors = Mirrors(sources, expected.file, now)
        for one in sources:
            heed(one, lambda: progress(self.part.done, expected.bytes))
        self._donors = tuple(donors)
        self._progress = progress
        self._spend, self._known = spend, known
        self._sleep = sleep
        self._looked = False
        self._asked = 0
        self._bad_here: set[str] = set()
        self._wrong: set[str] = set()
        self._turns: dict[str, int] = {}

    def measure(self) -> tuple[int, int]:
        """(bytes, requests) that `run` would take; the list of contents is fetched to know it.

        Where nothing was begun before, it goes again, and is counted: `run` asks for it anew.
        """
        with self.part.open(passing=True), Donors(self._donors) as donors:
            self._asked = 0
            self._from_here(donors)
            gaps = self._gaps()
            again = (self.part.fetched, self._asked) if self.part.passing else (0, 0)
        self._looked = False
        return sum(end - start for start, end in gaps) + again[0], len(gaps) + again[1]

    def run(self, own: Path | None = None) -> Path:
        """Fetch what is missing; returns the finished file. `own` is a damaged copy to mend."""
        with self.part.open(), Donors(self._donors) as donors:
            if own is not None and not self.part.done:
                self._take(own)
            for number in range(_ROUNDS):
                self._from_here(donors)
                if not number:
                    self._known(sum(end - start for start, end in self._gaps()))
                while gaps := self._gaps():
                    self._ask(gaps[0])
                self.part.save()
                bad = examine(self.part.path, self.expected)
                if not bad:
                    return self.part.path
                self._blame(bad)
            raise self._mirrors.telling()

    # -- what is here already -----------------------------------------------------------------

    def _take(self, own: Path) -> None:
        """Begin with a damaged copy; what cannot be read of it stays missing."""
        piece = 64 * 1024
        try:
            with plain_files.reading(own, links=True) as file:
                for place in range(0, self.expected.bytes, piece):
                    data = _read_patiently(file, place, piece)
                    self.part.fill(place, data[: self.expected.bytes - place], OWN)
        except OSError as error:
            raise PackRefused("file.unreadable", str(error)) from error
        self.part.save()
        for bad in examine(self.part.path, self.expected):
            self._wrong.add(bad.name)
            if self.part.has(bad.span):  # else only what could not be read is wrong of it
                self.part.drop(bad.span)

    def _from_here(self, donors: Donors) -> None:
        """Copy the entries that other files here have, once the list of contents is here."""
        for _ in range(LIES if donors.contents and self.part.gaps() else 0):
            span = self._contents(donors.contents)
            self.part.save()
            try:
                with Container(self.part.path) as container:
                    entries = tuple(container.entries.values())
            except PackRefused:
                self._blame([Bad(span, CONTENTS)])
                continue
            self._get((entries[1].start, entries[1].end))
            if self.part.has(span):  # and not found to belong to another pack
                for entry in entries:
                    if entry.name not in self._bad_here:
                        self._copy(donors, entry)
                return

    def _copy(self, donors: Donors, entry: Entry) -> None:
        if self.part.has((entry.start, entry.end)):
            return
        place = entry.start
        for piece in donors.pieces(entry):
            self.part.fill(place, piece, HERE)
            place += len(piece)
            self._progress(self.part.done, self.expected.bytes)

    def _contents(self, guess: int) -> Span:
        """Fetch the directory at the end of the file; returns where it lies."""
        size = self.expected.bytes
        self.part.fill(0, HEAD, HERE)
        self._get((max(0, size - guess - _GUESS), size))
        span = contents_span(self.part.read((size - END.size, size)), size)
        if span is None:
            return (size - END.size, size)
        self._get(span)
        return span

    # -- asking -------------------------------------------------------------------------------

    def _gaps(self) -> list[Span]:
        """What is missing, with stretches between that are not worth a request of their own."""
        joined: list[Span] = []
        for start, end in self.part.gaps():
            if joined and start - joined[-1][1] <= _JOIN:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _get(self, span: Span) -> None:
        while gaps := self.part.gaps(span):
            self._ask((gaps[0][0], gaps[-1][1]))

    def _ask(self, span: Span) -> None:
        """One request to the best place; what goes wrong is noted and may end the work."""
        mirror = self._mirrors.best()
        self._asked += 1
        with self._mirrors.asked(mirror, self._wait, lambda: self.part.done):
            self._stream(mirror, mirror.short(*span))

    def _wait(self, seconds: float) -> None:
        """Wait before another try; the work may be stopped meanwhile."""
        left = seconds
        while left > 0:
            self._progress(self.part.done, self.expected.bytes)
            self._sleep(min(left, _SLICE_S))
            left -= _SLICE_S

    def _stream(self, mirror: Mirror, span: Span) -> None:
        start, end = span if mirror.ranges else (0, self.expected.bytes)
        size = self.expected.bytes
        steady = self._turns.get(mirror.name, 0) < _TURNS
        tag = self.part.tags.get(mirror.name, "") if start and steady else ""
        until = None if (start, end) == (0, size) else end
        if mirror.costs:
            self._spend(0)
        with mirror.source.open(self.expected.file, start, until, tag) as reading:
            label = mirror.source.label
            if reading.total not in (None, size):
                raise SourceOther(label, f"{reading.total} bytes, not {size}")
            if reading.start > start:
                raise SourceRange(label, f"from {reading.start}, not {start}")
            if reading.start < start:
                if tag and reading.tag and tag != reading.tag:
                    self._changed(mirror, reading.tag)
                    return
                mirror.ranges = False
            if reading.tag:
                self.part.tags[mirror.name] = reading.tag
            place = reading.start
            for piece in reading:
                if mirror.costs:
                    self._spend(len(piece))
                self.part.fill(place, piece[: size - place], mirror.name)
                place += len(piece)
                self._look(mirror)
                self._progress(self.part.done, size)
                if not self.part.gaps((reading.start, size if reading.start < start else end)):
                    break
            if self.part.gaps(span):
                raise SourceFailed(label, f"ended early, at {place} of {end}")

    def _changed(self, mirror: Mirror, tag: str) -> None:
        """The file on the site is another one now: its list of contents is needed anew.

        What came before stays; where it does not fit the new file it will be found out.
        """
        self.part.tags[mirror.name] = tag
        self._turns[mirror.name] = self._turns.get(mirror.name, 0) + 1
        self._drop_contents()

    def _drop_contents(self) -> None:
        size = self.expected.bytes
        if self.part.has((size - END.size, size)):
            found = contents_span(self.part.read((size - END.size, size)), size)
            self.part.drop(found or (size - END.size, size))

    def _look(self, mirror: Mirror) -> None:
        """As soon as the manifest is here: is this the right pack at all?"""
        if self._looked:
            return
        try:
            found = manifest_in(self.part)
        except PackRefused as error:
            data = self.part.read((0, 512)).lstrip().lower()
            self.part.drop((0, self.expected.bytes))
            if data.startswith((b"<!doctype", b"<html")):
                raise SourcePortal(mirror.source.label, error.detail) from error
            raise SourceOther(mirror.source.label, error.detail) from error
        if found is None:
            return
        self._looked = True
        if hashlib.sha256(found).hexdigest() != self.expected.manifest:
            self._looked = False
            self.part.drop((0, self.expected.bytes))
            raise SourceOther(mirror.source.label, "manifest.json")
        if name_in(found) != (self.expected.id, self.expected.version):
            self._looked = False
            self.part.drop((0, self.expected.bytes))
            raise SourceRenamed(mirror.source.label, "manifest.json")

    # -- who was wrong ------------------------------------------------------------------------

    def _blame(self, bad: Sequence[Bad]) -> None:
        """Forget what is wrong; whoever sent it is asked last from now on.

        What was wrong in a damaged copy and is wrong again when it came anew may be right: then the
        copy's list of contents lies about it.
        """
        names = set()
        if any(one.name in self._wrong for one in bad):
            self._drop_contents()
            self._wrong.clear()
        for one in bad:
            origins = self.part.origins(one.span)
            names |= origins
            if HERE in origins:
                self._bad_here.add(one.name)
            self.part.drop(one.span)
        for mirror in self._mirrors:
            if mirror.name in names:
                mirror.lies += 1
                mirror.out = mirror.out or mirror.lies >= LIES
                mirror.error = SourceOther(mirror.source.label, bad[0].name)
        self.part.save()


def _read_patiently(file: BinaryIO, place: int, size: int) -> bytes:
    """A piece of a file that may have bad sectors: three tries, then nothing."""
    for _ in range(3):
        with contextlib.suppress(OSError):
            file.seek(place)
            return file.read(size)
    return b""
