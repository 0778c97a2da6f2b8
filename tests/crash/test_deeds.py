"""SIGKILL in what a window begins and in what people keep: old or new, and nothing half.

A repair at its button, an update after class and at closing, a recording, a maker who is forgotten,
and one whose first pack comes in: ten kills at least at each kind of change that each of them has.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.crash import deeds
from tests.crash.deeds import DEEDS, NEW, OLD
from tests.crash.killing import Worker, spread

pytestmark = [
    pytest.mark.strict_trust,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]
EACH = 10
"""Kills at each kind of change."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deeds.make(tmp_path_factory.mktemp("deeds") / "made")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker("tests.crash.deed_worker") as one:
        yield one


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_row_69_killed_at_each_kind_of_change(
    tmp_path: Path, made: Path, worker: Worker, name: str
) -> None:
    deed, home, prepared = DEEDS[name], tmp_path / "home", dict[int, Path]()

    def number(case: int) -> int:
        return case % deeds.KINDS if deed.varies else 0

    def prepare(case: int) -> None:
        """The data folder before the deed, always in the same place."""
        shutil.rmtree(home, ignore_errors=True)
        kept = tmp_path / f"before-{number(case)}"
        if kept not in prepared.values():
            deed.prepare(home, made, number(case))
            prepared[number(case)] = kept
            home.rename(kept)
        shutil.copytree(kept, home)

    def do(case: int, at: int = 0, when: str = "never") -> tuple[str, str]:
        words = {"deed": name, "home": str(home), "made": str(made)}
        return worker.run(**words, case=number(case), at=at, when=when)

    def found(case: int) -> str:
        return deed.found(home, made, number(case))

    prepare(0)
    how, told = do(0)
    verbs = told.split()
    assert how == "ended 0" and found(0) == NEW
    assert set(verbs) >= set(deed.phases), Counter(verbs)
    kills: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for case, (at, when) in enumerate(spread(verbs, EACH, Random(name)), start=1):
        prepare(case)
        how, where = do(case, at, when)
        assert how == "killed" and where.split()[0] == verbs[at - 1], (at, when, how, where)
        state = found(case)
        assert state in (OLD, NEW, *deed.between), (at, when, where, state)
        assert not list(home.rglob(".*.part")), (at, when, where)
        kills[where.split()[0]] += 1
        seen[state] += 1
        if state != NEW and case % 8 == 0:
            assert do(case)[0] == "ended 0", (at, when, where)
            assert found(case) in (NEW, *deed.between), (at, when, where)
    assert set(seen) == {OLD, NEW, *deed.between}, seen
    assert all(kills[verb] >= EACH for verb in verbs), kills
