"""What is asked when the window is closed while updates wait for the end of class.

Update now and close, not today, or stay. Closing the window once more means: not now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.library import planned
from milclicks.ui.library.afterclass import AfterClass
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.offer import offers, title_of
from milclicks.ui.library.workcard import next_of, work_card
from milclicks.ui.page import Page, beside, block
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import HeroCard
from milclicks.ui.widgets.text import body, small, title

ASK = N_("Before you close: update now?")
WHY = N_("It was planned for the end of class. You can go back to the earlier version at any time.")
AT_MOST = N_("{pack}: version {version}, at most {size}")


class Closing(Page):
    """The question, and then the work; the window closes by itself when all of it came."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, width=720, gap=16, centred=True)
        self._after = AfterClass.of(context)
        self._first: QWidget | None = None
        self._errand = Errand.of(context)
        self._errand.turned.connect(self.refresh)
        self._after.ended.connect(self._over)
        self.area.column.setContentsMargins(28, 28, 28, 28)
        self.fill()

    def first_focus(self) -> QWidget | None:
        """Updating, or what can be done after it did not go well."""
        return self.named(*next_of(self.context)) or self._first

    def next_focus(self) -> Sequence[str]:
        """Stop, then what can be done after it did not go well."""
        return next_of(self.context)

    def fill(self) -> None:
        """What waits and the three ways on, or the work that goes on."""
        self.column.addStretch(1)
        work = work_card(self.context)
        if work is not None:
            self.column.addWidget(work)
        lines = self._lines()
        if self._errand.task is None and not lines and self._errand.problem is None:
            QTimer.singleShot(0, self, self.context.back)  # nothing is left to ask about
        elif self._errand.task is None:
            card = HeroCard()
            card.setObjectName("closing-card")
            card.add(title(self.say(ASK), size=26))
            card.add(block(*[body(one, strong=True) for one in lines], gap=4))
            card.add(small(self.say(WHY)))
            card.add(self._one_below_the_other(self._ways()))
            self.column.addWidget(card)
        self.column.addStretch(2)

    def _lines(self) -> list[str]:
        texts, found = self.context.texts, {one.key: one.entry for one in offers(self.context)}
        return [
            texts.say(
                AT_MOST,
                pack=title_of(self.context, found[one.key]),
                version=one.version,
                size=size_words(texts, one.most or found[one.key].bytes),
            )
            for one in planned.ready(self.context, there=True)
        ]

    def _ways(self) -> list[Button]:
        now = PrimaryButton(self.say(N_("Update now and close")), icon="down")
        later = SecondaryButton(self.say(N_("Not today, close")), icon="leave")
        stay = PlainButton(self.say(N_("Do not close")))
        ways: list[tuple[Button, str, Callable[[], None]]] = [
            (now, "close-update", self._update),
            (later, "close-not-today", self._not_today),
            (stay, "close-stay", self.context.back),
        ]
        for button, name, do in ways:
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, do=do: do())
        self._first = now
        return [now, later, stay]

    def _one_below_the_other(self, buttons: list[Button]) -> QWidget:
        """A column as wide as the widest of them."""
        column = block(*buttons, gap=8)
        column.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return beside(column)

    def _update(self) -> None:
        if not self._after.begin(there=True):
            self.window().close()

    def _over(self, whole: bool) -> None:
        """All came: there is nothing more to wait for."""
        if whole:
            self.window().close()

    def _not_today(self) -> None:
        planned.not_today(self.context)
        self.window().close()
