"""What a page has to read, in the order in which a reader meets it.

A piece is a visible widget with its texts. A widget that paints more than one text says so with
`aloud()`; blocks of text, buttons with words and painted parts with a name speak for themselves.
Controls without words of their own (icons, fields, sliders) are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QLabel, QLayout, QLineEdit, QWidget

from milclicks.ui.widgets.buttons import Button, IconButton
from milclicks.ui.widgets.text import TextBlock

_SILENT = (QLineEdit, QAbstractSlider, QComboBox, IconButton)
_TOLD = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
MUTE = "mute"
"""A dynamic property: nothing in this widget is read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A widget and what it says, text after text."""

    widget: QWidget
    texts: tuple[str, ...]

    @property
    def there(self) -> bool:
        """Whether it is still on the page."""
        return shiboken6.isValid(self.widget) and self.widget.isVisible()


def pieces(root: QWidget) -> list[Piece]:
    """Every piece of a page that can be seen or scrolled to."""
    return list(_walked(root, root))


def _walked(widget: QWidget, root: QWidget) -> Iterator[Piece]:
    if widget is not root and (_put_away(widget) or widget.property(MUTE)):
        return
    texts = _texts(widget)
    if texts:
        yield Piece(widget, texts)
        return
    if isinstance(widget, _SILENT):
        return
    inside = ordered(widget)
    if not inside and widget.accessibleName() and not isinstance(widget, Button):
        yield Piece(widget, (widget.accessibleName(),))
    for child in inside:
        yield from _walked(child, root)


def _put_away(widget: QWidget) -> bool:
    """Whether it was hidden; what a page was just written with is not shown yet, but will be."""
    return widget.isHidden() and widget.testAttribute(_TOLD)


def _texts(widget: QWidget) -> tuple[str, ...]:
    own = getattr(widget, "aloud", None)
    if own is not None:
        return tuple(text for text in own() if text.strip())
    if isinstance(widget, TextBlock | QLabel):
        found = widget.text()
    elif isinstance(widget, Button) and not isinstance(widget, IconButton):
        found = widget.words()
    else:
        found = ""
    return (found,) if found.strip() else ()


def ordered(widget: QWidget) -> list[QWidget]:
    """The children of a widget as they stand: by its layout, then the rest from top to bottom."""
    layout: QLayout | None = widget.layout()
    laid = list(_in_layout(layout)) if layout is not None else []
    known = {id(child) for child in laid}
    rest = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and id(child) not in known and not child.isWindow()
    ]
    rtl = widget.isRightToLeft()

    def place(child: QWidget) -> tuple[int, int]:
        at: QPoint = child.pos()
        return at.y(), -at.x() if rtl else at.x()

    return [*laid, *sorted(rest, key=place)]


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item: Any = layout.itemAt(number)
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inside is not None:
            yield from _in_layout(inside)
