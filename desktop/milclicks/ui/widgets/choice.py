"""A button that is on or off, or one of several of which one holds: a tick and an ink line.

Neither takes room of its own: nothing moves when another one is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from milclicks.ui import icons
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button

_SIDE, _GAP, _PAD = 18, 6, 8


class Choice(Button):
    """Words with room for a tick before them; with an `icon` the tick takes its place."""

    def __init__(self, text: str, *, icon: str = "", size: float = 16) -> None:
        px = current().px
        self._own = icon
        self._side, self._gap = (px(22), px(10)) if icon else (px(_SIDE), _GAP)
        pad = 12 if icon else self._side + _GAP + _PAD
        super().__init__(text, look="quiet", icon=icon, size=size, pad=pad)
        self.setCheckable(True)
        self.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:
        if self._own:
            self.icon_name = "check" if on else self._own
        self.update()

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """As a quiet button, with an ink line when it is chosen."""
        fill, line, ink = super().colours()
        return (fill, ink, ink) if self.isChecked() and self.isEnabled() else (fill, line, ink)

    def words_at(self) -> QRectF:
        """Where the words stand."""
        icon = self._icon_room()
        height = self._block.fit(max(self.width() - 2 * self._pad - icon, 1))
        used = self._block.used_width
        start = (self.width() - used - icon) / 2 + icon
        left = self.width() - start - used if self.theme.rtl else start
        return QRectF(left, (self.height() - height) / 2, used, height)

    def tick_at(self) -> QRectF:
        """Where the tick stands: just before the words."""
        words, side, gap = self.words_at(), self._side, self._gap
        left = words.right() + gap if self.theme.rtl else words.left() - gap - side
        return QRectF(left, (self.height() - side) / 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked() and not self._own:
            painter = QPainter(self)
            icons.draw(painter, "check", self.tick_at(), self.colours()[2], rtl=self.theme.rtl)
