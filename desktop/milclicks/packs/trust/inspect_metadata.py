"""Walks through the metadata of a site, file by file: which is missing, changed, cut or unsigned.

The client says no more than that something is wrong, which is enough for whoever reads a site; its
makers must know which file. Every step of the root chain is asked for, whatever whoever looks knows
already. Not here: packs and the app (`inspect`), whom to believe (`refresh`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tuf.api import exceptions as tuf
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from milclicks.core.errors import N_, Message, MilClicksError, Problem
from milclicks.packs import limits
from milclicks.packs.travel.source import FolderSource, SourceFailed, SourceMissing, SourceTooLong
from milclicks.packs.trust import listed
from milclicks.packs.trust.fetch import LIMIT

TIMESTAMP: Final = "metadata/timestamp.json"
_ROOTS: Final = 1000
_ROOT: Final = re.compile(r"([1-9][0-9]{0,5})\.root\.json")
AGAIN: Final = N_(
    "Copy the whole catalogue again from where it was made, or publish it with “catalogue build”."
)
_BACK: Final = N_(
    "Put this file back from an earlier copy of the catalogue; it cannot be made anew."
)
_WORDS: Final[dict[str, str]] = {
    "trust.none": N_("This file is missing, so nobody can read the catalogue."),
    "file.missing": N_("This file of the catalogue is missing."),
    "trust.mixed": N_("This file is not the one that the rest of the catalogue names."),
    "trust.format": N_("This file of the catalogue is not written as it must be."),
    "trust.signature": N_(
        "This file does not carry enough signatures by the keys that count for it."
    ),
    "trust.endless": N_("This file is longer than apps read."),
    "trust.gap": N_(
        "This step in the chain of root keys is missing. Apps that need it cannot go on to the "
        "next one."
    ),
}


class _Found(Exception):
    """Something is wrong with a file; what follows from it cannot be looked at."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def metadata_problems(site: Path) -> Iterator[Problem]:
    """Every problem of the metadata and of the listing, each with the file that has it."""
    walk = _Walk(site)
    try:
        yield from walk.roots()
        yield from walk.rest()
    except _Found as found:
        yield found.problem


def missing() -> Message:
    """That a file of the catalogue is not there."""
    return Message(_WORDS["file.missing"])


def _problem(code: str, place: str) -> Problem:
    rooted = _ROOT.fullmatch(place.rpartition("/")[2]) is not None
    return Problem(code, place, Message(_WORDS[code]), Message(_BACK if rooted else AGAIN))


class _Walk:
    def __init__(self, site: Path) -> None:
        self._source = FolderSource(site)
        self._folder = site / "metadata"
        self._timestamp = b""
        self._root: Root | None = None

    # -- the root chain -------------------------------------------------------------------------

    def roots(self) -> Iterator[Problem]:
        """Every step from the first to the newest: is it there, and signed by the one before?"""
        self._timestamp = self._read(TIMESTAMP, missing="trust.none")
        here = {
            int(found[1])
            for path in self._folder.iterdir()
            if (found := _ROOT.fullmatch(path.name)) is not None
        }
        before: Root | None = None
        for number in range(1, min(max([*here, self._named(), 1]), _ROOTS) + 1):
            place = f"metadata/{number}.root.json"
            if number not in here:
                yield replace(_problem("trust.gap", place), severity="warning")
                before = self._root = None
                continue
            made = self._parsed(place, self._read(place), Root)
            if made.signed.version != number:
                raise _Found(_problem("trust.mixed", place))
            for keys in (before, made.signed):
                if keys is not None:
                    self._signed(place, keys, "root", made)
            before = self._root = made.signed

    def _named(self) -> int:
        """The number of the root that the timestamp names; 0 when it says none."""
        try:
            made: Any = Metadata[Timestamp].from_bytes(self._timestamp)
            named = made.signed.unrecognized_fields.get("x-root", 0)
            return named if isinstance(named, int) else 0
        except (tuf.RepositoryError, ValueError):
            return 0

    # -- timestamp, snapshot, targets, listing ----------------------------------------------------

    def rest(self) -> Iterator[Problem]:
        """From the timestamp to the listing, each held against the one that names it."""
        root = self._root
        if root is None:  # the keys that count now are in a root that is missing
            return
        stamp = self._parsed(TIMESTAMP, self._timestamp, Timestamp)
        self._signed(TIMESTAMP, root, "timestamp", stamp)
        snapshot = self._next(stamp.signed.snapshot_meta, "snapshot", Snapshot, root)
        meta = snapshot.meta
        if "targets.json" not in meta:
            raise _Found(_problem("trust.format", f"metadata/{snapshot.version}.snapshot.json"))
        targets = self._next(meta["targets.json"], "targets", Targets, root)
        for name in sorted(meta.keys() - {"targets.json"}):
            try:
                self._next(meta[name], name.removesuffix(".json"), Targets, targets)
            except _Found as found:
                yield found.problem
        info = targets.targets.get(listed.TARGET)
        if info is None:
            raise _Found(_problem("trust.format", f"metadata/{targets.version}.targets.json"))
        place = f"targets/{info.hashes.get('sha256', '')}.{listed.TARGET}"
        self._same(place, info.verify_length_and_hashes, self._read(place))

    def _next(self, named: Any, role: str, kind: Any, keys: Any) -> Any:
        """What a role says, after it was held against what names it and the keys that count."""
        place = f"metadata/{named.version}.{role}.json"
        raw = self._read(place)
        self._same(place, named.verify_length_and_hashes, raw)
        made = self._parsed(place, raw, kind)
        if made.signed.version != named.version:
            raise _Found(_problem("trust.mixed", place))
        self._signed(place, keys, role, made)
        return made.signed

    # -- one file ---------------------------------------------------------------------------------

    def _read(self, place: str, missing: str = "file.missing") -> bytes:
        try:
            return self._source.read(place, LIMIT)
        except SourceMissing:
            named = limits.FILE.fullmatch(place)  # else a role called as no file can be
            found = (missing, place) if named else ("trust.format", "metadata")
            raise _Found(_problem(*found)) from None
        except SourceTooLong:
            raise _Found(_problem("trust.endless", place)) from None
        except SourceFailed as error:
            raise _Found(_of_place(error, place)) from None

    def _parsed(self, place: str, raw: bytes, kind: Any) -> Any:
        try:
            return Metadata[kind].from_bytes(raw)
        except (tuf.RepositoryError, ValueError, RecursionError):
            raise _Found(_problem("trust.format", place)) from None

    def _same(self, place: str, held: Callable[[bytes], None], raw: bytes) -> None:
        try:
            held(raw)
        except tuf.LengthOrHashMismatchError:
            raise _Found(_problem("trust.mixed", place)) from None

    def _signed(self, place: str, keys: Any, role: str, made: Any) -> None:
        try:
            keys.verify_delegate(role, made.signed_bytes, made.signatures)
        except (tuf.UnsignedMetadataError, ValueError):
            raise _Found(_problem("trust.signature", place)) from None


def _of_place(error: MilClicksError, place: str) -> Problem:
    return Problem(error.code, place, error.sentence, error.remedy or Message(AGAIN))
