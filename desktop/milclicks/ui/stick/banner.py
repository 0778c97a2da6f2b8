"""The line below the title when a stick brings something: what it is, and one click to have it.

A teacher's pack takes more than the click: the PIN and, once for each maker, six words (`adding`).

While packs come in it shows how far, with Stop; afterwards what came and the way to the lessons, or
what a stop or a pulled stick left and the way on.
It shows what `Sticks` knows and keeps nothing, so the window may be built again at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.sizes import size_words
from milclicks.ui.stick.sticks import Sticks
from milclicks.ui.widgets.buttons import Button, IconButton, PrimaryButton, QuietButton
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

ADDING = N_("The packs are checked and added …")
COPYING = N_("The app is checked and copied …")
READING = N_("The pack is checked where it lies …")
BUSY: Final = {"add": ADDING, "app": COPYING, "use": READING}
FAR = N_("{done} of {size}")
_BYTES = 10_000
"""Fewer are steps of the work, not bytes."""


def far_words(texts: Texts, done: int, total: int) -> str:
    """How much is done, once it is known of how much."""
    if total < _BYTES:
        return ""
    return texts.say(FAR, done=size_words(texts, min(done, total)), size=size_words(texts, total))


class StickBanner(QWidget):
    """Shown when there is something to say; it never takes the focus."""

    def __init__(self, context: Context, sticks: Sticks) -> None:
        super().__init__()
        self.setObjectName("stick-banner")
        self._context, self._sticks = context, sticks
        self._bar: ThinBar | None = None
        self._quiet = False
        self._far = small("")
        self._column = QVBoxLayout(self)
        left, right = (12, 20) if context.theme.rtl else (20, 12)  # Qt does not mirror margins
        self._column.setContentsMargins(left, 8, right, 8)
        self._column.setSpacing(4)
        sticks.changed.connect(self.show_now)
        sticks.progressed.connect(self._progress)
        if not self._fill():
            self.hide()

    def show_now(self) -> None:
        """Show what is so now, or nothing."""
        self.setVisible(self._fill())

    def hush(self, quiet: bool) -> None:
        """Offer nothing on the pages of the sticks (one offers the same, one writes on them), nor
        where the PIN is asked for what was pressed here.
        """
        if quiet != self._quiet:
            self._quiet = quiet
            self.show_now()

    def _fill(self) -> bool:
        """Write what there is to say; whether there is anything."""
        sticks = self._sticks
        empty_layout(self._column)
        self._bar = None
        if sticks.busy in BUSY:
            self._busy()
        elif sticks.error is not None:
            self._failed()
        elif sticks.brought is not None:
            self._brought()
        elif sticks.offered is not None and not self._quiet:
            self._offer()
        else:
            return False
        return True

    def _row(self, words: list[str], *buttons: QWidget) -> None:
        says = self._context.say
        close = IconButton("close", says(N_("Close this message")), look="plain")
        close.setObjectName("stick-close")
        close.clicked.connect(self._sticks.dismiss)
        self.setAccessibleName(" ".join(words))
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, sentence in enumerate(words):
            column.addWidget(body(sentence, strong=True) if not number else small(sentence))
        self._lay(told, *buttons, close)

    def _lay(self, told: QWidget, *controls: QWidget) -> None:
        """Words that take the room, and the controls at their end."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)
        for control in controls:
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addWidget(row)
        row.show()

    def _offer(self) -> None:
        from milclicks.ui.stick.words import offer_words, pack_words

        seen = self._sticks.offered
        assert seen is not None
        buttons: list[Button] = []
        packs, app = self._sticks.offers_packs(seen), self._sticks.offers_app(seen)
        if packs:
            add = PrimaryButton(self._context.say(N_("Add")), icon="plus")
            buttons.append(self._named(add, "stick-add", self._add))
        texts = self._context.texts
        words = [offer_words(texts, seen, packs, app), *(pack_words(texts, seen) if packs else [])]
        self._row(words, *buttons, self._look())

    def _look(self) -> Button:
        """The way to all that lies on the sticks."""
        look = QuietButton(self._context.say(N_("Look")))
        return self._named(look, "stick-look", lambda: self._context.go("stick"))

    def _add(self) -> None:
        from milclicks.ui.stick.adding import add

        seen = self._sticks.offered
        if seen is not None:
            add(self._context, seen, seen.found.useful)

    def _busy(self) -> None:
        words = self._context.say(BUSY[self._sticks.busy])
        stopping = self._sticks.stopping
        asks = self._context.say(N_("Stopping …") if stopping else N_("Stop"))
        stop = self._named(QuietButton(asks, icon="stop"), "stick-stop", self._sticks.cancel)
        stop.setEnabled(not stopping)
        self._bar, self._far = ThinBar(0.0, words), small("")
        self.setAccessibleName(f"{words} {asks}" if stopping else words)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (body(words, strong=True), self._bar, self._far):
            column.addWidget(part)
        self._lay(told, stop)
        self._progress(self._sticks.done, self._sticks.total)

    def _progress(self, done: int, total: int) -> None:
        if self._bar is None:
            return
        texts = self._context.texts
        self._bar.set_share(done / max(total, 1), texts.percent(100 * done // max(total, 1)))
        self._far.set_text(far_words(texts, done, total))

    def _brought(self) -> None:
        from milclicks.ui.stick.words import brought_words, offer_words, untold

        assert self._sticks.brought is not None
        mount, brought = self._sticks.brought
        texts, rest = self._context.texts, self._sticks.rest
        titles = self._titles(brought.added)
        here = mount in self._sticks.mounts
        listed = here and self._quiet
        words = brought_words(texts, mount.name, brought, titles, rest is not None, listed)
        buttons: list[Button] = []
        if rest is not None:
            more = PrimaryButton(self._context.say(N_("Go on")), icon="plus")
            buttons.append(self._named(more, "stick-go-on", self._go_on))
        elif brought.added:
            show = PrimaryButton(self._context.say(N_("To the lessons")))
            buttons.append(self._named(show, "stick-show", self._show))
        words = words or [self._context.say(N_("Nothing was changed."))]
        app = next((one for one in self._sticks.seen if self._sticks.offers_app(one)), None)
        if app is not None:
            words.append(offer_words(texts, app, packs=False))
        if app is not None or (untold(brought) and here and not listed):
            buttons.append(self._look())
        self._row(words, *buttons)

    def _titles(self, packs: Sequence[PackInfo]) -> list[str]:
        """What packs that came in are called in the language of now."""
        library, locale = self._context.workspace.library, self._context.texts.locale
        told = []
        for one in packs:
            held = {info.key: info.title for info in library.versions(one.id, locale)}
            told.append(plain(held.get(one.key) or one.title) or one.id)
        return told

    def _go_on(self) -> None:
        """Add what a stop or a pulled stick left; a teacher's packs ask again."""
        from milclicks.ui.stick.adding import add

        rest = self._sticks.rest
        if rest is not None:
            add(self._context, *rest)

    def _show(self) -> None:
        self._sticks.dismiss(app=False)
        self._context.go("learn")

    def _failed(self) -> None:
        error, texts = self._sticks.error, self._context.texts
        assert error is not None
        words = [texts.message(error.sentence)]
        if error.remedy is not None:
            words.append(texts.message(error.remedy))
        self._row(words)

    def _named(self, button: Button, name: str, do: Callable[[], object]) -> Button:
        button.setObjectName(name)
        button.clicked.connect(lambda: do())
        return button

    def paintEvent(self, _: QPaintEvent) -> None:
        """A box of its own: what came from outside."""
        theme = self._context.theme
        bad = self._sticks.error is not None
        box(
            QPainter(self),
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5),
            radius=theme.radius(),
            fill=theme.colour("bad_soft" if bad else "sun_soft"),
            line=theme.colour("bad" if bad else "sun"),
            width=theme.stroke("card"),
        )
