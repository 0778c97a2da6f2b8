"""The side navigation: wordmark, pages, and who sits here.

It shows only pages that exist. In a small window long words wrap, and with very large type it
becomes a rail, the word below the icon, so that the page keeps its room. It knows routes by name
and nothing of the screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from milclicks.ui import icons
from milclicks.ui.context import Context
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.mark import Mark
from milclicks.ui.routes import Entry
from milclicks.ui.widgets.buttons import NavButton
from milclicks.ui.widgets.paint import box, focus_ring
from milclicks.ui.widgets.text import TextBlock

RAIL_FROM = 150
RAIL_PAD = 6
WIDEST = 234
"""How wide it is at most in a small window, at 100 %: two lines of words are enough there."""
_UNDER: Final = {"stick": "packs"}
"""Pages with a name of their own that are reached from another one."""


class SideBar(QWidget):
    """A column of pages with the one that is open in ink."""

    def __init__(self, context: Context, entries: Sequence[Entry], foot: QWidget) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._context = context
        self.rail = context.theme.text_size >= RAIL_FROM
        self._buttons: dict[str, NavButton] = {}
        self._side = 8 if self.rail else 14
        column = QVBoxLayout(self)
        edge = 12 if self.rail else 20
        column.setContentsMargins(self._side, edge, self._side, edge)
        column.setSpacing(2 if self.rail else 6)
        column.addWidget(_Wordmark(context, self.rail))
        column.addSpacing(10)
        for entry in entries:
            column.addWidget(self._button(entry))
        column.addStretch(1)
        column.addWidget(foot)
        self._foot = foot

    def fit(self, *, narrow: bool) -> None:
        """Be as wide as the longest entry, but no wider than a small window allows."""
        low, theme, both = self._context.low, self._context.theme, 2 * self._side
        rows, small = self._buttons.values(), low or narrow
        for row in rows:
            row.tighten(small)
        least = max(one.minimumSizeHint().width() for one in (self._foot, *rows))
        if not self.rail:
            wanted = [row.sizeHint().width() for row in rows]
            wanted.append(min(self._foot.sizeHint().width(), theme.px(WIDEST) - both))
            wide = max(theme.px(156 if low else 174), *wanted)
            least = max(min(wide, theme.px(WIDEST) - both) if small else wide, least)
        self.setFixedWidth(least + both)

    def _button(self, entry: Entry) -> NavButton:
        kind = RailButton if self.rail else NavButton
        button = kind(entry.icon, self._context.texts.say(entry.label))
        button.setObjectName(f"nav-{entry.route}")
        button.clicked.connect(lambda: self._context.go(entry.route))
        self._buttons[entry.route] = button
        return button

    def mark(self, route: str) -> None:
        """Show which page is open; a page below another marks its parent."""
        parent = route if route in self._buttons else route.partition("_")[0]
        parent = _UNDER.get(parent, parent)
        for name, button in self._buttons.items():
            button.setChecked(name == parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One thin line between the navigation and the page."""
        painter = QPainter(self)
        x = 0 if self._context.theme.rtl else self.width() - 1
        painter.fillRect(QRectF(x, 0, 1, self.height()), self._context.theme.colour("line"))


class RailButton(NavButton):
    """The icon with its word below, for very large type."""

    def _make(self) -> None:
        super()._make()
        theme, style = self.theme, self._block.style
        self._word = Block(
            (Run(self._words),),
            Style(
                font=theme.font_px(14, strong=True),
                ink=style.ink,
                link=style.link,
                line_height=style.line_height,
                align=Qt.AlignmentFlag.AlignHCenter,
                rtl=theme.rtl,
            ),
        )

    def _high(self, width: int) -> int:
        return int(self.theme.px(22) + 4 + self._word.fit(max(width - 12, 1)) + 2 * RAIL_PAD)

    def heightForWidth(self, width: int) -> int:
        """Icon, gap, wrapped word."""
        return max(self._high(width), self.theme.target)

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word."""
        words = self._words.split() or [""]
        wide = max(Block((Run(word),), self._word.style).natural_width() for word in words)
        return QSize(int(wide) + 16, self.theme.target)

    def sizeHint(self) -> QSize:
        """The least width is enough."""
        wide = self.minimumSizeHint().width()
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, word, ring."""
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        fill, _, ink = self.colours()
        box(painter, rect, radius=theme.radius(), fill=fill)
        if self.hasFocus():
            focus_ring(painter, rect, theme, theme.radius())
        side = float(theme.px(22))
        where = QRectF((rect.width() - side) / 2, RAIL_PAD, side, side)
        icons.draw(painter, self.icon_name, where, ink, rtl=theme.rtl)
        self._word.fit(rect.width() - 12)
        self._word.paint(painter, QPointF(6, RAIL_PAD + 4 + side), ink)


class _Wordmark(QWidget):
    """The mark and the name; the name always runs left to right and gives way on a rail."""

    def __init__(self, context: Context, rail: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter if rail else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(Mark(context.theme, 44 if rail else 36), 0, middle)
        if not rail:
            words = TextBlock("MIL CLICKS", size=19, strong=True)
            words.setMinimumWidth(words.sizeHint().width())
            row.addWidget(words, 1, middle)


class SideScroll(QScrollArea):
    """Lets the side bar scroll when large text makes it higher than the window.

    `fit` gives both their width; it is called whenever the window has another one.
    """

    def __init__(self, bar: SideBar) -> None:
        super().__init__()
        self.setObjectName("sidebar-scroll")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = bar
        self.setWidget(bar)
        self.verticalScrollBar().setSingleStep(24)

    def fit(self, *, narrow: bool) -> None:
        """Take the room that the bar needs in such a window."""
        self._bar.fit(narrow=narrow)
        self.setFixedWidth(self._bar.width() + (14 if self._bar.rail else 0))

    def sizeHint(self) -> QSize:
        """As wide as the bar; any height."""
        return QSize(self.width(), 300)
