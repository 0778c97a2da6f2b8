"""The striped band that says SIMULATION: above each mock post, on screen and in print."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from milclicks.core.texts import N_
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import stripes

SIMULATION = N_("Simulation")


def band_height(theme: Theme) -> int:
    """Height of the band."""
    return max(theme.px(30), 30)


def band_width(word: str, theme: Theme) -> int:
    """The least width of the band: its word and some stripes on both sides."""
    text, font = _lettered(word, theme)
    return QFontMetrics(font).horizontalAdvance(text) + 2 * band_height(theme)


def _lettered(word: str, theme: Theme) -> tuple[str, QFont]:
    font = theme.font_px(14, strong=True)
    if not theme.spaced_caps:
        return word, font
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 3)
    return word.upper(), font


def draw_band(painter: QPainter, rect: QRectF, word: str, theme: Theme) -> None:
    """Stripes in sun with the word of the language in the middle."""
    stripes(painter, rect, theme.colour("sun"), theme.colour("sun_soft"), rect.height() * 0.62)
    text, font = _lettered(word, theme)
    painter.setFont(font)
    painter.setPen(theme.colour("ink"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
