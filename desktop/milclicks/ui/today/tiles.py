"""The seven strands: tall tiles in one row where they fit, flat tiles in two rows elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui import icons
from milclicks.ui.content import STRANDS
from milclicks.ui.context import Context
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.paint import box, focus_ring
from milclicks.ui.widgets.tiles import StrandTile, strand_name


class FlatTile(StrandTile):
    """The icon with its word beside it: half as high as the tall tile."""

    def _room(self, width: int) -> int:
        return max(width - self.theme.px(22) - 3 * self._pad + 4, 1)

    def heightForWidth(self, width: int) -> int:
        """The wrapped word, at least the smallest target."""
        return max(int(self._block.fit(self._room(width)) + 20), self.theme.target)

    def minimumSizeHint(self) -> QSize:
        """Icon and the longest word."""
        wide = self._longest_word() + self.theme.px(22) + 3 * self._pad
        return QSize(int(wide), self.theme.target)

    def sizeHint(self) -> QSize:
        """The least width is enough."""
        wide = self.minimumSizeHint().width()
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Colour, icon, word, ring."""
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        over = self.underMouse() or self.isDown() or theme.high_contrast
        line = theme.colour("ink") if over else None
        radius = theme.radius()
        box(painter, rect, radius=radius, fill=theme.strand(self.strand), line=line, width=3)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        side, white = float(theme.px(22)), theme.colour("card")
        x = rect.width() - self._pad - side if theme.rtl else float(self._pad)
        where = QRectF(x, (rect.height() - side) / 2, side, side)
        icons.draw(painter, self.strand, where, white, rtl=theme.rtl)
        room = self._room(int(rect.width()))
        high = self._block.fit(room)
        left = rect.width() - self._pad - side - 10 - room if theme.rtl else self._pad + side + 10
        self._block.paint(painter, QPointF(left, (rect.height() - high) / 2), white)


def strand_tiles(context: Context, here: set[str]) -> QWidget:
    """A tile for each strand that has a lesson; no word of any language is broken."""
    holder = QWidget()
    flat = context.low or context.theme.text_size > 100
    columns, least = (4, context.theme.px(170)) if flat else (7, context.theme.px(104))
    gap = 8 if context.low else 10
    kind = FlatTile if flat else StrandTile
    shown = [strand for strand in STRANDS if strand in here]
    tiles = {strand: kind(strand, strand_name(context.texts, strand)) for strand in shown}
    least = max([least, *(tile.minimumSizeHint().width() for tile in tiles.values())])
    flow = FlowLayout(holder, gap=gap, even=True, least=least, columns=columns)
    for strand, tile in tiles.items():
        grows = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        grows.setHeightForWidth(True)
        tile.setSizePolicy(grows)
        if context.tall and not flat:
            tile.setMinimumHeight(150)
        tile.clicked.connect(lambda _=False, strand=strand: context.go("learn", strand=strand))
        flow.addWidget(tile)
    return holder
