"""A child process that opens the real window and reports one figure as JSON on its last line.

Usage: window.py start|home|lesson|print|idle|language DATA-FOLDER T0
T0 is the parent's time.monotonic() at the moment it started this process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from milclicks.cli import starting

STARTED = float(sys.argv[3])


def main() -> None:
    """Open the window on a prepared folder, measure, print."""
    mode, folder = sys.argv[1], Path(sys.argv[2])
    painted: list[float] = []
    with starting():
        from PySide6.QtCore import QEvent, QObject

        from milclicks.ui.app import dress, make_app, open_shell
        from milclicks.workspace import Workspace

        app = make_app()
        dress(app, folder)
        workspace = Workspace.open(folder)
        shell = open_shell(app, workspace)

        class Watch(QObject):
            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and not painted:
                    painted.append(time.monotonic() - STARTED)
                return False

        watch = Watch()
        shell.installEventFilter(watch)
    while not painted:
        app.processEvents()
    shell.removeEventFilter(watch)
    figure = {"start": lambda: painted[0] * 1000}.get(mode) or (
        lambda: MODES[mode](app, shell, workspace)
    )
    print(json.dumps({"figure": figure()}))
    shell.close()
    workspace.close()


def settle(app: object, seconds: float = 0.3) -> None:
    """Let the event loop run."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


def pss() -> float:
    """The proportional set size of this process in MB (resident size where PSS is unknown).

    Linux tells it without a library, which would weigh 2 MB itself.
    """
    told = Path("/proc/self/smaps_rollup")
    if told.exists():
        rows = [line.split() for line in told.read_text("ascii").splitlines()]
        return next(float(row[1]) * 1024 for row in rows if row[0] == "Pss:") / 1e6
    import psutil

    info = psutil.Process().memory_full_info()
    return float(getattr(info, "pss", info.rss)) / 1e6


def home(app: object, shell: object, workspace: object) -> float:
    settle(app)
    return pss()


def lesson(app: object, shell: object, workspace: object) -> float:
    card = workspace.library.lessons("en")[0]  # type: ignore[attr-defined]
    shell.context.go("player", ref=card.ref, cut=40)  # type: ignore[attr-defined]
    settle(app)
    return pss()


def printing(app: object, shell: object, workspace: object) -> float:
    from milclicks.commands.print import certificate_bytes
    from milclicks.prints.render import page_image

    lesson(app, shell, workspace)
    page_image(certificate_bytes(workspace, "Yara Diallo", "ar"), 0, 110)
    settle(app)
    return pss()


def idle(app: object, shell: object, workspace: object) -> float:
    """The share of one core, in percent, that three idle seconds at home cost.

    What a start leaves for the first calm moment (`ui.app.CALM_MS`) is done by then.
    """
    settle(app, 4.0)
    from PySide6.QtCore import QTimer

    used = time.process_time()
    QTimer.singleShot(3000, app.quit)  # type: ignore[attr-defined]
    app.exec()  # type: ignore[attr-defined]
    return (time.process_time() - used) / 3 * 100


def language(app: object, shell: object, workspace: object) -> float:
    """Milliseconds from the choice of a language to the rebuilt, painted window."""
    from dataclasses import replace

    settle(app)
    begun = time.perf_counter()
    now = workspace.settings.locale  # type: ignore[attr-defined]
    other = "en" if now == "ar" else "ar"
    settings = replace(workspace.settings, locale=other)  # type: ignore[attr-defined]
    shell.context.bus.tell(workspace.store_settings(settings))  # type: ignore[attr-defined]
    app.processEvents()  # type: ignore[attr-defined]
    app.processEvents()  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000


MODES = {"home": home, "lesson": lesson, "print": printing, "idle": idle, "language": language}

if __name__ == "__main__":
    main()
