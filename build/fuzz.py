"""The fuzz job: many thousand seeded cases for each reader of strangers' bytes.

`dev.py fuzz` runs 100,000 for each target in one process; `--target`, `--cases`, `--seed` and
`--first` choose others. A case that crashes, hangs or takes too much memory is kept in
tests/fuzz/crashes, where each check tries it again. What came of it stands in out/fuzz.json.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "desktop")]

from tests.fuzz import run  # noqa: E402
from tests.fuzz.base import Target, memory  # noqa: E402
from tests.fuzz.metadata import MetadataTarget  # noqa: E402
from tests.fuzz.targets import (  # noqa: E402
    LessonTarget,
    ManifestTarget,
    PictureTarget,
    ReaderTarget,
)

TARGETS = (ReaderTarget, ManifestTarget, LessonTarget, PictureTarget, MetadataTarget)
EVERY = 5000
_ADDRESS_SPACE = 4 * 1024**3


def main(words: list[str]) -> int:
    """Run the job; 0 when no case did what no case may do."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz")
    names = [one.name for one in TARGETS]
    parser.add_argument("--target", action="append", choices=names, help="one target (repeatable)")
    parser.add_argument("--cases", type=int, default=100_000, help="cases for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    args = parser.parse_args(words)
    _bounded()
    told = {}
    for kind in TARGETS:
        if kind.name in (args.target or names):
            with tempfile.TemporaryDirectory(prefix="fuzz-", dir=memory()) as folder:
                target = kind(Path(folder))
                told[kind.name] = _one(target, args.seed, args.first, args.cases)
    path = ROOT / "out" / "fuzz.json"
    path.parent.mkdir(exist_ok=True)
    before = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**before, **told}, indent=1) + "\n", "utf-8")
    return 1 if any(one["crashes"] for one in told.values()) else 0


def _one(target: Target, seed: int, first: int, count: int) -> dict[str, object]:
    begun, cpu = time.perf_counter(), time.process_time()

    def tell(done: int, outcome: run.Outcome) -> None:
        if done % EVERY == 0 or done == count:
            spent = time.perf_counter() - begun
            print(
                f"{target.name}: {done} of {count}, {len(outcome.crashes)} crashes, {spent:.0f} s",
                flush=True,
            )

    outcome = run.run(target, seed, first, count, tell)
    for crash in outcome.crashes[:50]:
        print(f"  case {crash.number}: {crash.why[:300]} -> {crash.keep().name}")
    return {
        "seed": seed,
        "first": first,
        "cases": outcome.cases,
        "crashes": len(outcome.crashes),
        "slowest_s": round(outcome.slowest, 3),
        "memory_of_bound": round(outcome.memory, 3),
        "cpu_s": round(time.process_time() - cpu, 1),
        "codes": dict(outcome.codes.most_common()),
    }


def _bounded() -> None:
    """No case may fill the computer: an address space of 4 GB, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
