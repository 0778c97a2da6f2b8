"""If a child tells you something worrying: what to do, and the number of the local helpline.

The field is filled in, or skipped knowingly; until then the page says that it waits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import Page, block
from milclicks.ui.printing.noticesheets import children_sheet, parents_sheet
from milclicks.ui.storing import choose
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, title, writing_side

STEPS = (
    N_("Stay calm and listen. Let the child use their own words."),
    N_("Do not ask for details, and do not promise to keep it secret."),
    N_("Say: “Thank you for telling me. It is not your fault. I will ask someone who can help.”"),
    N_("Is there danger now? Stay with the child and call for help at once."),
    N_("Write down the child's words, the date and the time on paper, not in this program."),
    N_("Tell the person in charge, and nobody else. Never contact the accused person yourself."),
)


class Worrying(Page):
    """Six sentences, one field."""

    topics = frozenset({"settings"})

    def __init__(self, context: Context, typed: str | None = None) -> None:
        super().__init__(context, width=860, gap=14)
        self._typed = context.workspace.settings.helpline if typed is None else typed
        self.fill()

    def heading(self) -> tuple[str, str]:
        """The whole title."""
        return self.say(N_("If a child tells you something worrying")), ""

    def kept(self) -> dict[str, Any]:
        """The number that is being typed."""
        return {"typed": self._typed}

    def first_focus(self) -> QWidget | None:
        """The field, as long as nothing was decided."""
        return self.findChild(QLineEdit, "helpline")

    def fill(self) -> None:
        """What to do, then whom to call."""
        self._helpline()
        card = Card()
        for number, sentence in enumerate(STEPS, 1):
            words = N_("{number}. {sentence}")
            card.add(body(self.say(words, number=number, sentence=self.say(sentence))))
        self.column.addWidget(card)
        row = QWidget()
        flow = FlowLayout(row, gap=12)
        for name, words, make in (
            ("print-parents", self.say(N_("Print the notice for parents")), parents_sheet),
            ("print-children", self.say(N_("Print the notice for children")), children_sheet),
        ):
            button = SecondaryButton(words, icon="print")
            button.setObjectName(name)
            button.clicked.connect(
                lambda _=False, make=make: self.context.go("preview", sheet=make(self.context))
            )
            flow.addWidget(button)
        self.column.addWidget(row)
        self.column.addStretch(1)

    def _helpline(self) -> None:
        settings = self.context.workspace.settings
        card = Card() if settings.helpline or settings.helpline_skipped else SunCard()
        field = QLineEdit(self._typed)
        writing_side(field)
        field.setObjectName("helpline")
        field.setMaxLength(80)
        name = self.say(N_("Local helpline or responsible adult"))
        field.setAccessibleName(name)
        field.textChanged.connect(self._type)
        card.add(block(title(name), field))
        card.add(small(self.say(self._state())))
        row = QWidget()
        flow = FlowLayout(row, gap=12)
        save = PrimaryButton(self.say(N_("Save")))
        save.setObjectName("helpline-save")
        save.clicked.connect(lambda: self._store(self._typed.strip(), skipped=False))
        flow.addWidget(save)
        if not settings.helpline:
            skip = PlainButton(self.say(N_("There is none here. We know whom to ask.")))
            skip.setObjectName("helpline-skip")
            skip.clicked.connect(lambda: self._store("", skipped=True))
            flow.addWidget(skip)
        card.add(row)
        self.column.addWidget(card)

    def _state(self) -> str:
        settings = self.context.workspace.settings
        if settings.helpline:
            return N_("Saved. It stands on the notice for children.")
        if settings.helpline_skipped:
            return N_("Skipped knowingly. You can fill it in at any time.")
        return N_("Please fill this in before the first lesson, or skip it knowingly.")

    def _type(self, text: str) -> None:
        self._typed = text

    def _store(self, helpline: str, *, skipped: bool) -> None:
        workspace = self.context.workspace
        changed = replace(workspace.settings, helpline=helpline, helpline_skipped=skipped)
        if not choose(self.context, changed):
            return
        self.context.notices.tell(self.say(N_("Saved.")))
        self.refresh()
