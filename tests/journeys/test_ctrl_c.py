"""Ctrl+C at any moment of a start: a sentence or one JSON object, never a traceback.

The moments are counted, not timed: the nth file opened, module looked for or code run after the
front door was entered. What Python does before it hands over to the program is its own.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from milclicks.core import stopping

MOMENTS = 30
CHILD = """
import os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may be deaf
at, how = int(sys.argv[1]), sys.argv[2]
sys.argv = ["milclicks", *sys.argv[3:]]
seen, open_door = 0, False
def moment(event, args):
    global seen, open_door
    if event == "exec":
        name = args[0].co_filename
        open_door = open_door or name.endswith(os.path.join("milclicks", "core", "__init__.py"))
    if open_door and event in ("exec", "import", "open"):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(moment)
if at == 0:
    import atexit
    atexit.register(lambda: print(f"moments: {seen}", file=sys.stderr))
if how == "module":
    runpy.run_module("milclicks", run_name="__main__", alter_sys=True)
else:
    from milclicks.__main__ import main
    sys.exit(main())
"""
KEPT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from milclicks.core import stopping
stopping.hold()
os.kill(os.getpid(), signal.SIGINT)
print("still here", file=sys.stderr)
from milclicks.__main__ import main
sys.exit(main())
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Ctrl+C goes to a console there")


def child(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    search = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, env=search, timeout=60)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("module", ("pack", "list", "--json")),
        ("script", ("pack", "update", "--from", "nowhere", "--json")),
        ("module", ("stick", "read", "nowhere")),
    ],
)
def test_ctrl_c_at_thirty_moments_of_a_start(
    tmp_path: Path, how: str, words: tuple[str, ...]
) -> None:
    typed = ("--data", tmp_path / "data", *words)
    whole = child(CHILD, 0, how, *typed)
    found = re.search(r"moments: (\d+)", whole.stderr)
    assert found is not None and int(found[1]) > 10 * MOMENTS
    stopped = 0
    for number in range(MOMENTS):
        at = 1 + number * int(found[1]) // MOMENTS
        done = child(CHILD, at, how, *typed)
        told = f"moment {at}: {done.returncode} {done.stdout} {done.stderr}"
        assert done.returncode in (130, -signal.SIGINT, whole.returncode), told
        assert done.stderr.count("\n") <= 1, told
        if "--json" in words:
            code = (json.loads(done.stdout)["error"] or {}).get("code")
            assert code == "stopped" or done.stdout == whole.stdout, told
            stopped += code == "stopped" and done.returncode == 130
        else:
            stopped += done.returncode == 130 and done.stderr == "Stopped.\n"
    assert stopped >= 2  # in a quick program most come too late, or inside an import


def test_a_ctrl_c_before_anybody_can_answer_is_kept(tmp_path: Path) -> None:
    done = child(KEPT, "--data", tmp_path, "pack", "list", "--json")
    assert done.returncode == 130 and json.loads(done.stdout)["error"]["code"] == "stopped"
    assert done.stderr == "still here\n"


def test_a_program_that_was_started_deaf_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        stopping.hold()
        stopping.let_go()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
