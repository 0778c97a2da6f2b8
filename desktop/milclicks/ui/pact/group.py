"""The pact in the words of a group: to read together, to print, to draw marks on by hand.

Nothing is kept here: no list of who signed, and none of who did not.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import GroupText, PactText, pact_text
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import Page, block, nothing_here
from milclicks.ui.printing.certificates import took_part_sheet
from milclicks.ui.printing.pactsheets import pact_group_sheet
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, title

TOP = Qt.AlignmentFlag.AlignTop


class GroupPact(Page):
    """`version` is the group whose words are on show; without it the first."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, version: str = "") -> None:
        super().__init__(context, gap=12)
        self._version = version
        self._primary: QWidget | None = None
        pact = pact_text(context.workspace.library, context.texts.locale)
        outer = self.layout()
        if pact is not None and pact.versions and isinstance(outer, QVBoxLayout):
            outer.insertWidget(0, self._chips(pact))
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The group that is on show."""
        return {"version": self._version}

    def first_focus(self) -> QWidget | None:
        """The way to the paper."""
        return self._primary

    def _chips(self, pact: PactText) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        shown = self._shown(pact).id
        for one in pact.versions:
            chip = Button(plain(one.title), look="quiet", size=15, pad=14)
            chip.setObjectName(f"version-{one.id}")
            chip.setCheckable(True)
            chip.setChecked(one.id == shown)
            chip.clicked.connect(lambda _=False, key=one.id: self._show(key))
            flow.addWidget(chip)
        self._row = row
        return row

    def _shown(self, pact: PactText) -> GroupText:
        return next((one for one in pact.versions if one.id == self._version), pact.versions[0])

    def _show(self, version: str) -> None:
        self._version = version
        for chip in self._row.findChildren(Button):
            chip.setChecked(chip.objectName() == f"version-{version}")
        self.refresh()
        self.area.to_top()

    def fill(self) -> None:
        """The words of the group, promise by promise."""
        pact = pact_text(self.context.workspace.library, self.context.texts.locale)
        if pact is None or not pact.versions:
            sentence = N_("No pack on this computer has a pact for groups.")
            self.column.addWidget(nothing_here(self.context, "pact", self.say(sentence)))
            return
        shown = self._shown(pact)
        self._version = shown.id
        self.column.addWidget(block(title(plain(shown.title)), body(shown.intro, marked=True)))
        self.column.addWidget(subtitle(shown.opening, marked=True))
        names = {one.id: plain(one.name) for one in pact.promises}
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(340), gap=10, columns=2)
        for number, (key, sentence) in enumerate(shown.sentences, 1):
            card = Card(row=True, pad=14)
            words = block(small(names.get(key, "")), body(sentence, marked=True), gap=2)
            card.column.addWidget(title(self.context.texts.number(number)), 0, TOP)
            card.column.addWidget(words, 1, TOP)
            flow.addWidget(card)
        self.column.addWidget(grid)
        self.column.addWidget(subtitle(shown.closing, marked=True))
        self.column.addWidget(small(shown.signing, marked=True))
        self.column.addStretch(1)
        self._feet(shown.id)

    def _feet(self, version: str) -> None:
        foot = self.with_foot()
        go = self.context.go
        paper = PrimaryButton(self.say(N_("See it on paper")), icon="print")
        paper.setObjectName("group-print")
        paper.clicked.connect(lambda: go("preview", sheet=pact_group_sheet(self.context, version)))
        foot.addWidget(paper)
        self._primary = paper
        part = SecondaryButton(self.say(N_("“I took part”")), icon="print")
        part.setObjectName("group-took-part")
        part.clicked.connect(lambda: go("preview", sheet=took_part_sheet(self.context)))
        foot.addWidget(part)
