"""Small pieces to place: a word of a bank, a thing to sort, a right side; and the slots for them.

A piece wraps its words, shows its state by line, ground and sign, and is pressed like a button.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from milclicks.ui import icons
from milclicks.ui.inline import Block, Style, parse, plain
from milclicks.ui.items.rows import LOOKS, PARTLY, RIGHT, SIGNS, WRONG
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box, focus_ring


class Piece(Button):
    """A piece: idle, chosen (the one in hand), right, part, wrong, missed, rest.

    `head`: its words stand bold in the middle (a number, the name of a group).
    """

    def __init__(
        self,
        key: str,
        words: str,
        *,
        size: float = 16,
        head: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.key, self.state, self._said, self._head = key, "idle", "", head
        super().__init__(words, pad=14, size=size, parent=parent)
        self.setObjectName(f"piece-{key}")

    def show_as(self, state: str, said: str = "", *, locked: bool = False) -> None:
        """Take a state; `said` goes to screen readers after the words."""
        self.state, self._said = state, said
        self.setEnabled(not locked)
        self._make()
        words = plain(self._words)
        self.setAccessibleName(f"{words.rstrip('.')}. {said}" if said else words)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        theme = self.theme
        ground, line, _, _, _ = LOOKS[self.state]
        over = self.isEnabled() and (self.underMouse() or self.isDown())
        ground = "sun_soft" if self.state == "idle" and over else ground
        return theme.colour(ground), theme.colour(line), theme.colour("ink")

    def _make(self) -> None:
        theme = self.theme
        middle, lead = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeading
        style = Style(
            align=middle if self._head else lead,
            font=theme.font_px(self._size, strong=self._head or self.state == "chosen"),
            ink=theme.colour("ink"),
            link=theme.colour("focus"),
            line_height=theme.line_height if theme.locale.startswith("ar") else 1.28,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )
        self._block = Block(parse(self._words), style)
        self.updateGeometry()
        self.update()

    def _icon_room(self) -> int:
        return self.theme.px(24) if self.state in SIGNS else 0

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        fill, line, ink = self.colours()
        stroke = theme.stroke(LOOKS[self.state][2])
        radius = theme.radius("control")
        box(painter, rect, radius=radius, fill=fill, line=line, width=stroke)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        room = self._icon_room()
        width = max(rect.width() - 2 * self._pad - room, 1)
        height = self._block.fit(width)
        x = float(self._pad) if theme.rtl else float(self._pad + room)
        self._block.paint(painter, QPointF(x, (rect.height() - height) / 2), ink)
        if room:
            side = theme.px(18)
            left = rect.width() - self._pad - side + 4 if theme.rtl else self._pad - 4
            where = QRectF(left, (rect.height() - side) / 2, side, side)
            icons.draw(painter, SIGNS[self.state], where, theme.colour(LOOKS[self.state][1]))


class Slot(Piece):
    """A place for a piece: dashed while it is empty, sun while it is the one to fill."""

    def __init__(
        self, key: str, empty: str, *, size: float = 16, parent: QWidget | None = None
    ) -> None:
        self._empty, self._held = empty, ""
        self.active = False
        super().__init__(key, "", size=size, parent=parent)
        self.setObjectName(f"slot-{key}")

    def hold(self, words: str, *, name: str, active: bool = False) -> None:
        """Hold these words ("" = empty); `name` is what a screen reader says."""
        self._held, self.active = words, active
        self._words = words or self._empty
        state = "chosen" if active else "idle"
        self.show_as(state)
        self.setAccessibleName(name)

    def judge(
        self, name: str, say: Callable[[str], str], *, right: bool, partly: bool = False
    ) -> None:
        """Show whether what it holds is right; an empty one has nothing to be marked."""
        state = "right" if right else "part" if partly else "wrong" if self._held else "rest"
        word = {"right": RIGHT, "part": PARTLY, "wrong": WRONG}.get(state)
        self.show_as(state, locked=True)
        self.setAccessibleName(f"{name}. {say(word)}" if word else name)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self.theme.px(96)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._held or self.state in SIGNS:
            super().paintEvent(event)
            return
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        radius = theme.radius("control")
        ground = theme.colour("sun_soft" if self.active else "soft")
        box(painter, rect, radius=radius, fill=ground)
        pen = QPen(theme.colour("ink" if self.active else "line_control"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        width = max(rect.width() - 2 * self._pad, 1)
        height = self._block.fit(width)
        ink = theme.colour("ink_soft")
        self._block.paint(painter, QPointF(self._pad, (rect.height() - height) / 2), ink)
