"""Starting the program: data folder, lock, fonts, direction, window, and what a crash does.

Everything that can fail before the window opens ends in a small window with one plain sentence.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from milclicks.core import paths
from milclicks.core.errors import Damaged, MilClicksError
from milclicks.core.log import start as start_log
from milclicks.core.settings import SettingsStore
from milclicks.core.texts import N_, Texts
from milclicks.records.backup import Backup
from milclicks.records.records import Records
from milclicks.ui.calm import Calm, first_presses
from milclicks.ui.fonts import load_fonts
from milclicks.ui.shell import Shell
from milclicks.ui.theme import Theme
from milclicks.ui.trouble import Damage, Trouble
from milclicks.workspace import Workspace

log = logging.getLogger(__name__)
CRASHED = N_("Something went wrong. What was answered so far is saved. You can go on.")
SMALL_SCREEN = 1100
SOON_MS = 150  # the first picture stands
CALM_MS = 1500  # after the first picture, before a person can have typed a search
SWITCH_S = 0.001 if sys.platform == "win32" else 0.0005
"""After how long a job lets the window's thread go on. Drawing a page asks for it many times: what
takes 13 ms alone takes 35 beside a busy job, and 200 and more with Python's own five milliseconds;
an install takes as long with either, and less gains nothing. Windows counts whole milliseconds.
"""


def open_app(data: Path | None) -> Start:
    """Open the window on a data folder (None: the usual one)."""
    app = make_app()
    folder = data or paths.default_data()
    start_log(folder)
    start = Start(app, folder)
    start.begin()
    return start


class Start:
    """The way from the data folder to the window, with its detours."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder
        self._texts = dress(app, folder)
        self.workspace: Workspace | None = None
        self.shell: Shell | None = None
        self.trouble: Trouble | None = None

    def begin(self) -> None:
        """Open the folder and show the window, or a sentence about what is in the way."""
        try:
            self.show(Workspace.open(self._folder))
        except Damaged as error:
            copies = Records.backups(self._folder)
            self._say(Damage(self._texts, error, copies, self._again))
        except MilClicksError as error:
            self._say(Trouble(self._texts, error))

    def _again(self, copy: Backup | None) -> None:
        try:
            self.show(Workspace.open_again(self._folder, copy))
        except MilClicksError as error:
            self._say(Trouble(self._texts, error))

    def _say(self, trouble: Trouble) -> None:
        self.trouble = trouble
        trouble.show()

    def show(self, workspace: Workspace) -> None:
        """Show the window on an open folder, and leave what can wait for calm moments."""
        self.workspace = workspace
        self.shell = shell = open_shell(self._app, workspace)
        install_crash_hook(lambda: shell.notices.tell(shell.context.texts.say(CRASHED)))
        if (full := workspace.records.store.full) is not None:  # after the first laying out
            QTimer.singleShot(0, shell, lambda: shell.notices.fail(full, shell.context.texts))
        QTimer.singleShot(SOON_MS, shell, lambda: Calm(shell, first_presses()))
        QTimer.singleShot(CALM_MS, shell, lambda: settle(shell))

    def stay(self) -> int:
        """Stay until the window is closed; the exit code of the program."""
        self._app.exec()
        return self.end()

    def end(self) -> int:
        """Close the folder (the records keep their own copies); the exit code."""
        if self.workspace is None:
            return 1
        self.workspace.close()
        if self.shell is not None and self.shell.jobs.stuck:
            leave(0)
        return 0


def leave(code: int) -> None:
    """End this process although a thread of it waits for a disk that never answers."""
    log.warning("a job did not end; it is left behind")
    logging.shutdown()
    os._exit(code)


def settle(shell: Shell) -> None:
    """What can wait until the window stands, piece by piece: older packs go, the words of new ones
    are made ready for a search, sticks are noticed, a copied app is looked at, updates wait for the
    end of the class.
    """
    from milclicks.ui.searchwords import SearchWords

    words = SearchWords.of(shell.context)
    look = shell.sticks.apps.look
    Calm(shell, (words.make_soon, lambda: watch_sticks(shell), look, lambda: shell.after_class))


def watch_sticks(shell: Shell) -> None:
    """Notice sticks from now on."""
    from milclicks.packs.travel.mounts import GLANCE, this_pc

    shell.sticks.watch(this_pc(GLANCE))


def make_app() -> QApplication:
    """The application object with its names and fonts."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    sys.setswitchinterval(SWITCH_S)
    app.setApplicationName("MIL CLICKS")
    app.setDesktopFileName("milclicks")
    load_fonts()
    return app


def dress(app: QApplication, folder: Path) -> Texts:
    """Direction and look by the stored settings, before any window is made."""
    settings = SettingsStore(folder).read()
    texts = Texts(settings.locale_instead or settings.locale, digits=settings.digits)
    Theme.of(settings, texts).apply(app)
    return texts


def open_shell(app: QApplication, workspace: Workspace) -> Shell:
    """Make and show the main window on its first page."""
    shell = Shell(app, workspace)
    shell.start()
    screen = shell.screen()
    if screen is not None and screen.availableGeometry().width() < SMALL_SCREEN:
        shell.setGeometry(screen.availableGeometry())  # where nothing manages windows
        shell.showMaximized()
    else:
        shell.show()
    return shell


def install_crash_hook(tell: Callable[[], None]) -> None:
    """An unexpected error is logged without names and said in one sentence; the window stays."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        frames = "".join(traceback.format_tb(trace))
        log.critical("unexpected %s\n%s", kind.__name__, frames)
        tell()

    sys.excepthook = hook
