"""One learner: what is stored, print the certificate, or forget the learner for good."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.avatars import AvatarView
from milclicks.ui.context import Context
from milclicks.ui.pacts import pact_of
from milclicks.ui.page import Page, beside
from milclicks.ui.printing.certificates import certificate_sheet
from milclicks.ui.stored import stored_blocks
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, title

ASK = N_("Forget {name}? The name, own words and progress are erased. This cannot be undone.")
GONE = N_("The learner is forgotten.")


class OneLearner(Page):
    """`asking` shows the question before forgetting."""

    topics = frozenset({"people", "progress", "pact", "paths", "peer"})

    def __init__(self, context: Context, learner: str, asking: bool = False) -> None:
        super().__init__(context, width=860, gap=14)
        self._learner, self._asking = learner, asking
        self._back: SecondaryButton | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Who is shown, and whether the question is open."""
        return {"learner": self._learner, "asking": self._asking}

    def first_focus(self) -> QWidget | None:
        """Back."""
        return self._back

    def fill(self) -> None:
        """The page, or nothing when the learner is gone."""
        known = {one.id: one for one in self.context.workspace.records.people.learners()}
        learner = known.get(self._learner)
        if learner is None:
            self.column.addWidget(
                body(self.say(N_("This learner is not on this computer any more.")))
            )
            self._feet(None)
            return
        self.column.addWidget(
            beside(AvatarView(learner.avatar, size=56), title(learner.nickname), gap=14)
        )
        if self._asking:
            self.column.addWidget(self._question(learner.nickname))
        for card in stored_blocks(self.context, self._learner):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self._feet(learner.nickname)

    def _feet(self, nickname: str | None) -> None:
        foot = self.with_foot()
        self._back = SecondaryButton(self.say(N_("Back")))
        self._back.setObjectName("learner-back")
        self._back.clicked.connect(lambda: self.context.go("learners"))
        foot.addWidget(self._back)
        pact = pact_of(self.context, self._learner)
        if nickname is not None and pact is not None:
            paper = PrimaryButton(self.say(N_("Print the certificate")), icon="print")
            paper.setObjectName("learner-certificate")
            paper.clicked.connect(
                lambda: self.context.go(
                    "preview",
                    sheet=certificate_sheet(
                        self.context, pact, name=nickname, learner=self._learner
                    ),
                )
            )
            foot.addWidget(paper)
        if nickname is not None and not self._asking:
            forget = PlainButton(self.say(N_("Forget this learner")), icon="trash")
            forget.setObjectName("forget")
            forget.clicked.connect(lambda: self._ask(True))
            foot.addWidget(forget)

    def _ask(self, on: bool) -> None:
        self._asking = on
        self.refresh()
        self.area.to_top()

    def _question(self, nickname: str) -> QWidget:
        card = Card(tone="bad_soft", frame="bad")
        card.add(body(self.say(ASK, name=nickname), strong=True))
        row = QWidget()
        flow = FlowLayout(row, gap=12)
        keep = SecondaryButton(self.say(N_("Keep")))
        keep.setObjectName("forget-no")
        keep.clicked.connect(lambda: self._ask(False))
        yes = SecondaryButton(self.say(N_("Forget for good")))
        yes.setObjectName("forget-yes")
        yes.clicked.connect(self._forget)
        flow.addWidget(keep)
        flow.addWidget(yes)
        card.add(row)
        return card

    def _forget(self) -> None:
        try:
            changes = self.context.workspace.forget_learner(self._learner)
        except MilClicksError as error:  # such as a full disk
            self.context.notices.fail(error, self.context.texts)
            return
        if self.context.seat.learner == self._learner:
            self.context.seat.learner = None
        self.context.bus.tell(changes)
        self.context.notices.tell(self.say(GONE))
        self.context.go("learners")
