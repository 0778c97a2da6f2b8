"""A version of the app that travels with the packs: found, checked, handed over. Never started.

A bundle is a signed target of the catalogue. It is copied from the stick into the data folder while
its sha256 is held against the signed one; then a person is told what to click. The app never
replaces itself. Not here: making bundles, publishing them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import milclicks
from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.core.files import disk_full, sync_folder
from milclicks.packs.disk import NO_ROOM
from milclicks.packs.progress import Progress, silent
from milclicks.packs.readiness import newer
from milclicks.packs.travel.source import Source, SourceFailed, SourceMissing, SourceTooLong
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


def kept(offer: Offer, data: Path) -> Path | None:
    """The copy in the data folder, checked when it was taken, or None."""
    path = data / KEPT / offer.bundle.version / offer.name
    try:
        return path if path.stat().st_size == offer.bundle.bytes else None
    except OSError:
        return None


def take(offer: Offer, source: Source, data: Path, progress: Progress = silent) -> Path:
    """Copy a bundle into the data folder, checked; raises and leaves nothing half there."""
    path = data / KEPT / offer.bundle.version / offer.name
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _copied(offer, source, part, progress)
        part.replace(path)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full(path) from error
        raise SourceFailed(source.label, str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    sync_folder(path.parent)
    return path


def _copied(offer: Offer, source: Source, part: Path, progress: Progress) -> None:
    digest, done = hashlib.sha256(), 0
    with source.open(offer.place) as reading, part.open("wb") as file:
        for piece in _bounded(iter(reading), offer.bundle.bytes):
            file.write(piece)
            digest.update(piece)
            done += len(piece)
            progress(done, offer.bundle.bytes)
        file.flush()
        os.fsync(file.fileno())
    if done != offer.bundle.bytes or digest.hexdigest() != offer.sha256:
        raise BundleRefused(offer.place)


def _bounded(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > most:
            raise BundleRefused("longer than it was signed")
        yield piece
