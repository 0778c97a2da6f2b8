"""The card of the work that goes on: how much of it is done, how long it still takes, Stop.

When it did not end well the card says why and what to do, and offers to try again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library.errand import METERED, Errand
from milclicks.ui.makers import MakerQuestion
from milclicks.ui.page import wrapped
from milclicks.ui.sizes import left_words, size_words
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

OF = N_("{done} of {size}")
SURE = N_("Stop at any time: this computer keeps what it had.")


def work_card(context: Context) -> QWidget | None:
    """The card to show now, or None when nothing goes on."""
    errand = Errand.of(context)
    if errand.task is not None:
        return WorkCard(context, errand)
    if errand.problem is not None and errand.problem.code == "maker.unknown":
        return _maker(context, errand)
    return _problem(context, errand) if errand.problem is not None else None


def _maker(context: Context, errand: Errand) -> QWidget:
    """The question at the first pack of a teacher; a yes is remembered and the work done again."""
    from milclicks.packs.trust.pins import MakerUnknown

    unknown = errand.problem
    assert isinstance(unknown, MakerUnknown)
    question = MakerQuestion(context.texts, unknown)

    def add() -> None:
        context.workspace.library.trust.pins.compared(unknown.maker)
        errand.again(context)

    QTimer.singleShot(0, question.later, question.later.setFocus)
    question.same.connect(add)
    question.not_now.connect(errand.put_away)
    return question


class WorkCard(SunCard):
    """Follows the errand as long as it is on show."""

    def __init__(self, context: Context, errand: Errand) -> None:
        super().__init__()
        assert errand.task is not None
        self.setObjectName("work")
        self._context, self._errand, self._size = context, errand, errand.task.size
        say = context.texts.say
        words = say(errand.task.words)
        self.add(subtitle(errand.task.title) if errand.task.title else body(words))
        if errand.task.title:
            self.add(small(words))
        self._bar = ThinBar(0.0, words)
        self.add(self._bar)
        self._told = small("")
        self._told.setObjectName("work-told")
        self.add(self._told)
        self.add(small(say(SURE)))
        stop = SecondaryButton(say(N_("Stop")), icon="stop")
        stop.setObjectName("stop-install")
        stop.clicked.connect(lambda: errand.stop(context))
        if errand.stopping:
            stop.setText(say(N_("Stopping …")))
            stop.setEnabled(False)
        self.add(wrapped(stop))
        errand.moved.connect(self._move)
        self._move()

    def _move(self) -> None:
        texts, errand = self._context.texts, self._errand
        if not errand.total:
            return  # nothing was told yet
        total = errand.total
        share = min(errand.at, total) / total
        percent = texts.percent(int(100 * share))
        self._bar.set_share(share, percent)
        parts = [percent]
        if self._size:
            done = size_words(texts, int(self._size * share))
            parts = [texts.say(OF, done=done, size=size_words(texts, self._size))]
        if errand.left is not None and errand.at < errand.total:
            parts.append(left_words(texts, errand.left))
        self._told.set_text(". ".join(parts))


def _problem(context: Context, errand: Errand) -> QWidget:
    """Why the work did not end well; it stays until it is put away."""
    texts, card, problem = context.texts, SunCard(), errand.problem
    assert problem is not None
    card.setObjectName("work-problem")
    card.add(body(texts.message(problem.sentence), strong=True))
    if problem.remedy is not None:
        card.add(body(texts.message(problem.remedy)))
    agree = problem.code == METERED
    words = N_("Fetch it all the same") if agree else N_("Try again")
    again = SecondaryButton(texts.say(words), icon="replay")
    again.setObjectName("work-again")
    again.clicked.connect(lambda: errand.again(context))
    away = PlainButton(texts.say(N_("Close")), icon="close")
    away.setObjectName("work-close")
    away.clicked.connect(errand.put_away)
    card.add(wrapped(again, away))
    return card


def added_card(context: Context, pack: PackInfo) -> QWidget:
    """The way on to the lessons of a pack that came."""
    card = Card()
    card.setObjectName("added")
    words = N_("“{pack}” is on this computer now.")
    card.add(subtitle(context.say(words, pack=plain(pack.title) or pack.id)))
    go = SecondaryButton(context.say(N_("Show its lessons")), icon="teacher")
    go.setObjectName("open-lessons")
    go.clicked.connect(lambda: context.go("teach"))
    card.add(wrapped(go))
    return card
