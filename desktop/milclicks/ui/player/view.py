"""The player as a widget: bars, the page of the moment, keys. It stores nothing by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import Texts
from milclicks.lessons.views import StepView
from milclicks.ui.packnames import in_language
from milclicks.ui.pictures import Media
from milclicks.ui.player.bars import FootBar, TopBar
from milclicks.ui.player.desk import Desk
from milclicks.ui.player.page import CRUMB, Page
from milclicks.ui.player.pages import PAGES
from milclicks.ui.theme import current
from milclicks.ui.widgets.tiles import strand_name

LOW = 700
GO_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlayerView(QWidget):
    """Plays a lesson from a desk. `ended` when it is over, `leave` when the person goes.

    `locale` is the language that the lesson is shown in, where it is not that of the screen.
    """

    leave = Signal()
    bigger = Signal()
    language = Signal(str)
    term = Signal(str)
    ended = Signal()
    paged = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, texts: Texts, media: Media, *, low: bool = False, locale: str = ""
    ) -> None:
        super().__init__()
        self._shown_in = locale
        self.theme = current()
        self.desk, self.texts, self.media = desk, texts, media
        self.low = low
        self.page: Page | None = None
        self.setObjectName("player")
        self.top, self.foot = TopBar(texts), FootBar(texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        self._holder = QVBoxLayout()
        column.addLayout(self._holder, 1)
        column.addWidget(self.foot)
        self.top.leave.connect(self._leave)
        self.top.bigger.connect(self._bigger)
        self.top.language.connect(self._language)
        self.foot.back.connect(lambda: self.do("back"))
        self.foot.forward.connect(lambda: self.do("advance"))
        self._new_page(desk.view())

    def head(self, strip: QWidget) -> None:
        """Put a strip below the bar, before every page."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, strip)

    # --- what is done --------------------------------------------------------------------
    def do(self, verb: str, *arguments: Any) -> None:
        """Ask the desk, then show what came of it (the tick follows the disk)."""
        if verb in ("back", "advance"):
            self.flush()
        before = self.desk.view()
        try:
            self.desk.do(verb, *arguments)
        except MilClicksError as error:
            self._new_page(self.desk.view())
            self.failed.emit(error)
            return
        view = self.desk.view()
        if view.ended and not before.ended:
            self.ended.emit()
            return
        self._show(before, view)

    def flush(self) -> None:
        """Send on what was typed and not yet sent."""
        if self.page is not None:
            self.page.flush()

    def _leave(self) -> None:
        self.flush()
        self.leave.emit()

    def _bigger(self) -> None:
        self.flush()
        self.bigger.emit()

    def _language(self, locale: str) -> None:
        self.flush()
        self.language.emit(locale)

    # --- showing -------------------------------------------------------------------------
    def _show(self, before: StepView, view: StepView) -> None:
        same = moment(before) == moment(view)
        opened = not _closed(before) and _closed(view)
        if not (same and self.page is not None and self.page.show_view(view)):
            self._new_page(view)
        else:
            self._show_bars(view)
            if opened:
                self.paged.emit()
        if same and opened:
            self.focus_first()
            QTimer.singleShot(0, self, self._to_verdict)

    def _to_verdict(self) -> None:
        """Scroll to what came of the answer."""
        panel = getattr(self.page, "panel", None)
        if panel is not None and self.page is not None:
            self.page.split.ensureWidgetVisible(panel.verdict, 0, self.theme.px(90))

    def _new_page(self, view: StepView) -> None:
        old, lesson = self.page, self.desk.lesson
        strand = strand_name(self.texts, lesson.strand)
        crumb = self.texts.say(CRUMB, strand=strand, lesson=lesson.title)
        crumb = in_language(self.texts, crumb, self._shown_in)
        make = PAGES[view.step.kind]
        self.page = make(
            view,
            self.texts,
            self.media,
            crumb=crumb,
            strand=lesson.strand,
            cover=lesson.picture,
            compact=self.low,
        )
        self.page.did.connect(lambda verb, arguments: self.do(verb, *arguments))
        self.page.term.connect(self.term)
        self.foot.drop()
        self._holder.addWidget(self.page)
        self._reach()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._show_bars(view)
        self.paged.emit()
        QTimer.singleShot(0, self, self.focus_first)

    def _show_bars(self, view: StepView) -> None:
        self.top.show_at(view.index, view.count)
        over = view.last and view.can_advance and not view.looking_back
        last = over and view.item_index + 1 >= view.item_count
        hint = self.page.hint if self.page is not None else ""
        self.foot.show_state(hint, can_back=view.can_back, can_next=view.can_advance, last=last)

    def _reach(self) -> None:
        """Where the window is low, what opens the feedback stands at the foot, always in sight."""
        if self.low and self.page is not None and self.page.ways is not None:
            self.foot.hold(self.page.ways)

    def focus_first(self) -> None:
        """Put the focus where the next move is."""
        control = self.first_control()
        if control is not None and self.isVisible():
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_control(self) -> QWidget | None:
        """The control of the next move."""
        found = self.page.first_control() if self.page is not None else None
        if found is not None and found.isEnabled():
            return found
        return self.foot.next_button if not self.foot.next_button.isHidden() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if low != self.low or self.foot.crowded():
            self.low = low
            self._new_page(self.desk.view())
        self._reach()

    # --- keys ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 1 <= number <= 9 and self.page is not None:
            self.page.pick(number)
            return
        if event.key() in GO_KEYS and self.desk.view().can_advance:
            self.do("advance")
            return
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)


def moment(view: StepView) -> tuple[Any, ...]:
    """What makes two views the same page."""
    scene = view.scene.node.id if view.scene is not None else ""
    turns = len(view.scene.path) if view.scene is not None else 0
    stage = view.show.stage if view.show is not None else ""
    return view.index, view.item_index, scene, turns, stage, view.looking_back


def _closed(view: StepView) -> bool:
    item = view.question
    return item is not None and item.phase == "feedback"
