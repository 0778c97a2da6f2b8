"""Speed and memory beside their budgets: a table for people, JSON for comparing two states.

Each figure is the median of five with its spread (smallest to largest). Machines are noisy: compare
ratios of one run, not figures of two. Run by dev.py with the project's own Python.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.packs import Bench

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TIMES = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: the median, the spread, the budget it has (None: none is set)."""

    name: str
    unit: str
    median: float
    least: float
    most: float
    budget: float | None

    def line(self) -> str:
        """The figure as a line of the table; over its budget it is marked."""
        over = self.budget is not None and self.median > self.budget
        budget = "-" if self.budget is None else f"{self.budget:.3g}"
        mark = "  OVER" if over else ""
        digits = 1 if abs(self.most) >= 10 or not self.most else 2
        spread = f"{self.least:.{digits}f} - {self.most:.{digits}f}"
        median = f"{self.median:.{digits}f}"
        return f"{self.name:<44}{median:>10} {self.unit:<5}{spread:>20}{budget:>9}{mark}"


def figure(name: str, unit: str, budget: float | None, work: Callable[[], float]) -> Figure:
    """Measure five times."""
    found = [work() for _ in range(TIMES)]
    return Figure(name, unit, statistics.median(found), min(found), max(found), budget)


def window(mode: str, folder: Path) -> float:
    """One figure of a window in a process of its own."""
    words = [sys.executable, "-m", "tests.benchmarks.window", mode, str(folder)]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*words, str(time.monotonic())],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout.splitlines()[-1])["figure"])


def cold_start(folder: Path) -> float:
    """A start after the file cache was emptied; the same as warm where that is forbidden."""
    drop = Path("/proc/sys/vm/drop_caches")
    if os.access(drop, os.W_OK):
        os.sync()
        drop.write_text("3")
    return window("start", folder)


def prepared(folder: Path) -> Path:
    """A data folder past its first run."""
    from dataclasses import replace

    from milclicks.workspace import Workspace

    with Workspace.open(folder) as workspace:
        workspace.add_learner("Yara", "yara")
        workspace.store_settings(replace(workspace.settings, first_run_done=True))
    return folder


def figures(folder: Path) -> list[Figure]:
    """Every figure, in the order of the budgets in the design."""
    from tests.benchmarks import bench_prints, domain

    home = prepared(folder / "home")
    window("start", home)
    found = [
        figure("first painted window, warm", "ms", 350, lambda: window("start", home)),
        figure("first painted window, cold", "ms", 500, lambda: cold_start(home)),
        figure("PSS at home", "MB", 70, lambda: window("home", home)),
        figure("PSS in a lesson", "MB", 80, lambda: window("lesson", home)),
        figure("PSS after printing", "MB", 110, lambda: window("print", home)),
        figure("CPU when idle", "%", 0.5, lambda: window("idle", home)),
        figure("language switch", "ms", 150, lambda: window("language", home)),
    ]
    found += answers(folder)
    found += [
        figure("pack: open and read a lesson", "ms", None, lambda: domain.pack_open(folder)),
        figure("pack: install", "ms", None, lambda: domain.pack_install(folder)),
        figure("search in 100,000 texts", "ms", 20, lambda: domain.search(folder)),
    ]
    found += packs(folder / "packs")
    prints = (
        ("first certificate, from imports on", "ms", 600, bench_prints.first_certificate, 1000),
        ("next certificate", "ms", 40, bench_prints.next_certificate, 1000),
        ("500 certificates, each", "ms", 2, bench_prints.certificates_500, 2),
        ("A0 poster on A4 sheets", "ms", None, bench_prints.a0_tiled, 1000),
        ("preview of a page at 300 dpi", "ms", None, bench_prints.preview_page, 1000),
    )
    for name, unit, budget, work, factor in prints:
        found.append(figure(name, unit, budget, lambda w=work, f=factor: w() * f))
    found += sizes()
    return found


def packs(folder: Path) -> list[Figure]:
    """A signed pack of 200 MB: what it takes to install, open, fetch and look for it.

    The ratios are of one round each, since a copy of the same bytes ran beside each install.
    """
    from tests.benchmarks.packs import Bench

    with Bench(folder) as bench:
        if bench.flipped() != "blob.hash":
            raise SystemExit("a flipped byte was not refused as damage")
        rounds = [(bench.install(), bench.copied(), *bench.unzipped()) for _ in range(TIMES)]
        opened = [bench.reopen() for _ in range(TIMES)]
        looks = [bench.refreshed() for _ in range(TIMES)]
        (edit, asked), (whole, again) = bench.delta(), bench.resumed()
        stood = stalls(bench)
        size = bench.size
    return [
        spread("200 MB pack: verified install", "ms", None, [one[0] for one in rounds]),
        spread("the same: cp and fsync", "ms", None, [one[1] for one in rounds]),
        spread("the same: unzip -q and fsync", "ms", None, [one[3] for one in rounds]),
        spread("install / cp and fsync", "x", 1.3, [one[0] / one[1] for one in rounds]),
        spread("install / unzip -q", "x", None, [one[0] / one[2] for one in rounds]),
        spread("install / unzip -q and fsync", "x", 1 / 3, [one[0] / one[3] for one in rounds]),
        spread("re-open the pack", "ms", 5, [one[0] for one in opened]),
        spread("its first lesson", "ms", None, [one[1] for one in opened]),
        spread("edit of 1 %: bytes of the pack", "%", 1.2, [100 * edit / size]),
        spread("edit of 1 %: requests", "", None, [asked]),
        spread("two cuts: bytes more", "%", 1, [100 * (whole / size - 1)]),
        spread("two cuts: requests", "", None, [again]),
        spread("catalogue: first look", "ms", None, [one[0] for one in looks]),
        spread("catalogue: the same again", "ms", None, [one[1] for one in looks]),
        *stood,
    ]


def stalls(bench: Bench) -> list[Figure]:
    """How long the window stands still, pressed so many seconds after its first picture."""
    from tests.benchmarks import sharing

    found = []
    for mode, words in (("rest", "at rest"), ("share", "sharing"), ("install", "installing")):
        for after in sharing.MOMENTS[-1:] if mode == "rest" else sharing.MOMENTS:
            values = [sharing.stall(mode, bench, after) for _ in range(3)]
            name = f"longest stall, {words}, {after:g} s after the start"
            found.append(spread(name, "ms", None if mode == "rest" else 50, values))
    return found


def spread(name: str, unit: str, budget: float | None, values: Sequence[float]) -> Figure:
    """A figure of values that were measured already."""
    return Figure(name, unit, statistics.median(values), min(values), max(values), budget)


def sizes() -> list[Figure]:
    """The size of the packs, and of the bundle where `dev.py package` made one."""
    packs = sum(p.stat().st_size for p in (ROOT / "out" / "packs").glob("*.milpack")) / 1e6
    found = [Figure("bundled packs", "MB", packs, packs, packs, None)]
    bundle = ROOT / "out" / "package" / "milclicks"
    if bundle.is_dir():
        whole = sum(
            p.stat().st_size for p in bundle.rglob("*") if p.is_file() and not p.is_symlink()
        )
        whole /= 1e6
        found.append(Figure("bundle, unpacked", "MB", whole, whole, whole, 175))
    packed = ROOT / "out" / "package" / "milclicks.tar.xz"
    if packed.exists():
        size = packed.stat().st_size / 1e6
        found.append(Figure("bundle, packed without content", "MB", size, size, size, 60))
    return found


def answers(folder: Path) -> list[Figure]:
    """Latency and rate of committed answers, over five runs."""
    from tests.benchmarks import domain

    runs = []
    for number in range(TIMES):
        runs.append(sorted(domain.answers(folder / str(number))))
    names = [("answer on disk, p50", 0.5, None), ("answer on disk, p99", 0.99, 5.0)]
    found = []
    for name, share, budget in names:
        values = [run[int(len(run) * share)] for run in runs]
        found.append(
            Figure(name, "ms", statistics.median(values), min(values), max(values), budget)
        )
    rates = [1000 * len(run) / sum(run) for run in runs]
    rate = Figure("answers a second", "/s", statistics.median(rates), min(rates), max(rates), None)
    return [*found, rate]


def main() -> int:
    """Measure, print the table, write out/bench.json."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench.json")
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp(prefix="milclicks-bench-"))
    try:
        found = figures(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'figure':<44}{'median':>10} {'':<5}{'spread':>20}{'budget':>9}")
    for each in found:
        print(each.line())
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps([asdict(each) for each in found], indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
