"""The head of a page: its title, help, settings, the language menu, a mark while packs are shared.

Choosing a language only stores the setting; the shell hears of it and builds itself again.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.aloud.control import ListenButton
from milclicks.ui.context import Context
from milclicks.ui.sharing.mark import SharingMark
from milclicks.ui.storing import choose
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.language import LanguageButton
from milclicks.ui.widgets.text import heading, small

_LINKS = (("help", N_("Help")), ("settings", N_("Settings")))


def choose_language(context: Context, locale: str) -> None:
    """Store the language; the bus tells the shell."""
    settings = replace(context.workspace.settings, locale=locale)
    choose(context, settings)


def language_button(context: Context) -> LanguageButton:
    """The pill with the name of the language."""
    button = LanguageButton(context.texts.locale, context.texts.say(N_("Language")))
    button.chosen.connect(lambda locale: choose_language(context, locale))
    return button


class Header(QWidget):
    """Title and sub-title on the leading side, the small controls on the other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("header")
        # A title is large already: it grows to a quarter more at most.
        size = 32 * min(context.theme.text_size, 125) / context.theme.text_size
        self._title, self._sub = heading("", size=size), small("")
        self._title.setObjectName("page-title")
        self._sub.setObjectName("page-subtitle")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._sub)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        top = Qt.AlignmentFlag.AlignTop
        self.sharing = SharingMark(context, self)
        row.addWidget(self.sharing, 0, top)
        row.addWidget(ListenButton(context.listener, context.texts), 0, top)
        for route, name in _LINKS:
            button = IconButton(route, context.texts.say(name))
            button.setObjectName(f"open-{route}")
            button.clicked.connect(lambda _=False, route=route: context.go(route))
            row.addWidget(button, 0, top)
        self._language = language_button(context)
        row.addWidget(self._language, 0, top)

    def fit(self, *, narrow: bool) -> None:
        """In a narrow window the language is its code, so that the title has room."""
        self._language.shorten(narrow)

    def show_title(self, title: str, sub: str) -> None:
        """Write the title of the page that is open."""
        self._title.set_text(title)
        self._sub.set_text(sub)
        self._sub.setVisible(bool(sub))
