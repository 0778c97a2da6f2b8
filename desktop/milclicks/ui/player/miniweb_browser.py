"""The browser of a mini-web: toolbar, address bar, the striped band, and a page that scrolls.

Our own widgets only. It opens nothing outside the lesson: every address in it is invented.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import MiniwebView
from milclicks.steps.miniweb_search import LONGEST_QUERY
from milclicks.ui.pictures import Media
from milclicks.ui.player.miniweb_pages import WebContent
from milclicks.ui.player.miniweb_rows import BandStrip
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.columns import READING, ScrollColumn, empty_layout
from milclicks.ui.widgets.text import hint_line

PAGE_BACK = N_("Back to the page before")
PAGE_FORWARD = N_("Forward to the page after")
FIRST_PAGE = N_("To the first page")
ADDRESS = N_("Address or words to search for")
GO = N_("Open or search")
NO_WORDS = N_("Type a word or an address first.")


class AddressField(QLineEdit):
    """Shows the invented address; Escape brings it back after typing."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.shown = ""
        self.setObjectName("address")
        self.setAccessibleName(texts.say(ADDRESS))
        self.setPlaceholderText(texts.say(ADDRESS))
        self.setMaxLength(LONGEST_QUERY)
        self.setMinimumHeight(current().target)
        self.setMinimumWidth(current().px(80))

    def show_address(self, address: str) -> None:
        """Show where one is."""
        self.shown = address
        self.setText(address)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.shown:
            self.show_address(self.shown)
            self.selectAll()
            return
        super().keyPressEvent(event)


class PageScroll(ScrollColumn):
    """The page under the toolbar; the keys scroll it."""

    def __init__(self, *, tight: bool) -> None:
        theme = current()
        super().__init__(width=READING, margins=(theme.space(4), theme.space(1 if tight else 3)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("web-page")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(current().px(320), current().px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), current().px(170))


class Browser(Card):
    """Toolbar, band and page. `did` asks the session for a move.

    `tight`: the window is low, so the band stands in the row of the toolbar.
    """

    did = Signal(str, tuple)
    term = Signal(str)

    def __init__(
        self, web: MiniwebView, texts: Texts, media: Media, *, tight: bool = False
    ) -> None:
        theme = current()
        super().__init__(frame="ink", width=theme.stroke("control"), pad=2)
        self.setObjectName("browser")
        self.web, self.texts, self.media, self.say = web, texts, media, texts.say
        self.column.setSpacing(0)
        self._typed, self._tight = "", tight
        self._toolbar()
        self.note = hint_line(colour="ink")
        self.note.setObjectName("address-note")
        self.note.setContentsMargins(theme.space(3), 0, theme.space(3), 0)
        self.note.hide()
        self.column.addWidget(self.note)
        if tight:
            self.row.addWidget(BandStrip(texts, lone=False))
        else:
            self.column.addWidget(BandStrip(texts))
        self.sheet = PageScroll(tight=tight)
        self.column.addWidget(self.sheet, 1)
        self._keys()
        self.content = self._filled(web)
        self._show_bar(web)

    def _toolbar(self) -> None:
        theme = self.theme
        row = self.row = QHBoxLayout()
        above = 4 if self._tight else 6
        row.setContentsMargins(theme.space(2), above, theme.space(2), above)
        row.setSpacing(theme.space(1))
        self.back = self._tool("web-back", "back", PAGE_BACK)
        self.forward = self._tool("web-forward", "forward", PAGE_FORWARD)
        self.home = self._tool("web-home", "home", FIRST_PAGE)
        self.back.clicked.connect(lambda: self.did.emit("turn", ("back",)))
        self.forward.clicked.connect(lambda: self.did.emit("turn", ("forward",)))
        self.home.clicked.connect(self._home)
        self.address = AddressField(self.texts)
        self.address.returnPressed.connect(self._go)
        self.go = self._tool("web-go", "search", GO)
        self.go.clicked.connect(self._go)
        for widget in (self.back, self.forward, self.home):
            row.addWidget(widget)
        row.addWidget(self.address, 1)
        row.addWidget(self.go)
        self.column.addLayout(row)

    def _tool(self, name: str, icon: str, words: str) -> IconButton:
        button = IconButton(icon, self.say(words))
        button.setObjectName(name)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._tight:
            button.setFixedSize(self.theme.target, self.theme.target)
        return button

    def put(self, words: QWidget) -> None:
        """Put words into the toolbar, before the band."""
        self.row.insertWidget(self.row.count() - 1, words, 0, Qt.AlignmentFlag.AlignVCenter)

    def _keys(self) -> None:
        """Alt with an arrow goes back and forward, Ctrl+L to the address, as in any browser."""
        for keys, do in (
            ("Alt+Left", lambda: self.did.emit("turn", ("back",))),
            ("Alt+Right", lambda: self.did.emit("turn", ("forward",))),
            ("Alt+Home", self._home),
            ("Ctrl+L", self._to_address),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _home(self) -> None:
        self.did.emit("open", (self.web.step.start, "home"))

    def _to_address(self) -> None:
        self.address.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.address.selectAll()

    def _go(self) -> None:
        self._typed = self.address.text()
        self.did.emit("go", (self._typed,))

    # --- showing -------------------------------------------------------------------------
    def show_web(self, web: MiniwebView) -> None:
        """Show where the browser stands now."""
        moved = web.turn != self.web.turn
        self.web = web
        self._note(web, moved)
        if moved:
            held = self._focus_inside()
            old = self.content
            self.content = self._filled(web)
            old.hide()
            old.deleteLater()
            self.sheet.to_top()
            self._show_bar(web)
            self._refocus(held)

    def _note(self, web: MiniwebView, moved: bool) -> None:
        """Say that nothing was typed that could be looked for."""
        typed, self._typed = self._typed, ""
        empty = bool(typed or not self.address.text()) and not moved and typed != web.address
        self.note.setVisible(empty)
        self.note.set_text(self.say(NO_WORDS) if empty else "")

    def _filled(self, web: MiniwebView) -> WebContent:
        content = WebContent(web, self.texts, self.media)
        content.did.connect(self.did)
        content.term.connect(self.term)
        empty_layout(self.sheet.column)
        self.sheet.add(content, 1)
        self.sheet.setAccessibleName(content.name())
        return content

    def _show_bar(self, web: MiniwebView) -> None:
        self.back.setEnabled(web.can_back and not web.locked)
        self.forward.setEnabled(web.can_forward and not web.locked)
        at_home = web.kind == "page" and web.address == web.step.address(
            web.step.page(web.step.start)
        )
        self.home.setEnabled(not at_home and not web.locked)
        self.address.setEnabled(not web.locked)
        self.go.setEnabled(not web.locked)
        self.address.show_address(web.query if web.kind == "results" else web.address)

    def _focus_inside(self) -> QWidget | None:
        """The control of the toolbar that has the focus, if it keeps it."""
        focus = QApplication.focusWidget()
        return focus if focus in (self.back, self.forward, self.home) else None

    def _refocus(self, held: QWidget | None) -> None:
        """The keys go on where the reading goes on."""
        target = held if held is not None and held.isEnabled() else self.first_control()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_control(self) -> QWidget:
        """The first row of a list; the page itself elsewhere."""
        return self.content.rows[0] if self.content.rows else self.sheet

    def pick(self, number: int) -> None:
        """Key `number` opens a row of a list."""
        if number <= len(self.content.rows) and not self.web.locked:
            self.content.rows[number - 1].click()


def framed(*widgets: QWidget) -> QWidget:
    """A holder that stacks the browser and its bar."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, 0 if number else 1)
    return holder
