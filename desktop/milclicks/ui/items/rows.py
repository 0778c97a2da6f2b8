"""The row that is an option: badge, words, and after the feedback a sign, a word and the reason."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.core.texts import N_
from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style, parse, plain
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box, focus_ring

RIGHT = N_("Right")
WRONG = N_("Not this one")
MISSED = N_("This one belongs too")
SPARED = N_("Rightly left out")
PARTLY = N_("Partly right")
LOOKS = {
    # state: (ground, line, width, badge, badge ink)
    "idle": ("card", "line_control", "control", "soft", "ink"),
    "chosen": ("sun_soft", "ink", "selected", "ink", "card"),
    "right": ("good_soft", "good", "selected", "good", "card"),
    "part": ("sun_soft", "ink", "selected", "ink", "card"),
    "wrong": ("bad_soft", "bad", "selected", "bad", "card"),
    "missed": ("card", "good", "selected", "card", "good"),
    "rest": ("card", "line", "control", "soft", "ink_soft"),
    "seen": ("sun_soft", "sun", "control", "ink", "card"),
}
GO_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
SIGNS = {"right": "check", "part": "check", "wrong": "cross", "missed": "check"}


def judged(chosen: bool, right: bool) -> tuple[str, str]:
    """Look and word of one of several things to choose, once the feedback is open."""
    if chosen:
        return ("right", RIGHT) if right else ("wrong", WRONG)
    return ("missed", MISSED) if right else ("rest", SPARED)


class OptionRow(Button):
    """An option as a button over the whole width.

    `mark` is what the badge says (a digit, or "tick" for a box to tick, or an icon's name after
    "icon:"). `show_as` sets the state, the word beside the sign, and the reason under the words.
    """

    def __init__(
        self, option: str, words: str, mark: str, *, parent: QWidget | None = None
    ) -> None:
        self.option, self._mark = option, mark
        self.state, self._verdict, self._reason = "idle", "", ""
        super().__init__(words, pad=16, leading=True, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName(f"option-{option}")
        self.setCheckable(mark == "tick")

    def show_as(
        self, state: str, verdict: str = "", reason: str = "", *, locked: bool = False
    ) -> None:
        """Take a state: idle, chosen, right, part, wrong, missed, rest."""
        self.state, self._verdict, self._reason = state, verdict, reason
        if self.isCheckable():
            self.setChecked(state in ("chosen", "right", "part", "wrong"))
        self._locked = locked
        said = [plain(self._words), verdict, plain(reason)]
        self.setAccessibleName(". ".join(part for part in said if part))
        self._make()

    def aloud(self) -> tuple[str, ...]:
        """What it says when the page is read aloud."""
        return self._words, self._verdict, self._reason

    _locked = False

    @property
    def locked(self) -> bool:
        """Whether a press changes nothing."""
        return self._locked

    def nextCheckState(self) -> None:
        """A tick only shows what is saved; `show_as` sets it."""

    def click(self) -> None:
        if not self._locked:
            super().click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._locked and event.key() in GO_KEYS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._locked:
            self.setDown(False)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    # --- layout --------------------------------------------------------------------------
    def _make(self) -> None:
        if not hasattr(self, "_verdict"):
            return
        strong = self.state in ("chosen", "right", "part", "wrong", "missed")
        self._block = self._laid(self._words, 17, strong)
        self._told = self._laid(self._reason, 16, False)
        ink = {"wrong": "bad", "right": "good", "missed": "good"}.get(self.state, "ink_soft")
        self._word = self._laid(self._verdict, 14, True, ink)
        self.updateGeometry()
        self.update()

    def _laid(self, text: str, size: float, strong: bool, ink: str = "ink") -> Block:
        theme = self.theme
        style = Style(
            font=theme.font_px(size, strong),
            ink=theme.colour(ink),
            link=theme.colour("focus"),
            line_height=theme.line_height if theme.locale.startswith("ar") else 1.32,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )
        return Block(parse(text) if text else (Run(""),), style)

    def _lead(self) -> int:
        return self._pad + self.theme.px(32) + self._pad

    def _heights(self, width: float) -> tuple[float, float, float]:
        room = max(width - self._lead() - self._pad, 1)
        word = self._word.fit(room) + 2 if self._verdict else 0
        told = self._told.fit(room) + 4 if self._reason else 0
        return self._block.fit(room), word, told

    def heightForWidth(self, width: int) -> int:
        words, word, told = self._heights(width)
        extra = 12 if word or told else 0
        return max(int(words + word + told + extra + 22.999), self.theme.px(32) + 24, 56)

    def sizeHint(self) -> QSize:
        words = max(block.natural_width() for block in (self._block, self._word, self._told))
        width = min(int(words) + 2, self.theme.px(560)) + self._lead() + self._pad
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._lead() + self.theme.px(90), 56)

    # --- drawing -------------------------------------------------------------------------
    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        ground, line, stroke, badge, ink = LOOKS[self.state]
        if self.state == "idle" and (self.underMouse() or self.isDown()) and not self._locked:
            ground = "sun_soft"
        radius = theme.radius("card")
        fill, edge = theme.colour(ground), theme.colour(line)
        box(painter, rect, radius=radius, fill=fill, line=edge, width=theme.stroke(stroke))
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        words, word, told = self._heights(rect.width())
        top = (rect.height() - words - word - told) / 2
        self._draw_badge(painter, rect, top + words / 2, theme.colour(badge), theme.colour(ink))
        x = float(self._pad) if theme.rtl else float(self._lead())
        self._block.draw(painter, QPointF(x, top))
        if word:
            self._draw_verdict(painter, rect, x, top + words + 2)
        if told:
            self._told.draw(painter, QPointF(x, top + words + word + 4))

    def _draw_verdict(self, painter: QPainter, rect: QRectF, x: float, y: float) -> None:
        self._word.draw(painter, QPointF(x, y))

    def _draw_badge(
        self, painter: QPainter, rect: QRectF, middle: float, fill: QColor, ink: QColor
    ) -> None:
        theme, side = self.theme, self.theme.px(32)
        x = rect.width() - self._pad - side if theme.rtl else self._pad
        where = QRectF(x, max(middle - side / 2, 8), side, side)
        square = self._mark == "tick"
        sign = SIGNS.get(self.state, "")
        edge = theme.colour("line_control") if square and self.state in ("idle", "rest") else None
        edge = theme.colour("good") if self.state == "missed" else edge
        ground = theme.colour("card") if square and self.state in ("idle", "rest") else fill
        box(painter, where, radius=8 if square else 999, fill=ground, line=edge)
        inner = where.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2)
        if sign:
            icons.draw(painter, sign, inner, ink)
        elif square:
            if self.state == "chosen":
                icons.draw(painter, "check", inner, ink)
        elif self._mark.startswith("icon:"):
            icons.draw(painter, self._mark[5:], inner, ink, rtl=theme.rtl)
        else:
            painter.setFont(theme.font_px(14, strong=True))
            painter.setPen(ink)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), self._mark)
