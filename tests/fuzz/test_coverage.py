"""The reader of packs is tried in nineteen of twenty branches by its own tests and the cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKS = Path("desktop", "milclicks", "packs")
READER = ("format", "diagnosis", "strict_json", "manifest", "names", "media")
WANTED = 95.0


def test_branch_coverage_of_the_reader(tmp_path: Path) -> None:
    environment = {**os.environ, "COVERAGE_FILE": str(tmp_path / "data")}
    plain = f"--rcfile={os.devnull}"
    include = ",".join(str(PACKS / f"{name}.py") for name in READER)
    tests = ["tests/unit/packs/test_reader.py", "tests/fuzz/test_fuzz.py"]
    chosen = "test_reader or reader or manifest or picture or crashed"
    words = ["run", plain, "--branch", f"--include={include}", "-m", "pytest", "-q", *tests]
    report = tmp_path / "report.json"
    for line in ([*words, "-k", chosen], ["json", plain, "-q", "-o", str(report)]):
        done = subprocess.run(
            [sys.executable, "-m", "coverage", *line],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    files = json.loads(report.read_text("utf-8"))["files"]
    assert {Path(name).stem for name in files} == set(READER)
    found = {Path(name).stem: one["summary"]["percent_covered"] for name, one in files.items()}
    branches = [one["summary"] for one in files.values()]
    taken = sum(one["covered_branches"] for one in branches)
    assert taken / sum(one["num_branches"] for one in branches) >= WANTED / 100, found
    assert found["format"] >= WANTED, found
