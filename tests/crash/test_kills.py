"""Row 69: SIGKILL at more than two hundred moments of every change of a library.

Each change of the disk that an act makes is numbered by a run that nobody kills; then the act is
killed before, after and, for a write, in the middle of each of them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.crash.acts import ACTS, Act, again, copied, left, make_site, perform, prepare
from tests.crash.killing import Worker, moments
from tests.support.watched_disk import Op, WatchedDisk, watched

pytestmark = [
    pytest.mark.strict_trust,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]
MOST = 60
"""Kills of one act at most: a fetch alone has a hundred moments."""
VERBS = ("create", "write", "fsync", "rename", "unlink", "fsync_folder", "commit")


class Listening:
    """Remembers every change."""

    def __init__(self) -> None:
        self.ops: list[Op] = []

    def before(self, op: Op) -> None:
        """Nothing yet."""

    def after(self, op: Op) -> None:
        """Remember it."""
        self.ops.append(op)


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    """Two of them, for two cores."""
    with Worker("tests.crash.worker") as one, Worker("tests.crash.worker") as other:
        yield [one, other]


def test_row_69_killed_at_every_change_of_every_act(tmp_path: Path, workers: list[Worker]) -> None:
    site = make_site(tmp_path / "made")
    verbs: Counter[str] = Counter()
    kills: Counter[str] = Counter()
    for act in ACTS.values():
        home = prepare(act, tmp_path / f"home-{act.name}", site)
        listening = Listening()
        dry = copied(home, tmp_path / f"dry-{act.name}")
        with watched(dry, listening):
            perform(act, dry, site, WatchedDisk(listening))
        assert left(dry, site) == act.new
        cases = moments(op.verb for op in listening.ops)
        cases = Random(69).sample(cases, min(MOST, len(cases)))
        seen: Counter[tuple[int, bool]] = Counter()

        def run(
            worker: Worker,
            own: list[tuple[int, str]],
            act: Act = act,
            home: Path = home,
            seen: Counter[tuple[int, bool]] = seen,
        ) -> None:
            for at, when in own:
                copy = copied(home, tmp_path / f"{act.name}-{at}-{when}")
                how, where = worker.run(
                    act=act.name, home=str(copy), site=str(site), at=at, when=when
                )
                verb = where.partition(" ")[0]
                assert how == "killed", (act.name, at, when, how)
                found = left(copy, site)
                assert found in (act.old, act.new), (act.name, at, when, found)
                assert not list(copy.rglob(".*.part")), (act.name, at, when)
                if at % 3 == 0:
                    again(act, copy, site)
                    assert left(copy, site) == act.new, (act.name, at, when)
                seen[found] += 1
                verbs[verb] += 1
                kills[act.name] += 1

        with ThreadPoolExecutor(len(workers)) as pool:
            halves = [cases[n :: len(workers)] for n in range(len(workers))]
            list(pool.map(run, workers, halves))
        assert set(seen) == {act.old, act.new}, "both outcomes must be seen"
    assert kills.total() >= 200, kills
    assert all(kills[name] >= 10 for name in ACTS), kills
    assert all(verbs[verb] >= 10 for verb in VERBS), verbs
