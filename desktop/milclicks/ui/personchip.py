"""A chip with a face, a name and a line under it; one button as a whole."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from milclicks.ui import avatars, icons
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box, focus_ring

PAD, GAP = 10, 10


class PersonChip(Button):
    """`avatar` may be empty for a guest; then an icon stands in its place."""

    def __init__(self, avatar: str, name: str, note: str, parent: QWidget | None = None) -> None:
        self._avatar, self.note = avatar, note
        super().__init__(name, look="quiet", size=16, pad=PAD, parent=parent)
        self.setAccessibleName(f"{name}. {note}")

    def _make(self) -> None:
        super()._make()
        theme = self.theme
        self._name = Block((Run(self._words),), self._style(16, True, theme.colour("ink")))
        self._note = Block((Run(self.note),), self._style(14, False, theme.colour("ink_soft")))

    def _style(self, size: float, strong: bool, ink: QColor) -> Style:
        theme = self.theme
        height = theme.line_height if theme.locale == "ar" else 1.25
        return Style(
            font=theme.font_px(size, strong), ink=ink, link=ink, line_height=height, rtl=theme.rtl
        )

    def _side(self) -> int:
        return self.theme.px(40)

    def sizeHint(self) -> QSize:
        """Face and words side by side."""
        words = max(self._name.natural_width(), self._note.natural_width())
        width = int(min(words, self.theme.px(150))) + self._side() + 2 * PAD + GAP + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for the face and a short word."""
        return QSize(self._side() + 2 * PAD + GAP + self.theme.px(60), self._side() + 2 * PAD)

    def heightForWidth(self, width: int) -> int:
        """Two wrapped lines, or the face."""
        room = max(width - self._side() - 2 * PAD - GAP, 1)
        words = self._name.fit(room) + self._note.fit(room)
        return int(max(words, self._side()) + 2 * PAD + 0.999)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip."""
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        fill, line, _ = self.colours()
        box(painter, rect, radius=theme.radius("card"), fill=fill, line=line, width=1.5)
        if self.hasFocus():
            focus_ring(painter, rect, theme, theme.radius("card"))
        side = float(self._side())
        x = rect.width() - PAD - side if theme.rtl else float(PAD)
        face = QRectF(x, (rect.height() - side) / 2, side, side)
        if self._avatar:
            avatars.draw(painter, self._avatar, face)
        else:
            box(painter, face, radius=side / 2, fill=theme.colour("soft"))
            inner = face.adjusted(side * 0.22, side * 0.22, -side * 0.22, -side * 0.22)
            icons.draw(painter, "person", inner, theme.colour("ink"), rtl=theme.rtl)
        box(painter, face, radius=side / 2, line=theme.colour("ink"), width=2)
        room = rect.width() - side - 2 * PAD - GAP
        name, note = self._name.fit(room), self._note.fit(room)
        left = float(PAD) if theme.rtl else PAD + side + GAP
        top = (rect.height() - name - note) / 2
        self._name.draw(painter, QPointF(left, top))
        self._note.draw(painter, QPointF(left, top + name))
