"""Makes a stick: chosen packs, the catalogue, its page, versions of the app, wishes.

Everything is written, then everything is read back past the cache and held against what was meant:
only that finds a stick that holds less than it says. The catalogue's newest file is written last,
so a stick that was stopped is as before or has a few packs more. Nothing that lies there otherwise
is touched. Not here: what to choose (`ui`), the bytes on the stick (`device`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milclicks.core.errors import N_, DiskFull, Message, MilClicksError, NotWritable
from milclicks.packs import strict_json
from milclicks.packs.disk import NO_ROOM
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.travel import bundles, wanted
from milclicks.packs.travel.device import PIECE, Stick
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.source import checked
from milclicks.packs.travel.stick import WANTED, made_on
from milclicks.packs.trust.catalog import Catalog

_MB: Final = 1_000_000
_SPARE: Final = 1024 * 1024
_WINDOWS_KINDS: Final = ("ntfs", "fuseblk")


class StickLies(MilClicksError):
    """What was written is not what is there: a stick that is smaller than it says, or worn out."""

    code = "stick.read_back"

    def __init__(self, detail: str) -> None:
        """`detail` names the file."""
        super().__init__(
            Message(
                N_(
                    "This stick did not keep what was written on it. "
                    "It may hold less than it says, or be worn out."
                )
            ),
            Message(N_("Use another stick. Nothing on this computer was changed.")),
            detail,
        )


class StickGone(MilClicksError):
    """The stick was pulled out, or does not answer."""

    code = "stick.gone"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(
            Message(N_("The stick was pulled out or does not answer.")),
            Message(
                N_("Put it in again and begin once more. What was on it before is still good.")
            ),
            detail,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One file for the stick: its place in MILPACKS, and its bytes or the file that has them."""

    place: str
    source: Path | bytes
    size: int

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished stick holds; it was read back and is safe to remove."""

    folder: Path
    files: int
    bytes: int
    written: int
    """Bytes that were new; the rest lay there already and was read back too."""
    packs: tuple[str, ...]


def pieces_for(
    packs: Sequence[Path],
    catalog: Catalog,
    *,
    page: bytes = b"",
    apps: Iterable[tuple[bundles.Offer, Path]] = (),
    wishes: wanted.Wanted | None = None,
) -> tuple[Piece, ...]:
    """Everything for a stick, in the order in which it is written; raises PackRefused."""
    found: list[Piece] = []
    for path in packs:
        found.extend(_of_pack(path, catalog))
    for offer, path in apps:
        found.append(Piece(offer.place, path, offer.bundle.bytes))
    if page:
        found.append(_small("index.html", page))
    if wishes is not None:
        found.append(_small(WANTED, wanted.encode(wishes)))
    last = "metadata/timestamp.json"
    files = catalog.site_files()
    found += [_small(name, files[name]) for name in sorted(files) if name != last]
    found += [_small(last, files[last])] if last in files else []
    return tuple(found)


def _small(place: str, data: bytes) -> Piece:
    return Piece(checked(place), data, len(data))


def _of_pack(path: Path, catalog: Catalog) -> Iterator[Piece]:
    """A pack file, every blob of it checked, and the signed copy of its table of contents."""
    with Pack(path) as pack:
        for resource in pack.resources:
            deque(pack.stream(resource), maxlen=0)
        deque(pack.reserved(), maxlen=0)
        head, manifest, digest = pack.head, strict_json.encode(pack.raw), pack.digest
        place = place_of(pack, catalog)
    yield Piece(checked(place), path, path.stat().st_size)
    if catalog.manifest_hash(head.id, head.version) == digest:
        yield _small(f"targets/m/{head.id}/{digest}.{head.version}.json", manifest)


def place_of(pack: Pack, catalog: Catalog) -> str:
    """Where a pack lies in a site and on a stick."""
    entry = catalog.entry(pack.head.id, pack.head.version)
    return entry.file if entry is not None else f"packs/{pack.head.id}-{pack.head.version}.milpack"


def make(
    mount: Mount,
    pieces: Sequence[Piece],
    progress: Progress = silent,
    device: Stick | None = None,
) -> Made:
    """Write the pieces to a stick and read them back; raises a sentence, the stick then as before.

    `progress` tells bytes of twice the size: written, then read back.
    """
    stick = device or Stick()
    check_room(mount, pieces, stick)
    folder = made_on(mount.path)
    total = 2 * sum(one.size for one in pieces)
    new: list[Path] = []
    try:
        digests, done = {}, 0
        for piece in pieces:
            digest, fresh = _write(stick, folder, piece, _from(progress, done, total))
            digests[piece.place] = digest
            new += [folder / piece.place] if fresh else []
            done += piece.size
        for place in sorted({(folder / one.place).parent for one in pieces} | {folder}):
            stick.sync(place)
        for piece in pieces:
            path = folder / piece.place
            found = _digest(stick.read_back(path), _from(progress, done, total))
            if found != digests[piece.place]:
                raise StickLies(piece.place)
            done += piece.size
    except StickLies:
        _take_back(new)
        raise
    except OSError as error:
        raise _why(error, mount) from error
    packs = tuple(one.place for one in pieces if one.place.endswith(".milpack"))
    written = sum(one.size for one in pieces if folder / one.place in new)
    return Made(folder, len(pieces), total // 2, written, packs)


def check_room(mount: Mount, pieces: Sequence[Piece], stick: Stick | None = None) -> None:
    """Raise NotWritable or DiskFull when the stick cannot take the pieces; nothing is written."""
    if not mount.path.is_dir():
        raise StickGone(str(mount.path))
    if not mount.writable or not os.access(mount.path, os.W_OK):
        raise _locked(mount)
    folder = made_on(mount.path)
    need = sum(one.size for one in pieces if not _lies(folder / one.place, one.size)) + _SPARE
    try:
        free = (stick or Stick()).free(mount.path)
    except OSError as error:
        raise _why(error, mount) from error
    if free < need:
        raise _full(need, free)


def free_on(mount: Mount) -> int:
    """The bytes that the stick says are free; raises StickGone."""
    try:
        return Stick().free(mount.path)
    except OSError as error:
        raise _why(error, mount) from error


def guarded(mount: Mount, work: Callable[[], None]) -> None:
    """Write something small on a stick; whatever the system says becomes a sentence."""
    if not mount.writable:
        raise _locked(mount)
    try:
        work()
    except OSError as error:
        raise _why(error, mount) from error


def _lies(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _write(
    stick: Stick, folder: Path, piece: Piece, tell: Callable[[int], None]
) -> tuple[str, bool]:
    """The sha256 that must be read back, and whether the file was written."""
    path, digest = folder / piece.place, hashlib.sha256()
    if _lies(path, piece.size):
        meant = _digest(piece.pieces(), tell)
        with contextlib.suppress(OSError):
            if _digest(stick.read_back(path), _quiet) == meant:
                return meant, False
    path.parent.mkdir(parents=True, exist_ok=True)
    done = 0

    def watched() -> Iterator[bytes]:
        nonlocal done
        for each in piece.pieces():
            digest.update(each)
            yield each
            done += len(each)
            tell(done)

    stick.write(path, watched())
    return digest.hexdigest(), True


def _digest(pieces: Iterable[bytes], tell: Callable[[int], None]) -> str:
    digest, done = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        done += len(piece)
        tell(done)
    return digest.hexdigest()


def _quiet(done: int) -> None:
    """Progress inside a step that is counted already."""


def _from(progress: Progress, start: int, total: int) -> Callable[[int], None]:
    return lambda done: progress(min(start + done, total), total)


def _take_back(paths: Iterable[Path]) -> None:
    """Delete what this run has written, the catalogue first, so that nobody takes it for good."""
    for path in sorted(paths, key=lambda one: one.parent.name != "metadata"):
        with contextlib.suppress(OSError):
            path.unlink()


def _why(error: OSError, mount: Mount) -> MilClicksError:
    if error.errno in NO_ROOM:
        return _full(0, 0)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return _locked(mount)
    return StickGone(str(error))


def _full(need: int, free: int) -> DiskFull:
    remedy = Message(N_("Choose fewer packs, or make room on the stick."))
    if not need:
        return DiskFull(Message(N_("The stick is full. What was on it before is kept.")), remedy)
    values = {"need": -(-need // _MB), "free": free // _MB}
    sentence = N_("This takes {need} MB, and {free} MB are free on the stick.")
    return DiskFull(Message(sentence, values), remedy)


def _locked(mount: Mount) -> NotWritable:
    if mount.kind.startswith(_WINDOWS_KINDS):
        return NotWritable(
            Message(N_("The system lets nobody write on this stick. It was pulled out too early.")),
            Message(N_("Put it into a Windows computer, remove it safely there, then try again.")),
            mount.kind,
        )
    return NotWritable(
        Message(N_("This stick can be read, but not written.")),
        Message(N_("Look for a small switch on its side, or use another stick.")),
        mount.kind,
    )
