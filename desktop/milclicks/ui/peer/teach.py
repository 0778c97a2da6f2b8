"""Peer educators for the teacher: whose acts wait for a tick, and the sheets to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, beside, block, nothing_here
from milclicks.ui.peers import STATES, Peer, Standing, peer_text, standings
from milclicks.ui.printing.peersheets import kit_sheet, peer_certificate_sheet
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.records.people import Learner

HINT = N_(
    "A step is done when it is written down and you have ticked what you have seen. "
    "There are no points and no ranking."
)
NOBODY = N_("Nobody has begun the peer track yet. Learners find it under Learn.")
SAFE = N_("Learners do not deal with what a child tells them. They bring it to you.")


class TeachPeer(Page):
    """The learners who have begun, each with the steps."""

    topics = frozenset({"peer", "people", "packs"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=12)
        self._first: QWidget | None = None
        self.fill()

    def first_focus(self) -> QWidget | None:
        """The first act that waits, else the kit."""
        return self._first

    def fill(self) -> None:
        """Whose acts wait, then everybody who has begun."""
        self._first = None
        text = peer_text(self.context)
        if text is None:
            sentence = N_("No pack on this computer has a peer track.")
            self.column.addWidget(nothing_here(self.context, "people", self.say(sentence)))
            return
        self.column.addWidget(small(self.say(HINT)))
        begun = 0
        for learner in self.context.workspace.records.people.learners():
            stand = standings(self.context, text, learner.id)
            if any(one.given is not None or one.ticked for one in stand):
                begun += 1
                self.column.addWidget(self._learner(text, learner, stand))
        if not begun:
            self.column.addWidget(body(self.say(NOBODY)))
        safe = PlainButton(self.say(N_("If a child tells you something worrying")), icon="shield")
        safe.setObjectName("peer-worrying")
        safe.clicked.connect(lambda: self.context.go("worrying"))
        self.column.addWidget(block(small(self.say(SAFE)), beside(safe)))
        self.column.addStretch(1)
        self._feet()

    def _learner(self, text: Peer, learner: Learner, stand: tuple[Standing, ...]) -> QWidget:
        card = Card()
        card.setObjectName(f"peer-{learner.id}")
        card.add(subtitle(learner.nickname))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(220), gap=8, columns=3)
        for number, one in enumerate(stand, 1):
            flow.addWidget(self._step(learner, number, one))
        card.add(grid)
        if any(one.state == "done" for one in stand):
            paper = Button(
                self.say(N_("See what was done on paper")), look="secondary", icon="print", size=15
            )
            paper.setObjectName(f"done-{learner.id}")
            paper.clicked.connect(
                lambda: self.context.go(
                    "preview", sheet=peer_certificate_sheet(self.context, learner)
                )
            )
            card.add(beside(paper))
        return card

    def _step(self, learner: Learner, number: int, one: Standing) -> QWidget:
        sign, words = STATES[one.state]
        step = ChoiceCard(
            "",
            plain(one.step.title),
            number=self.context.texts.number(number),
            note=self.say(words),
            sign=sign,
        )
        step.setObjectName(f"tick-{learner.id}-{one.step.id}")
        step.setChecked(one.state == "waiting")
        step.setEnabled(one.given is not None)
        step.clicked.connect(
            lambda: self.context.go("teach_tick", learner=learner.id, step=one.step.id)
        )
        if one.state == "waiting":
            self._first = self._first or step
        return step

    def _feet(self) -> None:
        foot = self.with_foot()
        kit = (SecondaryButton if self._first else PrimaryButton)(
            self.say(N_("See the kit on paper")), icon="print"
        )
        kit.setObjectName("peer-kit")
        kit.clicked.connect(lambda: self.context.go("preview", sheet=kit_sheet(self.context)))
        foot.addWidget(kit)
        self._first = self._first or kit
