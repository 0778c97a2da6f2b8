"""Starting the program: data folder, lock, fonts, direction, window, and what a crash does.

Everything that can fail before the window opens ends in a small window with one plain sentence.
"""

from __future__ import annotations

import argparse
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.core.settings import SettingsStore
from milclicks.core.texts import N_, Texts
from milclicks.ui.fonts import load_fonts
from milclicks.ui.shell import Shell
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.buttons import PrimaryButton
from milclicks.ui.widgets.text import body, title
from milclicks.workspace import Workspace

log = logging.getLogger(__name__)
CRASHED = N_("Something went wrong. What was answered so far is saved. You can go on.")
SMALL_SCREEN = 1100


def run_app(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed; the exit code of the program."""
    app = make_app()
    folder = Path(args.data) if getattr(args, "data", None) else paths.default_data()
    texts = dress(app, folder)
    try:
        workspace = Workspace.open(folder)
    except MilClicksError as error:
        trouble = Trouble(texts, error)
        trouble.show()
        app.exec()
        return 1
    try:
        shell = open_shell(app, workspace)
        install_crash_hook(lambda: shell.notices.tell(shell.context.texts.say(CRASHED)))
        return app.exec()
    finally:
        workspace.close()


def make_app() -> QApplication:
    """The application object with its names and fonts."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication(sys.argv[:1])
        app.setStyle("Fusion")
    app.setApplicationName("MIL CLICKS")
    app.setDesktopFileName("milclicks")
    load_fonts()
    return app


def dress(app: QApplication, folder: Path) -> Texts:
    """Direction and look by the stored settings, before any window is made."""
    settings = SettingsStore(folder).read()
    texts = Texts(settings.locale, digits=settings.digits)
    Theme.of(settings, texts).apply(app)
    return texts


def open_shell(app: QApplication, workspace: Workspace) -> Shell:
    """Make and show the main window on its first page."""
    shell = Shell(app, workspace)
    shell.start()
    screen = shell.screen()
    if screen is not None and screen.availableGeometry().width() < SMALL_SCREEN:
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


class Trouble(QWidget):
    """A window with one sentence and what to do, for a start that did not succeed."""

    def __init__(self, texts: Texts, error: MilClicksError) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.setWindowTitle("MIL CLICKS")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(640, 260)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(14)
        column.addWidget(title(texts.message(error.sentence)))
        if error.remedy is not None:
            column.addWidget(body(texts.message(error.remedy)))
        column.addStretch(1)
        close = PrimaryButton(texts.say(N_("Close")))
        close.setObjectName("trouble-close")
        close.clicked.connect(self.close)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeading)
