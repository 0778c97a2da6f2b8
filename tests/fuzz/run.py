"""Runs cases of a target and says which of them did what no case may do.

A case may refuse or accept. It may not raise anything else, use more than two seconds of the
processor, or more memory than its target declares (looked at in every sixteenth case).
"""

from __future__ import annotations

import hashlib
import signal
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.fuzz.base import Target, chance_of

HANG_S: Final = 2.0
_MEASURED: Final = 16
CRASHES: Final = Path(__file__).resolve().parent / "crashes"


class Hang(BaseException):
    """A case used too much of the processor; no reader may catch this."""


@dataclass
class Crash:
    """A case that did what it may not, and how."""

    target: str
    seed: int
    number: int
    data: bytes
    why: str

    def keep(self, folder: Path = CRASHES) -> Path:
        """Write the case where it is tried again at each check."""
        path = folder / f"{self.target}-{hashlib.sha256(self.data).hexdigest()[:12]}.bin"
        path.write_bytes(self.data)
        return path


@dataclass
class Outcome:
    """What came of many cases."""

    codes: Counter[str] = field(default_factory=Counter)
    crashes: list[Crash] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds of the processor."""
    memory: float = 0.0
    """The largest share of a bound that was used."""

    @property
    def cases(self) -> int:
        """How many were tried."""
        return self.codes.total() + len(self.crashes)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise Hang after so much of the processor, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        raise Hang(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def one(target: Target, data: bytes, outcome: Outcome, *, measured: bool) -> str:
    """Why the case is a crash, or an empty text."""
    begun = time.process_time()
    if measured:
        tracemalloc.start()
    try:
        with limited(HANG_S * (4 if measured else 1)):  # measuring slows it down
            code = target.read(data)
    except (Exception, Hang) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        peak = tracemalloc.get_traced_memory()[1] if measured else 0
        if measured:
            tracemalloc.stop()
    outcome.memory = max(outcome.memory, peak / target.bound(data))
    if peak > target.bound(data):
        return f"{peak} bytes of memory for {len(data)}"
    if not measured:
        outcome.slowest = max(outcome.slowest, time.process_time() - begun)
    outcome.codes[code] += 1
    return ""


def run(
    target: Target,
    seed: int,
    first: int,
    count: int,
    tell: Callable[[int, Outcome], None] = lambda done, outcome: None,
) -> Outcome:
    """Try the cases `first` to `first + count` of a seed."""
    outcome = Outcome()
    for number in range(first, first + count):
        data = target.case(chance_of(target.name, seed, number))
        why = one(target, data, outcome, measured=number % _MEASURED == 0)
        if why:
            outcome.crashes.append(Crash(target.name, seed, number, data, why))
        tell(number - first + 1, outcome)
    return outcome
