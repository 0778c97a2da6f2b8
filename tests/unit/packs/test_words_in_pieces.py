"""The words of a pack are made searchable a few lessons at a time, and nothing of it is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.core.database import address
from milclicks.packs.library import Library
from tests.fixtures.packs.forge import forge


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with the river pack: two lessons in several languages."""
    with Library.open(tmp_path / "d") as opened:
        opened.install(forge().write(tmp_path / "river.milpack"))
        yield opened


def rows(library: Library, table: str) -> int:
    with sqlite3.connect(address(library._held.index.path), uri=True) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_others_write_between_two_pieces(library: Library) -> None:
    told: list[tuple[int, int]] = []

    def between(done: int, of: int) -> None:
        told.append((done, of))
        with sqlite3.connect(address(library._held.index.path), uri=True, timeout=0) as db:
            db.execute("UPDATE pack SET worded = worded")

    assert library.search("rumour", "en", progress=between)
    assert told[-1][0] == told[-1][1] == len(told) > 2


def test_what_was_stopped_halfway_begins_anew_and_nothing_stands_twice(
    library: Library, tmp_path: Path
) -> None:
    class Stopped(Exception):
        """Nobody waits any more."""

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        library.search("rumour", "en", progress=stop)
    assert rows(library, "passage") > 0 and library._held.index.unworded()
    found = library.search("rumour", "en")
    whole = rows(library, "passage"), rows(library, "words")
    with Library.open(tmp_path / "other") as other:
        other.install(tmp_path / "river.milpack")
        assert [one.step_id for one in other.search("rumour", "en")] == [
            one.step_id for one in found
        ]
        assert (rows(other, "passage"), rows(other, "words")) == whole


def test_of_a_pack_that_goes_meanwhile_no_word_is_left(library: Library) -> None:
    gone: list[bool] = []

    def between(_done: int, _of: int) -> None:
        if not gone:
            gone.append(True)
            library.remove("test.river")

    assert library.search("rumour", "en", progress=between) == ()
    assert gone and (rows(library, "passage"), rows(library, "words")) == (0, 0)
