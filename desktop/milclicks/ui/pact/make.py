"""Making a pact: choose two promises, plan each, sign. Half-made pacts survive a language switch.

The name on the certificate is typed here and not stored; the records keep promises and plans.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import PactText, Promise, pact_text
from milclicks.ui.context import Context
from milclicks.ui.pact.plan import Draft, PlanCard, ready
from milclicks.ui.pacts import current_pact, make_pact
from milclicks.ui.people import learner_of
from milclicks.ui.printing.certificates import certificate_sheet
from milclicks.ui.stepped import Stepped
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, title, writing_side

FOCUS = 2


class MakePact(Stepped):
    """`step` is choose, plan, sign or done; `chosen` are promise ids; `drafts` the plans so far."""

    NAME = "pact"

    def __init__(
        self,
        context: Context,
        step: str = "choose",
        chosen: tuple[str, ...] = (),
        drafts: dict[str, Draft] | None = None,
        name: str | None = None,
        own_mark: bool = False,
    ) -> None:
        super().__init__(context, step, gap=14)
        self._chosen = list(chosen)
        self._drafts = dict(drafts or {})
        learner = learner_of(context)
        self._name = name if name is not None else (learner.nickname if learner else "")
        self._own_mark = own_mark
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Everything that was chosen and written so far."""
        return {
            "step": self._step,
            "chosen": tuple(self._chosen),
            "drafts": dict(self._drafts),
            "name": self._name,
            "own_mark": self._own_mark,
        }

    def first_focus(self) -> QWidget | None:
        """The button that goes on, or the first choice."""
        if self._next is not None and self._next.isEnabled():
            return self._next
        cards = self.findChildren(ChoiceCard)
        return cards[0] if cards else None

    def fill(self) -> None:
        """The page of this step."""
        pact = pact_text(self.context.workspace.library, self.context.texts.locale)
        if pact is None:
            self.context.go("pact")
            return
        {"choose": self._choose, "plan": self._plan, "sign": self._sign, "done": self._done}[
            self._step
        ](pact)
        self.column.addStretch(1)

    # --- choose --------------------------------------------------------------------------
    def _choose(self, pact: PactText) -> None:
        self.column.addWidget(title(self.say(N_("Choose two promises to begin with"))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(340), gap=12, columns=2)
        for promise in pact.promises:
            number = self.context.texts.number(promise.number)
            card = ChoiceCard("", promise.name, promise.sentence, number=number)
            card.setObjectName(f"choose-{promise.id}")
            card.setCheckable(True)
            card.setChecked(promise.id in self._chosen)
            card.clicked.connect(lambda _=False, promise=promise: self._toggle(promise))
            flow.addWidget(card)
        self.column.addWidget(grid)
        self._feet(self.say(N_("Next")), lambda: self._to("plan"))
        self._count()

    def _toggle(self, promise: Promise) -> None:
        if promise.id in self._chosen:
            self._chosen.remove(promise.id)
        else:
            self._chosen.append(promise.id)
            del self._chosen[:-FOCUS]
        for card in self.findChildren(ChoiceCard):
            card.setChecked(card.objectName().removeprefix("choose-") in self._chosen)
        self._count()

    def _count(self) -> None:
        if self._next is not None:
            self._next.setEnabled(len(self._chosen) == FOCUS)

    # --- plan ----------------------------------------------------------------------------
    def _plan(self, pact: PactText) -> None:
        self.column.addWidget(title(self.say(N_("Make a small plan for each"))))
        hint = N_(
            "Choose a plan that fits, or write your own. Please write no names and no secrets."
        )
        self.column.addWidget(small(self.say(hint)))
        for promise in self._picked(pact):
            card = PlanCard(self.context, promise, self._drafts.get(promise.id))
            card.changed.connect(self._planned)
            self.column.addWidget(card)
        self._feet(self.say(N_("Next")), lambda: self._to("sign"), back="choose")
        self._planned("", None)

    def _picked(self, pact: PactText) -> list[Promise]:
        return [promise for promise in pact.promises if promise.id in self._chosen]

    def _planned(self, promise: str, draft: Draft | None) -> None:
        if draft is not None:
            self._drafts[promise] = draft
        if self._next is not None:
            done = all(ready(self._drafts.get(promise)) for promise in self._chosen)
            self._next.setEnabled(done and len(self._chosen) == FOCUS)

    # --- sign ----------------------------------------------------------------------------
    def _sign(self, pact: PactText) -> None:
        self.column.addWidget(self._said(pact))
        self.column.addWidget(title(self.say(N_("How do you sign?"))))
        field = QLineEdit(self._name)
        writing_side(field)
        field.setObjectName("sign-name")
        field.setMaxLength(60)
        field.setAccessibleName(self.say(N_("Name or nickname on the certificate")))
        field.setPlaceholderText(self.say(N_("Name or nickname on the certificate")))
        field.textChanged.connect(self._named)
        field.setEnabled(not self._own_mark)
        self.column.addWidget(field)
        mark = Button(
            self.say(N_("I make my own mark on the printed page")), look="quiet", icon="pencil"
        )
        mark.setObjectName("own-mark")
        mark.setCheckable(True)
        mark.setChecked(self._own_mark)
        mark.clicked.connect(lambda on: self._marked(field, on))
        row = QWidget()
        FlowLayout(row).addWidget(mark)
        self.column.addWidget(row)
        self.column.addWidget(
            small(self.say(N_("The name goes onto the paper and is not stored.")))
        )
        self._feet(self.say(N_("I promise")), self._promise, back="plan")

    def _said(self, pact: PactText) -> QWidget:
        """The opening, the two plans and the closing, as they will be said."""
        card = SunCard()
        card.add(subtitle(pact.opening))
        for promise in self._picked(pact):
            card.add(body(self._drafts[promise.id].sentence(self.context.texts, promise)))
        card.add(subtitle(pact.closing))
        return card

    def _named(self, name: str) -> None:
        self._name = name

    def _marked(self, field: QLineEdit, on: bool) -> None:
        self._own_mark = on
        field.setEnabled(not on)

    def _promise(self) -> None:
        pact = pact_text(self.context.workspace.library, self.context.texts.locale)
        if pact is None:
            return
        plans = [
            self._drafts[promise.id].plan(self.context.texts, promise)
            for promise in self._picked(pact)
        ]
        self._step = "done"
        changes = make_pact(self.context, plans)
        self.context.bus.tell(changes)
        self._to("done")

    # --- done ----------------------------------------------------------------------------
    def _done(self, pact: PactText) -> None:
        self.column.addWidget(title(self.say(N_("Your pact is made"))))
        words = N_(
            "In 7 and in 30 days you will be asked how it went. You can begin again at any time."
        )
        self.column.addWidget(body(self.say(words)))
        self.column.addWidget(self._said(pact))
        self._feet(self.say(N_("See the certificate")), self._certificate)
        home = SecondaryButton(self.say(N_("Done")))
        home.setObjectName("pact-done")
        home.clicked.connect(lambda: self.context.go("today"))
        self.foot.addWidget(home)

    def _certificate(self) -> None:
        made = current_pact(self.context)
        if made is not None:
            name = "" if self._own_mark else self._name.strip()
            self.context.go("preview", sheet=certificate_sheet(self.context, made, name=name))
