"""Taking the test: one question on a page, each answer saved at once, no verdict on the way.

At the end there are thanks and two numbers. The run can be left and taken up again at any time.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.context import Context
from milclicks.ui.header import language_button
from milclicks.ui.page import Page, beside, block, wrapped
from milclicks.ui.prepost.answers import Answers
from milclicks.ui.pretests import (
    CHANGED,
    Ask,
    Form,
    Pretest,
    Run,
    answer,
    hand_in,
    media_of,
    pretest,
    run_of,
)
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, heading, small, title

WIDEST = 1060
COUNT = N_("Question {n} of {total}")
NO_RUN = N_("No test is waiting for you.")
ABOUT = {
    "decision": N_("Look at the message. Is it sound or unsound?"),
    "choice": N_("One answer is right."),
    "statement": N_("There is no right answer. Choose what is true for you."),
    "intent": N_("There is no right answer. Choose what you would really do."),
}
KIND = N_("You kept {kept} of {kept_of} sound messages and caught {caught} of {caught_of} others.")
GROWS = N_("This is where you stand today, and it grows with practice.")
LEAVE = N_("Everything is saved. You can go on later.")


class TakeTest(Page):
    """`run` is the id of the run (without it, the one the learner left open); `at` the page.

    Page 0 greets, page n asks question n, the page after the last one hands in.
    """

    def __init__(self, context: Context, run: str = "", at: int | None = None) -> None:
        super().__init__(context, gap=16)
        self._test: Pretest | None = pretest(context)
        self._run: Run | None = run_of(context, run)
        self._at = at if at is not None else self._begin_at()
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The run and the page; the answers are on the disk."""
        return {"run": self._run.id if self._run else "", "at": self._at}

    def first_focus(self) -> QWidget | None:
        """The answer, or the button that goes on."""
        return self._first

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wide screen the page stands in the middle."""
        super().resizeEvent(event)
        outer, theme = self.layout(), current()
        if outer is not None:
            side = max(theme.space(5), (self.width() - theme.px(WIDEST)) // 2)
            outer.setContentsMargins(side, theme.space(3), side, theme.space(3))

    def _form(self) -> Form | None:
        if self._test is None or self._run is None:
            return None
        return self._test.forms.get(self._run.form)

    def _begin_at(self) -> int:
        """The page after the last answer; the greeting where there is none."""
        form = self._form()
        if form is None or self._run is None:
            return 0
        given = [n for n, one in enumerate(form.asks, 1) if one.id in self._run.answers]
        return given[-1] + 1 if given else 0

    # --- the pages -----------------------------------------------------------------------
    def fill(self) -> None:
        """The page that is on show."""
        form = self._form()
        if self._run is None or self._test is None or form is None:
            self._nothing()
        elif self._run.ended:
            self._thanks(self._run)
        else:
            self._top(form)
            if self._at <= 0:
                self._greet(self._test)
            elif self._at <= len(form.asks):
                self._ask(self._run, form, form.asks[self._at - 1])
            else:
                self._hand_in(self._run, form)
        self.column.addStretch(1)

    def _nothing(self) -> None:
        self.column.addWidget(title(self.say(NO_RUN)))
        self._feet(self.say(N_("Home")), "test-home", lambda: self.context.go("today"))

    def _top(self, form: Form) -> None:
        """Where one is, the language, and the way out."""
        total = len(form.asks)
        at = min(self._at, total)
        words = self.say(COUNT, n=at, total=total) if at else self.say(N_("Before we begin"))
        leave = QuietButton(self.say(N_("Go on later")))
        leave.setObjectName("test-leave")
        leave.clicked.connect(self._leave)
        self.column.addWidget(wrapped(language_button(self.context), leave))
        bar = ThinBar(at / total, words)
        self.column.addWidget(block(small(words), bar))

    def _greet(self, test: Pretest) -> None:
        self.column.addWidget(heading(test.title, marked=True))
        self.column.addWidget(body(test.intro, marked=True))
        self._feet(self.say(N_("Begin")), "test-next", lambda: self._to(1))

    def _ask(self, run: Run, form: Form, ask: Ask) -> None:
        answers = Answers(self.context.texts, ask, run.answers.get(ask.id))
        answers.given.connect(lambda response, level: self._keep(ask, response, level))
        about = small(self.say(ABOUT[ask.part]))
        asked = block(title(ask.stem, marked=True), about, answers, gap=12)
        column = asked.layout()
        if isinstance(column, QVBoxLayout):
            column.addStretch(1)
        if ask.stimulus is not None:
            grid = QWidget()
            least = self.context.theme.px(380)
            flow = FlowLayout(grid, even=True, least=least, gap=24, columns=2)
            shown = artefact_view(ask.stimulus, self.context.texts, media_of(self.context, form))
            flow.addWidget(shown)
            flow.addWidget(asked)
            self.column.addWidget(grid)
        else:
            self.column.addWidget(asked)
        self._feet(self.say(N_("Next")), "test-next", lambda: self._to(self._at + 1), back=True)
        self._first = answers.first()

    def _hand_in(self, run: Run, form: Form) -> None:
        left = [n for n, one in enumerate(form.asks, 1) if one.id not in run.answers]
        self.column.addWidget(heading(self.say(N_("Hand it in?"))))
        if left:
            words = self.context.texts.say_n(
                "{n} question is still open.", "{n} questions are still open.", len(left)
            )
            again = SecondaryButton(self.say(N_("Look at the first open one")))
            again.setObjectName("test-open")
            again.clicked.connect(lambda: self._to(left[0]))
            self.column.addWidget(block(body(words), beside(again), gap=10))
        else:
            self.column.addWidget(body(self.say(N_("You have answered every question."))))
        self.column.addWidget(small(self.say(N_("After that nothing can be changed."))))
        self._feet(self.say(N_("Hand in")), "test-hand-in", self._end, back=True)

    def _thanks(self, run: Run) -> None:
        told = run.score
        self.column.addWidget(heading(self.say(N_("Thank you!"))))
        card: Card = SunCard()
        card.setObjectName("test-numbers")
        card.add(
            title(
                self.say(
                    KIND,
                    kept=told.kept,
                    kept_of=told.kept_of,
                    caught=told.caught,
                    caught_of=told.caught_of,
                )
            )
        )
        card.add(body(self.say(GROWS)))
        self.column.addWidget(card)
        self._feet(self.say(N_("Done")), "test-done", lambda: self._go_home(run))

    def _feet(self, words: str, name: str, do: Any, *, back: bool = False) -> None:
        foot = self.with_foot()
        if back:
            before = SecondaryButton(self.say(N_("Back")))
            before.setObjectName("test-back")
            before.clicked.connect(lambda: self._to(self._at - 1))
            foot.addWidget(before)
        on = PrimaryButton(words)
        on.setObjectName(name)
        on.clicked.connect(do)
        foot.addWidget(on)
        self._first = on

    # --- what is done --------------------------------------------------------------------
    def _to(self, at: int) -> None:
        self._at = at
        self.refresh()
        self.area.to_top()
        if self._first is not None:
            self._first.setFocus()

    def _keep(self, ask: Ask, response: str, level: str) -> None:
        form = self._form()
        if self._run is None or form is None:
            return
        try:
            self._run = answer(self.context, self._run, form, ask.id, response, level)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            self._to(self._at)

    def _end(self) -> None:
        if self._run is None:
            return
        try:
            self._run = hand_in(self.context, self._run)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self.context.bus.tell(CHANGED)
        self._to(self._at)

    def _leave(self) -> None:
        run = self._run
        if run is not None:
            self._go_home(run)
            self.context.notices.tell(self.say(LEAVE))

    def _go_home(self, run: Run) -> None:
        self.context.go("today" if run.learner else "chooser")
