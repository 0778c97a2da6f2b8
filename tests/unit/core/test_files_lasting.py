"""Folders that last, parts that are swept, a cache that gives way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from milclicks.core import files
from tests.support.watched_disk import Op, watched


class Listening:
    """Remembers the verbs and paths of changes."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def before(self, op: Op) -> None:
        """Nothing."""

    def after(self, op: Op) -> None:
        """Remember it."""
        self.seen.append((op.verb, op.path))


def test_a_new_folder_is_written_down_in_the_one_above_it(tmp_path: Path) -> None:
    listening = Listening()
    with watched(tmp_path, listening):
        files.make_folder(tmp_path / "a" / "b")
        files.make_folder(tmp_path / "a" / "b")
    synced = [path for verb, path in listening.seen if verb == "fsync_folder"]
    assert synced == [".", "a"]


def test_parts_of_programs_that_are_gone_are_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, own, other = (
        tmp_path / f".x.json.{pid}.part" for pid in (ended.pid, os.getpid(), "note")
    )
    for path in (dead, own, other):
        path.write_text("half")
    files.sweep_parts(tmp_path)
    assert not dead.exists() and own.exists() and other.exists()


def test_a_cache_is_emptied_and_nothing_else(tmp_path: Path) -> None:
    deep = tmp_path / "cache" / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x").write_text("x")
    (tmp_path / "settings.json").write_text("{}")
    files.empty_cache(tmp_path)
    assert [one.name for one in sorted(tmp_path.rglob("*"))] == ["cache", "settings.json"]
    files.empty_cache(tmp_path / "none")
