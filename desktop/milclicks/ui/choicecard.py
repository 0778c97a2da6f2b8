"""A large card that is one button: icon, title, a line of explanation, and a chosen state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import RING, box, focus_ring

PAD = 18


def draw_sign(painter: QPainter, sign: str, rect: QRectF, ink: QColor, *, rtl: bool) -> None:
    """A full circle for "done", a half one for "half", an empty one for "open"."""
    painter.setPen(QPen(ink, 2))
    painter.setBrush(ink if sign == "done" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    if sign == "half":
        painter.setBrush(ink)
        painter.drawPie(rect.adjusted(1, 1, -1, -1), (-90 if rtl else 90) * 16, 180 * 16)


class ChoiceCard(Button):
    """`number` stands in a disc in place of the icon; `strand` colours the icon's ground.

    `dashed` is the frame of a lesson that was not made by the makers of the app.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        more: str = "",
        *,
        number: str = "",
        strand: str = "",
        note: str = "",
        sign: str = "",
        dashed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.more, self.number, self.strand, self.dashed = more, number, strand, dashed
        self.note, self.sign = note, sign
        super().__init__(name, look="secondary", icon=icon, pad=PAD, leading=True, parent=parent)
        self.setAccessibleName(". ".join(part for part in (name, more, note) if part))

    def aloud(self) -> tuple[str, ...]:
        """What it says when the page is read aloud."""
        return self._words, self.more, self.note

    def _make(self) -> None:
        super()._make()
        theme = self.theme
        ink = theme.colour("ink")
        self._name = Block((Run(self._words),), self._style(18, True, ink))
        self._more = Block((Run(self.more),), self._style(15, False, theme.colour("ink_soft")))
        self._note = Block((Run(self.note),), self._style(14, True, ink))

    def _style(self, size: float, strong: bool, ink: QColor) -> Style:
        theme = self.theme
        return Style(
            font=theme.font_px(size, strong),
            ink=ink,
            link=ink,
            line_height=theme.line_height,
            rtl=theme.rtl,
        )

    def _note_room(self, room: int) -> int:
        return max(room - (self.theme.px(24) if self.sign else 0), 1)

    def _disc(self) -> int:
        return self.theme.px(40)

    def _room(self, width: int) -> int:
        return max(width - 2 * PAD - self._disc() - 14, 1)

    def sizeHint(self) -> QSize:
        """Wide enough for a few words in a line."""
        width = self.theme.px(260)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """No narrower than its longest word."""
        words = f"{self._words} {self.more}".split() or [""]
        style = self._name.style
        longest = max(Block((Run(word),), style).natural_width() for word in words)
        return QSize(int(longest) + 2 * PAD + self._disc() + 16, self.theme.target)

    def heightForWidth(self, width: int) -> int:
        """Name and explanation, each wrapped."""
        room = self._room(width)
        words = self._name.fit(room) + (4 + self._more.fit(room) if self.more else 0)
        words += 8 + self._note.fit(self._note_room(room)) if self.note else 0
        return int(max(words, self._disc()) + 2 * PAD + 0.999)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, disc, words, ring."""
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        over = self.underMouse() or self.isDown()
        chosen = self.isChecked()
        fill = "sun_soft" if chosen or over else "card"
        fill = fill if self.isEnabled() else "soft"
        line = theme.stroke("selected" if chosen else "control")
        edge = "ink" if chosen or over else "line_control"
        radius = theme.radius("card")
        inside = RING + 2 if self.dashed and self.hasFocus() else 0.0  # the frame stays in sight
        box(
            painter,
            rect.adjusted(inside, inside, -inside, -inside),
            radius=radius,
            fill=theme.colour(fill),
            line=theme.colour(edge),
            width=line,
            dashed=self.dashed,
        )
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        self._paint_disc(painter, rect, chosen)
        room = self._room(int(rect.width()))
        left = PAD if theme.rtl else PAD + self._disc() + 14
        high = self._name.fit(room)
        self._name.draw(painter, QPointF(left, PAD))
        if self.more:
            high += 4
            more = self._more.fit(room)
            self._more.draw(painter, QPointF(left, PAD + high))
            high += more
        if self.note:
            self._paint_note(painter, rect, room, PAD + high + 8)

    def _paint_note(self, painter: QPainter, rect: QRectF, room: int, top: float) -> None:
        theme = self.theme
        shift = room - self._note_room(room)
        high = self._note.fit(self._note_room(room))
        left = PAD if theme.rtl else PAD + self._disc() + 14 + shift
        self._note.draw(painter, QPointF(left, top))
        if self.sign:
            side = theme.px(16)
            x = PAD + room - side if theme.rtl else PAD + self._disc() + 14
            line = high / max(self._note.lines(), 1)
            where = QRectF(x, top + (line - side) / 2, side, side)
            draw_sign(painter, self.sign, where, theme.colour("ink"), rtl=theme.rtl)

    def _paint_disc(self, painter: QPainter, rect: QRectF, chosen: bool) -> None:
        theme, side = self.theme, float(self._disc())
        x = rect.width() - PAD - side if theme.rtl else float(PAD)
        disc = QRectF(x, PAD - 2, side, side)
        colour = theme.colour("ink") if chosen else theme.colour("soft")
        ink = theme.colour("card") if chosen else theme.colour("ink")
        if self.strand and not chosen:
            colour, ink = theme.strand(self.strand), theme.colour("card")
        box(painter, disc, radius=side / 2, fill=colour)
        if self.number:
            painter.setPen(ink)
            painter.setFont(theme.font_px(16, strong=True))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), self.number)
            return
        inset = side * 0.24
        icons.draw(
            painter, self.icon_name, disc.adjusted(inset, inset, -inset, -inset), ink, rtl=theme.rtl
        )
