"""A version of the app that travels with the packs: found, checked, handed over. Never started.

A bundle is a signed target of the catalogue. It is copied from a stick into the data folder while
its sha256 is held against the signed one; then a person is told what to click. The app never
replaces itself. Not here: fetching over a line (`appfetch`), publishing (`trust.publish`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

import milclicks
from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.core.files import disk_full, sync_folder
from milclicks.packs import plain_files
from milclicks.packs.disk import NO_ROOM
from milclicks.packs.progress import Progress, silent
from milclicks.packs.readiness import newer
from milclicks.packs.travel.source import (
    PIECE,
    FolderSource,
    Source,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from milclicks.packs.travel.stick import Look
from milclicks.packs.trust.listed import AppBundle, Known

KEPT: Final = "app"
"""The folder of checked bundles in the data folder."""


class BundleRefused(MilClicksError):
    """The file is not the one that was signed; it was thrown away."""

    code = "app.altered"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(
            Message(N_("This copy of the app is damaged or was changed. It was not kept.")),
            Message(N_("Get it from another place. The app that is here goes on as before.")),
            detail,
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer version of the app for this system; `sha256` is the signed one."""

    bundle: AppBundle
    sha256: str

    @property
    def place(self) -> str:
        """Where it lies in a site or on a stick."""
        folder, _, name = self.bundle.file.rpartition("/")
        return "/".join(part for part in ("targets", folder, f"{self.sha256}.{name}") if part)

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.bundle.file.rpartition("/")[2]


def this_system() -> str:
    """How bundles call the system of this computer."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def offers(known: Known | None) -> tuple[Offer, ...]:
    """Every signed bundle of a catalogue, for any system."""
    if known is None:
        return ()
    return tuple(
        Offer(one, known.apps[one.file]) for one in known.listing.app if one.file in known.apps
    )


def newest_of(
    known: Known | None, here: str = milclicks.__version__, system: str | None = None
) -> Offer | None:
    """The newest version for this system that is newer than the one that runs."""
    best: Offer | None = None
    for one in offers(known):
        if one.bundle.system != (system or this_system()) or not newer(one.bundle.version, here):
            continue
        if best is None or newer(one.bundle.version, best.bundle.version):
            best = one
    return best


def lies_in(offer: Offer, source: Source) -> bool:
    """Whether a place has the file in its full length; its content is read when it is taken."""
    try:
        with source.open(offer.place) as reading:
            return reading.total in (None, offer.bundle.bytes)
    except (SourceMissing, SourceFailed, SourceTooLong):
        return False


def found_on(offer: Offer, look: Look, label: str = "") -> Source | Path | None:
    """Where a bundle lies on what was looked at: its site, or a loose file with its very bytes."""
    site = FolderSource(look.site, label) if look.site is not None else None
    if site is not None and lies_in(offer, site):
        return site
    return next((path for path in look.loose if sound(offer, path)), None)


def sound(offer: Offer, path: Path) -> bool:
    """Whether a file is byte by byte the one that was signed; read once while it stays the same."""
    try:
        found = path.stat()
        if found.st_size != offer.bundle.bytes:
            return False
        same = (found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return _digest(path, found.st_size, same) == offer.sha256
    except OSError:
        return False


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, same: tuple[int, int, int]) -> str:
    """The sha256 of a file that is as long and as old as it was; raises OSError."""
    del size, same  # only what the answer is kept under
    digest = hashlib.sha256()
    with plain_files.reading(path) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def place_kept(offer: Offer, data: Path) -> Path:
    """Where the copy in the data folder belongs."""
    return data / KEPT / offer.bundle.version / offer.name


def kept(offer: Offer, data: Path) -> Path | None:
    """The copy in the data folder when it is what was signed, or None."""
    path = place_kept(offer, data)
    return path if sound(offer, path) else None


def swept(offer: Offer | None, data: Path) -> Path | None:
    """The whole copy of `offer`, once copies are gone that nobody can use any more: of versions
    that are not newer than the one that runs, and one of `offer` that was harmed.
    """
    for folder in sorted((data / KEPT).glob("*")):
        if folder.is_dir() and not newer(folder.name, milclicks.__version__):
            shutil.rmtree(folder, ignore_errors=True)
    found = kept(offer, data) if offer is not None else None
    if offer is not None and found is None:
        _drop(place_kept(offer, data))
    return found


def take(offer: Offer, place: Source | Path, data: Path, progress: Progress = silent) -> Path:
    """Copy a bundle into the data folder, checked; raises and leaves nothing half there.

    `place` has it under its signed name, or is the file itself.
    """
    path = place_kept(offer, data)
    part = path.with_name(f"{path.name}.copy")
    label = place.name if isinstance(place, Path) else place.label
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            _copy(offer, place, file, progress)
        part.replace(path)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full() from error
        raise SourceFailed(label, str(error)) from error
    finally:
        _drop(part)
    sync_folder(path.parent)
    for one in unfinished(path):
        _drop(one)
    return path


def unfinished(path: Path) -> tuple[Path, Path]:
    """Where the bytes of a file lie that is being fetched (`appfetch`), and the list of them."""
    part = path.with_name(f"{path.name}.part")
    return part, part.with_name(f"{part.name}.json")


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _copy(offer: Offer, place: Source | Path, file: BinaryIO, progress: Progress) -> None:
    """Write what a place has; raises BundleRefused unless it is what was signed."""
    digest, done, total = hashlib.sha256(), 0, offer.bundle.bytes
    with _opened(offer, place) as pieces:
        for piece in pieces:
            done += len(piece)
            if done > total:
                raise BundleRefused("longer than it was signed")
            file.write(piece)
            digest.update(piece)
            progress(done, total)
    file.flush()
    os.fsync(file.fileno())
    if done != total or digest.hexdigest() != offer.sha256:
        raise BundleRefused(offer.place)


@contextlib.contextmanager
def _opened(offer: Offer, place: Source | Path) -> Iterator[Iterator[bytes]]:
    """The bytes of a place."""
    if isinstance(place, Path):
        with plain_files.reading(place) as file:
            yield iter(lambda: file.read(PIECE), b"")
        return
    with place.open(offer.place) as reading:
        yield iter(reading)
