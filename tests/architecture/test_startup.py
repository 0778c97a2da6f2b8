"""The way to the first screen loads nothing dear, and Qt's binding keeps its references.

Imports are seen in a process of their own. The counts of None and True are watched because one
release of the binding lost a reference at every void call or emit and aborted after a while.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock

DEAR = (
    "milclicks.items",
    "milclicks.steps",
    "milclicks.lessons",
    "milclicks.prints",
    "babel",
    "reportlab",
    "uharfbuzz",
    "segno",
    "PIL",
    "pypdfium2",
    "ruamel",
    "resvg_py",
    "deflate",
    "psutil",
    "cryptography",
    "tuf",
    "securesystemslib",
    "urllib3",
    "zeroconf",
    "h11",
    "milclicks.packs.trust.catalog",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "miniaudio",
    "_miniaudio",
    "milclicks.ui.aloud.pieces",
    "asyncio",
    "multiprocessing",
    "unittest",
    "http.client",
)
FIRST_SCREEN = """
import gc, json, sys
from pathlib import Path
from milclicks.cli import starting
with starting():
    before_qt = "PySide6" not in sys.modules
    from milclicks.ui.app import open_app
    start = open_app(Path(sys.argv[1]))
QApplication = sys.modules["PySide6.QtWidgets"].QApplication
QApplication.processEvents()
told = {
    "route": start.shell.route if start.shell.isVisible() else "",
    "before_qt": before_qt,
    "collects": gc.isenabled(),
    "loaded": sorted(sys.modules),
}
start.shell.close()
start.end()
print(json.dumps(told))
"""
COUNTS = """
import sys
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal()
    told = Signal(bool)
bell = Bell()
bell.rung.connect(lambda: None)
bell.told.connect(lambda yes: None)
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range(2000):
    bell.setObjectName("bell")
    bell.blockSignals(False)
    bell.rung.emit()
    bell.told.emit(True)
after = sys.getrefcount(None), sys.getrefcount(True)
print(max(b - a for a, b in zip(after, before)))
"""


def run(code: str, *words: str) -> str:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("route", ["first_run", "today"])
def test_the_first_screen_loads_nothing_dear(tmp_path: Path, route: str) -> None:
    with Workspace.open(tmp_path / "data", clock=FrozenClock()) as workspace:  # and index it
        done = replace(workspace.settings, first_run_done=route == "today", locale="ar")
        workspace.store_settings(done)
    told = json.loads(run(FIRST_SCREEN, str(tmp_path / "data")))
    assert told["route"] == route
    assert told["before_qt"] and told["collects"]
    found = [name for name in told["loaded"] if any(f"{name}.".startswith(f"{d}.") for d in DEAR)]
    assert found == []


def test_the_binding_loses_no_reference_over_2000_calls() -> None:
    assert int(run(COUNTS)) < 100, "references to None or True were lost"
