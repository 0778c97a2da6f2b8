"""A layout that sets widgets in rows like words: it wraps and mirrors, nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from milclicks.ui.theme import current


class FlowLayout(QLayout):
    """Rows from the leading side; a widget that is wider than the room takes a row of its own.

    `even=True` gives the widgets of all rows one width (a grid of as many columns as fit, at
    least `least` pixels each). `whole=True` keeps them in one row where all fit, and otherwise
    makes such a grid with rows as equally full as can be.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int | None = None,
        even: bool = False,
        least: int = 0,
        columns: int = 0,
        whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = current().space(2) if gap is None else gap
        self._even, self._least, self._columns = even or whole, least, columns
        self._whole = whole
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width <= 0:  # nothing is laid out yet; cards asked for no width crash Qt
            return self.minimumSize().height()
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        if not hints:
            return QSize(0, 0)
        width = sum(hint.width() for hint in hints) + self._gap * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        rows = self._rows(rect.width())
        y = rect.y()
        for row in rows:
            heights = [self._height(item, width) for item, width in row]
            tall = max(heights)
            if move:
                self._set_row(row, rect, y, tall)
            y += tall + self._gap
        return max(y - rect.y() - (self._gap if rows else 0), 0)

    def _set_row(self, row: list[tuple[QLayoutItem, int]], rect: QRect, y: int, tall: int) -> None:
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = rect.x()
        for item, width in row:
            height = tall if self._even else self._height(item, width)
            left = rect.x() + rect.right() - x - width + 1 if rtl else x
            item.setGeometry(QRect(left, y + (tall - height) // 2, width, height))
            x += width + self._gap

    def _height(self, item: QLayoutItem, width: int) -> int:
        if item.hasHeightForWidth():
            return item.heightForWidth(width)
        return item.sizeHint().height()

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        shown = self._shown()
        if self._whole and self.sizeHint().width() <= width:
            return [[(item, item.sizeHint().width()) for item in shown]] if shown else []
        if self._even and shown:
            least = self._least or max(item.sizeHint().width() for item in shown)
            fit = max((width + self._gap) // (least + self._gap), 1)
            if self._columns:
                fit = min(fit, self._columns)
            if self._whole:
                fit = -(-len(shown) // -(-len(shown) // fit))
            each = (width - self._gap * (fit - 1)) // fit
            return [[(i, each) for i in shown[at : at + fit]] for at in range(0, len(shown), fit)]
        rows: list[list[tuple[QLayoutItem, int]]] = []
        used = width + 1
        for item in shown:
            own = min(item.sizeHint().width(), width)
            if used + own > width:
                rows.append([])
                used = 0
            rows[-1].append((item, own))
            used += own + self._gap
        return rows
