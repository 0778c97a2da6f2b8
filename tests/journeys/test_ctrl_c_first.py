"""Ctrl+C in the first steps of all, before there is anybody who hears it: never a traceback.

The moments are lines of code, counted from the call of the front door until the program listens;
at the first of them the door is not open yet.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

MOMENTS = 25
CHILD = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("signal", "enum", "types", "typing", "functools", "re", "contextlib", "collections"):
    sys.modules.pop(name, None)  # as a program finds it that began a moment ago
kill, number, pid = os.kill, 2, os.getpid()
at, sys.argv = int(sys.argv[1]), ["milclicks", *sys.argv[2:]]
from milclicks.__main__ import main
seen = 0
def moment(frame, event, arg):
    global seen
    if getattr(sys.modules.get("milclicks.core.stopping"), "_ready", False):
        sys.settrace(None)
        return None
    if event == "line":
        seen += 1
        if seen == at:
            sys.settrace(None)
            kill(pid, number)
            return None
    return moment
sys.settrace(moment)
code = main()
sys.settrace(None)
if at == 0:
    print(f"moments: {seen}", file=sys.stderr)
sys.exit(code)
"""
LOADED = """
import sys
before = set(sys.modules)
from milclicks.core import stopping
stopping.listen()
print(*sorted(set(sys.modules) - before))
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Ctrl+C goes to a console there")


def child(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    search = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, env=search, timeout=60)


def test_ctrl_c_before_the_program_listens_is_a_sentence(tmp_path: Path) -> None:
    typed = ("--data", tmp_path / "data", "pack", "list")
    whole = child(CHILD, 0, *typed)
    found = re.search(r"moments: (\d+)", whole.stderr)
    assert found is not None and whole.returncode == 0, whole.stderr
    lines = int(found[1])
    for at in sorted({2 + number * lines // MOMENTS for number in range(MOMENTS)} - {lines + 1}):
        done = child(CHILD, at, *typed)
        told = f"moment {at} of {lines}: {done.returncode} {done.stderr}"
        assert (done.returncode, done.stderr) == (130, "Stopped.\n"), told
        assert not done.stdout


def test_who_listens_loads_nothing_but_itself() -> None:
    """Whatever is loaded before is time in which nobody hears; classes are being made then."""
    done = child(LOADED)
    assert done.stdout.split() == ["milclicks", "milclicks.core", "milclicks.core.stopping"]
    assert signal.SIGINT == 2
