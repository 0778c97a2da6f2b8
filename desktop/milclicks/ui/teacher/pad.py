"""A number pad whose digits stand elsewhere each time, so that the places tell nothing.

Digits can be typed as well, in any script. The pad shows dots, never digits that were pressed.
"""

from __future__ import annotations

import random
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.buttons import Button, IconButton, PrimaryButton
from milclicks.ui.widgets.text import TextBlock

LEAST, MOST = 4, 8


class _Digit(Button):
    """A digit; Enter goes on to the pad, so that a typed PIN ends with Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses the digit; Enter and typed digits are the pad's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class PinPad(QWidget):
    """`entered(pin)` when the button below is pressed; `pin` are Latin digits."""

    entered = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, action: str) -> None:
        super().__init__()
        self.setObjectName("pin-pad")
        self.setMaximumWidth(theme.px(320) + 40)
        self._texts, self._pin = texts, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._dots = TextBlock("", size=30, strong=True, centred=True)
        self._dots.setObjectName("pin-dots")
        self._dots.setMinimumHeight(theme.px(38))
        column.addWidget(self._dots)
        grid = QGridLayout()
        grid.setSpacing(8)
        places = random.SystemRandom().sample(range(10), 10)
        for place, digit in enumerate(places):
            row, col = (3, 1) if place == 9 else divmod(place, 3)
            button = self._digit(digit)
            grid.addWidget(button, row, col)
            if place == 0:
                self._corner = button
        erase = IconButton("back", texts.say(N_("Delete the last digit")))
        erase.setObjectName("pin-erase")
        erase.setMinimumHeight(52)
        erase.clicked.connect(self._erase)
        grid.addWidget(erase, 3, 0)
        column.addLayout(grid)
        self._done = PrimaryButton(action)
        self._done.setObjectName("pin-done")
        self._done.clicked.connect(self._enter)
        column.addWidget(self._done)
        self._show()

    def first(self) -> QWidget:
        """The digit in the corner: typing works from there."""
        return self._corner

    def _digit(self, digit: int) -> Button:
        button = _Digit(self._texts.number(digit), look="secondary", size=22)
        button.setObjectName(f"pin-{digit}")
        button.setMinimumHeight(52)
        button.clicked.connect(lambda: self._add(digit))
        return button

    def _add(self, digit: int) -> None:
        if len(self._pin) < MOST:
            self._pin += str(digit)
            self._show()

    def _erase(self) -> None:
        self._pin = self._pin[:-1]
        self._show()

    def _enter(self) -> None:
        if len(self._pin) >= LEAST:
            pin, self._pin = self._pin, ""
            self._show()
            self.entered.emit(pin)

    def _show(self) -> None:
        self._dots.set_text("• " * len(self._pin))
        words = self._texts.say_n("{n} digit entered", "{n} digits entered", len(self._pin))
        self._dots.setAccessibleName(words)
        self._done.setEnabled(len(self._pin) >= LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits of any script, delete, and Enter."""
        text = event.text()
        if len(text) == 1 and unicodedata.digit(text, None) is not None:
            self._add(unicodedata.digit(text))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)
