"""Reads the page that is open: from the text at hand to its end, with a mark where it is.

One for the window. It begins and stops by its control or by F5 and Ctrl+R; with Shift it begins at
the text at hand. It stops by Escape and whenever the page changes, and hides its controls where
nothing on the page can be heard.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from milclicks.sound.aloud import Aloud
from milclicks.ui.widgets.text import TextBlock

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from milclicks.sound.gear import Gear
    from milclicks.ui.aloud.mark import ReadingMark
    from milclicks.ui.aloud.pieces import Piece
    from milclicks.ui.jobs import Jobs
    from milclicks.workspace import Workspace

WAIT_MS = 1500  # the first picture comes before anybody asks the system for its voices
KEYS = ("F5", "Ctrl+R")
ESCAPE = "Escape"
SPOKEN_IN = "spoken_in"
"""A dynamic property of a widget: the locale in which its texts are written."""


class Listener(QObject):
    """`changed`: whether something can be heard or is being read is another now."""

    changed = Signal()
    _over = Signal(int)

    def __init__(self, window: QWidget, workspace: Workspace, gear: Gear, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._workspace, self._jobs = window, workspace, jobs
        self._gear = gear
        self._aloud = Aloud(gear, workspace.recorded)
        self._asked: set[str] = set()
        self._page: Callable[[], QWidget | None] = lambda: None
        self._left: list[tuple[Piece, str]] = []
        self._mark: ReadingMark | None = None
        self._shortcuts: list[QShortcut] = []
        self._turn = self._glance = 0
        self.possible = self.reading = self._aside = False
        self.looked = False
        """Whether `possible` is true of the page as it stands."""
        self._over.connect(self._next, Qt.ConnectionType.QueuedConnection)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._ask)

    # --- what there is to hear -----------------------------------------------------------
    def follow(self, page: Callable[[], QWidget | None], *, wait_ms: int = 0) -> None:
        """From now on read what `page` gives; silence for what was read before."""
        self.stop()
        self._page = page
        self._forget_look()
        self._look.start(wait_ms)

    def look(self) -> None:
        """The page has changed: see again whether something on it can be heard."""
        self._forget_look()
        if not self._look.isActive():
            self._look.start(0)

    def _forget_look(self) -> None:
        self.looked = False
        self._glance += 1

    @property
    def on(self) -> bool:
        """Whether the settings want it."""
        return self._workspace.settings.read_aloud

    @property
    def locale(self) -> str:
        """The language of the page: the one that it names, else the window's."""
        part = self._page()
        while part is not None:
            named = part.property(SPOKEN_IN)
            if named:
                return str(named)
            part = part.parentWidget()
        return self._workspace.settings.locale

    def _ask(self) -> None:
        """Ask the system once for each language, off the main thread; then look at the page."""
        locale, gear = self.locale, self._gear
        if not self.on or locale in self._asked:
            self._looked()
            return
        self._jobs.start(
            lambda _: gear.voice.available(locale) or gear.player.available(),
            lambda _: self._answered(locale),
            owner=self,
        )

    def _answered(self, locale: str) -> None:
        self._asked.add(locale)
        self._looked()

    def _looked(self) -> None:
        if not self.on:
            self.stop()
        page, locale = self._page(), self.locale
        known = self.on and locale in self._asked and page is not None and page.isVisible()
        texts = [text for piece in _pieces(page) for text in piece.texts] if known else []
        glance = self._glance
        if not texts or self._gear.voice.available(locale):
            self._seen(glance, bool(texts) and self._aloud.can(texts, locale))
        else:  # then every pack is asked for recordings
            self._jobs.start(
                lambda _: self._aloud.can(texts, locale),
                lambda can: self._seen(glance, can),
                failed=lambda _: self._seen(glance, False),
                owner=self,
            )

    def _seen(self, glance: int, possible: bool) -> None:
        """What a look at the page gave, unless the page was looked at again since."""
        if glance == self._glance:
            self._set(possible, self.reading)
            self.looked = True

    def _set(self, possible: bool, reading: bool) -> None:
        if (possible, reading) != (self.possible, self.reading):
            begins, ends = reading and not self.reading, self.reading and not reading
            self.possible, self.reading = possible, reading
            app = QApplication.instance()
            if begins and app is not None:
                app.installEventFilter(self)
            elif ends and app is not None:
                app.removeEventFilter(self)
            self._set_keys()
            self.changed.emit()

    # --- reading -------------------------------------------------------------------------
    def toggle(self, at_hand: QWidget | None = None) -> None:
        """Begin at the text at hand (the page's first one without), or stop."""
        if self.reading:
            self.stop()
        elif self.possible:
            self.begin(at_hand)

    def begin(self, at_hand: QWidget | None = None) -> None:
        """Read from the piece that holds `at_hand` to the end of the page."""
        page = self._page()
        found = _pieces(page)
        first = next((n for n, piece in enumerate(found) if _holds(piece.widget, at_hand)), 0)
        self._left = [(piece, text) for piece in found[first:] for text in piece.texts]
        self._aloud.speed = self._workspace.settings.voice_speed
        self._set(self.possible, True)
        self._turn += 1
        self._next(self._turn)

    def say(self, text: str) -> None:
        """Say one text that is not on a page, such as the name of who sits down."""
        self.stop()
        locale = self._workspace.settings.locale
        if self.on and locale in self._asked:
            self._aside = True
            self._aloud.speed = self._workspace.settings.voice_speed
            self._aloud.say(text, locale, lambda: None)

    def stop(self) -> None:
        """Be silent; the mark goes."""
        self._turn += 1
        self._left = []
        if self.reading or self._aside:
            self._aside = False
            self._aloud.stop()
            self._unmark()
            self._set(self.possible, False)

    def _next(self, turn: int) -> None:
        """The next text that can be heard; stop after the last one."""
        if turn != self._turn:
            return
        self._turn += 1
        now = self._turn
        while self._left:
            piece, text = self._left.pop(0)
            if piece.there and self._aloud.say(text, self.locale, lambda: self._over.emit(now)):
                self._mark_at(piece.widget)
                return
        self.stop()

    def _mark_at(self, widget: QWidget) -> None:
        from milclicks.ui.aloud.mark import ReadingMark

        self._unmark()
        self._mark = ReadingMark(widget)
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 0, 40)
            parent = parent.parentWidget()

    def _unmark(self) -> None:
        mark, self._mark = self._mark, None
        if mark is not None:
            mark.leave()

    # --- keys and taps -------------------------------------------------------------------
    def _set_keys(self) -> None:
        """Keys count only while they mean something: Escape leaves a lesson at other times."""
        if not (self._shortcuts or self.possible):
            return
        from PySide6.QtGui import QKeySequence, QShortcut

        if not self._shortcuts:
            for keys, verb in self._verbs():
                shortcut = QShortcut(QKeySequence(keys), self._window)
                shortcut.activated.connect(verb)
                self._shortcuts.append(shortcut)
        for shortcut in self._shortcuts:
            escape = shortcut.key() == QKeySequence(ESCAPE)
            shortcut.setEnabled(self.reading if escape else self.possible or self.reading)

    def _verbs(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        def whole() -> None:
            self.toggle()

        def from_here() -> None:
            self.begin(QApplication.focusWidget())

        keys = (*((key, whole) for key in KEYS), *((f"Shift+{key}", from_here) for key in KEYS))
        return (*keys, (ESCAPE, self.stop))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a page is read, a tap on words (not on a button) reads on from there."""
        released = isinstance(event, QEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if released and isinstance(watched, TextBlock):
            page = self._page()
            if page is not None and page.isAncestorOf(watched):
                self.begin(watched)
        return False


def _pieces(page: QWidget | None) -> list[Piece]:
    """The pieces of a page; the first picture does not wait for what finds them."""
    from milclicks.ui.aloud.pieces import pieces

    return pieces(page) if page is not None else []


def _holds(widget: QWidget, wanted: QWidget | None) -> bool:
    return wanted is not None and (widget is wanted or widget.isAncestorOf(wanted))
