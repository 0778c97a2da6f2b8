"""A strip of a page that becomes one with the foot of a low window: words, then buttons."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card

SHORTEST = 220  # the shortest line of its words at the foot


class FootPart(Card):
    """A sun card in one row; at the foot it has no frame of its own."""

    def __init__(self) -> None:
        theme = current()
        super().__init__(tone="sun_soft", frame="sun", pad=theme.space(1), row=True)
        near, far = theme.space(1), theme.space(3)
        left, right = (near, far) if theme.rtl else (far, near)
        self.column.setContentsMargins(left, near, right, near)
        self._merged = False
        self._buttons: list[Button] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch(1)
        self._words.addStretch(1)
        self.column.addLayout(self._words, 1)

    def put(self, words: QWidget) -> None:
        """Add words below one another, in the middle of the height."""
        self._words.insertWidget(self._words.count() - 1, words)

    def put_button(self, button: Button) -> None:
        """Add a button on the trailing side."""
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._buttons.append(button)
        self.column.addWidget(button)

    def least(self) -> int:
        """The least width in which it can stand at the foot."""
        gap = self.column.spacing()
        buttons = sum(button.sizeHint().width() + gap for button in self._buttons)
        return buttons + self.theme.px(SHORTEST)

    def merge(self) -> None:
        """Stand on the ground of the foot from now on."""
        self._merged = True
        self.column.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._merged:
            super().paintEvent(event)
