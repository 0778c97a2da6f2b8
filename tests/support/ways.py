"""The ways in which every journey is walked: by mouse, by keyboard alone, mirrored in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.ui.app import make_app
from milclicks.ui.shell import Shell
from milclicks.ui.space.display import Display
from tests.support.screens import Hand, Keys, window


class Strays(QObject):
    """Notes parts of a page that open as windows of their own: each takes the focus away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app, self._seen = app, list[str]()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every window that shows itself."""
        shown = isinstance(event, QEvent) and event.type() == QEvent.Type.Show
        if shown and isinstance(watched, QWidget):
            ours = type(watched).__module__.startswith("milclicks.")
            if ours and watched.isWindow() and not isinstance(watched, (Shell, Display)):
                self._seen.append(type(watched).__name__)
        return False

    def ended(self) -> list[str]:
        """The names of the strays, at the end."""
        self._app.removeEventFilter(self)
        return self._seen


@dataclass(frozen=True)
class Way:
    """One way: whose hand, in which language."""

    name: str
    hand: type[Hand]
    locale: str

    @contextmanager
    def window(self, folder: Path, packs: Path, **settings: Any) -> Iterator[Shell]:
        """The window in the language of this way."""
        strays = Strays(make_app())
        with window(folder, packs, **{"locale": self.locale, **settings}) as shell:
            self.upright(shell)
            yield shell
            self.upright(shell)
        assert strays.ended() == []

    def upright(self, shell: Shell) -> None:
        """The window must stand in the direction of its language."""
        mirrored = shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert mirrored == (shell.context.texts.locale == "ar")


WAYS = (Way("mouse", Hand, "en"), Way("keys", Keys, "en"), Way("mirrored", Hand, "ar"))
