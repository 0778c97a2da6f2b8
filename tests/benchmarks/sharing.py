"""How long the window stands still while packs are shared or installed: the longest of all beats.

`stall(mode, bench, after_s)` runs the real window in a process of its own on a signed pack of
200 MB and returns milliseconds: `after_s` seconds after the first picture the page is opened, then
the button pressed, the work done and told. In `share` another process takes the pack again
and again from the window's own server; in `install` the window adds it in its usual errand; in
`rest` nothing goes on, which says how noisy the machine is. What a start leaves for later belongs
to it.
As a module: sharing.py share|install|rest SITE DATA AFTER_S.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from milclicks.workspace import Workspace
    from tests.benchmarks.packs import Bench

_BEAT_MS: Final = 5
_HAND_S: Final = 0.1
"""Between the page and the press; nobody's finger is faster."""
_AFTER_S: Final = 1.5
"""What is drawn after the end of the work, and what that leaves for later, belongs to it."""
_ROUNDS: Final = 3
MOMENTS: Final = (0.3, 1.0, 2.0)
"""Seconds after the first picture: within what a start leaves for later, and after it."""
_TAKER: Final = """
import sys, urllib3
pool = urllib3.PoolManager(retries=False)
for _ in range(int(sys.argv[2])):
    answer = pool.request("GET", sys.argv[1], preload_content=False)
    size = sum(len(piece) for piece in answer.stream(1 << 20))
    assert answer.status == 200 and size > 100_000_000, (answer.status, size)
"""


def stall(mode: str, bench: Bench, after_s: float = MOMENTS[-1]) -> float:
    """Milliseconds of the longest time between two beats of the window."""
    data = bench.folder / f"stall-{mode}"
    shutil.rmtree(data, ignore_errors=True)
    words = ["tests.benchmarks.sharing", mode, str(bench.site.root), str(data), str(after_s)]
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=Path(__file__).resolve().parents[2],
        env=env | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout.splitlines()[-1])["figure"])


class Beat:
    """A timer of the window's own loop that notes when it comes too late."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = 0.0
        self.count = 0
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        if self.count:
            self.longest = max(self.longest, now - self._last)
        self.count += 1
        self._last = now

    def run(self, app: Any, over: Callable[[], bool]) -> None:
        """Beat while the loop runs, until `over()`."""
        from PySide6.QtCore import QEventLoop

        self._timer.start()
        while not over():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def begin(self) -> None:
        """What was before does not count."""
        self.longest, self.count = 0.0, 1

    def rest(self, app: Any, seconds: float) -> None:
        """Beat for so long."""
        end = time.perf_counter() + seconds
        self.run(app, lambda: time.perf_counter() > end)

    def end(self, app: Any) -> float:
        """Beat for a while still; milliseconds beyond the beat itself."""
        self.rest(app, _AFTER_S)
        self._timer.stop()
        assert self.count > 100, "the window's loop did not run"
        return max(0.0, self.longest * 1000 - _BEAT_MS)


def main(mode: str, site: Path, data: Path, after_s: float) -> None:
    """Open the window, do the work, print the figure."""
    from milclicks.cli import starting

    with starting():  # as `run_app` does
        from milclicks.ui.app import Start, make_app

        file = site / "packs" / "test.heavy-1.milpack"
        with _opened(site, data) as workspace:
            workspace.store_settings(replace(workspace.settings, first_run_done=True))
            if mode == "share":
                workspace.library.install(file)
        start = Start(make_app(), data)
        start.show(_opened(site, data))
    assert start.shell is not None
    app, beat, painted = start.shell.app, Beat(), _first_picture(start.shell)
    beat.run(app, lambda: bool(painted) and time.perf_counter() > painted[0] + after_s)
    beat.begin()
    {"share": _share, "install": _install, "rest": _rest}[mode](app, start.shell, file, beat)
    print(json.dumps({"figure": beat.end(app)}), flush=True)
    os._exit(0)  # the folder is thrown away; nobody waits for what still goes on in it


def _opened(site: Path, data: Path) -> Workspace:
    """The data folder, which believes the site and has no packs of the app itself."""
    from milclicks.packs.trust.catalog import Catalog
    from milclicks.packs.trust.standing import Trust
    from milclicks.workspace import Workspace

    roots = {1: (site / "metadata" / "1.root.json").read_bytes()}
    trust = Trust(data, Catalog(data / "trust", roots))
    return Workspace.open(data, bundled=[], trust=trust)


def _first_picture(shell: Any) -> list[float]:
    """The moment of the first picture, once there is one."""
    from PySide6.QtCore import QEvent, QObject

    painted: list[float] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(time.perf_counter())
                watched.removeEventFilter(self)
            return False

    shell.installEventFilter(Watch(shell))
    return painted


def _rest(_app: Any, _shell: Any, _file: Path, _beat: Beat) -> None:
    """Nothing goes on."""


def _share(app: Any, shell: Any, file: Path, beat: Beat) -> None:
    from milclicks.lan.server import Server
    from milclicks.ui.sharing.host import Sharing

    shell.seat.teacher = True
    shell.go("packs_share")
    beat.rest(app, _HAND_S)
    host = Sharing.of(shell.context)
    taker = list[subprocess.Popen[bytes]]()
    host.room.listen = lambda server: Server.start(server, "127.0.0.1", 0)  # type: ignore[method-assign]
    host.begin(shell.context)

    def over() -> bool:
        if host.on and not taker:
            server = host._server
            assert server is not None
            url = f"http://127.0.0.1:{server.port}/packs/{file.name}"
            taker.append(subprocess.Popen([sys.executable, "-c", _TAKER, url, str(_ROUNDS)]))
        return bool(taker) and taker[0].poll() is not None

    beat.run(app, over)
    assert taker[0].returncode == 0 and host.takers[0].bytes >= _ROUNDS * file.stat().st_size
    host.stop()


def _install(app: Any, shell: Any, file: Path, beat: Beat) -> None:
    from milclicks.ui.library.errand import Errand

    shell.seat.teacher = True
    shell.go("packs")
    beat.rest(app, _HAND_S)
    errand = Errand.of(shell.context)
    shell.screen_._install(file)
    beat.run(app, lambda: errand.task is None)
    assert errand.added is not None and errand.problem is None, errand.problem


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))
