"""The full-screen loop of a Space. It stores nothing and asks for nothing.

It is left by holding a corner for three seconds, or by holding the Escape key.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts, locales, own_name
from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.mark import draw_mark
from milclicks.ui.space.hold import HOLD_MS, HoldToLeave
from milclicks.ui.space.slides import Slide
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import box

SLIDE_MS = 12_000
LEAVE = N_("Hold for three seconds to leave")


class Display(QWidget):
    """A window of its own. `finished` comes after it has closed itself."""

    finished = Signal()

    def __init__(
        self,
        theme: Theme,
        slides: Sequence[Slide],
        texts: Texts,
        *,
        slide_ms: int = SLIDE_MS,
        hold_ms: int = HOLD_MS,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("display")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._theme, self._slides, self.at = theme, tuple(slides), 0
        self._holds = tuple(HoldToLeave(theme, texts.say(LEAVE), hold_ms=hold_ms) for _ in range(2))
        for number, hold in enumerate(self._holds):
            hold.setParent(self)
            hold.setObjectName(f"hold-to-leave-{number}")
            hold.left.connect(self.close)
        self._timer = QTimer(self)
        self._timer.setInterval(slide_ms)
        self._timer.timeout.connect(self.next)
        self._timer.start()
        self._fade = 1.0
        self._fader = QTimer(self)
        self._fader.setInterval(30)
        self._fader.timeout.connect(self._brighten)
        self._name()

    @property
    def slide(self) -> Slide:
        """What is shown now."""
        return self._slides[self.at]

    def next(self) -> None:
        """Show the next slide; it fades in unless motion is reduced."""
        self.at = (self.at + 1) % len(self._slides)
        self._name()
        if self._theme.motion_ms:
            self._fade = 0.0
            self._fader.start()
        self.update()

    def _name(self) -> None:
        self.setWindowTitle("MIL CLICKS")
        self.setAccessibleName(f"{self.slide.text}. {self.slide.more}")

    def _brighten(self) -> None:
        self._fade = min(1.0, self._fade + 30 / max(self._theme.motion_ms, 1))
        if self._fade >= 1.0:
            self._fader.stop()
        self.update()

    # --- leaving -------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape held down leaves; the space bar shows the next slide."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self._holds[0].begin()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Right):
            self.next()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Escape let go: it stays."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self._holds[0].end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the clock and tell."""
        self._timer.stop()
        self._fader.stop()
        super().closeEvent(event)
        self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two upper corners can be held."""
        first, second = self._holds
        first.move(self.width() - first.width(), 0)
        second.move(0, 0)
        super().resizeEvent(event)

    # --- drawing -------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Ink ground, a disc with the strand's icon, large words, the languages at the foot."""
        painter, theme, slide = QPainter(self), self._theme, self.slide
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("ink"))
        wide, high = float(self.width()), float(self.height())
        unit = min(wide / 1280, high / 800)
        painter.fillRect(QRectF(0, high - 16 * unit, wide, 16 * unit), theme.strand(slide.strand))
        rtl = Texts(slide.locale).direction == "rtl"
        painter.setOpacity(self._fade)
        self._words(painter, slide, unit, rtl)
        painter.setOpacity(1.0)
        side = 56 * unit
        draw_mark(painter, QRectF(wide / 2 - side / 2, 28 * unit, side, side), theme)
        self._languages(painter, slide, unit)

    def _words(self, painter: QPainter, slide: Slide, unit: float, rtl: bool) -> None:
        wide, theme = float(self.width()), self._theme
        room, left, disc = wide - 240 * unit, 120 * unit, 96 * unit
        size = 64 if len(slide.text) < 90 else 48
        text = self._block(slide.text, size * unit, "card", rtl, slide.locale)
        more = self._block(slide.more, 34 * unit, "sun_soft", rtl, slide.locale, strong=False)
        below = 28 * unit + more.fit(room) if slide.more else 0.0
        high = disc + 40 * unit + text.fit(room) + below
        top = max(110 * unit, (self.height() - 60 * unit - high) / 2)
        x = wide - left - disc if rtl else left
        spot = QRectF(x, top, disc, disc)
        box(painter, spot, radius=disc, fill=theme.strand(slide.strand))
        inset = disc * 0.24
        inner = spot.adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, slide.strand, inner, theme.colour("card"), rtl=rtl)
        eyebrow = self._block(slide.eyebrow, 26 * unit, "sun", rtl, slide.locale)
        eyebrow.fit(room - disc - 24 * unit)
        ex = left if rtl else left + disc + 24 * unit
        eyebrow.draw(painter, QPointF(ex, top + (disc - eyebrow.height) / 2))
        y = top + disc + 40 * unit
        text.draw(painter, QPointF(left, y))
        if slide.more:
            more.draw(painter, QPointF(left, y + text.height + 28 * unit))

    def _block(
        self, words: str, size: float, ink: str, rtl: bool, locale: str, *, strong: bool = True
    ) -> Block:
        plain = self._theme.with_(text_size=100, locale=locale)
        style = Style(
            font=plain.font_px(size, strong),
            ink=plain.colour(ink),
            link=plain.colour(ink),
            line_height=1.6 if plain.arabic_script else 1.25,
            rtl=rtl,
        )
        return Block((Run(words),), style)

    def _languages(self, painter: QPainter, slide: Slide, unit: float) -> None:
        shown = [code for code in locales() if any(one.locale == code for one in self._slides)]
        parts = [
            self._block(
                own_name(code),
                18 * unit,
                "sun" if code == slide.locale else "line",
                False,
                code,
                strong=code == slide.locale,
            )
            for code in shown
        ]
        total = sum(part.natural_width() for part in parts) + 28 * unit * (len(parts) - 1)
        x, y = (self.width() - total) / 2, self.height() - 64 * unit
        for part in parts:
            width = part.natural_width()
            part.fit(width + 2)
            part.draw(painter, QPointF(x, y))
            x += width + 28 * unit
