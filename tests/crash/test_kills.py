"""Row 69: SIGKILL at more than two hundred moments of every change of a library.

Each change of the disk that an act makes is numbered by a run that nobody kills; then the act is
killed before, after and, for a write, in the middle of each of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest

import milclicks
from tests.crash.acts import ACTS, Act, again, copied, left, make_site, perform, prepare
from tests.support.watched_disk import Op, WatchedDisk, watched

pytestmark = [
    pytest.mark.strict_trust,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]
ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
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


class Worker:
    """A process that forks one child for each case."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"},
        )

    def kill(self, **case: Any) -> tuple[str, str]:
        """How a case ended, and the verb of the change in which it was killed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return told["how"], told["where"].partition(" ")[0]


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    """Two of them, for two cores."""
    made = [Worker(), Worker()]
    yield made
    for worker in made:
        worker.process.communicate()
        assert worker.process.returncode == 0


def moments(ops: list[Op]) -> list[tuple[int, str]]:
    """Before, after and within each change."""
    return [
        (number, when)
        for number, op in enumerate(ops, start=1)
        for when in ("before", "after", *(("half",) if op.verb == "write" else ()))
    ]


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
        cases = moments(listening.ops)
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
                how, verb = worker.kill(
                    act=act.name, home=str(copy), site=str(site), at=at, when=when
                )
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
