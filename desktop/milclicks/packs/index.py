"""The index of a library, `library.db`: what each pack file holds, and the words to search.

The folder of packs is the truth; this file can be deleted at any time and is made again. A damaged
one is thrown away. Where it cannot be written (a read-only or full disk), or another program has
it, it lives in memory. The threads of one program share it, each with a connection of its own.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from milclicks.core.database import address, held
from milclicks.core.folding import fold
from milclicks.packs.disk import Disk
from milclicks.packs.format import Entry
from milclicks.packs.manifest import Resource
from milclicks.packs.pack import Pack
from milclicks.packs.passages import Passage, folded, passages, snippet
from milclicks.packs.progress import Progress, silent
from milclicks.packs.records import PackRecord
from milclicks.packs.refusals import PackRefused

_EDITION: Final = 6
_ELSEWHERE_S: Final = 0.1  # another program keeps the file for as long as it runs
_HERE_MS: Final = 5000  # another thread only for one change
_SCHEMA: Final = """
CREATE TABLE pack(
    place INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, record BLOB NOT NULL,
    worded INTEGER NOT NULL);
CREATE TABLE card(
    place INTEGER NOT NULL, lesson TEXT NOT NULL, locale TEXT NOT NULL,
    title TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (place, lesson, locale)) WITHOUT ROWID;
CREATE TABLE part(
    place INTEGER NOT NULL, last TEXT NOT NULL, lines BLOB NOT NULL, PRIMARY KEY (place, last));
CREATE TABLE passage(
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL, lesson TEXT NOT NULL, step TEXT,
    locale TEXT NOT NULL, title TEXT NOT NULL, heading TEXT NOT NULL, shown TEXT NOT NULL);
CREATE INDEX passage_place ON passage(place);
CREATE VIRTUAL TABLE words USING fts5(
    title, heading, body, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
"""
_FIND: Final = """
SELECT passage.id, passage.place, lesson, step, locale, words.title, words.heading, words.body
FROM words JOIN passage ON passage.id = words.rowid
WHERE words MATCH ? AND passage.place IN ({places}) AND locale IN ({locales})
ORDER BY bm25(words, 8.0, 4.0, 2.0) LIMIT 200
"""
_TOGETHER: Final = 16
"""Lines of a manifest in one row, in the order of their paths: thousands of rows take longer."""
_LINES: Final = msgspec.json.Decoder(tuple[tuple[Resource, Entry], ...])
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that has all the words: its pack file, lesson, step, and how good it is."""

    passage: int
    path: str
    lesson: str
    step: str | None
    locale: str
    tier: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index remembers of a pack file: see `pack.Remembered`."""

    id: str
    version: int
    index: Index
    place: int

    def find(self, path: str) -> tuple[Resource, Entry] | None:
        """The line of the manifest for `path`, and where its blob lies."""
        return self.index.part(self.place, path, f"{path}\0")

    def medium(self, media_id: str) -> Resource | None:
        """The line of the manifest for a picture, sound or film."""
        found = self.index.part(self.place, f"media/{media_id}.", f"media/{media_id}/")
        return found[0] if found else None


class Index:
    """The index of one library."""

    def __init__(self, path: Path, disk: Disk) -> None:
        """Open the index at `path`, or make it anew when it is missing or damaged."""
        self.path = path
        self._disk = disk
        self._lock = threading.RLock()
        self._db = self._opened()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                self.on_disk = True
                return _connect(self.path)
            except (sqlite3.Error, OSError) as error:
                if held(error):
                    break
                self._throw_away()
        self.on_disk = False
        return _connect(None)

    def _throw_away(self) -> None:
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            try:
                self._disk.unlink(self.path.with_name(name))
            except OSError:
                continue

    def clear(self) -> None:
        """Forget everything and begin with an empty index."""
        with self._lock:
            self._db.close()
            self._throw_away()
            self._db = self._opened()

    def _run(self, work: Callable[[sqlite3.Connection], _Made]) -> _Made:
        """Do `work` in one transaction."""
        with self._lock:
            try:
                made = work(self._db)
                if self.on_disk:
                    self._disk.commit(self._db)
                else:
                    self._db.commit()
            except sqlite3.Error:
                self._db.rollback()
                raise
            return made

    def in_memory(self) -> None:
        """Go on without a file, empty."""
        with self._lock:
            self._db.close()
            self.on_disk = False
            self._db = _connect(None)

    def records(self) -> list[PackRecord]:
        """Every pack file that is indexed."""
        with self._lock:
            rows = self._db.execute("SELECT record FROM pack ORDER BY path").fetchall()
        return [msgspec.json.decode(row[0], type=PackRecord) for row in rows]

    def drop(self, paths: Iterable[str]) -> None:
        """Forget pack files."""

        def work(db: sqlite3.Connection) -> None:
            for path in paths:
                _forget(db, path)

        self._run(work)

    def add(self, record: PackRecord, pack: Pack | None) -> None:
        """Note a pack file and, when it can be used, the cards of its lessons."""
        usable = pack is not None and record.grey is None

        def work(db: sqlite3.Connection) -> None:
            _forget(db, record.path)
            row = (record.path, msgspec.json.encode(record), not usable)
            made = "INSERT INTO pack(path, record, worded) VALUES (?, ?, ?)"
            place = db.execute(made, row).lastrowid or 0
            if pack is not None and usable:
                _add_cards(db, place, record, pack)
                _add_parts(db, place, pack)

        self._run(work)

    def remembered(self, record: PackRecord) -> Contents | None:
        """The parts of a pack file as they were when it was looked through; None when unknown."""
        asked = "SELECT place FROM pack JOIN part USING (place) WHERE pack.path = ? LIMIT 1"
        row = self._one(asked, (record.path,))
        return Contents(record.id, record.version, self, row[0]) if row else None

    def part(self, place: int, path: str, end: str) -> tuple[Resource, Entry] | None:
        """The first part of a pack from `path` on and before `end`."""
        asked = "SELECT lines FROM part WHERE place = ? AND last >= ? ORDER BY last LIMIT 1"
        row = self._one(asked, (place, path))
        lines = _LINES.decode(row[0]) if row else ()
        return next((one for one in lines if path <= one[0].path < end), None)

    def _one(self, asked: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        with self._lock:
            found: tuple[Any, ...] | None = self._db.execute(asked, values).fetchone()
        return found

    def unworded(self) -> list[PackRecord]:
        """The pack files whose words cannot be searched yet."""
        with self._lock:
            rows = self._db.execute("SELECT record FROM pack WHERE NOT worded").fetchall()
        return [msgspec.json.decode(row[0], type=PackRecord) for row in rows]

    def add_words(self, record: PackRecord, pack: Pack, progress: Progress = silent) -> None:
        """Make the words of a pack's lessons searchable, one lesson in one language at a time, so
        that nobody else who writes waits. What was left halfway (`progress` may raise) begins anew.
        """
        found = self._one("SELECT place FROM pack WHERE path = ? AND NOT worded", (record.path,))
        if found is None:
            return
        self._run(lambda db: _forget_words(db, found[0]))
        every = list(_held(record))
        for done, (lesson, locale) in enumerate(every, 1):
            made: list[Passage] = []
            with contextlib.suppress(PackRefused):
                made += passages(pack.filled("lesson", lesson, locale))
            where = (found[0], lesson, locale)
            if not self._run(partial(_add_words, where=where, path=record.path, made=made)):
                return  # the pack went meanwhile
            progress(done, len(every))
        self._run(lambda db: db.execute("UPDATE pack SET worded = 1 WHERE place = ?", found))

    def cards(self, path: str) -> dict[tuple[str, str], tuple[str, str]]:
        """(lesson, locale) -> (title, summary) of one pack file."""
        query = (
            "SELECT lesson, locale, title, summary FROM card "
            "WHERE place = (SELECT place FROM pack WHERE path = ?)"
        )
        with self._lock:
            rows = self._db.execute(query, (path,)).fetchall()
        return {(lesson, locale): (title, summary) for lesson, locale, title, summary in rows}

    def find(
        self, query: str, paths: Sequence[str], locales: Sequence[str], *, some: bool = False
    ) -> list[Found]:
        """Passages in these files and locales that have every word of `query`, best first.

        With `some`, one of its words is enough.
        """
        tokens = fold(query).split()
        if not tokens or not paths or not locales:
            return []
        match = (" OR " if some else " ").join(f'"{token}"*' for token in tokens)
        with self._lock:
            places = dict(
                self._db.execute(
                    f"SELECT place, path FROM pack WHERE path IN ({_marks(paths)})", tuple(paths)
                ).fetchall()
            )
            sql = _FIND.format(places=_marks(list(places)), locales=_marks(locales))
            rows = self._db.execute(sql, (match, *places, *locales)).fetchall()
        return [_found(row, places[row[1]], tokens) for row in rows]

    def told(self, passage: int, query: str) -> tuple[str, str]:
        """(title of the lesson, a few words around the first found one) of a passage."""
        asked = "SELECT step, title, heading, shown FROM passage WHERE id = ?"
        with self._lock:
            row = self._db.execute(asked, (passage,)).fetchone()
        step, title, heading, shown = row or (None, "", "", "")
        text = shown if step else f"{heading}\n{shown}"
        return title, snippet(text, fold(query).split()) or heading


def _connect(path: Path | None) -> sqlite3.Connection:
    """An open index with its tables; raises sqlite3.Error when the file is not one."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    place = address(path) if path is not None else ":memory:"
    db = sqlite3.connect(place, uri=True, check_same_thread=False, timeout=_ELSEWHERE_S)
    try:
        if path is not None:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        db.execute("PRAGMA synchronous = NORMAL")
        edition = db.execute("PRAGMA user_version").fetchone()[0]
        if edition == 0:
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_EDITION}; COMMIT;")
        elif edition != _EDITION:
            raise sqlite3.DatabaseError("another edition")
        db.execute(f"PRAGMA busy_timeout = {_HERE_MS}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _forget(db: sqlite3.Connection, path: str) -> None:
    row = db.execute("SELECT place FROM pack WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    _forget_words(db, row[0])
    for table in ("card", "part", "pack"):
        db.execute(f"DELETE FROM {table} WHERE place = ?", row)


def _forget_words(db: sqlite3.Connection, place: int) -> None:
    held = "SELECT id FROM passage WHERE place = ?"
    db.execute(f"DELETE FROM words WHERE rowid IN ({held})", (place,))
    db.execute("DELETE FROM passage WHERE place = ?", (place,))


def _add_cards(db: sqlite3.Connection, place: int, record: PackRecord, pack: Pack) -> None:
    for lesson, locale in _held(record):
        with contextlib.suppress(PackRefused):  # said when the lesson is opened
            row = (place, lesson, locale, *pack.card(lesson, locale))
            db.execute("INSERT INTO card VALUES (?, ?, ?, ?, ?)", row)


def _add_parts(db: sqlite3.Connection, place: int, pack: Pack) -> None:
    parts = sorted(pack.parts(), key=lambda part: part[0].path)
    rows = (parts[start : start + _TOGETHER] for start in range(0, len(parts), _TOGETHER))
    lines = ((place, row[-1][0].path, msgspec.json.encode(row)) for row in rows)
    db.executemany("INSERT INTO part VALUES (?, ?, ?)", lines)


def _add_words(
    db: sqlite3.Connection, where: tuple[int, str, str], path: str, made: Sequence[Passage]
) -> bool:
    """Add passages of (place, lesson, locale), if its pack lies there still; whether it does."""
    place, lesson, locale = where
    there = "SELECT 1 FROM pack WHERE place = ? AND path = ? AND NOT worded"
    if db.execute(there, (place, path)).fetchone() is None:
        return False
    for one in made:
        _add_passage(db, (place, lesson, one.step, locale), one)
    return True


def _add_passage(
    db: sqlite3.Connection, where: tuple[int, str, str | None, str], one: Passage
) -> None:
    columns = "place, lesson, step, locale, title, heading, shown"
    rowid = db.execute(
        f"INSERT INTO passage({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*where, one.title, one.heading, one.shown),
    ).lastrowid
    db.execute(
        "INSERT INTO words(rowid, title, heading, body) VALUES (?, ?, ?, ?)",
        (rowid, folded(one.title), folded(one.heading), one.body),
    )


def _held(record: PackRecord) -> Iterator[tuple[str, str]]:
    """Each lesson in each of its locales; of a language pack, each lesson that it lends."""
    if record.language is not None:
        code = record.language.code
        lent = (part.partition("/") for part in record.lends)
        return ((name, code) for kind, _, name in lent if kind == "lesson")
    return ((one.id, locale) for one in record.lessons for locale in one.locales)


def _found(row: tuple[Any, ...], path: str, tokens: list[str]) -> Found:
    """How near the words are to a title: 0 the lesson's, 1 the heading, 2 whole words, 3 parts."""
    passage, _, lesson, step, locale, in_title, in_heading, body = row
    if step is None and _all(tokens, in_title):
        tier = 0
    elif _all(tokens, in_heading):
        tier = 1
    else:
        held = f" {in_title} {in_heading} {body} "
        tier = 2 if all(f" {token} " in held for token in tokens) else 3
    return Found(passage, path, lesson, step or None, locale, tier)


def _all(tokens: list[str], folded: str) -> bool:
    words = folded.split()
    return all(any(word.startswith(token) for word in words) for token in tokens)
