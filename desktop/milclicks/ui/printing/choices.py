"""The choices beside a preview: language, second language, paper, size, tiles, low ink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from milclicks.core.texts import N_, locales, own_name
from milclicks.ui import icons
from milclicks.ui.context import Context
from milclicks.ui.page import block
from milclicks.ui.printing.sheet import Options, Sheet
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.text import small

_PAPERS = {"a4": "A4", "letter": "Letter"}
_SIZES = {"a4": "A4", "a3": "A3", "a2": "A2", "a1": "A1", "a0": "A0"}


class DropDown(QComboBox):
    """A list that opens, with the chevron that tells so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own box, then the chevron."""
        super().paintEvent(event)
        side, theme = float(self._theme.px(18)), self._theme
        x = 12.0 if theme.rtl else self.width() - side - 12
        where = QRectF(x, (self.height() - side) / 2, side, side)
        icons.draw(QPainter(self), "chevron_down", where, theme.colour("ink"), rtl=theme.rtl)


class SheetChoices(QWidget):
    """`changed(Options)` after each choice."""

    changed = Signal(object)

    def __init__(self, context: Context, sheet: Sheet, options: Options) -> None:
        super().__init__()
        self._context, self._options = context, options
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        say = context.texts.say
        own = {code: own_name(code) for code in locales()}
        tiles = {
            "": say(N_("One sheet")),
            "a4": say(N_("Tiled on A4")),
            "letter": say(N_("Tiled on Letter")),
        }
        lists: dict[str, tuple[str, Mapping[Any, str]]] = {
            **(sheet.lists(context) if sheet.lists else {}),
            "locale": (N_("Language on the paper"), own),
            "second": (N_("Second language"), {"": say(N_("None")), **own}),
            "paper": (N_("Paper"), _PAPERS),
            "size": (N_("Size of the poster"), _SIZES),
            "tile": (N_("Sheets"), tiles),
        }
        for name, (words, values) in lists.items():
            if name in sheet.choices:
                self._column.addWidget(self._list(name, say(words), values))
        ticks = {"low_ink": N_("Low ink"), "colour": N_("In colour")}
        for name, words in ticks.items():
            if name in sheet.choices:
                self._column.addWidget(self._tick(name, say(words)))

    def wide(self) -> int:
        """A fitting width for the column of choices."""
        return max(self._context.theme.px(216), self.minimumSizeHint().width()) + 24

    def _list(self, name: str, words: str, values: Mapping[Any, str]) -> QWidget:
        box = DropDown(self._context.theme)
        box.setObjectName(f"choice-{name}")
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for key, shown in values.items():
            box.addItem(shown, key)
        box.setCurrentIndex(max(0, box.findData(getattr(self._options, name))))
        box.activated.connect(lambda at: self._set(name, box.itemData(at)))
        return block(small(words), box)

    def _tick(self, name: str, words: str) -> QWidget:
        tick = QCheckBox(words)
        tick.setObjectName(f"choice-{name}")
        tick.setAccessibleName(words)
        tick.setChecked(getattr(self._options, name))
        tick.toggled.connect(lambda on: self._set(name, on))
        return tick

    def _set(self, name: str, value: Any) -> None:
        self._options = replace(self._options, **{name: value})
        if self._options.second == self._options.locale:
            self._options = replace(self._options, second="")
        self.changed.emit(self._options)
