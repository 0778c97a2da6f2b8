"""What a teacher has seen of one step: the learner's evidence, and a tick for each act."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.community import peer
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, block
from milclicks.ui.peer.form import Entry, Form
from milclicks.ui.peers import Standing, peer_text, standings, told
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import body, small, subtitle, title

PAIR = N_("The two who did this have ticked it themselves.")


class TickStep(Page):
    """`learner` and `step` by id; `ticks` as they stand now."""

    topics = frozenset({"people", "packs"})

    def __init__(
        self,
        context: Context,
        learner: str = "",
        step: str = "",
        ticks: tuple[str, ...] | None = None,
    ) -> None:
        super().__init__(context, width=860, gap=12)
        self._learner, self._step, self._ticks = learner, step, ticks
        self._form: Form | None = None
        self._keep: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Whose step, and the ticks that are set."""
        ticks = self._form.entry.ticks if self._form is not None else self._ticks
        return {"learner": self._learner, "step": self._step, "ticks": ticks}

    def first_focus(self) -> QWidget | None:
        """The first act."""
        return (self._form.first() if self._form else None) or self._keep

    def _standing(self) -> Standing | None:
        text = peer_text(self.context)
        known = {one.id for one in self.context.workspace.records.people.learners()}
        if text is None or self._learner not in known:
            return None
        stand = standings(self.context, text, self._learner)
        return next((one for one in stand if one.step.id == self._step), None)

    def fill(self) -> None:
        """What was written, then what was seen."""
        one = self._standing()
        people = self.context.workspace.records.people.learners()
        name = next((who.nickname for who in people if who.id == self._learner), "")
        if one is None:
            self.column.addWidget(
                body(self.say(N_("This learner is not on this computer any more.")))
            )
        else:
            words = N_("{name}: {title}")
            self.column.addWidget(title(self.say(words, name=name, title=plain(one.step.title))))
            self._written(one)
            self._acts(one)
        self.column.addStretch(1)
        self._feet(one)

    def _written(self, one: Standing) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("What was written down"))))
        if one.given is None:
            card.add(small(self.say(N_("Nothing yet."))))
        else:
            for part in one.step.evidence:
                words = told(self.context.texts, part, one.given)
                card.add(block(small(plain(part.label)), body(words), gap=2))
        self.column.addWidget(card)

    def _acts(self, one: Standing) -> None:
        card = Card()
        if one.step.by == "pair":
            card.add(subtitle(self.say(PAIR)))
            for tick in one.step.ticks:
                done = self.say(N_("done") if tick.id in one.ticked else N_("not yet"))
                card.add(block(body(plain(tick.label)), small(done), gap=2))
        else:
            card.add(subtitle(self.say(N_("What have you seen?"))))
            ticks = one.ticked if self._ticks is None else self._ticks
            self._form = Form(self.context, (), Entry(ticks=ticks), one.step.ticks)
            card.add(self._form)
        self.column.addWidget(card)

    def _feet(self, one: Standing | None) -> None:
        foot = self.with_foot()
        if one is not None and self._form is not None:
            keep = PrimaryButton(self.say(N_("Save")))
            keep.setObjectName("tick-keep")
            keep.clicked.connect(lambda: self._store(one))
            foot.addWidget(keep)
            self._keep = keep
        back = SecondaryButton(self.say(N_("All peer educators")))
        back.setObjectName("tick-back")
        back.clicked.connect(lambda: self.context.go("teach_peer"))
        foot.addWidget(back)
        self._keep = self._keep or back

    def _store(self, one: Standing) -> None:
        if self._form is None:
            return
        records = self.context.workspace.records
        self.context.bus.tell(peer.tick(records, self._learner, one.step, self._form.entry.ticks))
        self.context.notices.tell(self.say(N_("Saved.")))
        self.context.go("teach_peer")
