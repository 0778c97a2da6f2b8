"""One step of the peer track: what to do, and what is written down about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, beside
from milclicks.ui.peer.form import Entry, Form
from milclicks.ui.peers import STATES, Standing, note, peer_text, standings
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.progress import DoneSign
from milclicks.ui.widgets.text import body, small, subtitle

NUMBERED = N_("{number}. {text}")
KEPT = N_("Kept. Now ask your teacher to tick what was seen.")
BY_TEACHER = N_("Your teacher ticks this when it was seen:")
BY_PAIR = N_("You tick this together, both of you:")
OWN = N_("Only you and your teacher can see this. Write no names.")


class Step(Page):
    """`step` is the id of a step, `entry` what was typed so far."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, step: str = "", entry: Entry | None = None) -> None:
        super().__init__(context, width=860, gap=12)
        self._step, self._entry = step, entry
        self._form: Form | None = None
        self._first: QWidget | None = None
        self.fill()

    def heading(self) -> tuple[str, str]:
        """The name of the step."""
        one = self._standing()
        return (plain(one.step.title) if one else self.say(N_("Peer educators"))), ""

    def kept(self) -> dict[str, Any]:
        """The step and what stands in its fields."""
        entry = self._form.entry if self._form is not None else self._entry
        return {"step": self._step, "entry": entry}

    def first_focus(self) -> QWidget | None:
        """The first field, or the way back."""
        return (self._form.first() if self._form else None) or self._first

    def _standing(self) -> Standing | None:
        text = peer_text(self.context)
        if text is None:
            return None
        stand = standings(self.context, text)
        return next((one for one in stand if one.step.id == self._step), stand[0])

    def fill(self) -> None:
        """What to do, then the fields, then who ticks."""
        one = self._standing()
        if one is None:
            self.column.addWidget(body(self.say(N_("No pack on this computer has a peer track."))))
            self._feet(None)
            return
        self._step = one.step.id
        sign, words = STATES[one.state]
        self.column.addWidget(body(one.step.summary, marked=True, strong=True))
        self.column.addWidget(beside(DoneSign(sign, 18), small(self.say(words)), gap=8))
        card = Card()
        card.add(subtitle(self.say(N_("What to do"))))
        for number, line in enumerate(one.step.instructions, 1):
            card.add(body(self.say(NUMBERED, number=number, text=plain(line.text))))
        self.column.addWidget(card)
        if self.context.seat.learner is not None:
            self._fields(one)
        self._seen(one)
        self.column.addStretch(1)
        self._feet(one)

    def _fields(self, one: Standing) -> None:
        today = self.context.workspace.clock.now().astimezone().date()
        entry = self._entry or Entry.of(one.given, one.step.evidence, today)
        ticks = one.step.ticks if one.step.by == "pair" else ()
        self._form = Form(self.context, one.step.evidence, entry, ticks)
        if ticks:
            self.column.addWidget(small(self.say(BY_PAIR)))
        card = Card()
        card.add(subtitle(self.say(N_("What I did"))))
        card.add(self._form)
        card.add(small(self.say(OWN)))
        self.column.addWidget(card)

    def _seen(self, one: Standing) -> None:
        if one.step.by == "pair" and self._form is not None:
            return
        card = SunCard() if one.state == "waiting" else Card()
        card.add(subtitle(self.say(BY_PAIR if one.step.by == "pair" else BY_TEACHER)))
        for tick in one.step.ticks:
            sign = "done" if tick.id in one.ticked else "open"
            card.add(beside(DoneSign(sign, 18), body(plain(tick.label)), gap=8, stretch=False))
        self.column.addWidget(card)

    def _feet(self, one: Standing | None) -> None:
        foot = self.with_foot()
        if one is not None and self._form is not None:
            keep = PrimaryButton(self.say(N_("Save")))
            keep.setObjectName("peer-keep")
            keep.clicked.connect(lambda: self._keep(one))
            foot.addWidget(keep)
        if one is not None and one.state == "waiting" and one.step.by == "teacher":
            seen = SecondaryButton(self.say(N_("The teacher ticks")), icon="lock")
            seen.setObjectName("peer-tick")
            seen.clicked.connect(
                lambda: self.context.go(
                    "teach_tick", learner=self.context.seat.learner, step=one.step.id
                )
            )
            foot.addWidget(seen)
        back = SecondaryButton(self.say(N_("All steps")))
        back.setObjectName("peer-back")
        back.clicked.connect(lambda: self.context.go("learn_peer"))
        foot.addWidget(back)
        self._first = back

    def _keep(self, one: Standing) -> None:
        if self._form is None:
            return
        try:
            changes = note(self.context, one.step, self._form.entry.given())
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self._entry = self._form.entry
        self.context.bus.tell(changes)
        self.refresh()
        now = self._standing()
        waits = now is not None and now.state == "waiting" and now.step.by == "teacher"
        self.context.notices.tell(self.say(KEPT if waits else N_("Saved.")))
