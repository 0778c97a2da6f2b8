"""Pulling the plug at every step of a lesson: the same step comes back, every answer once.

A worker in a process of its own plays a lesson and prints a line after each verb that returned,
which is after its events are on the disk. The parent reads the line it waits for and kills the
worker with SIGKILL, at once or a moment later, so that the kill also lands inside a write. Then the
folder is opened as after a power cut: the run must stand where the acknowledged verbs led, or one
verb further (its write was done, its line was not read), and every answer must be there once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.lessons.session import LessonSession
from milclicks.lessons.state import RunState
from milclicks.workspace import Workspace
from tests.journeys.resume_worker import FOLDERS, states
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack

ROOT = Path(__file__).resolve().parents[2]
DELAYS = (0.0, 0.0004, 0.0008, 0.0015)  # seconds into the next verb
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")


def killed_after(folder: Path, verbs: int, delay: float | None) -> int | None:
    """Kill a worker after so many acknowledged verbs; how many there were, None when it ended.

    With a delay, the worker is told to go on first: the kill lands somewhere in the next verb.
    """
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.resume_worker", str(folder)],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None and worker.stdin is not None
    heard = 0
    with contextlib.suppress(BrokenPipeError):
        while heard < verbs:
            print("go", file=worker.stdin, flush=True)
            if not worker.stdout.readline():
                break
            heard += 1
        if delay is not None:
            print("go", file=worker.stdin, flush=True)
            time.sleep(delay)
    worker.send_signal(signal.SIGKILL)
    heard += sum(line.endswith("\n") for line in worker.stdout)
    worker.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        worker.stdin.close()
    return heard if worker.wait() == -signal.SIGKILL else None


def reopened(folder: Path) -> Workspace:
    """Open the folder as the app does after a power cut."""
    data, packs = folder / FOLDERS.data, folder / FOLDERS.packs
    return Workspace.open(data, clock=FrozenClock(), bundled=[packs])


def state_of(session: LessonSession) -> RunState:
    """The state of a run, without the seed and the time that every run has of its own."""
    webs = {name: replace(web, ms=0) for name, web in session.run.state.webs.items()}
    return replace(session.run.state, seed="worker", webs=webs)


def step_of(state: RunState) -> str:
    """The step where a run stands."""
    return state.part(state.trail[-1]).step.id


def assert_answers_once(workspace: Workspace, session: LessonSession) -> None:
    """Every answer that the run knows is stored once, and no other."""
    stored = Counter(
        (event.ref.step, event.ref.item, event.attempt)
        for event in workspace.records.events(run=session.run_id)
        if event.kind == "answered" and event.ref is not None
    )
    known = {
        (slot.step, slot.item.id, attempt)
        for slot in session.run.state.slots()
        for attempt in range(1, session.run.state.answer(slot).attempts + 1)
    }
    assert set(stored) == known
    assert set(stored.values()) <= {1}


@pytest.mark.real_clock
def test_the_plug_is_pulled_at_every_step(tmp_path: Path) -> None:
    build_test_pack(tmp_path / FOLDERS.packs)
    way, stood, steps_hit = states(), 0, set()
    for cut in range(len(way)):
        unhit = [n for n, state in enumerate(way) if n > stood and step_of(state) not in steps_hit]
        verbs = min(unhit[0] - stood, 3) if unhit else 3
        delay = None if unhit and verbs == unhit[0] - stood else DELAYS[cut % len(DELAYS)]
        heard = killed_after(tmp_path, verbs, delay)
        if heard is None:
            break
        with reopened(tmp_path) as workspace:
            session = workspace.resume(None)
            if session is None:  # killed between the last write and the exit
                break
            here = state_of(session)
            assert here in way[stood + heard : stood + heard + 2], f"after {stood} and {heard}"
            stood = way.index(here, stood)
            steps_hit.add(step_of(here))
            assert_answers_once(workspace, session)
    with reopened(tmp_path) as workspace:
        events = workspace.records.events()
        assert len({event.run for event in events}) == 1 and workspace.resume(None) is None
        assert [event.kind for event in events].count("run_ended") == 1
        assert workspace.records.progress(None)["ferry"].status == "done"
    assert steps_hit == {part.step.id for part in way[0].parts}


@pytest.mark.real_clock
@pytest.mark.parametrize("kind", ["order", "match", "categorise", "cloze"])
def test_a_half_placed_answer_comes_back(tmp_path: Path, kind: str) -> None:
    build_test_pack(tmp_path / FOLDERS.packs)
    way = states()
    drafted = next(
        number
        for number, state in enumerate(way)
        for slot in state.slots()
        if slot.item.kind == kind and state.answer(slot).drafted
    )
    assert killed_after(tmp_path, drafted, None) is not None
    with reopened(tmp_path) as workspace:
        session = workspace.resume(None)
        assert session is not None
        here = state_of(session)
        assert here == way[drafted]
        item = session.view().item
        assert item is not None and item.response is not None
        assert item.phase == "answering" and item.form.startswith(kind)
        if item.form != "cloze-mark":
            assert not item.complete
        assert_answers_once(workspace, session)
