"""The button that changes the language: each language named in itself, in its own script."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QActionGroup, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from milclicks.core.texts import locales, own_name
from milclicks.ui import icons
from milclicks.ui.widgets.buttons import Button

CODES = {"ar": "ع", "sr_Cyrl": "СР"}
"""What stands for a language in its own script, where that is not its code."""


def code_of(locale: str) -> str:
    """The least that tells a language from the others: FR, PT-BR, СР."""
    parts = [part for part in locale.split("_") if len(part) < 4]
    return CODES.get(locale, "-".join(parts).upper())


class LanguageButton(Button):
    """Shows the language of now; its menu emits `chosen(locale)`. Opened without exec().

    `shorten` shows a globe and the code of the language in place of its name.
    """

    chosen = Signal(str)

    def __init__(
        self, locale: str, name: str, *, look: str = "quiet", parent: QWidget | None = None
    ) -> None:
        self._locale, self._name = locale, f"{name}: {own_name(locale)}"
        super().__init__(own_name(locale), look=look, pad=16, parent=parent)
        self.setObjectName("language")
        self.setAccessibleName(self._name)
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

    def shorten(self, short: bool) -> None:
        """Say the language by its code, or by its name."""
        if short == bool(self.icon_name):
            return
        self.icon_name, self._pad = ("language", 12) if short else ("", 16)
        self.setText(code_of(self._locale) if short else own_name(self._locale))
        self.setAccessibleName(self._name)
        self.setToolTip(self._name if short else "")

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
        return self.theme.px(20) + self._globe_room()

    def _globe_room(self) -> int:
        return self.theme.px(28) if self.icon_name else 0

    def _draw_words(self, painter: QPainter, rect: QRectF, ink) -> None:
        theme, globe = self.theme, self._globe_room()
        side = theme.px(16)
        words = max(rect.width() - 2 * self._pad - self._icon_room(), 1)
        height = self._block.fit(words)
        start = self._pad + globe
        left = rect.width() - start - words if theme.rtl else float(start)
        if globe:
            wide = theme.px(20)
            x = rect.width() - self._pad - wide if theme.rtl else self._pad
            at = QRectF(x, (rect.height() - wide) / 2, wide, wide)
            icons.draw(painter, self.icon_name, at, ink)
        self._block.paint(painter, QPointF(left, (rect.height() - height) / 2), ink)
        x = self._pad - 4 if theme.rtl else rect.width() - self._pad - side + 4
        icons.draw(painter, "chevron_down", QRectF(x, (rect.height() - side) / 2, side, side), ink)
