"""Pulling the plug at a random press of every journey that stores something.

A worker in a process of its own does one press for each line and answers what is stored by then.
After some presses it is told to do the next one and killed with SIGKILL, at once or a moment later.
The folder must then hold what the last answer said, or what one press more stores, or a part of
that; and the journey can be finished from the first page.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from milclicks.workspace import Workspace
from tests.journeys.journey_worker import facts
from tests.journeys.walks import JOURNEYS, Journey, Press, do
from tests.support.clock import FrozenClock
from tests.support.screens import Hand, there, window

ROOT = Path(__file__).resolve().parents[2]
DELAYS = (0.0, 0.001, 0.003, 0.008, 0.02)  # seconds into the next press
NOTHING_STORED = ("teach-now", "display")
STORING = {name: each for name, each in JOURNEYS.items() if name not in NOTHING_STORED}
TIMES = {"lesson": 3}
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def presses_of(journey: Journey) -> list[Press]:
    """All presses of a journey."""
    return [press for leg in journey.legs for press in leg.presses]


def told(folder: Path, root: Path, journey: Journey) -> list[dict[str, Any]]:
    """What is stored before the first press of an undisturbed walk, after it, and so on."""
    with window(folder / "d", root, **journey.settings) as shell:
        hand, found = Hand(), [facts(shell.workspace)]
        for press in presses_of(journey):
            do(hand, press, folder, "en")
            found.append(facts(shell.workspace))
    return found


def worker(folder: Path, root: Path, journey: Journey) -> subprocess.Popen[str]:
    """A window in a process of its own that walks a journey, one press for each line it reads."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.journey_worker", folder, root, journey.name],
        cwd=ROOT,
        env={
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "QT_QPA_PLATFORM": "offscreen",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def killed(folder: Path, root: Path, journey: Journey, chance: Random) -> list[dict[str, Any]]:
    """Kill a worker at a random press; what it said was stored at first and after each press."""
    child = worker(folder, root, journey)
    assert child.stdin is not None and child.stdout is not None
    said = [child.stdout.readline()]
    for _ in range(chance.randrange(len(presses_of(journey)))):
        print("go", file=child.stdin, flush=True)
        said.append(child.stdout.readline())
    print("go", file=child.stdin, flush=True)
    time.sleep(chance.choice(DELAYS))
    child.send_signal(signal.SIGKILL)
    said += [line for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()
    assert child.wait() == -signal.SIGKILL
    return [json.loads(line) for line in said]


def assert_kept(here: dict[str, Any], said: dict[str, Any], more: dict[str, Any]) -> None:
    """What is there lies between what was said and what one press more would store."""
    for name in said:
        if name == "events":
            least, most = said[name], more[name]
            assert here[name] == most[: len(here[name])] and len(here[name]) >= len(least)
        else:
            assert here[name] in (said[name], more[name]), name


def finish(folder: Path, root: Path, journey: Journey) -> None:
    """Walk what is left from the first page; a control that is not there any more is past."""
    settings = {k: v for k, v in journey.settings.items() if k != "first_run_done"}
    with Workspace.open(folder / "d", clock=FrozenClock(), bundled=[root]) as workspace:
        settings["first_run_done"] = workspace.settings.first_run_done
    with window(folder / "d", root, **settings) as shell:
        hand = Hand()
        begun = False
        for leg in journey.legs:
            if leg.stored(shell.workspace):
                continue
            for press in (() if begun else leg.again) + leg.presses:
                _if_there(hand, press, folder)
            begun = True
        assert all(leg.stored(shell.workspace) for leg in journey.legs)


def _if_there(hand: Hand, press: Press, folder: Path) -> None:
    name = press.format(locale="en") if isinstance(press, str) else press.name
    control = there(name)
    if control is not None and control.isEnabled():
        do(hand, press, folder, "en")


@pytest.mark.parametrize("journey", STORING.values(), ids=STORING)
def test_nothing_is_lost_and_the_journey_goes_on(
    qapp: object, tmp_path: Path, packs: Path, journey: Journey
) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    way = told(whole, journey.ready(whole, packs), journey)
    chance = Random(journey.name)
    for number in range(TIMES.get(journey.name, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        root = journey.ready(folder, packs)
        said = killed(folder, root, journey, chance)
        assert said == way[: len(said)]
        with Workspace.open(folder / "d", clock=FrozenClock(), bundled=[root]) as workspace:
            here = facts(workspace)
        assert_kept(here, said[-1], way[min(len(said), len(way) - 1)])
        finish(folder, root, journey)
