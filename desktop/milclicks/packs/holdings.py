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

import msgspec

from milclicks.core.database import held
from milclicks.core.errors import NotFound
from milclicks.core.paths import as_text, of_text
from milclicks.packs import lending, readiness, versions
from milclicks.packs.damaged import DamagedParts, whole_first
from milclicks.packs.folder import PackFile, PackFolder
from milclicks.packs.index import Found, Index
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.readiness import READY, Needs, Readiness
from milclicks.packs.records import Grey, PackRecord, damaged, record_of
from milclicks.packs.refusals import PackRefused, words
from milclicks.packs.trust.standing import SHIPPED, UNKNOWN, Standing, Trust

_PASSING: Final = frozenset({"file.unreadable", "file.missing"})
"""Refusals that may be gone at the next look, such as a stick that was pulled out."""
_Made = TypeVar("_Made")


class Holdings:
    """The records of every pack file in the roots of a library."""

    def __init__(self, folder: PackFolder, index: Index, app_version: str, trust: Trust) -> None:
        """Nothing is known before `refresh`."""
        self.index = index
        self._trust = trust
        self._standings: dict[str, Standing] = {}
        self._folder = folder
        self._app_version = app_version
        self.records: tuple[PackRecord, ...] = ()
        self.choices: versions.Choices = {}
        self._lacking: dict[str, Readiness] = {}
        self.damaged = DamagedParts(folder.data)
        self._away: set[str] | None = None
        """What the index still knows of sticks that were pulled out; None before the first look."""

    def refresh(self) -> None:
        """Look at the roots again and bring the index up to date."""
        self.choices = versions.chosen(self._folder.data)
        self.damaged.read()
        self.records = self.safely(self._synced)
        newest = [one for one in self.newest() if one.grey is None]
        needs = [
            Needs(one.id, one.version, one.packs, None if one.language else one.base)
            for one in newest
        ]
        self._lacking = readiness.with_others(needs)

    def safely(self, work: Callable[[], _Made]) -> _Made:
        """Use the index; one that is damaged is made again, one that cannot be written moves."""
        for mend in (self.index.clear, self.index.in_memory):
            try:
                return work()
            except sqlite3.Error as error:
                (self.index.in_memory if held(error) else mend)()
                with contextlib.suppress(sqlite3.Error):
                    self.records = self._synced()
        return work()

    def _synced(self) -> tuple[PackRecord, ...]:
        """The records of the files that are here, and the index as they are.

        What lay on a stick that was pulled out is only passed over: forgetting it would have the
        window wait for the disk, and for whoever else writes. The next that opens the library does.
        """
        files = {as_text(one.path): one for one in self._folder.files()}
        known = {one.path: one for one in self.index.records()}
        ours = {self._folder.own, *self._folder.bundled}
        gone = {  # a guest of another program, or of the window, is not ours to forget
            path for path in set(known) - set(files) if _ended(of_text(path), ours)
        }
        away = self._away or set()
        if self._away is not None:
            away |= {path for path in gone if of_text(path).parent not in ours}
        if gone - away:
            self.index.drop(sorted(gone - away))
        self._away = away
        known = {path: one for path, one in known.items() if path not in away}
        found = [self._indexed(one, known.get(path)) for path, one in files.items()]
        made = self._judged(whole_first(found, self.damaged))
        return lending.joined(made, versions.in_force(made, self.choices))

    def _judged(self, records: Sequence[PackRecord]) -> list[PackRecord]:
        """The records; what nobody signed, or its makers withdrew, is greyed."""
        whole = [one for one in records if one.digest]
        self._trust.shipped = frozenset(one.digest for one in whole if one.bundled)
        self._standings = {one.path: self._trust.standing_of(one) for one in whole}
        return [self._with_standing(one) for one in records]

    def _with_standing(self, record: PackRecord) -> PackRecord:
        found = self.standing(record)
        if found.usable:
            return record
        values = {"reason": found.reason("en")} if found.tier == "revoked" else {}
        state: readiness.State = "withdrawn" if found.tier == "revoked" else "unsigned"
        return msgspec.structs.replace(record, grey=Grey(state, found.code, values))

    def standing(self, record: PackRecord) -> Standing:
        """Who answers for a pack; a file that cannot be opened is what its place says."""
        return self._standings.get(record.path, SHIPPED if record.bundled else UNKNOWN)

    def _indexed(self, file: PackFile, known: PackRecord | None) -> PackRecord:
        """The record of a file, from the index when neither it nor the app has changed."""
        now = (file.bytes, file.mtime, file.bundled, self._app_version)
        if known is not None and (known.bytes, known.mtime, known.bundled, known.app) == now:
            return known
        try:
            with Pack(file.path) as pack:
                record = record_of(pack, file.bundled, self._app_version)
                self._noted(record, pack)
        except PackRefused as error:
            record = damaged(file.path, file.bundled, error, self._app_version)
            if error.code not in _PASSING:
                self._noted(record, None)
        return record

    def _noted(self, record: PackRecord, pack: Pack | None) -> None:
        self.index.add(record, pack)
        if self._away:
            self._away.discard(record.path)

    def opened(self, record: PackRecord) -> Pack:
        """The file of a record, open; what the index remembers of it is not read again."""
        return Pack(record.file, self.safely(lambda: self.index.remembered(record)))

    def take_words(self, progress: Progress = silent) -> None:
        """Make the words of packs that are new here searchable; `progress` may raise to stop."""

        def work() -> None:
            unworded = (one for one in self.index.unworded() if one.path not in (self._away or ()))
            for record in unworded:
                path, lent = self._structure_of(record)
                if record.language is not None and not lent:
                    continue  # what it translates is not here yet
                with contextlib.suppress(PackRefused), Pack(path) as pack:
                    pack.lent = lent
                    self.index.add_words(record, pack, progress)

        self.safely(work)

    def find(
        self, query: str, paths: Sequence[str], locales: Sequence[str], some: bool
    ) -> list[Found]:
        """Search in the words that were taken in."""
        return self.safely(lambda: self.index.find(query, paths, locales, some=some))

    def _structure_of(self, record: PackRecord) -> tuple[Path, dict[str, Path]]:
        """The file that holds the structure of a record's lessons, and who lends it words."""
        for one in self.records:
            for locale, lent in one.lent.items():
                if lent.path == record.path:
                    return one.file, {locale: lent.file}
        return record.file, {}

    def speakers(self) -> tuple[PackRecord, ...]:
        """The language packs that count, one for each language."""
        return lending.speakers(versions.in_force(self.records, self.choices))

    def newest(self) -> list[PackRecord]:
        """The version of each pack that counts: the newest, or the one somebody went back to.

        Of equal ones it is the bundled.
        """
        return list(versions.newest(versions.in_force(self.records, self.choices)).values())

    def versions(self, pack: str) -> list[PackRecord]:
        """Every version of a pack that is here, the newest first; of equal ones the bundled."""
        held = {one.version: one for one in reversed(self.records) if one.id == pack}
        return [held[version] for version in sorted(held, reverse=True)]

    def usable(self) -> list[PackRecord]:
        """The newest versions whose lessons can be opened."""
        return [one for one in self.newest() if self.state(one).state == "ready"]

    def state(self, record: PackRecord, locale: str = "en") -> Readiness:
        """Whether a pack can be used here, or why not; what its makers say in the locale."""
        if record.grey is not None:
            if record.grey.state == "withdrawn":
                reason = self.standing(record).reason(locale)
                return readiness.not_ready("withdrawn", record.grey.code, reason=reason)
            return record.grey.readiness()
        return self._lacking.get(record.id, READY)

    def let_parts_go(self) -> None:
        """Delete unfinished files of what is here whole, or newer, on this computer."""
        from milclicks.packs.travel import part

        guests = {as_text(one) for one in self._folder.guests}
        here: dict[str, int] = {}
        for one in self.records:
            away = one.path in guests or versions.was_withdrawn(one)
            if not away and not self.damaged.of(one):
                here[one.id] = max(one.version, here.get(one.id, 0))
        part.let_go(self._folder.data, here)

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


def _ended(path: Path, ours: set[Path]) -> bool:
    """Whether a file that was indexed is not a pack of this library any more."""
    return path.parent in ours or not path.exists()
