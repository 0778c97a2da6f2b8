"""A power cut while a maker's first pack comes in leaves both, the pack and its maker, or none.

The disk is cut at every change, with whatever had not reached it by then.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from milclicks.packs.trust.pins import Pins
from tests.crash import deeds, replay
from tests.crash.acts import copied, opened
from tests.crash.deeds import DEEDS, NEW, OLD, install_of_maker, site_of
from tests.support.watched_disk import WatchedDisk, watched

pytestmark = pytest.mark.strict_trust
EACH_CUT = 16
DEED = DEEDS["install of a new maker"]


def record(folder: Path, made: Path) -> tuple[Path, replay.Recording]:
    """The data folder before, and every change of the disk until the pack is here."""
    home = folder / "home"
    DEED.prepare(home, made, 0)
    recording = replay.Recording(copied(home, folder / "done"))
    disk = WatchedDisk(recording)
    with watched(recording.root, recording), opened(recording.root, site_of(made), disk) as library:
        install_of_maker(made, library)
    return home, recording


def after_each_cut(folder: Path, made: Path) -> Counter[str]:
    """What is found after each cut, and how often; whoever is known then hangs on no file."""
    home, recording = record(folder, made)
    seen: Counter[str] = Counter()
    states: set[int] = set()
    last, chance = len(recording.ops), Random(70)
    for at in [n for n in range(last + 1) for _ in range(EACH_CUT)]:
        files = replay.cut(recording, home, at, chance)
        if (number := replay.known(files)) in states:
            continue
        states.add(number)
        target = replay.built(files, folder / f"cut-{len(states)}")
        found = DEED.found(target, made, 0)
        assert found == NEW or at < last, (at, recording.ops[at - 1])
        for path in (target / "packs").glob("*.milpack"):
            path.unlink()
        assert bool(Pins(target / "trust").all()) == (found == NEW), (at, recording.ops[at - 1])
        seen[found] += 1
    return seen


def test_row_70_a_maker_and_their_first_pack_are_here_together(tmp_path: Path) -> None:
    seen = after_each_cut(tmp_path, deeds.make(tmp_path / "made"))
    assert set(seen) == {OLD, NEW} and min(seen.values()) >= 10, seen


def test_control_a_maker_who_is_written_down_afterwards_alone_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pins, "expect", lambda _pins, _maker, _file: None)
    with pytest.raises(AssertionError, match="whose pack is here is known"):
        after_each_cut(tmp_path, deeds.make(tmp_path / "made"))
