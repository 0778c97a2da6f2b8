"""Looks at a whole site as a new client would: is each listed pack there, whole, and as signed?"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from milclicks.core.errors import N_, Message, MilClicksError, Problem
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused, words
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.listed import AppBundle, Entry
from milclicks.packs.verify import verify

_SIGN_AGAIN = N_("Publish the catalogue again with “catalogue build”.")


def site_problems(
    site: Path,
    roots: Mapping[int, bytes] | None,
    now: Callable[[], datetime],
    progress: Progress = silent,
) -> list[Problem]:
    """Every problem of the site; `roots` are the app's own unless given."""
    with tempfile.TemporaryDirectory(prefix="milclicks-check-") as folder:
        catalog = Catalog(Path(folder), roots, now)
        try:
            news = catalog.refresh(FolderSource(site))
        except MilClicksError as error:
            remedy = error.remedy or Message(_SIGN_AGAIN)
            return [Problem(error.code, error.detail or site.name, error.sentence, remedy)]
        found = [
            Problem(code, "metadata", told, Message(_SIGN_AGAIN), "warning")
            for code, told in news.told()[1:]
            if code in ("trust.stale", "trust.gap")
        ]
        assert catalog.known is not None
        listed = catalog.known.listing
        for done, entry in enumerate(listed.packs):
            progress(done, len(listed.packs))
            signed = catalog.manifest_hash(entry.id, entry.version)
            found += [_problem(code, entry.file) for code in _pack(site, entry, signed)]
        for bundle in listed.app:
            found += _bundle(site, bundle, catalog.known.apps.get(bundle.file))
        if not (site / "index.html").is_file():
            found.append(_problem("file.missing", "index.html", "warning"))
        return found


def _pack(site: Path, entry: Entry, signed: str | None) -> Iterator[str]:
    """The codes of what is wrong with one pack."""
    if signed is None:
        yield "trust.unsigned"
        return
    target = site / "targets" / "m" / entry.id / f"{signed}.{entry.version}.json"
    if not target.is_file():
        yield "file.missing"
    try:
        with Pack(site / entry.file) as pack:
            if pack.digest != signed:
                yield "trust.altered"
                return
            if pack.path.stat().st_size != entry.bytes:
                yield "zip.data"
            verify(pack)
    except PackRefused as error:
        yield error.code


def _bundle(site: Path, bundle: AppBundle, signed: str | None) -> Iterator[Problem]:
    folder, _, name = bundle.file.rpartition("/")
    if signed is None:
        yield _problem("trust.unsigned", bundle.file)
        return
    path = site / "targets" / folder / f"{signed}.{name}"
    if not path.is_file():
        yield _problem("file.missing", bundle.file)
        return
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != signed:
            yield _problem("trust.altered", bundle.file)


def _problem(code: str, place: str, severity: Literal["error", "warning"] = "error") -> Problem:
    return Problem(code, place, *words(code), severity)
