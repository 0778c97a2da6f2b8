"""A real mount that goes while a stick is made there: its folder stays on the computer's own disk.

A tmpfs where a process may have mounts of its own. It is not in the table of what can be pulled
out, as a stick that somebody has mounted by hand is not: only the number of its device tells.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash import pulled_worker
from tests.crash.killing import CODE, ROOT

ALONE = ["unshare", "--user", "--map-root-user", "--mount"]


def test_nothing_is_written_below_a_mount_that_went(tmp_path: Path) -> None:
    words = [*ALONE, sys.executable, "-m", pulled_worker.__name__, str(tmp_path / "stick")]
    paths = {**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"}
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=300, cwd=ROOT, env=paths
        )
    except OSError as error:
        pytest.skip(f"no mounts of its own for a process here: {error}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if not lines:
        pytest.skip(f"no tmpfs can be mounted here: {done.stderr.strip()[-300:]}")
    assert done.returncode == 0, done.stderr
    control, *pulled = lines
    assert control == {"at": 0, "said": f"safe {len(pulled_worker.PIECES)}", "left": 0}
    assert len(pulled) > 40
    for one in pulled:
        assert (one["said"], one["left"]) == ("stick.gone", 0), one
