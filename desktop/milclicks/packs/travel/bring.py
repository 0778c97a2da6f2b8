"""Brings what lies on a stick into the library: its catalogue first, then pack after pack.

Each pack comes in by itself, whole or not at all; what is left after a stop or a power cut is found
again when the stick is read. An older catalogue on a stick is no fault: our own then judges.
Not here: whether a pack may come in (`Library.install`, `packs.trust`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import repair, wanted
from milclicks.packs.travel.download import Download
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.source import (
    FolderSource,
    Source,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from milclicks.packs.travel.stick import Look, StickFound, StickPack, look, proved, read
from milclicks.packs.travel.stick_faults import StickGone
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.news import News
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.withdrawn import versions_here

_MENDED: Final = ("file.unreadable", "zip.", "blob.")
"""Refusals of a file that may be whole elsewhere."""


class TakenOut(StickGone):
    """The stick went while packs were added; each is here whole or not at all."""

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(detail)
        self.remedy = Message(
            N_("Put it in again to go on. The packs that you had before stay as they are.")
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A pack that did not come in, and why."""

    pack: StickPack
    error: MilClicksError

    @property
    def name(self) -> str:
        """`mil.core@3`."""
        return self.pack.key


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it; after a stop, `left` are those that did not come in."""

    added: tuple[PackInfo, ...] = ()
    refused: tuple[Refused, ...] = ()
    news: News | None = None
    catalogue: MilClicksError | None = None
    """Why the catalogue of the stick was not believed; ours judges then."""
    stopped: bool = False
    left: tuple[StickPack, ...] = ()
    newer: frozenset[str] = frozenset()
    """The keys (`mil.core@3`) of those that came in place of an earlier version."""

    @property
    def gone(self) -> MilClicksError | None:
        """That the stick was pulled out before everything was in."""
        return next((one.error for one in self.refused if one.error.code == StickGone.code), None)

    @property
    def rest(self) -> tuple[StickPack, ...]:
        """What can still come in: nothing is wrong with it."""
        pulled = (one.pack for one in self.refused if one.error.code == StickGone.code)
        return (*self.left, *pulled)


def _pulled(stick: Plugged) -> bool:
    """Whether a stick that is read was pulled out; it was not empty, as its folder then is."""
    if stick.gone:
        return True
    try:
        with os.scandir(stick.mount.path) as names:
            return next(names, None) is None
    except OSError:
        return True


def bring(
    found: StickFound,
    chosen: Sequence[StickPack],
    library: Library,
    label: str,
    progress: Progress = silent,
    *,
    data: Path | None = None,
    others: Sequence[Source] = (),
    device: str = "",
) -> Brought:
    """Add the chosen packs; `progress` tells bytes. A stop or a pulled stick ends it early.

    With `data`, the data folder, a pack that is damaged on the stick is put together from what can
    be read of it, the versions that are here, and `others`: places that cost nothing. `device` is
    the system's name of the stick.
    """
    stick = Plugged(Mount(found.look.root, device))
    news, doubt = learn(found.look, library.trust.catalog, label)
    added: list[PackInfo] = []
    refused: list[Refused] = []
    ordered = _bases_first(chosen)
    sizes = [_size(one.path) for one in ordered]
    done, total = 0, max(sum(sizes), 1)
    progress(0, total)
    for number, (one, size) in enumerate(zip(ordered, sizes, strict=True)):
        try:
            tell = _share(progress, done, size, total)
            added.append(_installed(one, library, tell, data, others, stick))
        except (MilClicksError, OSError) as error:
            if _pulled(stick):
                refused += [Refused(each, TakenOut(repr(error))) for each in ordered[number:]]
                return Brought(tuple(added), tuple(refused), news, newer=newer_of(chosen))
            refused.append(Refused(one, _unread(error) if isinstance(error, OSError) else error))
        done += size
        progress(done, total)
    if added and data is not None:  # what was wished for on the stick, and is here now
        wanted.fulfil(found.look.wanted, data, versions_here(library))
    return Brought(tuple(added), tuple(refused), news, doubt, newer=newer_of(chosen))


def newer_of(packs: Sequence[StickPack]) -> frozenset[str]:
    """The keys of packs of which an earlier version was here when the stick was read."""
    return frozenset(one.key for one in packs if one.state == "newer")


def _installed(
    one: StickPack,
    library: Library,
    tell: Progress,
    data: Path | None,
    others: Sequence[Source],
    stick: Plugged,
) -> PackInfo:
    """One pack of a stick, mended on its way when the stick has lost a part of it."""
    try:
        return library.install(one.path, tell)
    except PackRefused as error:
        if data is None or not error.code.startswith(_MENDED) or _pulled(stick):
            raise
    except OSError as error:
        if data is None or _pulled(stick):
            raise _unread(error) from error
    return _mended(one, library, tell, data, others)


def _unread(error: OSError) -> PackRefused:
    return PackRefused("file.unreadable", str(error))


def _mended(
    one: StickPack, library: Library, tell: Progress, data: Path, others: Sequence[Source]
) -> PackInfo:
    """Read what can be read, take the rest from elsewhere; raises NotMended with its names."""
    expected = repair.expected_of(one.path, library.trust.catalog)
    here = tuple(info.path for info in library.versions(expected.id) if info.path != one.path)
    download = Download(data, expected, others, donors=here, progress=tell)
    try:
        path = download.run(own=one.path)
        return library.install(path, move=True)
    except (SourceFailed, SourceMissing, SourceTooLong) as error:
        raise repair.NotMended(_lost(one.path), f"{error.code}: {error.detail}") from error
    finally:
        download.part.drop_file()


def _lost(path: Path) -> list[str]:
    """The names of the parts of a pack that cannot be read or are not what they were."""
    lost: list[str] = []
    try:
        with Pack(path) as pack:
            for resource in pack.resources:
                try:
                    deque(pack.stream(resource), maxlen=0)
                except PackRefused:
                    lost.append(resource.path)
    except PackRefused:
        pass
    return lost or [path.name]


def learn(look: Look, catalog: Catalog, label: str) -> tuple[News | None, MilClicksError | None]:
    """Look at the catalogue of a stick, and keep what it proves; never raises."""
    if look.site is None or not catalog.believed:
        return None, None
    try:
        return catalog.refresh(FolderSource(look.site, label)), None
    except (TrustRefused, SourceFailed, SourceMissing, SourceTooLong) as error:
        return None, error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _bases_first(chosen: Sequence[StickPack]) -> list[StickPack]:
    """Packs that need others after those that need none."""

    def needs(one: StickPack) -> int:
        record = one.record
        return len(record.packs) + (record.base is not None) if record is not None else 0

    return sorted(chosen, key=needs)


def _share(progress: Progress, start: int, size: int, total: int) -> Progress:
    """Progress of one pack as a part of all."""
    return lambda done, of: progress(start + done * size // max(of, 1), total)


def looked_at(root: Path, library: Library, label: str) -> StickFound:
    """Find and read what lies on a stick, beside the library; nothing is kept."""
    found = look(root)
    return read(found, library, proved(found, library.trust.catalog, label))
