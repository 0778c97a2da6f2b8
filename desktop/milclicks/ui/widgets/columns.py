"""Pages that scroll, with a reading width of 60 to 75 characters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from milclicks.ui.theme import current

READING = 680


class ScrollColumn(QScrollArea):
    """A column that scrolls up and down only. Add to `column`.

    `width` is the widest the column grows at 100 % (0 = as wide as there is room); it stands in
    the middle when `centred`. What gets the focus is scrolled into view.
    """

    def __init__(
        self,
        *,
        width: int = READING,
        centred: bool = True,
        margins: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = current()
        self.setViewport(QWidget())  # ours: for one of Qt's own the binding loads all its classes
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        side, top = margins if margins is not None else (theme.space(5), theme.space(5))
        row.setContentsMargins(side, top, side, top)
        row.setSpacing(0)
        inner = QWidget()
        if width:
            inner.setMaximumWidth(theme.px(width))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space(3))
        if centred and width:
            row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1 if width else 0)
        self.inner = inner
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Add a widget and give it back."""
        self.column.addWidget(widget, stretch)
        return widget

    def to_top(self) -> None:
        """Scroll back to the beginning."""
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)


def empty_layout(layout: QLayout) -> None:
    """Take all out of a layout and delete the widgets (also those in layouts inside)."""
    while layout.count():
        item: Any = layout.takeAt(0)
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inside is not None:
            empty_layout(inside)
