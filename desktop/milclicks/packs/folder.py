"""The files of a library: which packs lie in which root, and putting one in or taking one out.

Installed means one file in the data folder's `packs/`, put there by one rename of a file that was
read whole and is on the disk for good. A kill at any moment leaves the old or the new file, whole.
Names come from the pack's id by a hash: nothing that a pack says becomes a path.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from milclicks.core.errors import N_, Busy, DiskFull, Message
from milclicks.core.files import empty_cache, make_folder, not_written, sweep_parts
from milclicks.packs import departures
from milclicks.packs.disk import NO_ROOM, Disk
from milclicks.packs.manifest import Head
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress
from milclicks.packs.refusals import PackRefused

SUFFIX: Final = ".milpack"
_PART: Final = ".part"
_SPARE: Final = 4 * 1024 * 1024
_WAIT_S: Final = 10.0
_FILES: Final = 500
_HELD_S: Final = 20.0
_PAUSE_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack file that lies in a root; `bundled` ones are used in place and never changed."""

    path: Path
    bytes: int
    mtime: int
    bundled: bool


def file_of(head: Head) -> str:
    """The name of a pack's file in the folder."""
    name = hashlib.sha256(head.id.encode()).hexdigest()[:16]
    return f"{name}-{head.version}{SUFFIX}"


class PackFolder:
    """The roots of a library and the one folder that it may change."""

    def __init__(
        self, data: Path, bundled: Sequence[Path], disk: Disk, wait_s: float = _WAIT_S
    ) -> None:
        """`data` is the data folder; its `packs/` is made when something is installed."""
        self.data = data
        self.own = data / "packs"
        self.bundled = tuple(bundled)
        self.guests: tuple[Path, ...] = ()
        """Files on sticks that are used in place: read, never changed."""
        self._disk = disk
        self._wait_s = wait_s

    def files(self) -> Iterator[PackFile]:
        """Every pack file, bundled roots first, each root in the order of names."""
        gone = departures.waiting(self.own)
        for root, bundled in [*((one, True) for one in self.bundled), (self.own, False)]:
            try:
                found = sorted(root.glob(f"*{SUFFIX}"))[:_FILES]
            except OSError:
                continue
            for path in found:
                if not bundled and path.name in gone:
                    continue
                with contextlib.suppress(OSError):
                    stat = path.stat()
                    yield PackFile(path, stat.st_size, stat.st_mtime_ns, bundled)
        for path in self.guests:
            with contextlib.suppress(OSError):
                stat = path.stat()
                yield PackFile(path, stat.st_size, stat.st_mtime_ns, False)

    def path_for(self, head: Head) -> Path:
        """Where a pack is kept: a short name of our own."""
        return self.own / file_of(head)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the library for a change; raises Busy when another one holds it for long."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.data / "library.lock")
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=self._wait_s, poll_interval=0.05)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise no_room() from error
            if not isinstance(error, Timeout):
                raise PackRefused("library.read_only", str(error)) from error
            raise Busy(
                Message(N_("Another window or program is adding or removing packs right now.")),
                Message(N_("Wait until it is done, then try again. Nothing was changed.")),
            ) from error
        try:
            yield
        finally:
            lock.release()

    def sweep(self) -> None:
        """Delete what an interrupted install left; only while nobody else changes the folder."""
        for folder in (self.data, self.own, self.own / "coming", self.data / "trust"):
            with contextlib.suppress(OSError):
                sweep_parts(folder)
        parts = list(self.own.glob(f"[!.]*{_PART}")) if self.own.is_dir() else []
        if not parts and not departures.waiting(self.own):
            return
        with (
            contextlib.suppress(Busy, OSError),
            PackFolder(self.data, (), self._disk, wait_s=0).locked(),
        ):
            departures.let_go(self.own, self._disk)
            for part in parts:
                self._disk.unlink(part)

    def install(
        self,
        source: Path,
        head: Head,
        digest: str,
        progress: Progress,
        *,
        move: bool = False,
        agreed: Callable[[], object] = lambda: None,
        vouched: bool = False,
    ) -> Path:
        """Copy `source` whole, check the copy, give it its name; raises and leaves no trace.

        `digest` is that of the manifest that was let in; another one is another file. A file that
        was put together on this disk for good is taken itself (`move`); a refused one stays.
        `agreed` is done when all is in order, just before the file gets its name; `vouched` as in
        `verify`.
        """
        from milclicks.packs.verify import verify

        target = self.path_for(head)
        part = source if move else target.with_name(target.name + _PART)
        try:
            size = source.stat().st_size
        except OSError as error:
            raise unreadable(error) from error
        try:
            make_folder(self.own)
            if not move and not self._has_room(size + _SPARE):
                raise no_room()
            if move:
                with Pack(part) as pack:
                    _is(pack, digest)
                    verify(pack, partial(_in_bytes, progress, size), vouched=vouched)
            else:
                self._copy(source, part, size, digest, progress, vouched)
            agreed()
            self._name(part, target)
        except OSError as error:
            raise no_room() if error.errno in NO_ROOM else not_written(str(error)) from error
        finally:
            if not move:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
        self._disk.fsync_folder(self.own)
        return target

    def _copy(
        self, source: Path, part: Path, size: int, digest: str, progress: Progress, vouched: bool
    ) -> None:
        """A checked copy at `part`, on the disk for good: each byte is read once."""
        from milclicks.packs.copying import Copying
        from milclicks.packs.verify import copied_right, understood, unharmed

        with Pack(source) as pack:
            _is(pack, digest)
            with Copying(part, size, self._disk, progress) as copying:
                understood(pack, copying.tell, vouched=vouched)
                unharmed(pack, copying.tell, copying.write)
                if not copying.whole:
                    raise _changed()
            with Pack(part) as copy:
                if not copy.same(pack):
                    raise _changed()
                copied_right(copy, copying.tell)

    def _has_room(self, size: int) -> bool:
        """Whether so much fits; what can be made again gives way first."""
        if self._disk.free(self.own) < size:
            empty_cache(self.data)
        return self._disk.free(self.own) >= size

    def _name(self, part: Path, target: Path) -> None:
        """Give a file its name; a virus scanner may hold a new file for a while."""
        for _ in range(round(_HELD_S / _PAUSE_S)):
            with contextlib.suppress(PermissionError):
                self._disk.replace(part, target)
                departures.stay(target)
                return
            self._disk.wait(_PAUSE_S)
        raise PackRefused("library.held", part.name)

    def remove(self, path: Path) -> None:
        """Delete one installed pack file; what lies elsewhere is not ours to delete."""
        if path.parent != self.own:
            return
        try:
            self._disk.unlink(path)
        except FileNotFoundError:
            return
        except PermissionError as error:
            try:
                departures.leave(path, self._disk)
            except OSError:
                raise not_written(str(error)) from error
        except OSError as error:
            raise not_written(str(error)) from error
        self._disk.fsync_folder(self.own)


def _is(pack: Pack, digest: str) -> None:
    if pack.digest != digest:
        raise _changed()


def _changed() -> PackRefused:
    return PackRefused("file.unreadable", "the file changed while it was copied")


def _in_bytes(progress: Progress, size: int, done: int, total: int) -> None:
    progress(done * size // max(total, 1), size)


def no_room() -> DiskFull:
    """The error for a disk that has no room for a pack."""
    return DiskFull(
        Message(N_("There is not enough room on the disk for this pack.")),
        Message(N_("Delete something that is not needed, then try again. Nothing was changed.")),
    )


def unreadable(error: OSError) -> PackRefused:
    """The error for a file that the system does not let us read."""
    return PackRefused("file.unreadable", str(error))
