"""One look at a source by the stock TUF client: what may be believed of it, or why nothing.

The client works in a folder that is thrown away; what it accepted comes back as values. Expiry is
advice: when the metadata have expired, a second pass ignores dates and the outcome says so. The
versions are held against the floor, which a lost cache cannot lower.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from tuf.api import exceptions as tuf
from tuf.api.metadata import Root

from milclicks.packs.travel.source import Source, SourceFailed, SourceMissing, SourceTooLong
from milclicks.packs.trust import listed
from milclicks.packs.trust.client import OfflineUpdater
from milclicks.packs.trust.clock import DAWN, Time
from milclicks.packs.trust.fetch import SourceFetcher
from milclicks.packs.trust.floor import ROLES, Floor, Mark
from milclicks.packs.trust.listed import Known, Listing, entry_key, target_of
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.root import marked

TIMESTAMP: Final = "metadata/timestamp.json"
_TIMESTAMP_LIMIT: Final = 16 * 1024
_STEPS: Final = 256
_ROOT: Final = re.compile(r"root_history/([1-9][0-9]{0,5})\.root\.json")
_BACK: Final = re.compile(r"must be >= |Expected \S+\.json version")
"""How the client says that a version would go back; a test holds the words."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a source gave and the client believed."""

    known: Known
    files: Mapping[str, bytes]
    """The client's own files, by their names in its folder."""
    marks: Mapping[str, Mark]
    issued: datetime
    gap: bool


def look(
    source: Source,
    roots: Mapping[int, bytes],
    files: Mapping[str, bytes],
    floor: Floor,
    time: Time,
) -> Accepted:
    """Read the catalogue of `source`; raises TrustRefused or the source's own errors."""
    if not roots:
        raise TrustRefused("trust.no_root")
    try:
        try:
            return _pass(source, roots, files, floor, time.reference, stale=False)
        except tuf.ExpiredMetadataError:
            return _pass(source, roots, files, floor, DAWN, stale=True)
    except (tuf.UnsignedMetadataError, tuf.BadVersionNumberError) as error:
        raise _why(source, error, _newest_root(roots, files)) from error
    except tuf.DownloadLengthMismatchError as error:
        raise TrustRefused("trust.endless", str(error)) from error
    except tuf.DownloadHTTPError as error:
        missing = str(error).startswith(TIMESTAMP)
        raise TrustRefused("trust.none" if missing else "trust.mixed", str(error)) from error
    except tuf.LengthOrHashMismatchError as error:
        raise TrustRefused("trust.mixed", str(error)) from error
    except (tuf.RepositoryError, tuf.DownloadError) as error:
        raise TrustRefused("trust.format", str(error)) from error


def _newest_root(roots: Mapping[int, bytes], files: Mapping[str, bytes]) -> int:
    """The highest number of a root that is here."""
    kept = (_ROOT.fullmatch(name) for name in files)
    return max([*roots, *(int(found.group(1)) for found in kept if found)])


def _why(source: Source, error: Exception, known: int) -> TrustRefused:
    """A wrong signature or version; a missing step of the root chain looks like either."""
    text = str(error)
    if _BACK.search(text):
        return TrustRefused("trust.rollback", text)
    if _gap(source, known):
        return TrustRefused("trust.gap", text)
    mixed = isinstance(error, tuf.BadVersionNumberError)
    return TrustRefused("trust.mixed" if mixed else "trust.signature", text)


def _gap(source: Source, known: int) -> bool:
    """Whether the source names a root that it cannot lead to, step by step, from the known one.

    The number is read before it is proved; it decides no more than which sentence is said.
    """
    try:
        named = _named(source.read(TIMESTAMP, _TIMESTAMP_LIMIT))
        return any(
            not _has(source, f"metadata/{number}.root.json")
            for number in range(known + 1, min(named, known + _STEPS) + 1)
        )
    except (SourceFailed, SourceMissing, SourceTooLong):
        return False


def _named(timestamp: bytes) -> int:
    """The number of a root that a timestamp names, 0 for none; anybody may have written it."""
    try:
        named = json.loads(timestamp)["signed"]["x-root"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return 0
    return named if isinstance(named, int) else 0


def _has(source: Source, path: str) -> bool:
    try:
        source.read(path, 1024 * 1024)
    except (SourceMissing, SourceTooLong):
        return False
    return True


def _pass(
    source: Source,
    roots: Mapping[int, bytes],
    files: Mapping[str, bytes],
    floor: Floor,
    reference: datetime,
    *,
    stale: bool,
) -> Accepted:
    with tempfile.TemporaryDirectory(prefix="milclicks-trust-") as name:
        folder = Path(name)
        _lay(folder, {f"root_history/{n}.root.json": raw for n, raw in roots.items()})
        _lay(folder, files)
        updater = OfflineUpdater(folder, roots[max(roots)], SourceFetcher(source), reference)
        updater.refresh()
        trusted: Any = updater.trusted
        marks = _marks(trusted)
        if lower := floor.below(marks):
            raise TrustRefused("trust.rollback", lower)
        listing, raw = _listing(updater, folder)
        known = _known(updater, listing, marks, stale)
        issued = datetime.fromisoformat(listing.issued).replace(tzinfo=UTC)
        named = trusted.timestamp.unrecognized_fields.get("x-root", 0)
        gap = isinstance(named, int) and named > marks["root"].version
        return Accepted(known, _taken(folder, raw), marks, issued, gap)


def _lay(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, raw in files.items():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)


def _marks(trusted: Any) -> dict[str, Mark]:
    root: Root = trusted.root
    return {
        role: marked({role: root.roles[role].keyids}, role, trusted[role].version) for role in ROLES
    }


def _listing(updater: OfflineUpdater, folder: Path) -> tuple[Listing, bytes]:
    info = updater.get_targetinfo(listed.TARGET)
    if info is None:
        raise TrustRefused("trust.format", "no catalog.json")
    raw = Path(updater.download_target(info, str(folder / "listing"))).read_bytes()
    try:
        if listed.format_of(raw) > listed.FORMAT:
            raise TrustRefused("trust.later", "catalog.json")
        return listed.decode(raw), raw
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise TrustRefused("trust.format", f"catalog.json: {error}") from error


def _known(
    updater: OfflineUpdater, listing: Listing, marks: Mapping[str, Mark], stale: bool
) -> Known:
    """The listing with the signed hash of each manifest; an entry without one is left out."""
    manifests = {}
    for entry in listing.packs:
        info = updater.get_targetinfo(target_of(entry.id, entry.version))
        if info is not None and "sha256" in info.hashes:
            manifests[entry_key(entry.id, entry.version)] = info.hashes["sha256"]
    apps = {}
    for bundle in listing.app:
        info = updater.get_targetinfo(bundle.file)
        if info is not None and info.length == bundle.bytes and "sha256" in info.hashes:
            apps[bundle.file] = info.hashes["sha256"]
    versions = {role: mark.version for role, mark in marks.items()}
    return Known(listing=listing, manifests=manifests, apps=apps, versions=versions, stale=stale)


def _taken(folder: Path, listing: bytes) -> dict[str, bytes]:
    """The client's files, to be laid out again before the next look; root.json is a copy."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted([*folder.glob("*.json"), *folder.glob("root_history/*.json")])
        if path.name != "root.json"
    }
    return {**found, "listing": listing}
