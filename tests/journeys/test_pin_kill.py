"""SIGKILL at each phase of making a PIN: none is in force whose recovery code nobody has copied.

A worker in a process of its own walks to the phase, one press for each line, and is killed there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from milclicks.workspace import Workspace
from tests.journeys.test_journeys_kill import worker
from tests.journeys.walks import CODE, JOURNEYS, PIN, SECOND_PIN, Journey
from tests.support.clock import FrozenClock

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
TYPED = len(PIN) + 1  # its digits and the button below them
MAKE = JOURNEYS["make-a-pin"]
AGAIN = JOURNEYS["make-another-pin"]


def killed_after(folder: Path, root: Path, journey: Journey, presses: int) -> None:
    """Walk so many presses of a journey, then kill the window while it waits."""
    child: subprocess.Popen[str] = worker(folder, root, journey)
    assert child.stdin is not None and child.stdout is not None
    try:
        assert child.stdout.readline()
        for _ in range(presses):
            print("go", file=child.stdin, flush=True)
            assert child.stdout.readline(), "the worker has stopped before the phase"
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stdin.close()


def opened(folder: Path, root: Path) -> Workspace:
    return Workspace.open(folder / "d", clock=FrozenClock(), bundled=[root])


@pytest.mark.parametrize("presses", [1 + TYPED, 1 + 2 * TYPED], ids=["typed once", "code on show"])
def test_a_first_pin_is_not_in_force_before_its_code_was_copied(
    tmp_path: Path, packs: Path, presses: int
) -> None:
    root = MAKE.ready(tmp_path, packs)
    killed_after(tmp_path, root, MAKE, presses)
    with opened(tmp_path, root) as workspace:
        assert not workspace.records.gate.is_set()
        assert workspace.records.gate.audit() == ()


def test_a_first_pin_is_in_force_once_its_code_was_copied(tmp_path: Path, packs: Path) -> None:
    root = MAKE.ready(tmp_path, packs)
    killed_after(tmp_path, root, MAKE, 2 + 2 * TYPED)
    with opened(tmp_path, root) as workspace:
        assert workspace.records.gate.opens(PIN)


@pytest.mark.parametrize("copied", [False, True])
def test_a_forgotten_pin_and_its_code_count_until_the_new_code_was_copied(
    tmp_path: Path, packs: Path, copied: bool
) -> None:
    root = AGAIN.ready(tmp_path, packs)
    every = [press for leg in AGAIN.legs for press in leg.presses]
    killed_after(tmp_path, root, AGAIN, len(every) - (not copied))
    with opened(tmp_path, root) as workspace:
        gate = workspace.records.gate
        assert gate.opens(SECOND_PIN if copied else PIN)
        assert gate.recovers(CODE) is not copied
