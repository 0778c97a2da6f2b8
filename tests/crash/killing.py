"""Ends processes by SIGKILL at chosen changes of the disk: which moments, and who does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

import milclicks

ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
Moment = tuple[int, str]
"""The number of a change, from 1, and before, after or half of it."""


class Worker:
    """A process that forks one child for each case."""

    def __init__(self, module: str) -> None:
        """`module` works through cases on its standard input (`worker.work_through`)."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"},
        )

    def run(self, **case: Any) -> tuple[str, str]:
        """How a case ended, and what it said of where."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return told["how"], told["where"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """No more cases come."""
        self.process.communicate()
        assert self.process.returncode == 0


def moments(verbs: Iterable[str]) -> list[Moment]:
    """Before, after and within each change."""
    return [
        (number, when)
        for number, verb in enumerate(verbs, start=1)
        for when in ("before", "after", *(("half",) if verb == "write" else ()))
    ]


def spread(verbs: Sequence[str], each: int, chance: Random) -> list[Moment]:
    """`each` moments of every kind of change, and the last of all; some twice where there are few.

    The first and the last of a kind are among them, so that both sides of a change are seen.
    """
    every = moments(verbs)
    chosen: list[Moment] = [every[-1]]
    for verb in sorted(set(verbs)):
        own = [one for one in every if verbs[one[0] - 1] == verb]
        ends = [own[0], *own[-1:]]
        rest = [one for one in own if one not in ends]
        few = ends + chance.sample(rest, min(each - 2, len(rest)))
        chosen += few + chance.choices(own, k=max(each - len(few), 0))
    return chosen
