"""The tile of a strand: its colour, its icon, its word. Icon and word carry it, not the colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box, focus_ring

STRAND_NAMES = {
    "mil": N_("Foundations"),
    "critical": N_("Critical thinking"),
    "literacy": N_("Literacy"),
    "intercultural": N_("Intercultural"),
    "citizenship": N_("Citizenship"),
    "knowledge": N_("Knowledge"),
    "sustainability": N_("Sustainability"),
}


def strand_name(texts: Texts, strand: str) -> str:
    """The short name of a strand in the language of `texts`."""
    return texts.say(STRAND_NAMES[strand])


class StrandTile(Button):
    """A button in the colour of a strand: icon above, word below, an optional line under it."""

    def __init__(
        self, strand: str, name: str, note: str = "", parent: QWidget | None = None
    ) -> None:
        self.strand, self.note = strand, note
        super().__init__(name, look="primary", size=15, pad=12, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName(f"strand-{strand}")
        if note:
            self.setAccessibleName(f"{name}. {note}")

    def _make(self) -> None:
        super()._make()
        style = self._block.style
        self._block = Block((Run(self._words),), self._lead(style, 15, True))
        self._small = Block((Run(self.note),), self._lead(style, 14, False))

    def _lead(self, style: Style, size: float, strong: bool) -> Style:
        return Style(
            font=self.theme.font_px(size, strong),
            ink=self.theme.colour("card"),
            link=style.link,
            line_height=style.line_height,
            align=Qt.AlignmentFlag.AlignLeading,
            rtl=style.rtl,
        )

    def sizeHint(self) -> QSize:
        width = min(max(int(self._longest_word()) + 2 * self._pad, self.theme.px(120)), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(self._longest_word()) + 2 * self._pad + 2, self.theme.px(112))

    def _longest_word(self) -> float:
        style = self._block.style
        words = (self._words + " " + self.note).split() or [""]
        return max(Block((Run(word),), style).natural_width() for word in words)

    def heightForWidth(self, width: int) -> int:
        room = max(width - 2 * self._pad, 1)
        words = self._block.fit(room) + (self._small.fit(room) if self.note else 0)
        return max(int(self.theme.px(28) + words + 3 * 14), self.theme.px(112))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        colour = theme.strand(self.strand)
        line = (
            theme.colour("ink")
            if self.underMouse() or self.isDown() or theme.high_contrast
            else None
        )
        radius = theme.radius("card")
        box(painter, rect, radius=radius, fill=colour, line=line, width=3)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        side = theme.px(28)
        x = rect.width() - side - 14 if theme.rtl else 14
        white = theme.colour("card")
        icons.draw(painter, self.strand, QRectF(x, 14, side, side), white, rtl=theme.rtl)
        room = rect.width() - 2 * self._pad
        under = self._small.fit(room) if self.note else 0
        top = rect.height() - 12 - under - self._block.fit(room)
        self._block.paint(painter, QPointF(self._pad, top), white)
        if self.note:
            self._small.paint(painter, QPointF(self._pad, rect.height() - 12 - under), white)
