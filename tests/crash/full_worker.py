"""A small file system of its own, filled up; what the app does on it, each in a process of its own.

`full_worker.py KIND BASE HOME SITE` mounts one (it must run in a mount namespace of its own),
copies the data folder HOME there for each case, fills the rest up to some KB, forks a process that
does one act and ends as any program, and prints a JSON line for each: the file system's free KB,
the act, the exit code (negative: a signal) and what was said. Used by tests only.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT)]
if __name__ == "__main__":  # not where a test only reads the names below
    sys.dont_write_bytecode = True

FREE_KB = (0, 16, 32, 48, 64, 140)
PACK = "test.river"
MEGABYTES = 8
SAID = ("out", "err")


def small(kind: str, base: Path, home: Path, site: Path) -> None:
    """Mount, then try every act with every remainder."""
    disk = base / "disk"
    disk.mkdir()
    mount(kind, base / "image", disk)
    for free in FREE_KB:
        for name in ACTS:
            shutil.rmtree(disk / "data", ignore_errors=True)
            (disk / "rest").unlink(missing_ok=True)
            shutil.copytree(home, disk / "data")
            fill(disk, free)
            code = forked(partial(act, name, disk / "data", site), base)
            out, err = ((base / each).read_text("utf-8") for each in SAID)
            said = {"free": free, "act": name, "code": code, "out": out, "err": err[-3000:]}
            print(json.dumps(said), flush=True)


def forked(do: Callable[[], None], base: Path) -> int:
    """The exit code of a process that does this; what it says comes into the files of `SAID`."""
    child = os.fork()
    if child == 0:
        for stream, name in enumerate(SAID, start=1):
            os.dup2(os.open(base / name, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), stream)
        do()
        sys.exit()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def mount(kind: str, image: Path, disk: Path) -> None:
    """A tmpfs, or an ext4 with blocks smaller than a page of memory, as small sticks have."""
    if kind == "tmpfs":
        words = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(disk)]
    else:
        with image.open("wb") as file:
            file.truncate(MEGABYTES << 20)
        subprocess.run(
            ["mkfs.ext4", "-q", "-F", "-b", "1024", "-m", "0", str(image)],
            check=True, capture_output=True,
        )  # fmt: skip
        words = ["mount", "-o", "loop", str(image), str(disk)]
    subprocess.run(words, check=True, capture_output=True)


def fill(disk: Path, free_kb: int) -> None:
    """Leave so many KB."""
    os.sync()
    with (disk / "rest").open("wb", buffering=0) as file, suppress(OSError):
        while (left := free(disk) - free_kb * 1024) > 0:
            file.write(bytes(min(left, 1 << 20)))
            os.fsync(file.fileno())


def free(disk: Path) -> int:
    """Free bytes."""
    state = os.statvfs(disk)
    return state.f_bavail * state.f_frsize


def listing(home: Path) -> None:
    """What is here."""
    with Workspace.open(home) as workspace:
        print([one.id for one in workspace.library.packs()], len(workspace.records.events()))


def remove(home: Path) -> None:
    """Make room."""
    with Workspace.open(home) as workspace:
        workspace.remove_pack(PACK)
        print([one.id for one in workspace.library.packs()])
    with Workspace.open(home) as workspace:
        print("again", len(workspace.library.packs()), list((home / "packs").glob("*.milpack")))


def lesson(home: Path) -> None:
    """Open a lesson, and answer until no answer can be kept; all that was kept is there again."""
    with Workspace.open(home) as workspace:
        begun = len(workspace.records.events())
        card = workspace.library.lessons("en")[0]
        session = workspace.start_lesson(None, card.ref, "en", 60)
        assert not session.view().ended
        kept = len(workspace.records.events()) - begun
        answer = EventDraft(kind="answered", subject_kind="visitor", note="x" * 300)
        try:
            for _ in range(20_000):
                workspace.records.append([answer])
                kept += 1
        except DiskFull as error:
            print(error.sentence, error.remedy)
        before = session.run
        try:
            for _ in range(100):
                kept_now = len(workspace.records.events())
                session.advance()
                kept += len(workspace.records.events()) - kept_now
                before = session.run
        except DiskFull as error:
            print("refused", error.sentence, session.run is before)
    with Workspace.open(home) as workspace:
        stored = len(workspace.records.events()) - begun
        print(stored == kept, kept)


def window(home: Path) -> None:
    """Open the window, let it settle, close it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLabel

    settle = starting.settle

    def settled(shell: Any) -> None:
        SearchWords.of(shell.context).made.connect(lambda: QTimer.singleShot(0, last_look))
        settle(shell)

    def last_look() -> None:
        notice = start.shell and start.shell._notice
        print("window", notice.accessibleName() if notice and notice.isVisible() else "")
        application.quit()

    starting.settle = settled
    starting.CALM_MS = 0
    application = starting.make_app()
    start = starting.Start(application, home)
    start.begin()
    assert start.shell is not None, start.trouble and [
        one.text() for one in start.trouble.findChildren(QLabel)
    ]
    crashed = []
    hook = sys.excepthook
    sys.excepthook = lambda *what: (crashed.append(what), hook(*what))  # type: ignore[assignment]
    application.exec()
    print("crashed", crashed)
    start.shell.close()
    start.end()


ACTS = {"list": listing, "remove": remove, "lesson": lesson, "window": window}


def act(name: str, home: Path, site: Path) -> None:
    """One act in this process; the packs of the app itself are none."""
    roots = {1: (site / "metadata" / "1.root.json").read_bytes()}
    trust = Trust(home, Catalog(home / "trust", roots, lambda: DAY))
    Workspace.open = partial(Workspace.open, clock=FrozenClock(), bundled=(), trust=trust)  # type: ignore[method-assign]
    ACTS[name](home)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from milclicks.core.errors import DiskFull
    from milclicks.packs.trust.catalog import Catalog
    from milclicks.packs.trust.standing import Trust
    from milclicks.records.events import EventDraft
    from milclicks.ui import app as starting
    from milclicks.ui.searchwords import SearchWords
    from milclicks.workspace import Workspace
    from tests.support.clock import FrozenClock
    from tests.support.site import DAY

    small(sys.argv[1], *map(Path, sys.argv[2:5]))
