"""One look for all screens: colours, type, sizes and one style sheet, all from tokens.json.

The theme is a value: text size, contrast, motion, direction and locale make a new one. `apply`
puts it on the application; widgets that paint themselves ask `current()`. It is not a place for
the colours of a single screen: those do not exist.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from milclicks.core import paths
from milclicks.core.texts import Digits, Texts
from milclicks.ui.fonts import FAMILIES, load_fonts

if TYPE_CHECKING:
    from milclicks.core.settings import Settings

ARABIC_LINE = 1.65
LATIN_LINE = 1.4
_HIGH_CONTRAST = {
    "paper": "#FFFFFF",
    "card": "#FFFFFF",
    "ink": "#000000",
    "ink_soft": "#000000",
    "line": "#000000",
    "line_control": "#000000",
    "soft": "#FFFFFF",
    "sun": "#FFD83D",
    "sun_soft": "#FFF6B8",
    "good": "#005A1E",
    "good_soft": "#FFFFFF",
    "bad": "#8F0000",
    "bad_soft": "#FFFFFF",
    "focus": "#0031D8",
}
_SLOT = re.compile(r"@\{([a-z_.]+)\}")


@cache
def tokens() -> dict[str, Any]:
    """The design tokens, read once."""
    text = (paths.resources() / "themes" / "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@dataclass(frozen=True, slots=True)
class Theme:
    """How the app looks now. `text_size` is a percentage from 100 to 200."""

    text_size: int = 100
    high_contrast: bool = False
    reduced_motion: bool = False
    direction: str = "ltr"
    locale: str = "en"
    digits: Digits = "auto"
    scale_all: float = 1.0

    @classmethod
    def of(cls, settings: Settings, texts: Texts) -> Theme:
        """The theme that these settings ask for, in the direction of these texts."""
        return cls(
            text_size=settings.text_size,
            high_contrast=settings.high_contrast,
            reduced_motion=settings.reduced_motion,
            direction=texts.direction,
            locale=texts.locale,
            digits=texts.digits,
        )

    # --- colours -------------------------------------------------------------------------
    def hex(self, name: str) -> str:
        """Colour `name` of the tokens ("ink", "strand.mil", "step.2") as #RRGGBB."""
        group, _, rest = name.partition(".")
        if group == "strand":
            return str(tokens()["strand"][rest])
        if group == "step":
            return str(tokens()["colour"]["step"][int(rest)])
        if self.high_contrast and name in _HIGH_CONTRAST:
            return _HIGH_CONTRAST[name]
        return str(tokens()["colour"][name])

    def colour(self, name: str) -> QColor:
        """The same as `hex`, as a QColor."""
        return QColor(self.hex(name))

    def strand(self, strand: str) -> QColor:
        """The colour of one of the seven strands."""
        return QColor(self.hex(f"strand.{strand}"))

    # --- type ----------------------------------------------------------------------------
    def px(self, size: float) -> int:
        """A type size in pixels at 100 % as pixels at the chosen text size."""
        return round(size * self.text_size / 100 * self.scale_all)

    def type_px(self, role: str) -> int:
        """Pixels of a role: small body subtitle title page projector_body projector."""
        return self.px(float(tokens()["type"][role]))

    def font(self, role: str = "body", strong: bool = False) -> QFont:
        """The font of a role; bold when `strong`."""
        return self.font_px(float(tokens()["type"][role]), strong)

    def font_px(self, size: float, strong: bool = False) -> QFont:
        """A font of `size` pixels at 100 %."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
        return font

    @property
    def line_height(self) -> float:
        """Line height as a share of the type size: more for Arabic."""
        return ARABIC_LINE if self.arabic_script else LATIN_LINE

    @property
    def arabic_script(self) -> bool:
        """Whether the letters of the language are Arabic ones."""
        return Texts(self.locale).arabic_script

    @property
    def spaced_caps(self) -> bool:
        """Whether small titles may be set in spaced capitals (never in Arabic)."""
        return not self.arabic_script

    @property
    def arabic_digits(self) -> bool:
        """Whether numbers are shown as ٠ to ٩."""
        return Texts(self.locale, digits=self.digits).arabic_digits()

    # --- sizes ---------------------------------------------------------------------------
    def space(self, step: int) -> int:
        """Step 0 to 7 of the spacing scale."""
        return int(tokens()["space"][step] * self.scale_all)

    def radius(self, name: str = "control") -> int:
        """Corner radius: chip control card projector."""
        return int(tokens()["radius"][name] * self.scale_all)

    def stroke(self, name: str = "control") -> float:
        """Line width: card control selected."""
        width = float(tokens()["stroke"][name]) * self.scale_all
        return width + 0.5 if self.high_contrast else width

    @property
    def target(self) -> int:
        """The smallest side of anything that can be pressed."""
        return int(tokens()["target_min"] * self.scale_all)

    @property
    def motion_ms(self) -> int:
        """Length of a movement: nothing when motion is reduced."""
        return 0 if self.reduced_motion else 150

    @property
    def rtl(self) -> bool:
        """Whether the layout runs from right to left."""
        return self.direction == "rtl"

    @property
    def qt_direction(self) -> Qt.LayoutDirection:
        """The layout direction for Qt."""
        rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        return rtl if self.rtl else ltr

    # --- the application -----------------------------------------------------------------
    def with_(self, **changes: Any) -> Theme:
        """A copy with some values changed."""
        return replace(self, **changes)

    def style_sheet(self) -> str:
        """The style sheet, filled from the tokens."""
        template = _template()
        return _SLOT.sub(lambda match: self._value(match.group(1)), template)

    def _value(self, slot: str) -> str:
        group, _, rest = slot.partition(".")
        if group == "type":
            return f"{self.type_px(rest)}px"
        if group == "radius":
            return f"{self.radius(rest)}px"
        if slot == "filled_page":
            return "add-page" if self.rtl else "sub-page"
        if group == "field":
            return self._in_field(rest)
        if group == "target":
            return f"{self.target}px"
        if group == "stroke":
            return f"{round(self.stroke(rest))}px"
        return self.hex(slot)

    def _in_field(self, slot: str) -> str:
        """The families and paddings of a field to write in.

        Qt centres the room of the first family. In Arabic that must be the Arabic one, else the
        letters stand too high; its room is larger, so the padding is smaller.
        """
        if slot == "families":
            order = reversed(FAMILIES) if self.arabic_script else FAMILIES
            return ", ".join(f'"{family}"' for family in order)
        return f"{(3 if self.arabic_script else 6) - (slot == 'pad_ringed')}px"

    def palette(self) -> QPalette:
        """Qt's own palette in our colours, for what the style sheet does not reach."""
        palette = QPalette()
        role = QPalette.ColorRole
        pairs = (
            (role.Window, "paper"),
            (role.Base, "card"),
            (role.AlternateBase, "soft"),
            (role.Button, "card"),
            (role.WindowText, "ink"),
            (role.Text, "ink"),
            (role.ButtonText, "ink"),
            (role.PlaceholderText, "ink_soft"),
            (role.Highlight, "ink"),
            (role.HighlightedText, "card"),
            (role.ToolTipBase, "card"),
            (role.ToolTipText, "ink"),
        )
        for where, name in pairs:
            palette.setColor(where, self.colour(name))
        return palette

    def apply(self, app: QApplication) -> None:
        """Make this the look of the whole application."""
        load_fonts()
        _now[0] = self
        app.setLayoutDirection(self.qt_direction)
        app.setFont(self.font())
        app.setPalette(self.palette())
        app.setStyleSheet(self.style_sheet())


def current() -> Theme:
    """The theme that was applied last (the plain one before the first `apply`)."""
    return _now[0]


class theme_scope:
    """`with theme_scope(theme):` widgets made inside take that theme; the app keeps its own.

    Widgets read the theme when they are built, so that a projector window may have other sizes
    than the window of the teacher.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._before = _now[0]

    def __enter__(self) -> Theme:
        self._before, _now[0] = _now[0], self._theme
        return self._theme

    def __exit__(self, *_: object) -> None:
        _now[0] = self._before


@cache
def _template() -> str:
    return (paths.resources() / "themes" / "app.qss").read_text(encoding="utf-8")


_now: list[Theme] = [Theme()]
