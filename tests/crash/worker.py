"""A process of its own that changes libraries and is killed: one fork for each case.

Reads cases as JSON lines {"act", "home", "site", "at", "when"}; each child dies by SIGKILL before,
after or in the middle of its `at`-th change of the disk. Prints a JSON line for each: how it ended,
and in which change. Used by tests only.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crash.acts import ACTS, perform
from tests.support.watched_disk import Op, WatchedDisk, watched


class Killer:
    """Ends the process at one of its changes, and says through a pipe which it was."""

    def __init__(self, at: int, when: str, pipe: int, root: Path) -> None:
        self.left, self.when, self.pipe, self.root = at, when, pipe, root

    def before(self, op: Op) -> None:
        """Count, and die before or in the middle of the change."""
        self.left -= 1
        if self.left == 0 and self.when == "before":
            self.die(op)
        if self.left == 0 and self.when == "half" and op.verb == "write":
            handle = os.open(self.root / op.path, os.O_WRONLY)
            os.pwrite(handle, op.data[: len(op.data) // 2], op.place)
            self.die(op)

    def after(self, op: Op) -> None:
        """Die after the change."""
        if self.left == 0:
            self.die(op)

    def die(self, op: Op) -> None:
        """By SIGKILL: nothing of Python's own is done any more."""
        os.write(self.pipe, f"{op.verb} {op.path}".encode())
        os.kill(os.getpid(), signal.SIGKILL)


def one(case: dict[str, Any], pipe: int) -> None:
    """Do the act of a case."""
    home, site = Path(str(case["home"])), Path(str(case["site"]))
    killer = Killer(int(case["at"]), str(case["when"]), pipe, home)
    with watched(home, killer):
        perform(ACTS[str(case["act"])], home, site, WatchedDisk(killer))


def work_through(one: Callable[[dict[str, Any], int], None]) -> None:
    """Do `one` of the cases on standard input after the other, each in a child of its own."""
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with Path(os.devnull).open("w") as told, contextlib.redirect_stdout(told):
                one(json.loads(line), writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            where = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        how = "killed" if killed else f"ended {os.waitstatus_to_exitcode(status)}"
        print(json.dumps({"how": how, "where": where}), flush=True)


if __name__ == "__main__":
    work_through(one)
