"""Figures of the parts without a window: answers, packs, search; a function returns a number."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from milclicks.core import paths
from milclicks.core.clock import SystemClock
from milclicks.core.files import fold
from milclicks.packs.library import Library
from milclicks.records.events import EventDraft, Ref
from milclicks.records.records import Records

ANSWERS = 400
TEXTS = 100_000


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def answers(folder: Path) -> list[float]:
    """Milliseconds of each of many committed answers, one transaction and fsync each."""
    records = Records.open(folder / "answers", SystemClock(), "bench")
    draft = EventDraft(
        kind="answered", run="r", subject_kind="learner", subject="l", response='"a"', num=1, den=1,
        ref=Ref("mil.core", 1, "m2", "quiz", "q1", 1, "choice"), outcome="right",
    )  # fmt: skip
    found = [timed(lambda: records.append([draft])) for _ in range(ANSWERS)]
    records.close()
    return found


def pack_open(folder: Path) -> float:
    """Milliseconds to open the library with its index made, and read one lesson."""
    roots = (paths.bundled_packs(),)
    Library.open(folder / "open", roots).close()

    def work() -> None:
        library = Library.open(folder / "open", roots)
        library.lesson(library.lessons("ar")[0].ref, "ar")
        library.close()

    return timed(work)


def pack_install(folder: Path) -> float:
    """Milliseconds to admit, copy, verify, fsync and index the course's signed pack, the first
    pack of an empty folder."""
    target = folder / "install"
    shutil.rmtree(target, ignore_errors=True)
    library = Library.open(target, ())
    site = paths.project_root() / "out" / "site" / "packs"
    signed = max(site.glob("mil.core-*.milpack"))
    taken = timed(lambda: library.install(signed))
    library.close()
    return taken


def search(folder: Path) -> float:
    """Milliseconds for a two-word query over 100,000 texts in an FTS5 table like the library's."""
    path = folder / "search.db"
    if not path.exists():
        make_texts(path)
    connection = sqlite3.connect(path)
    query = " ".join(f'"{word}"*' for word in fold("ferry sourc").split())
    sql = "select rowid from t where t match ? order by rank limit 20"
    connection.execute(sql, (query,)).fetchall()
    taken = timed(lambda: connection.execute(sql, (query,)).fetchall())
    connection.close()
    return taken


def make_texts(path: Path) -> None:
    """A table of 100,000 invented sentences of ten words."""
    rng = random.Random(5)
    words = [f"{a}{b}" for a in ("fer", "sour", "mark", "bri", "ra", "clin") for b in
             ("ry", "ce", "et", "dge", "dio", "ic", "ta", "mo", "lu", "ne")]  # fmt: skip
    connection = sqlite3.connect(path)
    connection.execute("create virtual table t using fts5(folded, prefix='2 3')")
    rows = ((" ".join(rng.choices(words, k=10)),) for _ in range(TEXTS))
    connection.executemany("insert into t values(?)", rows)
    connection.commit()
    connection.close()
