"""The unfinished file of a pack that is on its way: which of its bytes are here, and from whom.

It lies in `packs/coming/` beside a small file that lists what is on the disk for good; that list is
written only after the bytes were (every 8 MB or 20 s, and whenever work stops), so that after a
power cut nothing is taken for granted that is not there. Not here: where the bytes come from
(`download`).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.core.errors import N_, Busy, DiskFull, Message
from milclicks.core.files import make_folder, not_written, write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.disk import NO_ROOM, Disk
from milclicks.packs.manifest import Hash, PackId, Version
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.working import working

FOLDER: Final = "coming"
HERE: Final = ""
"""The origin of bytes that came from this computer."""
_SYNC: Final = 8 * 1024 * 1024
_SYNC_S: Final = 20.0
_SPARE: Final = 4 * 1024 * 1024
_SUFFIX: Final = ".part"
_LOCK: Final = ".lock"
_WAIT_S: Final = 0.2
"""Who only tidies up holds a lock for a moment."""
_NAME: Final = re.compile(r"([0-9a-f]{16})-([0-9]{1,10})\.part(?:\.json)?")

Span = tuple[int, int]
"""From a byte to before another."""
_Place = Annotated[int, Meta(ge=0, le=2**40)]


class Expected(Struct, frozen=True, kw_only=True):
    """The pack file as it must be: `manifest` is the signed sha256, `file` its place in a site."""

    id: PackId
    version: Version
    bytes: _Place
    manifest: Hash
    file: str

    @property
    def key(self) -> str:
        """`mil.core@3`."""
        return f"{self.id}@{self.version}"


class _Held(Struct, frozen=True, kw_only=True):
    """The small file: `have` are (from, to, origin), in order and without overlap."""

    expected: Expected
    have: tuple[tuple[_Place, _Place, str], ...] = ()
    tags: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Begun:
    """A pack that is on its way: how many of its bytes are here."""

    expected: Expected
    done: int


def begun(data: Path) -> tuple[Begun, ...]:
    """What was begun in a data folder and not finished, in the order of ids."""
    found = []
    for path in sorted((data / "packs" / FOLDER).glob(f"*{_SUFFIX}.json")):
        held = _read(path)
        if held is not None:
            found.append(Begun(held.expected, sum(end - start for start, end, _ in held.have)))
    return tuple(sorted(found, key=lambda one: (one.expected.id, one.expected.version)))


def let_go(data: Path, here: Mapping[str, int]) -> None:
    """Delete the parts of what is `here` (by id, the newest whole version), or older than it.

    A part that somebody works on stays, and so does what cannot be deleted. What a killed program
    left goes too: locks, and files that nobody could go on from.
    """
    from filelock import Timeout

    newest = {_name_of(pack): version for pack, version in here.items()}
    folder = data / "packs" / FOLDER
    for path in sorted(folder.glob(f"*{_SUFFIX}*")):
        found = _NAME.fullmatch(path.name)
        if found is None:
            continue
        lock = path.with_name(f"{found[1]}-{found[2]}{_LOCK}")
        past = int(found[2]) <= newest.get(found[1], 0)
        if past or _without_list(path):
            with contextlib.suppress(OSError, Timeout), working(lock):
                if past or _without_list(path):  # somebody may have worked on it just now
                    path.unlink(missing_ok=True)
    for lock in folder.glob(f"*{_LOCK}"):
        with contextlib.suppress(OSError, Timeout), working(lock):
            continue


def _without_list(path: Path) -> bool:
    """Whether nobody could go on from this unfinished file: a kill came before its list."""
    return path.suffix == _SUFFIX and not path.with_name(f"{path.name}.json").exists()


def _name_of(pack: str) -> str:
    return hashlib.sha256(pack.encode()).hexdigest()[:16]


class Part:
    """The unfinished file of one version of one pack. Use it inside `with part.open():`."""

    def __init__(
        self,
        data: Path,
        expected: Expected,
        disk: Disk,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is read or made before `open`; `data` is the data folder."""
        self.expected = expected
        self.folder = data / "packs" / FOLDER
        self.path = self.folder / f"{_name_of(expected.id)}-{expected.version}{_SUFFIX}"
        self.tags: dict[str, str] = {}
        """By source: the tag of the file that its bytes came from."""
        self._state = self.path.with_name(self.path.name + ".json")
        self._disk = disk
        self._have: list[tuple[int, int, str]] = []
        self._file: BinaryIO | None = None
        self._unsynced = 0
        self._now = now
        self._saved = 0.0
        self.passing = False
        """Whether this work leaves nothing (see `open`)."""

    @contextmanager
    def open(self, *, passing: bool = False) -> Iterator[None]:
        """Hold the file for work; whatever ends the work, what is here is kept for the next.

        Work in `passing` only looks: it leaves nothing where nothing was begun before.
        """
        with self._held():
            self.passing = passing and not self._state.exists()
            try:
                self._resume()
                yield
            finally:
                self._close()

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Be the only one who works on the file; raises a sentence before anything is changed."""
        from filelock import Timeout

        with contextlib.ExitStack() as held:
            try:
                make_folder(self.folder)
                held.enter_context(working(self.path.with_suffix(_LOCK), _WAIT_S))
            except Timeout as error:
                raise Busy(
                    Message(N_("This pack is being fetched by another window or program.")),
                    Message(N_("Wait until it is done. Nothing was changed.")),
                    self.expected.key,
                ) from error
            except OSError as error:
                if error.errno in NO_ROOM:
                    raise no_room(self.expected.bytes) from error
                raise PackRefused("library.read_only", str(error)) from error
            yield

    def _resume(self) -> None:
        held = _read(self._state)
        size = self.path.stat().st_size if self.path.is_file() else 0
        if held is not None and held.expected == self.expected:
            self._have = [(a, min(b, size), o) for a, b, o in held.have if a < size]
            self.tags = dict(held.tags)
        need = self.expected.bytes - self.done
        if self._disk.free(self.folder) < need + _SPARE:
            raise no_room(self.expected.bytes)
        self._saved = self._now()
        with _full(self.expected.bytes):
            self._file = self.path.open("r+b" if self.path.is_file() else "w+b")
            if size > self.expected.bytes:  # a tail that a power cut put there
                self._file.truncate(self.expected.bytes)

    def _close(self) -> None:
        if self._file is None:
            return
        if self.passing:
            self._leave_nothing()
            return
        try:
            self.save()
        except (
            OSError,
            DiskFull,
            PackRefused,
        ):  # no room for the list either: then nothing of it stays
            self._file.close()
            self.drop_file()
            raise
        finally:
            self._file.close()
            self._file = None

    def _leave_nothing(self) -> None:
        assert self._file is not None
        with contextlib.suppress(OSError):  # what was not written yet is not wanted either
            self._file.close()
        self._file = None
        self.drop_file()
        self._have, self.tags = [], {}

    # -- what is here -------------------------------------------------------------------------

    @property
    def done(self) -> int:
        """How many bytes are here."""
        return sum(end - start for start, end, _ in self._have)

    @property
    def fetched(self) -> int:
        """How many of them came from elsewhere."""
        return sum(end - start for start, end, origin in self._have if origin != HERE)

    def gaps(self, within: Span | None = None) -> list[Span]:
        """What is missing, in order."""
        first, last = within or (0, self.expected.bytes)
        found, place = [], first
        for start, end, _ in self._have:
            if start >= last:
                break
            if start > place:
                found.append((place, start))
            place = max(place, end)
        return [*found, (place, last)] if place < last else found

    def has(self, span: Span) -> bool:
        """Whether every byte of a span is here."""
        return not self.gaps(span)

    def origins(self, span: Span) -> set[str]:
        """Where the bytes of a span came from."""
        return {o for start, end, o in self._have if start < span[1] and end > span[0]}

    def read(self, span: Span) -> bytes:
        """The bytes of a span that is here."""
        assert self._file is not None
        self._file.seek(span[0])
        return self._file.read(span[1] - span[0])

    # -- changes ------------------------------------------------------------------------------

    def fill(self, place: int, data: bytes, origin: str) -> int:
        """Take bytes for `place` as far as they are missing; returns how many were."""
        new = 0
        for start, end in self.gaps((place, place + len(data))):
            self._write(start, data[start - place : end - place])
            self._add(start, end, origin)
            new += end - start
        return new

    def _write(self, place: int, data: bytes) -> None:
        assert self._file is not None
        with _full(self.expected.bytes):
            self._file.seek(place)
            self._disk.write(self._file, data)
        self._unsynced += len(data)

    def _add(self, start: int, end: int, origin: str) -> None:
        after = next((n for n, one in enumerate(self._have) if one[0] >= end), len(self._have))
        before = self._have[after - 1] if after else None
        if before is not None and before[1] == start and before[2] == origin:
            self._have[after - 1] = (before[0], end, origin)
        else:
            self._have.insert(after, (start, end, origin))
        if self._unsynced >= _SYNC or self._now() - self._saved >= _SYNC_S:
            self.save()

    def drop(self, span: Span) -> None:
        """Forget the bytes of a span: they are not as they must be."""
        kept = []
        for start, end, origin in self._have:
            sides = ((start, min(end, span[0])), (max(start, span[1]), end))
            kept += [(a, b, origin) for a, b in sides if a < b]
        self._have = kept

    def save(self) -> None:
        """Have all that is here on the disk for good, then the list of it."""
        assert self._file is not None
        if self.passing:  # nobody goes on from it: it only has to be there to be read
            with _full(self.expected.bytes):
                self._file.flush()
            return
        held = _Held(expected=self.expected, have=tuple(self._have), tags=self.tags)
        with _full(self.expected.bytes):
            self._disk.fsync(self._file)
            write_atomic(self._state, msgspec.json.encode(held))
        self._unsynced, self._saved = 0, self._now()

    def throw_away(self) -> None:
        """Delete what is here, from outside of `open`; raises Busy while somebody works on it."""
        try:
            with self._held():
                self.drop_file()
        except DiskFull:  # not even for the lock: there will be
            self.drop_file()
        if self.path.exists():
            raise PackRefused("library.held", self.path.name)

    def drop_file(self) -> None:
        """Delete what is here."""
        for path in (self.path, self._state):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _read(path: Path) -> _Held | None:
    """The list of a part; a damaged one is as none, and its bytes are fetched again."""
    try:
        held = msgspec.json.decode(small(path), type=_Held)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    place = 0
    for start, end, _ in held.have:
        if start < place or end <= start or end > held.expected.bytes:
            return None
        place = end
    return held


@contextmanager
def _full(size: int) -> Iterator[None]:
    """A disk that is full, or does not take what is written, said as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise not_written(str(error)) from error
        raise no_room(size) from error


def no_room(size: int) -> DiskFull:
    """The error for a disk without room for a pack of `size` bytes."""
    return DiskFull(
        Message(
            N_("There is not enough room on the disk: this pack needs {size} MB."),
            {"size": -(-size // 1_000_000)},
        ),
        Message(
            N_("Delete something that is not needed, then try again. The packs that are here stay.")
        ),
    )
