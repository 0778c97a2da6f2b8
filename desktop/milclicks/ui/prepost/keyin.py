"""Keying in a sheet that was answered on paper: a row of numbers for each part, kept at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.community.prepost import run
from milclicks.community.prepost.paper import ROWS, asks_of, key_in
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, parse_number
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.notices import UNDO
from milclicks.ui.page import Page, beside, block, nothing_here, wrapped
from milclicks.ui.prepost.chips import chips
from milclicks.ui.pretests import CHANGED, ROUNDS, Form, Pretest, now, pretest
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import TextBlock, small, writing_side

HINT = N_("Write the numbers of the filled rings from the top down, and a dash for an open row.")
LABELS = {
    "decision": N_("Part 1, first ring of each row ({count} numbers)"),
    "level": N_("Part 1, how sure ({count} numbers)"),
    "choice": N_("Part 2 ({count} numbers)"),
    "statement": N_("Part 3, about me ({count} numbers)"),
    "intent": N_("What would you do ({count} numbers)"),
}


class KeyIn(Page):
    """`typed` by row, and "number" for the number of the sheet."""

    topics = frozenset({"packs"})

    def __init__(
        self,
        context: Context,
        round_: str = "before",
        form: str = "",
        typed: dict[str, str] | None = None,
    ) -> None:
        super().__init__(context, width=900, gap=12)
        self._round, self._form = round_, form or "a"
        self._typed = dict(typed or {})
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What was chosen and typed so far."""
        return {"round_": self._round, "form": self._form, "typed": dict(self._typed)}

    def first_focus(self) -> QWidget | None:
        """The number of the sheet."""
        return self._first

    def fill(self) -> None:
        """When, which form, the number, then the rows."""
        test = pretest(self.context)
        if test is None:
            sentence = self.say(N_("No pack on this computer has a test."))
            self.column.addWidget(nothing_here(self.context, "pencil", sentence))
            return
        form = self._shown(test)
        rounds = {key: self.say(words) for key, words in ROUNDS.items()}
        titles = {key: plain(one.title) for key, one in test.forms.items()}
        self.column.addWidget(
            wrapped(
                chips(self.say(N_("When?")), "round", rounds, self._round, self._take_round),
                chips(self.say(N_("Which form?")), "form", titles, form.id, self._take_form),
                gap=24,
            )
        )
        self.column.addWidget(small(self.say(HINT)))
        card = Card()
        self._first = self._field(card, "number", self.say(N_("Number on the sheet")), 3)
        for row in ROWS:
            count = len(asks_of(form, row))
            self._field(card, row, self.say(LABELS[row], count=count), 2 * count)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._feet(form)

    def _shown(self, test: Pretest) -> Form:
        return test.forms.get(self._form) or next(iter(test.forms.values()))

    def _field(self, card: Card, key: str, label: str, most: int) -> QLineEdit:
        field = QLineEdit(self._typed.get(key, ""))
        writing_side(field)
        field.setObjectName(f"key-{key}")
        field.setAccessibleName(label)
        field.setMaxLength(most)
        field.setMaximumWidth(self.context.theme.px(460))
        words = small(label, colour="ink")
        if key == "number":
            field.textChanged.connect(lambda text: self._typed.update({key: text}))
            card.add(block(words, field, gap=3))
            return field
        field.setMinimumWidth(self.context.theme.px(340))
        told = small("")
        told.setObjectName(f"count-{key}")
        self._take(key, field.text(), told, most)
        field.textChanged.connect(lambda text: self._take(key, text, told, most))
        card.add(block(words, beside(field, told), gap=3))
        return field

    def _take(self, key: str, typed: str, told: TextBlock, most: int) -> None:
        """Keep what was typed; say how many of the signs stand there, so that none is left out."""
        self._typed[key] = typed
        given = len("".join(typed.split()))
        words = self.say(N_("{given} of {needed}"), given=given, needed=most // 2)
        told.set_text(words if given else "")

    def _take_round(self, key: str) -> None:
        self._round = key
        self.refresh()

    def _take_form(self, key: str) -> None:
        self._form = key
        self.refresh()

    def _feet(self, form: Form) -> None:
        foot = self.with_foot()
        keep = PrimaryButton(self.say(N_("Keep this sheet")))
        keep.setObjectName("key-keep")
        keep.clicked.connect(lambda: self._keep(form))
        back = SecondaryButton(self.say(N_("Back")))
        back.setObjectName("key-back")
        back.clicked.connect(lambda: self.context.go("teach_test", round_=self._round))
        foot.addWidget(keep)
        foot.addWidget(back)

    def _keep(self, form: Form) -> None:
        context, records = self.context, self.context.workspace.records
        typed = parse_number(self._typed.get("number", "")) or ""
        number = int(typed) if typed.isdigit() else 0
        try:
            made = key_in(records, form, now(context).id, self._round, number, self._typed)
        except MilClicksError as error:
            context.notices.fail(error, context.texts)
            return
        context.bus.tell(CHANGED)
        before, self._typed = self._typed, {}
        self.refresh()
        if self._first is not None:
            self._first.setFocus()

        def undo() -> None:
            run.take_back(records, made)
            context.bus.tell(CHANGED)
            context.go("teach_key_in", round_=made.round, form=made.form, typed=before)

        words = self.say(N_("Sheet {number} is kept."), number=number)
        context.notices.offer(words, self.say(UNDO), undo)
