"""Looking back at the pact after 7 and after 30 days: three presses, no marks.

For each plan: did the situation come, and what was done? Then: go on with it or choose anew.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import pact_text
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.pacts import current_pact, due_check, plan_sentence, store_check
from milclicks.ui.page import Page, block
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, title

ANSWERS = (
    ("came_kept", N_("It came, and I kept my plan")),
    ("came_slipped", N_("It came, and I slipped")),
    ("not_yet", N_("It has not come yet")),
)
THANKS = N_("Thank you. Everyone slips; to begin again is part of the pact.")


class CheckIn(Page):
    """`answers` by promise id."""

    def __init__(self, context: Context, answers: dict[str, str] | None = None) -> None:
        super().__init__(context, width=860, gap=14)
        self._answers = dict(answers or {})
        self._on: PrimaryButton | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What was answered so far."""
        return {"answers": dict(self._answers)}

    def first_focus(self) -> QWidget | None:
        """The first answer."""
        buttons = self.findChildren(Button)
        return buttons[0] if buttons else None

    def fill(self) -> None:
        """One card for each plan."""
        made = current_pact(self.context)
        texts = self.context.texts
        if made is None:
            self.column.addWidget(body(self.say(N_("There is no pact to look back at."))))
            return
        pact = pact_text(self.context.workspace.library, texts.locale)
        names = {one.id: one.name for one in pact.promises} if pact else {}
        said = pact.check(due_check(self.context, made)) if pact else None
        if said is not None:
            self.column.addWidget(block(title(plain(said.title)), body(said.ask, marked=True)))
        for plan in made.plans:
            card = Card()
            card.add(title(names.get(plan.promise, "")))
            card.add(body(plan_sentence(texts, plan)))
            card.add(self._choices(plan.promise))
            self.column.addWidget(card)
        if said is not None:
            self.column.addWidget(body(said.text, marked=True))
        self.column.addWidget(small(self.say(N_("Only you and your teacher can see this."))))
        self.column.addStretch(1)
        foot = self.with_foot()
        self._on = PrimaryButton(self.say(N_("Go on with these two")))
        self._on.setObjectName("check-on")
        self._on.clicked.connect(lambda: self._store("today"))
        anew = SecondaryButton(self.say(N_("Choose two others")))
        anew.setObjectName("check-anew")
        anew.clicked.connect(lambda: self._store("pact_make"))
        foot.addWidget(self._on)
        foot.addWidget(anew)
        self._both = (self._on, anew)
        self._ready()

    def _choices(self, promise: str) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for key, words in ANSWERS:
            button = Button(self.say(words), look="quiet", size=16, pad=16)
            button.setObjectName(f"check-{promise}-{key}")
            button.setCheckable(True)
            button.setChecked(self._answers.get(promise) == key)
            button.clicked.connect(lambda _=False, key=key: self._answer(promise, key, row))
            flow.addWidget(button)
        return row

    def _answer(self, promise: str, key: str, row: QWidget) -> None:
        self._answers[promise] = key
        for button in row.findChildren(Button):
            button.setChecked(button.objectName() == f"check-{promise}-{key}")
        self._ready()

    def _ready(self) -> None:
        made = current_pact(self.context)
        every = made is not None and all(plan.promise in self._answers for plan in made.plans)
        for button in self._both:
            button.setEnabled(every)

    def _store(self, then: str) -> None:
        made = current_pact(self.context)
        day = due_check(self.context, made) if made else None
        if made is not None and day is not None:
            answers = [self._answers[plan.promise] for plan in made.plans]
            self.context.bus.tell(store_check(self.context, made, day, answers))
            self.context.notices.tell(self.say(THANKS))
        self.context.go(then)
