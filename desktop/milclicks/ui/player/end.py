"""The end of a lesson: kept sound and caught unsound, what to try at home, what next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import RunSummary
from milclicks.steps.lesson import Lesson
from milclicks.ui.inline import plain
from milclicks.ui.player.bars import Strip
from milclicks.ui.player.plain import SAY_IT, TRY_IT, YOUR_PLAN, plan_words
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, IconPicture, SunCard
from milclicks.ui.widgets.columns import ScrollColumn
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import Eyebrow, TextBlock, body, heading, small, title

DONE = N_("Well done: “{lesson}” is finished")
STOPPED = N_("“{lesson}” is saved as far as you came")
KEPT = N_("Kept sound")
KEPT_SAYS = N_("You passed on {n} of {total} messages that were sound.")
CAUGHT = N_("Caught unsound")
CAUGHT_SAYS = N_("You pushed back {n} of {total} messages that were not sound.")
HELD = N_("Held")
ANSWERS = N_("Answers")
ANSWERS_SAYS = N_("{n} of {total} questions were fully right.")
OF = N_("{n} of {total}")
SURE_FIT = N_("How sure you were fits how often you were right.")
SURE_OVER = N_("You were surer than your answers were right. One more look pays off.")
SURE_UNDER = N_("You were right more often than you thought. Trust your checking.")
SAVED = N_("Everything is saved.")
NEXT_LESSON = N_("Next lesson: {lesson}")
PACT = N_("To my pact")
END = N_("Done")
FIT = 10


class Figure(Card):
    """A number with its word, and the sentence that explains it."""

    def __init__(self, word: str, number: str, sentence: str, icon: str) -> None:
        super().__init__(frame="ink", width=current().stroke())
        self.setMinimumWidth(current().px(190))
        self.add(IconPicture(icon, size=28))
        self.add(TextBlock(number, size=32, strong=True))
        self.add(TextBlock(word, size=18, strong=True))
        self.add(small(sentence, colour="ink"))
        self.column.addStretch(1)
        self.setAccessibleName(f"{word}: {number}. {sentence}")


class Dots(QWidget):
    """The line of finished segments, as an ornament."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = current()
        self.setFixedHeight(12)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, wide = QPainter(self), self.width() / 10
        for number in range(10):
            where = QRectF(number * wide, 1, wide - 6, 10)
            box(painter, where, radius=5, fill=self.theme.colour("strand.literacy"))


class EndPage(QWidget):
    """`next_` is the title of the lesson to go on with, "" when there is none."""

    next_lesson = Signal()
    pact = Signal()
    done = Signal()

    def __init__(
        self,
        texts: Texts,
        lesson: Lesson,
        summary: RunSummary,
        *,
        next_: str = "",
        finished: bool = True,
        guest: bool = False,
    ) -> None:
        super().__init__()
        self.texts, self.say = texts, texts.say
        theme = current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        page = ScrollColumn(width=900, margins=(theme.space(5), theme.space(5)))
        outer.addWidget(page, 1)
        page.add(Dots())
        words = DONE if finished else STOPPED
        page.add(heading(self.say(words, lesson=plain(lesson.title)), size=28))
        figures = self._figures(summary)
        if figures:
            holder = QWidget()
            row = FlowLayout(holder, even=True, least=theme.px(200), columns=len(figures))
            for figure in figures:
                row.addWidget(figure)
            page.add(holder)
        sure = self._sure(summary)
        if sure:
            page.add(body(sure))
        self._home(page, summary)
        page.column.addStretch(1)
        outer.addWidget(self._foot(next_, guest))

    def _figures(self, told: RunSummary) -> list[Figure]:
        say, found = self.say, []
        if told.kept_of:
            number = say(OF, n=told.kept, total=told.kept_of)
            found.append(
                Figure(
                    say(KEPT), number, say(KEPT_SAYS, n=told.kept, total=told.kept_of), "pass_on"
                )
            )
        if told.caught_of:
            number = say(OF, n=told.caught, total=told.caught_of)
            sentence = say(CAUGHT_SAYS, n=told.caught, total=told.caught_of)
            found.append(Figure(say(CAUGHT), number, sentence, "shield"))
        if told.held:
            sentence = self.texts.say_n(
                "You held {n} message until you know more.",
                "You held {n} messages until you know more.",
                told.held,
            )
            found.append(Figure(say(HELD), self.texts.number(told.held), sentence, "hand"))
        if told.total:
            number = say(OF, n=told.right, total=told.total)
            sentence = say(ANSWERS_SAYS, n=told.right, total=told.total)
            found.append(Figure(say(ANSWERS), number, sentence, "check"))
        return found

    def _sure(self, told: RunSummary) -> str:
        if told.calibration is None:
            return ""
        gap = told.calibration.points
        words = SURE_FIT if abs(gap) <= FIT else SURE_OVER if gap > 0 else SURE_UNDER
        return self.say(words)

    def _home(self, page: ScrollColumn, told: RunSummary) -> None:
        if told.plan is not None:
            card = Card()
            card.add(Eyebrow(self.say(YOUR_PLAN)))
            card.add(title(plan_words(self.texts, *told.plan), size=20))
            page.add(card)
        if told.sentence:
            card = Card()
            card.add(Eyebrow(self.say(SAY_IT)))
            card.add(title(told.sentence, marked=True, size=20))
            page.add(card)
        if told.task:
            sun = SunCard()
            sun.add(Eyebrow(self.say(TRY_IT), "ink"))
            sun.add(body(told.task, marked=True))
            page.add(sun)

    def _foot(self, next_: str, guest: bool) -> QWidget:
        theme = current()
        strip = Strip(ground="card", line_on_top=True)
        column = QVBoxLayout(strip)
        column.setContentsMargins(28, 10, 28, 10)
        holder = QWidget()
        row = FlowLayout(holder, gap=theme.space(2))
        self.done_button = (
            PrimaryButton(self.say(END)) if not next_ else SecondaryButton(self.say(END))
        )
        self.done_button.setObjectName("done")
        self.done_button.clicked.connect(self.done)
        if next_:
            self.next_button = PrimaryButton(self.say(NEXT_LESSON, lesson=plain(next_)))
            self.next_button.setObjectName("next-lesson")
            self.next_button.clicked.connect(self.next_lesson)
            row.addWidget(self.next_button)
        row.addWidget(self.done_button)
        pact = SecondaryButton(self.say(PACT), icon="pact")
        pact.setObjectName("to-pact")
        pact.clicked.connect(self.pact)
        row.addWidget(pact)
        if not guest:
            row.addWidget(small(self.say(SAVED)))
        column.addWidget(holder)
        return strip

    def first_control(self) -> QWidget:
        """The one thing to do."""
        return getattr(self, "next_button", self.done_button)
