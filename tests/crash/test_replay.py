"""Rows 70 and 71: a recorded log of writes, fsyncs and renames, replayed with a part of it lost.

More than five hundred unlike states of the disk, over every act; each must be the old or the new
library, and once an act has returned only the new.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from milclicks.packs.disk import Disk
from tests.crash import replay
from tests.crash.acts import ACTS, Act, again, copied, left, make_site, perform, prepare
from tests.support.watched_disk import Op, WatchedDisk, watched

pytestmark = pytest.mark.strict_trust
STATES = 520
"""Unlike states that are tried at least."""
EACH_CUT = 24


def record(act: Act, home: Path, site: Path) -> replay.Recording:
    """Do the act and write down every change of the disk."""
    recording = replay.Recording(home)
    with watched(home, recording):
        perform(act, home, site, WatchedDisk(recording))
    return recording


def test_row_70_every_state_that_a_power_cut_may_leave(tmp_path: Path) -> None:
    site = make_site(tmp_path / "made")
    seen: Counter[str] = Counter()
    states: set[int] = set()
    for act in ACTS.values():
        home = prepare(act, tmp_path / f"home-{act.name}", site)
        recording = record(act, copied(home, tmp_path / f"done-{act.name}"), site)
        chance = Random(f"70/{act.name}")
        last = len(recording.ops)
        for at in [n for n in range(last + 1) for _ in range(EACH_CUT)] + [last] * 8:
            files = replay.cut(recording, home, at, chance)
            if (number := replay.known(files)) in states:
                continue
            states.add(number)
            target = replay.built(files, tmp_path / f"{act.name}-{len(states)}")
            found = left(target, site)
            allowed = (act.new,) if at == last else (act.old, act.new)
            assert found in allowed, (act.name, at, recording.ops[at - 1], found, sorted(files))
            seen[f"{act.name}: {'new' if found == act.new else 'old'}"] += 1
            if len(states) % 5 == 0:
                again(act, target, site)
                assert left(target, site) == act.new, (act.name, at)
    assert len(states) >= STATES, seen
    assert len(seen) == 2 * len(ACTS), seen


def test_control_without_the_fsync_a_pack_is_lost(tmp_path: Path) -> None:
    """The replay finds out an install that does not wait for the disk."""
    site = make_site(tmp_path / "made")
    act = ACTS["update"]
    home = prepare(act, tmp_path / "home", site)
    recording = record(act, copied(home, tmp_path / "done"), site)
    kept = [n for n, op in enumerate(recording.ops) if op.verb != "fsync"]
    recording.ops = [recording.ops[n] for n in kept]
    recording.databases = [recording.databases[n] for n in kept]
    chance = Random(7)
    found = set()
    for number in range(40):
        files = replay.cut(recording, home, len(recording.ops), chance)
        target = replay.built(files, tmp_path / f"cut-{number}")
        try:
            found.add(left(target, site))
        except AssertionError:
            found.add((-1, False))
    assert found - {act.old, act.new}


def test_row_71_a_part_whose_tail_is_zeros(tmp_path: Path) -> None:
    """The length was kept and the bytes were not: what the list does not name is fetched again."""
    site = make_site(tmp_path / "made")
    act = ACTS["fetch"]
    home = prepare(act, tmp_path / "home", site)
    recording = record(act, copied(home, tmp_path / "done"), site)
    writes = [n for n, op in enumerate(recording.ops) if op.verb == "write" and "coming" in op.path]
    for at in writes[1::3]:
        files = replay.cut(recording, home, at, Random(1))
        for name in files:
            if name.endswith("-2.part"):
                files[name] = files[name] + bytes(5000)
        target = replay.built(files, tmp_path / f"cut-{at}")
        assert left(target, site) in (act.old, act.new)
        perform(act, target, site, Disk())
        assert left(target, site) == act.new


def test_a_rename_that_came_before_its_data_is_a_state() -> None:
    """The model knows the classic one: a name whose bytes are not there."""
    recording = replay.Recording(Path("x"))
    recording.ops = [
        Op("create", "a.part"),
        Op("write", "a.part", 0, b"new content"),
        Op("rename", "a.part", to="a"),
        Op("fsync_folder", "."),
    ]
    recording.databases = [{}] * 4
    found = {replay.cut(recording, Path("/nonexistent"), 4, Random(n))["a"] for n in range(60)}
    assert {b"", b"new content", bytes(11)} <= found
