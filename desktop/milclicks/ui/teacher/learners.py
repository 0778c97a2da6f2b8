"""Learners and what each has done: one row each, one sign per lesson. Never for the projector.

No ranking and no sum: a learner is compared with nobody. A press opens one learner's page.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.page import Page, beside, wrapped
from milclicks.ui.personchip import PersonChip
from milclicks.ui.teacher.grid import ProgressGrid
from milclicks.ui.widgets.cards import EmptyState
from milclicks.ui.widgets.progress import DoneSign
from milclicks.ui.widgets.text import small


class Learners(Page):
    """The list."""

    topics = frozenset({"people", "progress", "packs"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=12)
        self._first: QWidget | None = None
        self.fill()

    def heading(self) -> tuple[str, str]:
        """The title and how many there are."""
        count = len(self.context.workspace.records.people.learners())
        words = self.context.texts.say_n("{n} learner", "{n} learners", count)
        return self.say(N_("Learners")), words

    def first_focus(self) -> QWidget | None:
        """The first learner."""
        return self._first

    def fill(self) -> None:
        """One row for each learner."""
        people = self.context.workspace.records.people.learners()
        if not people:
            sentence = N_("Nobody has joined yet. A class can learn without signing in.")
            go = self.context.go
            words = self.say(N_("Teach a lesson"))
            self.column.addWidget(
                EmptyState("people", self.say(sentence), words, lambda: go("teach"))
            )
            return
        signs = (("done", N_("done")), ("half", N_("begun")), ("open", N_("not yet")))
        parts = [beside(DoneSign(s, 18), small(self.say(w)), gap=6) for s, w in signs]
        parts.append(small(self.say(N_("Do not show this page on the projector."))))
        self.column.addWidget(wrapped(*parts, gap=20))
        cards = lesson_cards(self.context)
        rows = [self._row(learner) for learner in people]
        grid = ProgressGrid(self.context, cards, rows)
        self.column.addWidget(grid)
        self.column.addStretch(1)

    def _row(self, learner: Any) -> tuple[QWidget, dict[str, Any]]:
        progress = self.context.workspace.records.progress(learner.id)
        done = sum(1 for one in progress.values() if one.status == "done")
        note = self.context.texts.say_n("{n} lesson done", "{n} lessons done", done)
        chip = PersonChip(learner.avatar, learner.nickname, note)
        chip.setObjectName(f"learner-{learner.id}")
        chip.clicked.connect(lambda: self.context.go("learner", learner=learner.id))
        self._first = self._first or chip
        return chip, progress
