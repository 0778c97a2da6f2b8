"""Nothing is fetched unasked: over the whole tour the process opens no socket of the network.

The system's calls are traced where `strace` may be used (it also sees Qt and the system's
libraries), and Python's own events in any case. The control opens one on purpose and is seen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import milclicks
from tests.support.packs_of_lessons import build_web_pack
from tests.support.screens import quay_packs

ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
WORKER = Path(__file__).with_name("unasked_worker.py")
CALLS = re.compile(r"AF_INET6?\b")


def trace(folder: Path, *words: str) -> tuple[list[str], list[str] | None]:
    """(Python's events, the system's calls with the network or None) of the worker."""
    log = folder / "calls"
    traced = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(log)]
    able = (
        shutil.which("strace")
        and not subprocess.run([*traced, "true"], capture_output=True, check=False).returncode
    )
    out = folder / "out"
    out.mkdir()
    done = subprocess.run(
        [*(traced if able else ()), sys.executable, str(WORKER), str(out), *words],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    events = done.stdout.splitlines()
    assert events[-1] == "done"
    calls = [one for one in log.read_text().splitlines() if CALLS.search(one)] if able else None
    return events[:-1], calls


def test_the_whole_tour_opens_no_socket_of_the_network(tmp_path: Path) -> None:
    packs = quay_packs(tmp_path / "packs")
    build_web_pack(packs)
    events, calls = trace(tmp_path, str(packs))
    assert events == []
    assert not calls


def test_control_a_deliberate_connection_is_seen(tmp_path: Path) -> None:
    events, calls = trace(tmp_path, "none", "deliberate")
    assert "socket.connect" in events
    assert calls is None or any("connect(" in one for one in calls)
