"""The small mark in the frame of every page while this computer shares its packs.

It says how many minutes are left, leads to the page for sharing, and goes when sharing ends. The
frame is there before anybody shares, so it learns of sharing from the bus and loads nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from milclicks.core.changes import Changes
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.named import named

if TYPE_CHECKING:
    from milclicks.ui.sharing.host import Sharing

HOST = "sharing-host"
"""The name of what shares, a child of the bus from the first time that somebody asks for it."""
SHARES = N_("This computer shares its packs")
SHORT = N_("Sharing: {minutes} min")
NUMBER_FROM = (125, 150, 200)
"""From this size of text on only the number stands beside the icon: low, middle, tall windows."""


class SharingMark(Button):
    """Shown while packs are shared, unless the page that is open says the same (`hush`)."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__("", look="quiet", icon="people", pad=12, parent=parent)
        self.setObjectName("sharing-mark")
        self._context = context
        self._quiet = False
        self._left = -1
        self._host: Sharing | None = None
        self.clicked.connect(lambda: context.go("packs_share"))
        context.bus.changed.connect(self._told)
        self._look()

    def hush(self, quiet: bool) -> None:
        """Say nothing beside the page for sharing."""
        if quiet != self._quiet:
            self._quiet = quiet
            self._look()

    def _told(self, changes: Changes) -> None:
        if "sharing" in changes:
            self._look()

    def _look(self) -> None:
        """Show what is so now, or nothing."""
        if self._host is None:
            self._host = cast("Sharing | None", self._context.bus.findChild(QObject, HOST))
            if self._host is not None:
                self._host.moved.connect(self._look)
        on = self._host is not None and self._host.on
        if self._host is not None and on and self._host.minutes_left != self._left:
            self._left = self._host.minutes_left
            self._say()
        self.setVisible(on and not self._quiet)

    def _say(self) -> None:
        """The minutes to see, the whole of it to hear."""
        texts = self._context.texts
        left = texts.say_n("{n} minute left", "{n} minutes left", self._left)
        number = texts.number(self._left)
        bare = self._context.theme.text_size >= NUMBER_FROM[self._context.room]
        self.setText(number if bare else texts.say(SHORT, minutes=number))
        named(self, f"{texts.say(SHARES)}. {left}")
