"""The screen of a lesson: starts or resumes the run, keeps it over a language switch, ends it.

What a lesson is and what an answer is worth stands elsewhere; here the workspace, the player and
the other screens meet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.lessons.run import LessonRun
from milclicks.ui.aloud.control import ListenButton
from milclicks.ui.aloud.listener import SPOKEN_IN
from milclicks.ui.content import lesson_cards, terms
from milclicks.ui.context import Context
from milclicks.ui.hearing import hearing_of
from milclicks.ui.inline import plain
from milclicks.ui.makers import MakerStrip, guests
from milclicks.ui.pictures import MediaOf
from milclicks.ui.player.asides import PeekSlip, Slip, StillSlip, TermSlip
from milclicks.ui.player.desk import Desk, RunDesk, SessionDesk
from milclicks.ui.player.end import EndPage
from milclicks.ui.player.idle import IdleWatch
from milclicks.ui.player.view import PlayerView
from milclicks.ui.screen import Screen
from milclicks.ui.storing import choose
from milclicks.ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from milclicks.lessons.session import LessonSession
    from milclicks.packs.shelf import LessonRef

SIZES = (100, 125, 150, 175, 200)
CUTS = (60, 40, 20)
TO_LESSONS = N_("To the lessons")
HOME_MS = 60_000


class PlayerScreen(Screen):
    """`ref`: which lesson (None = the one left open). `step`: only look at this step.

    `session` and `over` come back from `kept` when the window is built again.
    """

    def __init__(
        self,
        context: Context,
        ref: LessonRef | None = None,
        step: str | None = None,
        session: LessonSession | None = None,
        over: bool = False,
        cut: int = 40,
    ) -> None:
        super().__init__(context)
        self.ref, self.step, self.cut = ref, step, cut
        self.session = session
        self.player: PlayerView | None = None
        self.end: EndPage | None = None
        self.slip: Slip | None = None
        self.idle: IdleWatch | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        try:
            self._open(over)
        except MilClicksError as error:
            self._refuse(error)

    def kept(self) -> dict[str, Any]:
        if self.player is not None:
            self.player.flush()
        over = self.end is not None
        return {"ref": self.ref, "step": self.step, "session": self.session, "over": over}

    def first_focus(self) -> QWidget | None:
        if self.end is not None:
            return self.end.first_control()
        return self.player.first_control() if self.player is not None else None

    def read_part(self) -> QWidget | None:
        """What is read aloud: the slip, else the step or the end, without the bars."""
        page = self.player.page if self.player is not None else self.end
        return self.slip or page

    # --- opening -------------------------------------------------------------------------
    def _open(self, over: bool) -> None:
        locale, workspace = self.context.texts.locale, self.context.workspace
        if self.step is not None and self.ref is not None:
            self._peek(self.ref, self.step)
            return
        if self.session is None:
            self.session = self._found(locale)
        else:
            workspace.speak(self.session, locale)
        self.ref = self.session.ref
        if over or self.session.view().ended:
            self._show_end()
            return
        self._show_player(SessionDesk(self.session, self.context.bus.tell))

    def _found(self, locale: str) -> LessonSession:
        """The lesson left open if it is the one that is asked for, else a new run."""
        workspace, learner = self.context.workspace, self.context.seat.learner
        left = workspace.resume(learner, locale)
        if left is not None and (self.ref is None or _same(left.ref, self.ref)):
            return left
        if self.ref is None:
            self.ref = lesson_cards(self.context)[0].ref
        return workspace.start_lesson(learner, self.ref, locale, self.cut)

    def _peek(self, ref: LessonRef, step: str) -> None:
        """Look at one step; nothing is kept."""
        lesson = self.context.workspace.lesson(ref, self.context.texts.locale)
        self._show_player(RunDesk(run_at(lesson, step, self.context.texts.locale)))
        slip = PeekSlip(self.context.texts, plain(lesson.title))
        slip.begin.connect(lambda: self.context.go("player", ref=ref))
        self._show_slip(slip)

    def _show_player(self, desk: Desk) -> None:
        library, texts = self.context.workspace.library, self.context.texts
        shown = library.lesson_locale(self.ref, texts.locale) if self.ref is not None else ""
        player = PlayerView(desk, texts, self._media(), low=self._low(), locale=shown or "")
        if self.ref is not None:
            library, wanted = self.context.workspace.library, self.context.texts.locale
            player.setProperty(SPOKEN_IN, library.lesson_locale(self.ref, wanted) or wanted)
        standing = guests(self.context).get(self.ref.pack) if self.ref is not None else None
        if standing is not None:
            player.head(MakerStrip(texts, standing))
        player.top.put(ListenButton(self.context.listener, self.context.texts))
        player.paged.connect(lambda: self.context.listener.follow(self.read_part))
        player.leave.connect(self.context.back)
        player.bigger.connect(self._bigger)
        player.language.connect(self._language)
        player.term.connect(self._term)
        player.ended.connect(self._ended)
        player.failed.connect(lambda error: self.context.notices.fail(error, self.context.texts))
        self.player = player
        self._column.addWidget(player)
        if self.session is not None:
            self._watch()

    def _low(self) -> bool:
        screen = self.screen()
        return screen is not None and screen.availableSize().height() < 700

    def _media(self) -> MediaOf:
        library, locale = self.context.workspace.library, self.context.texts.locale
        pack = self.ref.pack_key if self.ref is not None else ""
        return MediaOf(
            lambda name: library.picture(pack, name, locale).data or b"",
            lambda name: library.alt(pack, name, locale),
            hearing_of(self.context, pack),
        )

    def _refuse(self, error: MilClicksError) -> None:
        texts = self.context.texts
        words = texts.message(error.sentence)
        if error.remedy is not None:
            words = f"{words} {texts.message(error.remedy)}"
        state = EmptyState("warning", words, self.say(TO_LESSONS), lambda: self.context.go("learn"))
        self._column.addWidget(state)

    # --- the end -------------------------------------------------------------------------
    def _ended(self) -> None:
        if self.session is None:
            self.context.back()
            return
        self._show_end()

    def _show_end(self) -> None:
        assert self.session is not None
        if self.player is not None:
            self.player.hide()
            self.player.deleteLater()
            self.player = None
        self._drop_slip()
        if self.idle is not None:
            self.idle.stop()
        following = self._following()
        page = EndPage(
            self.context.texts,
            self.session.run.state.lesson,
            self.session.summary(),
            next_=following.title if following else "",
            finished=self.session.run.state.finished,
            guest=self.context.seat.learner is None,
        )
        page.done.connect(lambda: self.context.go("today"))
        page.pact.connect(lambda: self.context.go("pact"))
        if following is not None:
            page.next_lesson.connect(lambda: self.context.go("player", ref=following.ref))
        self.end = page
        self.context.listener.follow(self.read_part)
        self._column.addWidget(page)
        if self.context.seat.learner is not None:
            self.idle = IdleWatch(self, ask_ms=HOME_MS, leave_ms=HOME_MS)
            self.idle.gone.connect(lambda: self.context.go("chooser"))
            self.idle.watch(self.window())
        QTimer.singleShot(0, self, lambda: page.first_control().setFocus())

    def _following(self):
        """The card of the lesson after this one."""
        cards = lesson_cards(self.context)
        places = [n for n, card in enumerate(cards) if self.ref and _same(card.ref, self.ref)]
        if not places or places[0] + 1 >= len(cards):
            return None
        return cards[places[0] + 1]

    # --- what the bars ask ---------------------------------------------------------------
    def _bigger(self) -> None:
        settings = self.context.workspace.settings
        larger = [size for size in SIZES if size > settings.text_size]
        self._store(replace(settings, text_size=larger[0] if larger else SIZES[0]))

    def _language(self, locale: str) -> None:
        self._store(replace(self.context.workspace.settings, locale=locale))

    def _store(self, settings: Any) -> None:
        choose(self.context, settings)

    def _term(self, term: str) -> None:
        texts = self.context.texts
        found = [
            each for each in terms(self.context.workspace.library, texts.locale) if each.id == term
        ]
        if not found:
            return
        slip = TermSlip(texts, plain(found[0].term), found[0].definition)
        slip.closed.connect(self._drop_slip)
        self._show_slip(slip)
        slip.close_button.setFocus()

    def _show_slip(self, slip: Slip) -> None:
        self._drop_slip()
        self.slip = slip
        self._column.insertWidget(0, slip)
        self.context.listener.follow(self.read_part)

    def _drop_slip(self) -> None:
        slip, self.slip = self.slip, None
        if slip is not None:
            slip.hide()
            slip.deleteLater()
            self.context.listener.follow(self.read_part)
            if self.player is not None:
                self.player.focus_first()

    # --- is somebody there? --------------------------------------------------------------
    def _watch(self) -> None:
        self.idle = IdleWatch(self)
        self.idle.asks.connect(self._ask)
        self.idle.gone.connect(lambda: self.context.go("chooser"))
        if self.player is not None:
            self.idle.watch(self.player.window())

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self.idle is not None:
            self.idle.watch(self.window())

    def _ask(self) -> None:
        people = self.context.workspace.records.people
        learner = self.context.seat.learner
        person = people.learner(learner) if learner else None
        name, avatar = (person.nickname, person.avatar) if person else ("", "")
        slip = StillSlip(self.context.texts, name, avatar)
        slip.yes.connect(self._still)
        slip.no.connect(lambda: self.context.go("chooser"))
        self._show_slip(slip)
        slip.yes_button.setFocus()

    def _still(self) -> None:
        self._drop_slip()
        if self.idle is not None:
            self.idle.stir()


def run_at(lesson, step: str, locale: str) -> LessonRun:
    """A run that is kept nowhere, at a step of a lesson."""
    cut = next((c for c in CUTS if any(s.id == step for s in lesson.steps_for(c))), CUTS[0])
    run, _ = LessonRun.start(lesson, seed="look", cut=cut, mode="present", locale=locale)
    while run.view().step.id != step and not run.view().ended:
        run, _ = run.advance()
    return run


def _same(one: LessonRef, other: LessonRef) -> bool:
    return (one.pack, one.lesson) == (other.pack, other.lesson)
