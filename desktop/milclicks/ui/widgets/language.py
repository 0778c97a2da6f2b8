"""The button that changes the language: each language named in itself, in its own script."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from milclicks.core.texts import locales, own_name
from milclicks.ui import icons
from milclicks.ui.widgets.buttons import Button


class LanguageButton(Button):
    """Shows the language of now; its menu emits `chosen(locale)`. Opened without exec()."""

    chosen = Signal(str)

    def __init__(
        self, locale: str, name: str, *, look: str = "quiet", parent: QWidget | None = None
    ) -> None:
        self._room = 0
        super().__init__(own_name(locale), look=look, pad=16, parent=parent)
        self.setObjectName("language")
        self.setAccessibleName(f"{name}: {own_name(locale)}")
        self._menu = QMenu(self)
        self._menu.setObjectName("language-menu")
        group = QActionGroup(self._menu)
        for code in locales():
            action = self._menu.addAction(own_name(code))
            action.setObjectName(f"language-{code}")
            action.setCheckable(True)
            action.setChecked(code == locale)
            action.setData(code)
            group.addAction(action)
        self._menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self.clicked.connect(self.open)

    @property
    def menu(self) -> QMenu:
        """The menu of languages."""
        return self._menu

    def open(self) -> None:
        """Open the menu under the button."""
        corner = self.rect().bottomRight() if self.theme.rtl else self.rect().bottomLeft()
        at = self.mapToGlobal(corner)
        wide = self._menu.sizeHint().width()
        right = self.mapToGlobal(self.rect().bottomRight()).x()
        x = right - wide if not self.theme.rtl else self.mapToGlobal(QPoint(0, 0)).x()
        self._menu.popup(QPoint(max(x, 0), at.y() + 4))

    def _icon_room(self) -> int:
        return self.theme.px(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)

    def _draw_words(self, painter: QPainter, rect: QRectF, ink) -> None:
        theme = self.theme
        side = theme.px(16)
        words = max(rect.width() - 2 * self._pad - self._icon_room(), 1)
        height = self._block.fit(words)
        left = rect.width() - self._pad - words if theme.rtl else float(self._pad)
        self._block.paint(painter, QPointF(left, (rect.height() - height) / 2), ink)
        x = self._pad - 4 if theme.rtl else rect.width() - self._pad - side + 4
        icons.draw(painter, "chevron_down", QRectF(x, (rect.height() - side) / 2, side, side), ink)
