"""SIGKILL while a learner takes the test: every answer that was on show as saved is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from milclicks.community.prepost import run
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from milclicks.community.prepost import run
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest

form = pretest("en").forms["a"]
records = Records.open(Path(sys.argv[1]), FrozenClock(), "kill")
learner = records.people.add("Yara", "yara").id
live = run.begin(records, form, "", "before", learner)
print("learner", learner, flush=True)
for ask in form.asks:
    live = run.answer(records, live, form, ask.id, ask.options[0][0])
    print("saved", ask.id, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("count", [1, 8, 20])
def test_what_was_saved_is_there_and_the_run_goes_on(tmp_path: Path, count: int) -> None:
    folder, form = tmp_path / "d", pretest("en").forms["a"]
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'desktop')!r}]\n"
    child = subprocess.Popen(
        [sys.executable, "-c", paths + PROGRAM, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        learner = child.stdout.readline().split()[1]
        saved = [child.stdout.readline().split()[1] for _ in range(count)]
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    records = Records.open(folder, FrozenClock(), "kill")
    live = run.open_run(records, learner)
    assert live is not None
    assert list(live.answers)[:count] == saved
    assert list(live.answers) == [one.id for one in form.asks][: len(live.answers)]
    for ask in form.asks:
        live = run.answer(records, live, form, ask.id, ask.options[-1][0])
    done = run.end(records, live)
    assert run.runs(records) == {done.id: done}
    records.close()
