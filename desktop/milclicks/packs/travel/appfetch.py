"""Fetching a version of the app over lines that break, lie and cost; what came is kept.

The signed sha256 of the whole file says what is right, so what came before a cut may go on from
any place; when the whole is wrong nothing of it stays, and nobody else is asked who sent all of it.
The bytes lie in `app/<version>/` under the name of the file and `.part`, beside a list of what is
on the disk for good. Nothing is asked of a line that costs before its rules were. Not here: which
version is offered, a copy from a stick (`bundles`).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.core.errors import N_, DiskFull, Message
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.disk import NO_ROOM, Disk
from milclicks.packs.manifest import Hash
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.aside import heed
from milclicks.packs.travel.bundles import BundleRefused, Offer, kept, place_kept, unfinished
from milclicks.packs.travel.fetching import Means
from milclicks.packs.travel.mirrors import LIES, Mirror, Mirrors
from milclicks.packs.travel.plan import Allowance, Ledger, Paused, seconds
from milclicks.packs.travel.refusals import SourceRange
from milclicks.packs.travel.source import PIECE, SourceFailed

_SYNC: Final = 8 * 1024 * 1024
_SPARE: Final = 4 * 1024 * 1024
_SLICE_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class AppPlan:
    """What fetching a version would take; `done` bytes are here, `seconds` None when unknown."""

    bytes: int
    done: int
    seconds: int | None
    free: int
    """Free bytes on the disk."""
    left: int | None = None
    """Bytes that may still come over a line in this month; None for any number."""
    held: Paused | None = None
    """The limit that would stop it over a line before anything comes."""
    maybe: Paused | None = None
    first: str = ""
    """As in `Plan`."""
    exact: bool = True


class _Held(Struct, frozen=True, kw_only=True):
    """The list: so many bytes are on the disk for good, from these places with these tags."""

    sha256: Hash
    done: Annotated[int, Meta(ge=0)] = 0
    tags: dict[str, str] = {}


class AppFetching:
    """Fetches versions of the app into one data folder from given places, in their order."""

    def __init__(self, data: Path, means: Means) -> None:
        """`data` is the data folder."""
        self._data = data
        self._means = means
        self._ledger = Ledger(data, means.clock)

    def plan(self, offer: Offer) -> AppPlan:
        """What it would take, asking nobody."""
        whole = place_kept(offer, self._data)
        here = whole.is_file() and whole.stat().st_size == offer.bundle.bytes
        done = offer.bundle.bytes if here else _held(offer, whole).done
        count = offer.bundle.bytes - done
        folder = next(one for one in (self._data, *self._data.parents) if one.exists())
        free = self._means.disk.free(folder)
        allowed = self._allowance()
        held = allowed.held(count) if count else None
        took = seconds(count, self._ledger.rate)
        return AppPlan(count, done, took, free, allowed.left, held)

    def drop(self, offer: Offer) -> None:
        """Delete what came of a version, whole or not; raises where it cannot be deleted."""
        whole = place_kept(offer, self._data)
        for path in (*unfinished(whole), whole):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise PackRefused("library.held", str(error)) from error

    def _allowance(self) -> Allowance:
        means = self._means
        return Allowance(means.rules, self._ledger, means.clock, means.line)

    def fetch(self, offer: Offer, progress: Progress = silent, *, agreed: bool = False) -> Path:
        """The checked copy in the data folder; `progress` may raise to stop.

        What came stays for the next time unless it is wrong. `agreed`: a person said yes to a line
        that costs. Raises BundleRefused, Paused, DiskFull or what the places said.
        """
        here = kept(offer, self._data)
        if here is not None:
            return here
        place_kept(offer, self._data).unlink(missing_ok=True)  # it is not what was signed
        plan = self.plan(offer)
        if plan.free < plan.bytes + _SPARE:
            raise no_room(offer)
        clock, asked = self._means.clock, False
        allowance = self._allowance()

        def spend(count: int) -> None:
            nonlocal asked
            if not asked:  # a folder or a stick may have given some of it
                allowance.begin(work.missing, agreed=agreed)
                asked = True
            allowance.spend(count)

        work = _Fetch(offer, self._data, self._means, progress, spend)
        before, since = self._ledger.spent, clock.mono_ms()
        try:
            return work.run()
        finally:
            self._ledger.measured(self._ledger.spent - before, clock.mono_ms() - since)
            self._ledger.save()


class _Fetch:
    """The fetching of one version, while its part is open."""

    def __init__(
        self,
        offer: Offer,
        data: Path,
        means: Means,
        progress: Progress,
        spend: Callable[[int], None],
    ) -> None:
        self._offer, self._size = offer, offer.bundle.bytes
        self._progress, self._spend, self._sleep = progress, spend, means.sleep
        self._mirrors = Mirrors(means.sources, offer.place, lambda: means.clock.mono_ms() / 1000)
        self._part = _Part(offer, data, means.disk)
        for one in means.sources:
            heed(one, lambda: progress(self._part.done, self._size))

    @property
    def missing(self) -> int:
        """How many bytes are still to come."""
        return self._size - self._part.done

    def run(self) -> Path:
        """Fetch what is missing and give the whole its name."""
        with self._part.open():
            while True:
                while self._part.done < self._size:
                    self._ask()
                if self._part.right():
                    break
                self._blame()
        return self._part.finish()

    def _ask(self) -> None:
        mirror = self._mirrors.best()
        with self._mirrors.asked(mirror, self._wait, lambda: self._part.done):
            try:
                self._stream(mirror)
            except BundleRefused as error:
                mirror.error, mirror.out = error, True
                if {*self._part.tags} <= {mirror.name}:
                    self._part.begin_anew()

    def _wait(self, left: float) -> None:
        while left > 0:
            self._progress(self._part.done, self._size)
            self._sleep(min(left, _SLICE_S))
            left -= _SLICE_S

    def _stream(self, mirror: Mirror) -> None:
        part, size = self._part, self._size
        start, end = mirror.short(part.done if mirror.ranges else 0, size)
        tag = part.tags.get(mirror.name, "") if start else ""
        if mirror.costs:
            self._spend(0)
        with mirror.source.open(
            self._offer.place, start, end if end < size else None, tag
        ) as reading:
            if reading.total not in (None, size):
                raise BundleRefused(f"{reading.total} bytes, not {size}")
            if reading.start not in (0, start):
                raise SourceRange(mirror.source.label, f"from {reading.start}, not {start}")
            if reading.start < part.done:  # another file now, or no ranges are known there
                part.begin_anew()
            last = end if reading.start == start else size
            for piece in reading:
                if part.done + len(piece) > size:
                    raise BundleRefused("longer than it was signed")
                part.add(piece)
                part.tags[mirror.name] = reading.tag
                if mirror.costs:
                    self._count(len(piece))
                self._progress(part.done, size)
            if part.done < last:
                raise SourceFailed(mirror.source.label, f"ended early, at {part.done} of {last}")

    def _count(self, count: int) -> None:
        """Note bytes that came; a limit that is met by the last of them holds nothing up."""
        try:
            self._spend(count)
        except Paused:
            if self._part.done < self._size:
                raise

    def _blame(self) -> None:
        """What came is not what was signed: nothing of it stays."""
        senders = [one for one in self._mirrors if one.name in self._part.tags]
        alone = len(self._part.tags) == 1
        self._part.begin_anew()
        for one in senders:
            one.lies += 1
            one.error = BundleRefused(self._offer.place)
            one.out = alone or one.lies >= LIES


class _Part:
    """The unfinished file: bytes from the first one on, and their hash."""

    def __init__(self, offer: Offer, data: Path, disk: Disk) -> None:
        self._offer, self._disk = offer, disk
        self._whole = place_kept(offer, data)
        self.path, self._state = unfinished(self._whole)
        self.tags: dict[str, str] = {}
        """Who sent any of it, and the tag of the file there."""
        self.done = self._saved = 0
        self._digest = hashlib.sha256()
        self._file: BinaryIO | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        """Go on from what is here; whatever ends the work, what is here is kept for the next."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            held = _held(self._offer, self._whole)
            self._file = self.path.open("r+b" if held.done else "w+b")
        except OSError as error:
            raise self._refused(error) from error
        try:
            self._take_up(held)
            yield
        finally:
            self._close()

    def _take_up(self, held: _Held) -> None:
        """The bytes that are on the disk for good; what lies behind them is not."""
        assert self._file is not None
        while self.done < held.done:
            piece = self._file.read(min(PIECE, held.done - self.done))
            if not piece:  # shorter than it was a moment ago
                self.begin_anew()
                return
            self._digest.update(piece)
            self.done += len(piece)
        self._file.truncate(self.done)
        self._saved, self.tags = self.done, dict(held.tags)

    def _close(self) -> None:
        assert self._file is not None
        keep = self.done > 0
        try:
            if keep and self.done != self._saved:
                self.save()
        except DiskFull:
            keep = False
            raise
        finally:
            with contextlib.suppress(OSError):
                self._file.close()
            if not keep:
                self._drop()

    def add(self, piece: bytes) -> None:
        """Take the next bytes."""
        assert self._file is not None
        try:
            self._disk.write(self._file, piece)
        except OSError as error:
            raise self._refused(error) from error
        self._digest.update(piece)
        self.done += len(piece)
        if self.done - self._saved >= _SYNC:
            self.save()

    def save(self) -> None:
        """Have all that is here on the disk for good, then the list of it."""
        assert self._file is not None
        held = _Held(sha256=self._offer.sha256, done=self.done, tags=self.tags)
        try:
            self._disk.fsync(self._file)
            write_atomic(self._state, msgspec.json.encode(held))
        except OSError as error:
            raise self._refused(error) from error
        self._saved = self.done

    def begin_anew(self) -> None:
        """Forget all that is here."""
        assert self._file is not None
        self._state.unlink(missing_ok=True)
        self._file.seek(0)
        self._file.truncate(0)
        self.done = self._saved = 0
        self.tags, self._digest = {}, hashlib.sha256()

    def right(self) -> bool:
        """Whether what is here is what was signed."""
        return self._digest.hexdigest() == self._offer.sha256

    def finish(self) -> Path:
        """Give the closed, whole file its name."""
        self.path.replace(self._whole)
        self._disk.fsync_folder(self._whole.parent)
        self._state.unlink(missing_ok=True)
        return self._whole

    def _drop(self) -> None:
        for one in (self.path, self._state):
            with contextlib.suppress(OSError):
                one.unlink(missing_ok=True)

    def _refused(self, error: OSError) -> Exception:
        if error.errno in NO_ROOM:
            return no_room(self._offer)
        return PackRefused("library.read_only", str(error))


def _held(offer: Offer, whole: Path) -> _Held:
    """What is here for good of a version; nothing where the list or the bytes do not fit."""
    part, state = unfinished(whole)
    none = _Held(sha256=offer.sha256)
    try:
        held = msgspec.json.decode(small(state), type=_Held)
        size = part.stat().st_size
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return none
    fits = held.sha256 == offer.sha256 and held.done <= min(size, offer.bundle.bytes)
    return held if fits else none


def no_room(offer: Offer) -> DiskFull:
    """The error for a disk without room for a version of the app."""
    return DiskFull(
        Message(
            N_("There is not enough room on the disk: this version of the app needs {size} MB."),
            {"size": -(-offer.bundle.bytes // 1_000_000)},
        ),
        Message(N_("Delete something that is not needed, then try again. The app here goes on.")),
    )
