"""Looks at a whole site as a new client would: is each listed pack there, whole, and as signed?"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from milclicks.core.errors import N_, Message, MilClicksError, Problem
from milclicks.packs.handing import fit_to_hand_on
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused, words
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.inspect_metadata import AGAIN, metadata_problems, missing
from milclicks.packs.trust.listed import AppBundle, Entry
from milclicks.packs.verify import verify

_SIGN_AGAIN: Final = N_("Publish the catalogue again with “catalogue build”.")
_REMEDIES: Final[dict[str, str]] = {
    "trust.signature": N_(
        "Name the folder with the roots of this catalogue after --root, or sign with their keys."
    ),
    "trust.rollback": N_(
        "Publish it again with “catalogue build” from the newest copy of the catalogue."
    ),
    "trust.gap": N_(
        "Put this file back from an earlier copy of the catalogue; it cannot be made anew."
    ),
}
"""What its makers can do, where an app that reads it can only keep what it has."""
_COPIED: Final = frozenset({"file.missing", "trust.altered", "zip.data"})
"""What is mended by copying the file again, or by publishing it again."""


def site_problems(
    site: Path,
    roots: Mapping[int, bytes] | None,
    now: Callable[[], datetime],
    progress: Progress = silent,
) -> list[Problem]:
    """Every problem of the site; `roots` are the app's own unless given."""
    with tempfile.TemporaryDirectory(prefix="milclicks-check-") as folder:
        catalog = Catalog(Path(folder), roots, now)
        found = list(metadata_problems(site))
        try:
            news = catalog.refresh(FolderSource(site))
        except MilClicksError as error:
            if all(one.severity != "error" for one in found):
                found.append(_refused(error, found))
            return found
        found += [
            Problem(code, "metadata", told, Message(_SIGN_AGAIN), "warning")
            for code, told in news.told()[1:]
            if code in {"trust.stale", "trust.gap"} - {one.code for one in found}
        ]
        assert catalog.known is not None
        listed = catalog.known.listing
        for done, entry in enumerate(listed.packs):
            progress(done, len(listed.packs))
            signed = catalog.manifest_hash(entry.id, entry.version)
            found += [_problem(code, place) for code, place in _pack(site, entry, signed)]
        for bundle in listed.app:
            found += _bundle(site, bundle, catalog.known.apps.get(bundle.file))
        if not (site / "index.html").is_file():
            found.append(_problem("file.missing", "index.html", "warning"))
        return found


def _refused(error: MilClicksError, gaps: Sequence[Problem]) -> Problem:
    """Why a catalogue whose files are all in order is not believed by who looks."""
    place = gaps[0].place if error.code == "trust.gap" and gaps else "metadata"
    remedy = _REMEDIES.get(error.code)
    told = Message(remedy) if remedy else error.remedy or Message(_SIGN_AGAIN)
    return Problem(error.code, place, error.sentence, told)


def _pack(site: Path, entry: Entry, signed: str | None) -> Iterator[tuple[str, str]]:
    """(code, file) of what is wrong with one pack."""
    if signed is None:
        yield "trust.unsigned", entry.file
        return
    manifest = f"targets/m/{entry.id}/{signed}.{entry.version}.json"
    try:
        if hashlib.sha256((site / manifest).read_bytes()).hexdigest() != signed:
            yield "trust.altered", manifest
    except OSError:
        yield "file.missing", manifest
    try:
        with Pack(site / entry.file) as pack:
            if pack.digest != signed:
                yield "trust.altered", entry.file
                return
            if pack.path.stat().st_size != entry.bytes:
                yield "zip.data", entry.file
            verify(pack)
            fit_to_hand_on(pack)
    except PackRefused as error:
        yield error.code, entry.file


def _bundle(site: Path, bundle: AppBundle, signed: str | None) -> Iterator[Problem]:
    folder, _, name = bundle.file.rpartition("/")
    if signed is None:
        yield _problem("trust.unsigned", bundle.file)
        return
    path = site / "targets" / folder / f"{signed}.{name}"
    if not path.is_file():
        yield _problem("file.missing", bundle.file)
        return
    if path.stat().st_size != bundle.bytes:  # computers that read the listing would refuse it
        yield _problem("trust.altered", bundle.file)
        return
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != signed:
            yield _problem("trust.altered", bundle.file)


def _problem(code: str, place: str, severity: Literal["error", "warning"] = "error") -> Problem:
    sentence, remedy = words(code)
    if code in _COPIED:
        remedy = Message(AGAIN)
    return Problem(code, place, missing() if code == "file.missing" else sentence, remedy, severity)
