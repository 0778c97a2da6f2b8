"""The log of a peer educator: what was done with others, in numbers and own words, never names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, block
from milclicks.ui.peer.form import Entry, Form
from milclicks.ui.peers import Peer, Row, log, peer_text, rows, take_out, told
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import body, small, subtitle, title

NONE_YET = N_("Nothing is in the log yet. Write the first row after your half lesson.")
OUT = N_("The row is taken out and its words are erased.")


class Log(Page):
    """`entry` is what was typed so far, `asking` the row that may be taken out."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, entry: Entry | None = None, asking: str = "") -> None:
        super().__init__(context, width=860, gap=12)
        self._entry, self._asking = entry, asking
        self._form: Form | None = None
        self._back: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What stands in the fields, and the question that is open."""
        entry = self._form.entry if self._form is not None else self._entry
        return {"entry": entry, "asking": self._asking}

    def first_focus(self) -> QWidget | None:
        """The first field, or the way back."""
        return (self._form.first() if self._form else None) or self._back

    def fill(self) -> None:
        """The fields of a new row, then the rows, newest first."""
        text = peer_text(self.context)
        self._form = None
        if text is None:
            self.column.addWidget(body(self.say(N_("No pack on this computer has a peer track."))))
        elif self.context.seat.learner is None:
            self.column.addWidget(body(self.say(N_("Join first, so that your log is kept."))))
        else:
            self._new(text)
            self._rows(text)
        self.column.addStretch(1)
        foot = self.with_foot()
        if text is not None and self.context.seat.learner is not None:
            keep = PrimaryButton(self.say(N_("Add to my log")))
            keep.setObjectName("log-keep")
            keep.clicked.connect(lambda: self._keep(text))
            foot.addWidget(keep)
        back = SecondaryButton(self.say(N_("All steps")))
        back.setObjectName("log-back")
        back.clicked.connect(lambda: self.context.go("learn_peer"))
        foot.addWidget(back)
        self._back = back

    def _new(self, text: Peer) -> None:
        today = self.context.workspace.clock.now().astimezone().date()
        self._form = Form(self.context, text.log, self._entry or Entry.of(None, text.log, today))
        card = Card()
        card.add(title(self.say(N_("A new row"))))
        card.add(self._form)
        self.column.addWidget(card)

    def _rows(self, text: Peer) -> None:
        self.column.addWidget(subtitle(self.say(N_("My log"))))
        written = rows(self.context)
        if not written:
            self.column.addWidget(small(self.say(NONE_YET)))
        for row in reversed(written):
            self.column.addWidget(self._row(text, row))

    def _row(self, text: Peer, row: Row) -> QWidget:
        card = Card()
        card.setObjectName(f"row-{row.event}")
        for one in text.log:
            words = told(self.context.texts, one, row.given)
            if words:
                card.add(block(small(plain(one.label)), body(words), gap=2))
        if self._asking == row.event:
            card.add(small(self.say(N_("Take this row out for good?"))))
            yes = SecondaryButton(self.say(N_("Take it out")))
            yes.setObjectName("row-yes")
            yes.clicked.connect(lambda: self._take_out(row))
            no = SecondaryButton(self.say(N_("Leave it")))
            no.setObjectName("row-no")
            no.clicked.connect(lambda: self._ask(""))
            card.add(no)
            card.add(yes)
        else:
            out = PlainButton(self.say(N_("Take this row out")), icon="trash")
            out.setObjectName(f"out-{row.event}")
            out.clicked.connect(lambda: self._ask(row.event))
            card.add(out)
        return card

    def _ask(self, row: str) -> None:
        self._remember()
        self._asking = row
        self.refresh()

    def _remember(self) -> None:
        if self._form is not None:
            self._entry = self._form.entry

    def _take_out(self, row: Row) -> None:
        self._remember()
        self._asking = ""
        self.context.bus.tell(take_out(self.context, row.event))
        self.refresh()
        self.context.notices.tell(self.say(OUT))

    def _keep(self, text: Peer) -> None:
        if self._form is None:
            return
        try:
            changes = log(self.context, text, self._form.entry.given())
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self._entry = None
        self.context.bus.tell(changes)
        self.refresh()
        self.context.notices.tell(self.say(N_("Saved.")))
