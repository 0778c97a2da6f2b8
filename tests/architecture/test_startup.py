"""The way to the first screen loads nothing dear, and Qt's binding keeps its references.

Imports are seen in a process of their own. The counts of None and True are watched because one
release of the binding lost a reference at every void call or emit and aborted after a while.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

DEAR = (
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
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "asyncio",
    "multiprocessing",
    "unittest",
    "http.client",
)
FIRST_SCREEN = """
import json, sys
from pathlib import Path
from milclicks.ui.app import Start, make_app
app = make_app()
start = Start(app, Path(sys.argv[1]))
start.begin()
app.processEvents()
shown = start.shell is not None and start.shell.isVisible()
loaded = sorted(sys.modules)
start.shell.close()
start.end()
print(json.dumps({"shown": shown, "loaded": loaded}))
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


def test_the_first_screen_loads_nothing_dear(tmp_path: Path) -> None:
    told = json.loads(run(FIRST_SCREEN, str(tmp_path / "data")))
    assert told["shown"]
    found = [name for name in told["loaded"] if any(f"{name}.".startswith(f"{d}.") for d in DEAR)]
    assert found == []


def test_the_binding_loses_no_reference_over_2000_calls() -> None:
    assert int(run(COUNTS)) < 100, "references to None or True were lost"
