"""A lesson whose stick was pulled out: the screen waits behind a sentence until the stick is back.

Nothing of the lesson is closed: it stands where it was, every answer is saved.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import IconPicture
from milclicks.ui.widgets.columns import ScrollColumn
from milclicks.ui.widgets.text import TextBlock

GONE = N_("The stick with this lesson was pulled out.")
SAVED = N_(
    "Everything answered so far is saved. Put the stick in again: the lesson goes on by itself."
)
LEAVE = N_("Leave the lesson")


class Pause(QWidget):
    """The sentence and the way out."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("stick-pause")
        say = context.say
        self.setAccessibleName(f"{say(GONE)} {say(SAVED)}")
        area = ScrollColumn(width=620, margins=(24, 24))
        column = area.column
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconPicture("warning", size=56, colour="ink_soft"), 0, middle)
        column.addWidget(TextBlock(say(GONE), size=26, strong=True, centred=True))
        column.addWidget(TextBlock(say(SAVED), size=18, centred=True))
        self.leave = SecondaryButton(say(LEAVE), icon="leave")
        self.leave.setObjectName("stick-leave")
        self.leave.clicked.connect(lambda: context.go("today"))
        column.addWidget(self.leave, 0, middle)
        column.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def pack_of(screen: QObject | None) -> str:
    """The pack and version that a screen shows a lesson of: `mil.core@3`, or nothing."""
    key = getattr(getattr(screen, "ref", None), "pack_key", "")
    return key if isinstance(key, str) else ""
