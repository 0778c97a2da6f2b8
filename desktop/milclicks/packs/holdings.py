"""Which packs a library holds: the files of its folder beside what its index remembers of them.

Keeps the index in step with the files and answers which version counts and whether it is usable.
Not here: reading what is in a pack, adding and removing (`library`).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from milclicks.core.errors import NotFound
from milclicks.packs import readiness
from milclicks.packs.folder import PackFile, PackFolder
from milclicks.packs.index import Found, Index
from milclicks.packs.pack import Pack
from milclicks.packs.readiness import READY, Needs, Readiness
from milclicks.packs.records import PackRecord, damaged, record_of
from milclicks.packs.refusals import PackRefused, words

_PASSING: Final = frozenset({"file.unreadable", "file.missing"})
"""Refusals that may be gone at the next look, such as a stick that was pulled out."""
_Made = TypeVar("_Made")


class Holdings:
    """The records of every pack file in the roots of a library."""

    def __init__(self, folder: PackFolder, index: Index, app_version: str) -> None:
        """Nothing is known before `refresh`."""
        self.index = index
        self._folder = folder
        self._app_version = app_version
        self.records: tuple[PackRecord, ...] = ()
        self._lacking: dict[str, Readiness] = {}

    def refresh(self) -> None:
        """Look at the roots again and bring the index up to date."""
        self.records = self.safely(self._synced)
        newest = [one for one in self.newest() if one.grey is None]
        needs = [Needs(one.id, one.version, one.packs, one.base) for one in newest]
        self._lacking = readiness.with_others(needs)

    def safely(self, work: Callable[[], _Made]) -> _Made:
        """Use the index; one that is damaged is made again, one that cannot be written moves."""
        for mend in (self.index.clear, self.index.in_memory):
            try:
                return work()
            except sqlite3.Error as error:
                (self.index.in_memory if _held_by_another(error) else mend)()
                with contextlib.suppress(sqlite3.Error):
                    self.records = self._synced()
        return work()

    def _synced(self) -> tuple[PackRecord, ...]:
        files = {str(one.path): one for one in self._folder.files()}
        known = {one.path: one for one in self.index.records()}
        gone = set(known) - set(files)
        if gone:
            self.index.drop(sorted(gone))
        return tuple(self._indexed(file, known.get(path)) for path, file in files.items())

    def _indexed(self, file: PackFile, known: PackRecord | None) -> PackRecord:
        """The record of a file, from the index when neither it nor the app has changed."""
        now = (file.bytes, file.mtime, file.bundled, self._app_version)
        if known is not None and (known.bytes, known.mtime, known.bundled, known.app) == now:
            return known
        try:
            with Pack(file.path) as pack:
                record = record_of(pack, file.bundled, self._app_version)
                self.index.add(record, pack)
        except PackRefused as error:
            record = damaged(file.path, file.bundled, error, self._app_version)
            if error.code not in _PASSING:
                self.index.add(record, None)
        return record

    def find(
        self, query: str, paths: Sequence[str], locales: Sequence[str], some: bool
    ) -> list[Found]:
        """Search, after the words of packs that are new here were taken in."""

        def work() -> list[Found]:
            for record in self.index.unworded():
                with contextlib.suppress(PackRefused), Pack(Path(record.path)) as pack:
                    self.index.add_words(record, pack)
            return self.index.find(query, paths, locales, some=some)

        return self.safely(work)

    def newest(self) -> list[PackRecord]:
        """The newest version of each pack; of equal ones the bundled."""
        best: dict[str, PackRecord] = {}
        for record in self.records:
            held = best.get(record.id)
            if held is None or record.version > held.version:
                best[record.id] = record
        return list(best.values())

    def usable(self) -> list[PackRecord]:
        """The newest versions whose lessons can be opened."""
        return [one for one in self.newest() if self.state(one).state == "ready"]

    def state(self, record: PackRecord) -> Readiness:
        """Whether a pack can be used here, or why not."""
        if record.grey is not None:
            return record.grey.readiness()
        return self._lacking.get(record.id, READY)

    def record(self, key: str) -> PackRecord:
        """The record for `mil.core@3`, or the newest for `mil.core`; raises with a sentence."""
        name, _, version = key.partition("@")
        pool: Iterable[PackRecord] = self.records if version else self.newest()
        for record in pool:
            if record.id == name and (not version or str(record.version) == version):
                if record.grey is not None:
                    raise PackRefused(record.grey.code, key, **record.grey.values)
                return record
        raise nothing(key)


def nothing(what: str) -> NotFound:
    """The error for a pack, lesson, document or picture that is not in the library."""
    sentence, remedy = words("library.nothing")
    return NotFound(sentence, remedy, what)


def _held_by_another(error: sqlite3.Error) -> bool:
    """Whether another program writes the index right now."""
    return getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
