"""How long the window stands still while packs are shared or installed: the longest of all beats.

`stall(mode, bench)` runs the real window in a process of its own on a signed pack of 200 MB and
returns milliseconds. In `share` another process takes the pack again and again from the window's
own server; in `install` the window adds it in its usual errand; in `rest` nothing goes on, which
says how noisy the machine is. As a module: sharing.py share|install|rest SITE DATA.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.benchmarks.packs import Bench

_BEAT_MS: Final = 5
_LEAST_S: Final = 3.0
_ROUNDS: Final = 3
_CALM_S: Final = 2.0
"""What a start leaves for its first calm moment (voices, places) is done by then."""
_TAKER: Final = """
import sys, urllib3
pool = urllib3.PoolManager(retries=False)
for _ in range(int(sys.argv[2])):
    answer = pool.request("GET", sys.argv[1], preload_content=False)
    size = sum(len(piece) for piece in answer.stream(1 << 20))
    assert answer.status == 200 and size > 100_000_000, (answer.status, size)
"""


def stall(mode: str, bench: Bench) -> float:
    """Milliseconds of the longest time between two beats of the window."""
    data = bench.folder / f"stall-{mode}"
    shutil.rmtree(data, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.sharing", mode, str(bench.site.root), str(data)],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
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

    def run(self, app: Any, over: Any) -> float:
        """Beat while the loop runs, until `over()`; milliseconds beyond the beat itself."""
        from PySide6.QtCore import QEventLoop

        self._timer.start()
        end = time.perf_counter() + _LEAST_S
        while not over() or time.perf_counter() < end:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._timer.stop()
        assert self.count > 100, "the window's loop did not run"
        return max(0.0, self.longest * 1000 - _BEAT_MS)


def main(mode: str, site: Path, data: Path) -> None:
    """Open the window, do the work, print the figure."""
    from milclicks.cli import starting

    with ExitStack() as opened:
        with starting():  # as `run_app` does
            from milclicks.packs.trust.catalog import Catalog
            from milclicks.packs.trust.standing import Trust
            from milclicks.ui.app import dress, make_app, open_shell
            from milclicks.workspace import Workspace

            roots = {1: (site / "metadata" / "1.root.json").read_bytes()}
            trust = Trust(data, Catalog(data / "trust", roots))
            file = site / "packs" / "test.heavy-1.milpack"
            app = make_app()
            dress(app, data)
            workspace = opened.enter_context(Workspace.open(data, bundled=[], trust=trust))
            if mode == "share":
                workspace.library.install(file)
            shell = open_shell(app, workspace)
        calm = time.perf_counter() + _CALM_S
        while time.perf_counter() < calm:
            app.processEvents()
            time.sleep(0.005)
        figure = {"share": _share, "install": _install, "rest": _rest}[mode](app, shell, file)
        shell.close()
    print(json.dumps({"figure": figure}))


def _rest(app: Any, _shell: Any, _file: Path) -> float:
    return Beat().run(app, lambda: True)


def _share(app: Any, shell: Any, file: Path) -> float:
    from milclicks.lan.server import Server
    from milclicks.ui.sharing.host import Sharing

    shell.seat.teacher = True
    shell.go("packs_share")
    host = Sharing.of(shell.context)
    beat, taker = Beat(), list[subprocess.Popen[bytes]]()
    host.room.listen = lambda server: Server.start(server, "127.0.0.1", 0)  # type: ignore[method-assign]
    host.begin(shell.context)

    def over() -> bool:
        if host.on and not taker:
            server = host._server
            assert server is not None
            url = f"http://127.0.0.1:{server.port}/packs/{file.name}"
            taker.append(subprocess.Popen([sys.executable, "-c", _TAKER, url, str(_ROUNDS)]))
        return bool(taker) and taker[0].poll() is not None

    longest = beat.run(app, over)
    assert taker[0].returncode == 0 and host.takers[0].bytes >= _ROUNDS * file.stat().st_size
    host.stop()
    return longest


def _install(app: Any, shell: Any, file: Path) -> float:
    from milclicks.ui.library.errand import Errand, Task
    from milclicks.ui.library.work import Work

    shell.seat.teacher = True
    shell.go("packs")
    errand = Errand.of(shell.context)
    work = Work.of(shell.context)
    errand.begin(
        shell.context, Task(lambda _agreed: lambda tell: work.add(file, tell), "", file.name, 1)
    )
    longest = Beat().run(app, lambda: errand.task is None)
    assert errand.added is not None and errand.problem is None, errand.problem
    return longest


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
