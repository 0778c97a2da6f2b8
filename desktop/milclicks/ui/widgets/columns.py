"""Pages that scroll, with a reading width of 60 to 75 characters, and two columns side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from milclicks.ui.theme import current

READING = 680
BAR = 14
"""How wide a scroll bar is (as in app.qss)."""
PART_ROOM = 12
"""What is left free around a part that is scrolled into view."""
WIDE = 1020
"""From this width on there is room for two columns."""


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

    def show_part(self, part: QWidget, first: QWidget | None = None) -> None:
        """Scroll so far that all of a part is in view, or as much as there is room for.

        Its beginning stays in view, and so does `first`, which stands above it.
        """
        page, bar = self.widget(), self.verticalScrollBar()
        end = part.mapTo(page, part.rect().bottomLeft()).y()
        begin = (first or part).mapTo(page, QPoint()).y()
        least = end + PART_ROOM - self.viewport().height()
        bar.setValue(min(max(bar.value(), least), begin - PART_ROOM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)


class Sides(QLayout):
    """Two parts: side by side where there is room for two columns, else one below the other.

    `main` stands on the leading side, `aside` beside it; they are as wide as `shares` says. In a
    narrow page `aside` stands above `main` if `aside_first`. Height that is left below is `main`'s.
    """

    def __init__(
        self,
        parent: QWidget,
        main: QWidget,
        aside: QWidget,
        *,
        shares: tuple[int, int],
        aside_first: bool,
        gap: int,
    ) -> None:
        super().__init__(parent)
        self._parts: list[QLayoutItem] = []
        self._shares, self._first, self._gap = shares, aside_first, gap
        self._wide = current().px(WIDE)
        self.setContentsMargins(0, 0, 0, 0)
        self.addWidget(main)
        self.addWidget(aside)

    def addItem(self, item: QLayoutItem) -> None:
        self._parts.append(item)

    def count(self) -> int:
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._parts[index] if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._parts.pop(index) if 0 <= index < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Vertical

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width <= 0:  # nothing is laid out yet; cards asked for no width crash Qt
            return self.minimumSize().height()
        return self._placed(QRect(0, 0, width, 0))[1]

    def sizeHint(self) -> QSize:
        return self._largest(QLayoutItem.sizeHint)

    def minimumSize(self) -> QSize:
        return self._largest(QLayoutItem.minimumSize)

    def _largest(self, size: Callable[[QLayoutItem], QSize]) -> QSize:
        sizes = [size(part) for part in self._parts]
        width = max((one.width() for one in sizes), default=0)
        return QSize(width, max((one.height() for one in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for part, place in zip(self._parts, self._placed(rect)[0], strict=True):
            part.setGeometry(place)

    def _placed(self, rect: QRect) -> tuple[list[QRect], int]:
        """Where both parts stand, and how much height they take."""
        main, aside = self._parts
        if rect.width() < self._wide:
            return self._stacked(rect)
        each = (rect.width() - self._gap) / sum(self._shares)
        wide = round(each * self._shares[0])
        narrow = rect.width() - self._gap - wide
        less, parent = _height(aside, narrow), self.parentWidget()
        height = max(_height(main, wide), less)
        first = QRect(rect.x(), rect.y(), wide, max(height, rect.height()))
        second = QRect(rect.x() + wide + self._gap, rect.y(), narrow, less)
        if parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            first.moveLeft(rect.x() + narrow + self._gap)
            second.moveLeft(rect.x())
        return [first, second], height

    def _stacked(self, rect: QRect) -> tuple[list[QRect], int]:
        main, aside = self._parts
        width = rect.width()
        tall, less = _height(main, width), _height(aside, width)
        gap = self._gap if tall and less else 0
        height = tall + gap + less
        if self._first or not less:
            tall = max(tall, rect.height() - gap - less)
        above, below = (less, tall) if self._first else (tall, less)
        upper = QRect(rect.x(), rect.y(), width, above)
        lower = QRect(rect.x(), rect.y() + above + gap, width, below)
        return ([lower, upper] if self._first else [upper, lower]), height


def _height(part: QLayoutItem, width: int) -> int:
    if part.isEmpty():
        return 0
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()


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
