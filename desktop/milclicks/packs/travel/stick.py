"""What lies on a stick: packs, a catalogue, wishes, a version of the app. Looked at in bounds.

Only the folder MILPACKS and files two folders deep are looked at, 200 files and three seconds at
most; nothing on a stick is started. A pack is known by what is in it, since sticks shorten names
and turn letters into capitals. Not here: adding what was found (`bring`), writing (`making`).
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import milclicks
from milclicks.core.errors import MilClicksError
from milclicks.packs import format as container
from milclicks.packs import plain_files
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.readiness import READY
from milclicks.packs.records import PackRecord, record_of
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.source import FolderSource, SourceFailed, SourceMissing, SourceTooLong
from milclicks.packs.trust import keys
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.listed import Known
from milclicks.packs.trust.pins import MakerUnknown
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from milclicks.packs.withdrawn import taken_back, versions_here

FOLDER: Final = "MILPACKS"
WANTED: Final = "wanted.json"
PART: Final = ".part"
"""How a file ends that was not finished yet."""
FILES: Final = 200
SECONDS: Final = 3.0
NAMES: Final = 20_000
"""Names that are read before a stick with a million files is left alone."""
_DEPTH: Final = 2
_SUFFIXES: Final = (".milpack", ".mil")
_LOOSE: Final = (
    *(".zip", ".gz", ".tgz", ".xz", ".bz2", ".zst", ".7z"),
    *(".dmg", ".exe", ".msi", ".pkg", ".deb", ".appimage"),
)
_LOOSE_FILES: Final = 50
BROKEN: Final = 20
"""So many files that are only called packs are named; thousands of them hide no good one."""
State = Literal["new", "newer", "same", "older", "refused"]


@dataclass(frozen=True, slots=True)
class Look:
    """The places that are worth reading; `cut` says that a bound was met.

    `loose` are plain files that may be a version of the app, which only their bytes can tell;
    `broken` are called packs and do not even begin as one, so nothing takes them but who reads why.
    """

    root: Path
    packs: tuple[Path, ...] = ()
    site: Path | None = None
    cut: bool = False
    loose: tuple[Path, ...] = ()
    broken: tuple[Path, ...] = ()

    @property
    def wanted(self) -> Path:
        """Where wishes lie on this stick, whether there are any or not."""
        return made_on(self.root) / WANTED


@dataclass(frozen=True, slots=True)
class StickPack:
    """One pack on a stick, beside what is in the library.

    `error` says why it is refused; of a pack worth adding, that its maker must be compared first.
    """

    path: Path
    state: State
    record: PackRecord | None = None
    digest: str = ""
    """The sha256 of its manifest, by which it is known again."""
    error: MilClicksError | None = None

    @property
    def worth_adding(self) -> bool:
        """Whether the library would be better with it."""
        return self.state in ("new", "newer")

    @property
    def by_teacher(self) -> bool:
        """Whether a teacher signed it, not the makers of the app or their partners."""
        return self.record is not None and keys.key_in(self.record.id) is not None

    @property
    def unknown(self) -> MakerUnknown | None:
        """Its maker, when nobody here has compared the six words yet."""
        return self.error if isinstance(self.error, MakerUnknown) else None

    @property
    def key(self) -> str:
        """`mil.core@3`, or the file's name when it could not be read."""
        return self.record.key if self.record is not None else self.path.name

    def info(self, locale: str) -> PackInfo | None:
        """The pack as it is shown to a reader of `locale`."""
        if self.record is None:
            return None
        grey = self.record.grey
        return self.record.info(locale, grey.readiness() if grey else READY)


@dataclass(frozen=True, slots=True)
class StickFound:
    """A stick that was read."""

    look: Look
    packs: tuple[StickPack, ...] = ()

    @property
    def useful(self) -> tuple[StickPack, ...]:
        """What is worth adding."""
        return tuple(one for one in self.packs if one.worth_adding)


def made_on(root: Path) -> Path:
    """The folder of packs of a stick, in the letters that the stick gave it."""
    return child(root, FOLDER)


def child(folder: Path, name: str) -> Path:
    """What is called `name` in a folder, in small letters or capitals; whether it is a link must be
    asked when it is opened.
    """
    try:
        with os.scandir(folder) as names:
            for one in itertools.islice(names, NAMES):
                if one.name.lower() == name.lower() and not one.is_symlink():
                    return folder / one.name
    except OSError:
        pass
    return folder / name


def _has_catalogue(folder: Path) -> bool:
    metadata = child(folder, "metadata")
    if not plain_files.is_folder(metadata):
        return False
    return plain_files.is_file(child(metadata, "timestamp.json"))


def look(root: Path, now: Callable[[], float] = time.monotonic) -> Look:
    """Find what is worth reading on a stick; never raises, never follows a link."""
    seen = _Bounds(now)
    packs: list[Path] = []
    loose: list[Path] = []
    broken: list[Path] = []
    site: Path | None = None
    first = made_on(root)
    for folder, depth in _folders(root, first, seen):
        if site is None and depth < _DEPTH and _has_catalogue(folder):
            site = folder
        inside = folder.parent == first and folder.name.lower() == "packs"
        for name in seen.names(folder):
            if name.name.lower().endswith(_LOOSE) and name.is_file(follow_symlinks=False):
                loose += [Path(name.path)] if len(loose) < _LOOSE_FILES else []
            if not (inside or name.name.lower().endswith(_SUFFIXES)):
                continue
            if name.name.lower().endswith(PART):
                continue
            if not name.is_file(follow_symlinks=False):
                continue
            if not seen.file():
                break
            if _is_pack(Path(name.path)):
                packs.append(Path(name.path))
            elif name.name.lower().endswith(_SUFFIXES[0]) and not name.name.startswith("."):
                broken += [Path(name.path)] if len(broken) < BROKEN else []
    plain = tuple(dict.fromkeys(loose))
    return Look(root, tuple(packs), site, seen.cut, plain, tuple(dict.fromkeys(broken)))


class _Bounds:
    """How much was looked at so far, and whether that is enough."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._end = now() + SECONDS
        self._files = self._names = 0
        self.cut = False

    def file(self) -> bool:
        """Count a file that is opened; False when there were enough."""
        self._files += 1
        self.cut = self.cut or self._files > FILES
        return self._files <= FILES

    def names(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        """The names in a folder, in their order, until a bound is met."""
        found: list[os.DirEntry[str]] = []
        try:
            with os.scandir(folder) as names:
                for one in names:
                    self._names += 1
                    if self.cut or self._names > NAMES or self._now() > self._end:
                        self.cut = True
                        break
                    found.append(one)
        except OSError:
            return
        yield from sorted(found, key=lambda one: one.name)


def _folders(root: Path, first: Path, seen: _Bounds) -> Iterator[tuple[Path, int]]:
    """The folders to look into with their depth: those of MILPACKS first, then level by level."""
    if plain_files.is_folder(first):
        yield first, 0
        packs = child(first, "packs")
        if plain_files.is_folder(packs):
            yield packs, 1
    level = [(root, 0)]
    while level:
        deeper = []
        for folder, depth in level:
            yield folder, depth
            if depth < _DEPTH:
                for one in seen.names(folder):
                    path = Path(one.path)
                    if not _skipped(one) and path != first:
                        deeper.append((path, depth + 1))
        level = deeper


def _skipped(one: os.DirEntry[str]) -> bool:
    try:
        plain = one.is_dir(follow_symlinks=False) and plain_files.is_folder(Path(one.path))
    except OSError:
        return True
    return not plain or one.name.startswith((".", "$")) or one.name == "System Volume Information"


def _is_pack(path: Path) -> bool:
    """Whether a file begins as a pack does, whatever it is called."""
    start = container.LOCAL.size
    try:
        with plain_files.reading(path) as file:
            head = file.read(start + len("mimetype") + len(container.MIMETYPE))
    except OSError:
        return False
    return head[:4] == b"PK\3\4" and head[start:] == b"mimetype" + container.MIMETYPE


def read(look: Look, library: Library, brought: Known | None = None) -> StickFound:
    """Open each pack that was found and hold it beside the library; never raises.

    What is only called a pack is told with its reason too. `brought` is what the stick's own
    catalogue proves; nothing of it needs to be kept yet. What it takes back is no reason to leave
    the right version on the stick.
    """
    here = versions_here(library, brought)
    packs: dict[str, StickPack] = {}
    for path in (*look.packs, *look.broken):
        one = _read(path, here, library.trust, brought)
        packs.setdefault(f"{one.key}/{one.digest}", one)
    best: dict[str, int] = {}
    for one in packs.values():
        if one.record is not None and one.state != "refused":
            best[one.record.id] = max(best.get(one.record.id, 0), one.record.version)
    found = (_beside(one, best) for one in packs.values())
    return StickFound(look, tuple(sorted(found, key=lambda one: (not one.worth_adding, one.key))))


def _beside(one: StickPack, best: dict[str, int]) -> StickPack:
    """Of several versions on one stick only the newest is worth adding."""
    if one.record is None or not one.worth_adding or one.record.version == best[one.record.id]:
        return one
    return replace(one, state="older", error=None)


def _read(path: Path, here: dict[str, int], trust: Trust, brought: Known | None) -> StickPack:
    try:
        with Pack(path) as pack:
            record = record_of(pack, False, milclicks.__version__)
            digest = pack.digest
            error = _refusal(pack, trust, brought)
    except PackRefused as refused:
        return StickPack(path, "refused", error=refused)
    except OSError as refused:
        return StickPack(path, "refused", error=PackRefused("file.unreadable", str(refused)))
    unknown = error if isinstance(error, MakerUnknown) else None
    if error is not None and unknown is None:
        return StickPack(path, "refused", record, digest, error)
    version = here.get(record.id)
    state: State = "new" if version is None else "same"
    if version is not None and version != record.version:
        state = "newer" if version < record.version else "older"
    asks = unknown if state in ("new", "newer") else None
    return StickPack(path, state, record, digest, asks)


def _refusal(pack: Pack, trust: Trust, brought: Known | None) -> MilClicksError | None:
    """Why a pack would not be let in, or None; nothing is kept."""
    if brought is not None:
        gone = brought.withdrawn(pack.head.id, pack.head.version)
        if gone is not None:
            return taken_back(gone)
        if brought.manifests.get(pack.key) == pack.digest:
            return None
    try:
        trust.admit(pack)
    except MilClicksError as error:
        return error
    return None


def proved(look: Look, catalog: Catalog, label: str) -> Known | None:
    """What the catalogue of a stick proves, with nothing kept; None when it proves nothing."""
    source = source_of(look, label)
    if source is None or not catalog.believed:
        return None
    try:
        return catalog.look(source).known
    except (TrustRefused, SourceFailed, SourceMissing, SourceTooLong):
        return None


def source_of(look: Look, label: str) -> FolderSource | None:
    """The catalogue that lies on a stick, as a place to read from."""
    return FolderSource(look.site, label) if look.site is not None else None
