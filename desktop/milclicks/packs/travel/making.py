"""Makes a stick: chosen packs, the catalogue, its page, versions of the app, wishes.

Everything new is written beside its name, then everything is read back past the cache and held
against what was meant: only that finds a stick that holds less than it says. Then the new files get
their names, packs first and the catalogue's newest file last, so an earlier good stick is good at
any moment. Nothing that lies there otherwise is touched, and nothing is written through a link.
Not here: what to choose (`ui`), the bytes on the stick (`device`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milclicks.core.errors import N_, DiskFull, Message, MilClicksError, NotWritable
from milclicks.core.files import not_written
from milclicks.packs import plain_files, strict_json
from milclicks.packs.disk import NO_ROOM
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.travel import bundles, wanted
from milclicks.packs.travel.device import PIECE, Stick
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.source import checked
from milclicks.packs.travel.stick import PART, WANTED, made_on
from milclicks.packs.travel.stick_faults import StickGone, StickLies, StickNotPlain
from milclicks.packs.trust.catalog import Catalog

_MB: Final = 1_000_000
_SPARE: Final = 1024 * 1024
_LAST: Final = "metadata/timestamp.json"
_WINDOWS_KINDS: Final = ("ntfs", "fuseblk")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file for the stick: its place in MILPACKS, and its bytes or the file that has them.

    `sha256`, where one was signed for the file itself, is what must come out of writing it.
    """

    place: str
    source: Path | bytes
    size: int
    sha256: str = ""

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with plain_files.reading(self.source, links=True) as file:
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
    pages: Mapping[str, bytes] | None = None,
    apps: Iterable[tuple[bundles.Offer, Path]] = (),
    wishes: wanted.Wanted | None = None,
) -> tuple[Piece, ...]:
    """Everything for a stick, in the order in which it is written; raises PackRefused.

    `pages` are small files by their places: those for people, and their pictures.
    """
    found: list[Piece] = []
    for path in packs:
        found.extend(_of_pack(path, catalog))
    for offer, path in apps:
        found.append(Piece(offer.place, path, offer.bundle.bytes, offer.sha256))
    found += [_small(place, data) for place, data in (pages or {}).items()]
    if wishes is not None:
        found.append(_small(WANTED, wanted.encode(wishes)))
    files = catalog.site_files()
    found += [_small(name, files[name]) for name in sorted(files) if name != _LAST]
    found += [_small(_LAST, files[_LAST])] if _LAST in files else []
    return tuple(found)


def _small(place: str, data: bytes) -> Piece:
    return Piece(checked(place, place), data, len(data))


def _of_pack(path: Path, catalog: Catalog) -> Iterator[Piece]:
    """A pack file, every blob of it checked, and the signed copy of its table of contents."""
    with Pack(path) as pack:
        for resource in pack.resources:
            deque(pack.stream(resource), maxlen=0)
        deque(pack.reserved(), maxlen=0)
        head, manifest, digest = pack.head, strict_json.encode(pack.raw), pack.digest
        place = place_of(pack, catalog)
    yield Piece(checked(place, path.name), path, path.stat().st_size)
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
    chosen: Plugged | None = None,
) -> Made:
    """Write the pieces to a stick and read them back; raises a sentence, the stick then as before.

    `progress` tells bytes of twice the size: written, then read back. `chosen` is the stick as it
    was when somebody chose it, else as it is now; it must be the same one until all is read back.
    """
    chosen = chosen or Plugged(mount)
    with _on(chosen):
        return _made(chosen, device or Stick(), pieces, progress)


@contextlib.contextmanager
def _on(chosen: Plugged) -> Iterator[None]:
    """Work on a stick; whatever the system says becomes a sentence, that it is gone before all."""
    with chosen.held():
        try:
            yield
        except (OSError, MilClicksError) as error:
            if chosen.gone and not isinstance(error, StickGone):
                raise StickGone(repr(error)) from error
            if isinstance(error, OSError):
                raise _why(error, chosen.mount) from error
            raise


def _made(chosen: Plugged, stick: Stick, pieces: Sequence[Piece], progress: Progress) -> Made:
    mount = chosen.mount
    check_room(mount, pieces, stick)
    folder = made_on(mount.path)
    total = 2 * sum(one.size for one in pieces)
    new: dict[str, Path] = {}
    try:
        for piece in pieces:
            plain_files.check_target(mount.path, folder / piece.place)
        _sweep(folder, pieces)
        digests, done = {}, 0
        for piece in pieces:
            chosen.check()
            part = _aside(folder / piece.place)
            tell = _from(progress, done, total)
            digests[piece.place], fresh = _write(
                chosen, stick, folder / piece.place, part, piece, tell
            )
            new |= {piece.place: part} if fresh else {}
            if piece.sha256 and digests[piece.place] != piece.sha256:
                raise bundles.BundleRefused(piece.place)
            done += piece.size
        for piece in pieces:
            chosen.check()
            path = new.get(piece.place, folder / piece.place)
            _same(stick, path, digests[piece.place], _from(progress, done, total))
            done += piece.size
        _name_all(stick, mount.path, folder, new)
        if pieces:  # the stick itself must answer once more, now that all has its name
            last = pieces[-1].place
            _same(stick, folder / last, digests[last], _quiet)
        chosen.check()
    finally:
        for part in new.values():
            with contextlib.suppress(OSError):
                part.unlink()
    packs = tuple(one.place for one in pieces if one.place.endswith(".milpack"))
    written = sum(one.size for one in pieces if one.place in new)
    return Made(folder, len(pieces), total // 2, written, packs)


def _same(stick: Stick, path: Path, meant: str, tell: Callable[[int], None]) -> None:
    """Raise StickLies when the stick itself has something else in a file."""
    if _digest(stick.read_back(path), tell) != meant:
        raise StickLies(path.name)


def _aside(path: Path) -> Path:
    """Where a new file lies until all was read back."""
    return path.with_name(f"{path.name}{PART}")


def _sweep(folder: Path, pieces: Sequence[Piece]) -> None:
    """Delete what a making that was cut short has left."""
    for place in {(folder / one.place).parent for one in pieces}:
        with contextlib.suppress(OSError):
            left = [one for one in place.iterdir() if one.name.endswith(PART)]
            for path in filter(plain_files.is_file, left):
                path.unlink()


def _name_all(stick: Stick, root: Path, folder: Path, new: Mapping[str, Path]) -> None:
    """Give the new files their names: what the catalogue speaks of, the catalogue, its newest.

    Each group is on the stick for good before the next begins. `new` is in the order of writing.
    """
    groups: tuple[list[str], list[str], list[str]] = ([], [], [])
    for place in new:
        groups[2 if place == _LAST else place.startswith("metadata/")].append(place)
    for group in groups:
        for place in group:
            plain_files.check_target(root, folder / place)
            stick.name(new[place], folder / place)
        for one in sorted({up for place in group for up in _up(root, folder / place)}):
            stick.sync(one)


def _up(root: Path, path: Path) -> Iterator[Path]:
    """The folders that lead from a file to the root of the stick."""
    for one in path.parents:
        yield one
        if one == root:
            return


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


def guarded(chosen: Plugged, work: Callable[[], None]) -> None:
    """Write something small on a stick; whatever the system says becomes a sentence."""
    if not chosen.mount.writable:
        raise _locked(chosen.mount)
    with _on(chosen):
        work()


def _lies(path: Path, size: int) -> bool:
    try:
        return plain_files.is_file(path) and path.lstat().st_size == size
    except OSError:
        return False


def _write(
    chosen: Plugged, stick: Stick, path: Path, part: Path, piece: Piece, tell: Callable[[int], None]
) -> tuple[str, bool]:
    """The sha256 that must be read back, and whether it was written to `part`."""
    digest = hashlib.sha256()
    if _lies(path, piece.size):
        meant = _digest(piece.pieces(), tell)
        with contextlib.suppress(OSError):
            if _digest(stick.read_back(path), _quiet) == meant:
                return meant, False
    chosen.make_folder(path.parent)
    done = 0

    def watched() -> Iterator[bytes]:
        nonlocal done
        for each in piece.pieces():
            digest.update(each)
            yield each
            done += len(each)
            tell(done)

    stick.write(part, chosen.checked(watched()))
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


def _why(error: OSError, mount: Mount) -> MilClicksError:
    if isinstance(error, plain_files.NotPlain):
        return StickNotPlain(Path(error.filename).name, str(error))
    if error.errno in NO_ROOM:
        return _full(0, 0)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return _locked(mount)
    if error.errno == errno.EFBIG:
        return not_written(str(error))
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
