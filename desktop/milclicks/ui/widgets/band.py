"""The striped band that says SIMULATION: above each mock post, on screen and in print."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from milclicks.core.texts import N_
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import stripes

SIMULATION = N_("Simulation")


def band_height(theme: Theme) -> int:
    """Height of the band."""
    return max(theme.px(30), 30)


def draw_band(painter: QPainter, rect: QRectF, word: str, theme: Theme) -> None:
    """Stripes in sun with the word of the language in the middle."""
    stripes(painter, rect, theme.colour("sun"), theme.colour("sun_soft"), rect.height() * 0.62)
    font = theme.font_px(14, strong=True)
    text = word
    if theme.spaced_caps:
        text = word.upper()
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 3)
    painter.setFont(font)
    painter.setPen(theme.colour("ink"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
