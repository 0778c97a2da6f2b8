"""A job that a disk holds for ever: the window closes all the same, and the program ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

import milclicks
from milclicks.ui.jobs import Jobs, Tell

CODE = Path(milclicks.__file__).resolve().parents[1]
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from milclicks.sound.gear import Gear
from milclicks.ui.app import open_app
from tests.support.fake_sound import silent_gear
Gear.of_this_pc = silent_gear
from PySide6.QtWidgets import QApplication
start = open_app(Path(sys.argv[1]))
shell = start.shell
def close():
    shell.close()
    QApplication.instance().quit()
def held(tell):
    QTimer.singleShot(0, shell, close)
    return open(sys.argv[2], "rb").read()
shell.jobs.start(held, print)
print("closed", start.stay())
"""


def test_closing_waits_for_a_job_but_not_for_ever(qtbot: QtBot) -> None:
    jobs, go_on, begun = Jobs(), Event(), Event()

    def work(tell: Tell) -> None:
        begun.set()
        go_on.wait()

    jobs.start(work, lambda _: None)
    begun.wait()
    jobs.close(wait_ms=1)
    assert jobs.stuck and not jobs.busy
    go_on.set()
    jobs.close()
    assert not jobs.stuck, "the control: one that ends is waited for"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_window_with_a_job_that_never_ends_closes_and_the_program_ends(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "data"), str(tmp_path / "pipe")],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}."},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "closed" not in ran.stdout, "it was left, not waited for"
