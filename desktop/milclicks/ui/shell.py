"""The main window: what stands around a screen, and the way from one screen to another.

It builds itself again when the language or the look changes and keeps the open page as it stands.
It knows routes by name; it knows nothing of lessons, packs or prints.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from milclicks.core.changes import Changes
from milclicks.core.texts import N_, Texts
from milclicks.sound.gear import Gear
from milclicks.ui.aloud.listener import WAIT_MS, Listener
from milclicks.ui.bus import Bus
from milclicks.ui.context import Context, Seat
from milclicks.ui.damagewatch import DamageWatch
from milclicks.ui.gate import start_route, way_to
from milclicks.ui.header import Header
from milclicks.ui.idleseat import IdleSeat
from milclicks.ui.jobs import Jobs
from milclicks.ui.mark import mark_icon
from milclicks.ui.noticebar import NoticeBar
from milclicks.ui.notices import Notice, Notices
from milclicks.ui.qt_texts import install_qt_texts, remove_qt_texts
from milclicks.ui.routes import LEARNER_NAV, ROUTES, TEACHER_NAV, Frame
from milclicks.ui.seatchip import seat_chip
from milclicks.ui.sidebar import SideBar, SideScroll
from milclicks.ui.stick.banner import StickBanner
from milclicks.ui.stick.sticks import Sticks
from milclicks.ui.theme import Theme
from milclicks.workspace import Workspace

if TYPE_CHECKING:
    from milclicks.ui.library.afterclass import AfterClass

DAMAGED = N_("A part of the pack “{pack}” is damaged. Everything else in it works.")
SETTINGS_LOST = N_("The settings could not be read and begin anew. What was learnt is kept.")
REMEMBERED = 20
WIDEST = 1400
LOW, TALL = 700, 940
NARROW = 1200


class Shell(QMainWindow):
    """The one window of the program."""

    def __init__(
        self,
        app: QApplication,
        workspace: Workspace,
        jobs: Jobs | None = None,
        gear: Gear | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setMinimumSize(QSize(800, 560))
        self.resize(1280, 800)
        self.app, self.workspace = app, workspace
        self.bus, self.notices = Bus(self), Notices(self)
        self.jobs = jobs or Jobs(self)
        self.gear = gear or Gear.of_this_pc()
        self.listener = Listener(self, workspace, self.gear, self.jobs)
        self.sticks = Sticks(self, workspace, self.jobs, self.bus)
        self.seat = Seat()
        self.route, self.params = "", dict[str, Any]()
        self.screen_: QWidget | None = None
        self._past: list[tuple[str, dict[str, Any]]] = []
        self._translators: list[Any] = []
        self._frame: Frame | None = None
        self._nav = Frame.LEARNER
        self._host: QVBoxLayout | None = None
        self._notice: NoticeBar | None = None
        self.context = self._context()
        self._pause: QWidget | None = None
        self.sticks.pulled_out.connect(self._wait_for_stick)
        self.sticks.back.connect(self._go_on)
        self.bus.changed.connect(self._changed)
        self.notices.shown.connect(self._show_notice)
        self.idle = IdleSeat(self, app)
        self.idle.gone.connect(self._leave_seat)
        self._hurt: set[str] = set()
        DamageWatch(self, workspace.library, self._damaged)

    # --- building ------------------------------------------------------------------------
    def _context(self) -> Context:
        settings = self.workspace.settings
        texts = Texts(settings.locale, digits=settings.digits)
        theme = Theme.of(settings, texts)
        remove_qt_texts(self.app, self._translators)
        self._translators = install_qt_texts(self.app, texts)
        theme.apply(self.app)
        self.setLayoutDirection(theme.qt_direction)
        self.setWindowIcon(mark_icon(theme))
        self.setWindowTitle("MIL CLICKS")
        return Context(
            workspace=self.workspace,
            texts=texts,
            theme=theme,
            bus=self.bus,
            jobs=self.jobs,
            notices=self.notices,
            gear=self.gear,
            listener=self.listener,
            sticks=self.sticks,
            seat=self.seat,
            room=self._room(),
            go=self.go,
            back=self.back,
        )

    def _room(self) -> int:
        return (self.height() >= LOW) + (self.height() >= TALL)

    def rebuild(self) -> None:
        """Make everything again in the language and look of the settings; keep the open page."""
        kept = dict(self.params)
        if self.screen_ is not None and hasattr(self.screen_, "kept"):
            kept.update(self.screen_.kept())
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        self.context = self._context()
        self._frame = None
        self._open(self.route, kept)
        again = self.findChild(QWidget, name) if name else None
        if again is not None and again.isEnabled():
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _surround(self, frame: Frame) -> None:
        """Build what stands around the screen, if it is not there already."""
        if frame is Frame.SAME:
            frame = self._nav
        if frame is self._frame:
            return
        self._frame = frame
        self._nav = Frame.LEARNER if frame is Frame.BARE else frame
        middle = QWidget()
        middle.setObjectName("paper")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._bar = self._header = self._banner = None
        column = QVBoxLayout()
        column.setSpacing(14)
        if frame is not Frame.BARE:
            entries = TEACHER_NAV if frame is Frame.TEACHER else LEARNER_NAV
            self._bar = SideBar(self.context, entries, seat_chip(self.context, frame))
            self._side = SideScroll(self._bar)
            row.addWidget(self._side)
            self._header = Header(self.context)
            column.addWidget(self._header)
            self._banner = StickBanner(self.context, self.sticks)
            column.addWidget(self._banner)
        self._host = QVBoxLayout()
        column.addLayout(self._host, 1)
        self._notice = NoticeBar(self.context)
        column.addWidget(self._notice)
        self._column = column
        holder = QWidget()
        holder.setLayout(column)
        if frame is not Frame.BARE:
            holder.setMaximumWidth(self.context.theme.px(WIDEST))
        row.addStretch(1)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        self._set_margins()
        self.setCentralWidget(middle)

    def _set_margins(self) -> None:
        if self._frame is Frame.BARE or self._frame is None:
            self._column.setContentsMargins(0, 0, 0, 0)
            return
        side = 36 if self.width() >= NARROW else 24
        narrow = self.width() < self.context.theme.px(NARROW)
        self._side.fit(narrow=narrow)
        if self._header is not None:
            self._header.fit(narrow=narrow)
        low = self.height() < LOW
        self._column.setContentsMargins(side, 12 if low else 20, side, 6 if low else 12)
        self._column.setSpacing(10 if low else 14)

    # --- moving --------------------------------------------------------------------------
    def start(self) -> None:
        """Open the page that fits: first start, who is here, or today."""
        route, params = start_route(self.workspace, self.seat)
        self.go(route, **params)
        gone, self.workspace.language_gone = self.workspace.language_gone, None
        if gone is not None:
            self.notices.tell(self.context.texts.message(gone))
        lost = self.workspace.trust.memory.told()
        if lost is not None:
            self.notices.tell(self.context.texts.message(lost))
        if self.workspace.settings_set_aside is not None:
            self.notices.tell(self.context.texts.say(SETTINGS_LOST))

    def go(self, route: str, /, **params: Any) -> None:
        """Open a screen; a locked one asks for the PIN first."""
        route, params = way_to(self.workspace, self.seat, ROUTES[route], params)
        if self.route and self.route not in ("pin", "first_run") and self.route != route:
            self._past.append((self.route, self._kept()))
            del self._past[:-REMEMBERED]
        self._open(route, params)

    def back(self) -> None:
        """Return to the page before, or to today."""
        route, params = self._past.pop() if self._past else ("today", {})
        route, params = way_to(self.workspace, self.seat, ROUTES[route], params)
        self._open(route, params)

    def _kept(self) -> dict[str, Any]:
        kept = dict(self.params)
        if self.screen_ is not None and hasattr(self.screen_, "kept"):
            kept.update(self.screen_.kept())
        return kept

    def _open(self, route: str, params: dict[str, Any]) -> None:
        """Build the screen, then change over: a screen that cannot be built changes nothing."""
        found = ROUTES[route]
        screen = found.build(self.context, params)
        screen.setObjectName(f"screen-{route}")
        screen.setAccessibleName(self.context.texts.say(found.title))
        old, self.screen_ = self.screen_, screen
        self._drop_pause()
        self.listener.follow(lambda: read_part(screen), wait_ms=0 if old else WAIT_MS)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.route, self.params = route, params
        self._surround(found.frame)
        assert self._host is not None
        self._host.addWidget(screen)
        self._dress(screen, found.title)
        titled = getattr(screen, "titled", None)
        if titled is not None:
            titled.connect(lambda: self._dress(screen, found.title))
        QTimer.singleShot(0, screen, lambda: self._focus(screen))

    def _dress(self, screen: QWidget, title: str) -> None:
        if self._bar is not None and self._banner is not None:
            self._bar.mark(self.route)
            self._banner.hush(self.route in ("stick", "stick_make", "pin"))
        if self._header is not None:
            shown = getattr(screen, "heading", None)
            words = shown() if shown is not None else (self.context.texts.say(title), "")
            self._header.show_title(*words)
            self._header.sharing.hush(self.route == "packs_share")

    def _focus(self, screen: QWidget) -> None:
        if screen is not self.screen_ or self._pause or not hasattr(screen, "first_focus"):
            return
        first = screen.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a stick that was pulled out -----------------------------------------------------
    def _wait_for_stick(self, keys: frozenset[str]) -> None:
        """Hide the lesson behind a sentence while its stick is away."""
        from milclicks.ui.stick.pause import Pause, pack_of

        if self._pause is not None or pack_of(self.screen_) not in keys:
            return
        assert self.screen_ is not None and self._host is not None
        self.listener.stop()
        self.screen_.hide()
        pause = self._pause = Pause(self.context)
        self._host.addWidget(pause)
        pause.show()
        pause.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, keys: set[str]) -> None:
        """The stick is back: build the same moment again from it."""
        from milclicks.ui.stick.pause import pack_of

        if self._pause is not None and pack_of(self.screen_) in keys:
            self.rebuild()

    def _drop_pause(self) -> None:
        pause, self._pause = self._pause, None
        if pause is not None:
            pause.hide()
            pause.setParent(None)
            pause.deleteLater()

    # --- packs ---------------------------------------------------------------------------
    @cached_property
    def after_class(self) -> AfterClass:
        """What starts updates by itself once the class is over."""
        from milclicks.ui.library.afterclass import AfterClass

        return AfterClass(self, lambda: self.context, lambda: self.route, self._quiet_ms)

    def _quiet_ms(self) -> int:
        return self.idle.quiet_ms()

    def _damaged(self, path: str) -> None:
        """A part of a pack is not what it was: what hangs on it is held back, and it is said."""
        self.bus.tell(self.workspace.packs_changed())
        packs = self.workspace.library.packs(self.context.texts.locale)
        found = next((one for one in packs if str(one.path) == path and one.damaged), None)
        if found is None or path in self._hurt or self.route in ("player", "present", "test"):
            return
        self._hurt.add(path)
        say = self.context.say
        words = say(DAMAGED, pack=found.title or found.id)
        self.notices.offer(words, say(N_("Look")), lambda: self.go("packs"))

    def _asked_first(self) -> bool:
        """Whether updates wait that the person who closes the window is asked about."""
        if self.route == "closing" or not self.isVisible() or self.app.isSavingSession():
            return False
        if not self.workspace.settings.packs_after_class:
            return False
        from milclicks.ui.library import planned

        busy = self.after_class.running or self.sticks.busy or self.jobs.busy
        wanted = planned.may_today(self.workspace) and planned.ready(self.context, there=True)
        if busy or not wanted:
            return False
        self.go("closing")
        return True

    # --- what happens --------------------------------------------------------------------
    def _changed(self, changes: Changes) -> None:
        if "languages" in changes or ("settings" in changes and self._looks_other()):
            self.rebuild()
            return
        if self.screen_ is not None and hasattr(self.screen_, "changed"):
            self.screen_.changed(changes)
            self.listener.look()
            if "people" in changes.topics or "progress" in changes.topics:
                self._dress(self.screen_, ROUTES[self.route].title)

    def _looks_other(self) -> bool:
        settings, texts = self.workspace.settings, self.context.texts
        wanted = Theme.of(settings, Texts(settings.locale, digits=settings.digits))
        return wanted != self.context.theme or texts.digits != settings.digits

    def _leave_seat(self) -> None:
        """Nobody is there: the next person is asked who it is."""
        if self.route in ("player", "present", "first_run", "chooser"):
            return
        if self.seat.learner is not None or self.seat.teacher:
            self.seat.leave()
            self._past.clear()
            self.go("chooser")

    def _show_notice(self, notice: Notice) -> None:
        if self._notice is not None:
            self._notice.show_notice(notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Small windows have narrower margins; a low one is laid out again."""
        super().resizeEvent(event)
        if self._frame is None:
            return
        self._set_margins()
        if self.context.room != self._room() and self._frame is not Frame.BARE:
            QTimer.singleShot(0, self, self.rebuild)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the voice and the jobs before the window goes; ask first when updates wait."""
        if self._asked_first():
            event.ignore()
            return
        self.listener.stop()
        self.sticks.stop()
        self.jobs.close()
        super().closeEvent(event)


def read_part(screen: QWidget) -> QWidget | None:
    """What of a screen is read aloud: the part it names, else all of it."""
    part = getattr(screen, "read_part", None)
    found = part() if part is not None else screen
    return found if isinstance(found, QWidget) else None
