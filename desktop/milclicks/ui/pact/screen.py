"""My pact: the ten promises with examples, and the two that this person has chosen.

Nothing here is an obligation: there is no mark for it and no list of those who said no.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import PactText, Promise, pact_text
from milclicks.ui.context import Context
from milclicks.ui.pacts import PLAN, current_pact, due_check, plan_sentence
from milclicks.ui.pacts import Pact as MadePact
from milclicks.ui.page import Page, block, nothing_here
from milclicks.ui.printing.certificates import certificate_sheet
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, body, small, subtitle, title

GROUP_ICONS = {"class": "people", "family": "home", "teacher": "teacher"}


class Pact(Page):
    """`opened` is the promise whose examples are shown."""

    topics = frozenset({"pact", "people", "packs"})

    def __init__(self, context: Context, opened: str = "") -> None:
        super().__init__(context, gap=14)
        self._opened = opened
        self._primary: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The promise that is open."""
        return {"opened": self._opened}

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self._primary

    def fill(self) -> None:
        """The pact of this person, then the ten promises."""
        pact = pact_text(self.context.workspace.library, self.context.texts.locale)
        if pact is None:
            sentence = N_("No pack on this computer has a pact.")
            self.column.addWidget(nothing_here(self.context, "pact", self.say(sentence)))
            return
        made = current_pact(self.context)
        if made is not None:
            self.column.addWidget(self._mine(pact, made))
        else:
            self.column.addWidget(block(title(pact.title), body(pact.intro, marked=True)))
        self._promises(pact, made)
        if pact.versions:
            self._groups(pact)
        self.column.addStretch(1)
        self._feet(made)

    # --- the two promises ----------------------------------------------------------------
    def _mine(self, pact: PactText, made: MadePact) -> QWidget:
        card = SunCard()
        card.setObjectName("my-promises")
        card.add(Eyebrow(self.say(N_("Two promises to begin with"))))
        by_id = {promise.id: promise for promise in pact.promises}
        for plan in made.plans:
            promise = by_id.get(plan.promise)
            if promise is not None:
                card.add(subtitle(promise.name))
                card.add(body(plan_sentence(self.context.texts, plan)))
        day = self.context.texts.date(made.made)
        card.add(small(self.say(N_("Made on {date}"), date=day)))
        return card

    def _feet(self, made: MadePact | None) -> None:
        foot = self.with_foot()
        if made is None:
            begin = PrimaryButton(self.say(N_("Choose two promises")))
            begin.setObjectName("choose-two")
            begin.clicked.connect(lambda: self.context.go("pact_make"))
            self._primary = begin
            foot.addWidget(begin)
            self.beside_foot(
                small(self.say(N_("It is your free choice. There is no mark for it.")))
            )
            return
        first: type[PrimaryButton] | type[SecondaryButton] = PrimaryButton
        if due_check(self.context, made):
            look = PrimaryButton(self.say(N_("Look back")))
            look.setObjectName("look-back")
            look.clicked.connect(lambda: self.context.go("pact_check"))
            foot.addWidget(look)
            self._primary, first = look, SecondaryButton
        see = first(self.say(N_("See the certificate")), icon="print")
        see.setObjectName("see-certificate")
        see.clicked.connect(self._certificate)
        foot.addWidget(see)
        self._primary = self._primary or see
        again = PlainButton(self.say(N_("Choose two others")))
        again.setObjectName("choose-two")
        again.clicked.connect(lambda: self.context.go("pact_make"))
        foot.addWidget(again)

    def _certificate(self) -> None:
        made = current_pact(self.context)
        if made is not None:
            self.context.go("preview", sheet=certificate_sheet(self.context, made))

    # --- the ten -------------------------------------------------------------------------
    def _promises(self, pact: PactText, made: MadePact | None) -> None:
        chosen = {plan.promise for plan in made.plans} if made else set()
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(360), gap=12, columns=2)
        for promise in pact.promises:
            flow.addWidget(self._promise(promise, promise.id in chosen))
            if promise.id == self._opened:
                flow.addWidget(self._examples(promise))
        self.column.addWidget(grid)

    def _promise(self, promise: Promise, chosen: bool) -> QWidget:
        card = ChoiceCard(
            "",
            promise.name,
            promise.sentence,
            number=self.context.texts.number(promise.number),
        )
        card.setObjectName(f"promise-{promise.id}")
        card.setCheckable(True)
        card.setChecked(chosen)
        card.clicked.connect(lambda: self._open(promise.id))
        return card

    def _open(self, promise: str) -> None:
        self._opened = "" if self._opened == promise else promise
        self.refresh()

    def _examples(self, promise: Promise) -> QWidget:
        card = Card(tone="soft")
        card.setObjectName(f"examples-{promise.id}")
        card.add(Eyebrow(self.say(N_("For example"))))
        for example in promise.examples:
            card.add(body(self.say(PLAN, when=example.when, will=example.will)))
        return card

    # --- together ------------------------------------------------------------------------
    def _groups(self, pact: PactText) -> None:
        """The same pact in the words of a class, a family, a teacher."""
        self.column.addWidget(subtitle(self.say(N_("The pact for groups"))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(280), gap=12, columns=3)
        for version in pact.versions:
            card = ChoiceCard(GROUP_ICONS.get(version.id, "people"), version.title, version.opening)
            card.setObjectName(f"group-{version.id}")
            card.clicked.connect(
                lambda _=False, one=version.id: self.context.go("pact_group", version=one)
            )
            flow.addWidget(card)
        self.column.addWidget(grid)
