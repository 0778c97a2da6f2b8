"""Declaring a place: twelve yes-or-no questions, then a short form.

It asks for a role, never for a private telephone number. A "no" never stops the declaration; it
becomes the next thing to do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, locales, own_name
from milclicks.ui.content import SpaceText, space_text
from milclicks.ui.context import Context
from milclicks.ui.page import block
from milclicks.ui.printing.posters import poster_sheet
from milclicks.ui.spaces import KINDS, SpaceForm, current_space, declare, renewal
from milclicks.ui.stepped import Stepped
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, title, writing_side

_FIELDS = (
    ("name", N_("Name of the place")),
    ("locality", N_("Village, town or district (may stay empty)")),
    ("keeper", N_("Who is responsible: a role, such as “the librarian”")),
)


class Declare(Stepped):
    """`step` is check, form or done; `answers` maps a question to yes or no."""

    NAME = "space"

    def __init__(
        self,
        context: Context,
        step: str = "check",
        answers: dict[str, bool] | None = None,
        form: SpaceForm | None = None,
    ) -> None:
        super().__init__(context, step, gap=12)
        settings = context.workspace.settings
        self._answers = dict(answers or {})
        self._form = form or SpaceForm(name=settings.place, languages=(context.texts.locale,))
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Everything answered and written so far."""
        return {"step": self._step, "answers": dict(self._answers), "form": self._form}

    def first_focus(self) -> QWidget | None:
        """The first question or field, else the button that goes on."""
        if self._step == "form":
            return self.findChild(QLineEdit, "space-name")
        if self._next is not None and self._next.isEnabled():
            return self._next
        buttons = self.findChildren(Button)
        return next((one for one in buttons if one.objectName().startswith("yes-")), None)

    def fill(self) -> None:
        """The page of this step."""
        text = space_text(self.context.workspace.library, self.context.texts.locale)
        if text is None:
            self.context.go("space")
            return
        {"check": self._check, "form": self._ask, "done": self._done}[self._step](text)
        self.column.addStretch(1)

    # --- the twelve ----------------------------------------------------------------------
    def _check(self, text: SpaceText) -> None:
        self.column.addWidget(title(self.say(N_("Twelve questions, answered together"))))
        self.column.addWidget(
            small(self.say(N_("A “no” is not a failure. It is the next thing to do.")))
        )
        for number, (key, ask) in enumerate(text.self_check, 1):
            self.column.addWidget(self._question(number, key, ask))
        self._feet(self.say(N_("Next")), lambda: self._to("form"))
        self._counted = small("")
        self.beside_foot(self._counted)
        self._count(text)

    def _question(self, number: int, key: str, ask: str) -> QWidget:
        card = Card(row=True, pad=12)
        card.column.addWidget(body(ask, marked=True), 1, Qt.AlignmentFlag.AlignVCenter)
        pair = []
        for value, words in ((True, self.say(N_("Yes"))), (False, self.say(N_("Not yet")))):
            button = Button(words, look="quiet", size=16, pad=16)
            button.setObjectName(f"{'yes' if value else 'no'}-{number}")
            button.setAccessibleName(f"{words}. {ask}")
            button.setCheckable(True)
            button.setChecked(self._answers.get(key) is value)
            pair.append(button)
            card.add(button)
        yes, no = pair
        yes.clicked.connect(lambda: self._answer(key, True, yes, no))
        no.clicked.connect(lambda: self._answer(key, False, yes, no))
        return card

    def _answer(self, key: str, value: bool, yes: Button, no: Button) -> None:
        self._answers[key] = value
        yes.setChecked(value)
        no.setChecked(not value)
        text = space_text(self.context.workspace.library, self.context.texts.locale)
        if text is not None:
            self._count(text)

    def _count(self, text: SpaceText) -> None:
        done, every = len(self._answers), len(text.self_check)
        words = self.say(N_("{done} of {all} answered"), done=done, all=every)
        self._counted.set_text(words)
        if self._next is not None:
            self._next.setEnabled(done == every)

    # --- the form ------------------------------------------------------------------------
    def _ask(self, text: SpaceText) -> None:
        for name, words in _FIELDS:
            field = QLineEdit(getattr(self._form, name))
            writing_side(field)
            field.setObjectName(f"space-{name}")
            field.setAccessibleName(self.say(words))
            field.setMaxLength(80)
            field.textChanged.connect(lambda value, name=name: self._write(name, value))
            self.column.addWidget(block(subtitle(self.say(words)), field))
        kinds = {key: self.say(words) for key, words in KINDS.items()}
        named = {code: own_name(code) for code in locales()}
        self.column.addWidget(self._choices(N_("What kind of place is it?"), "kind", kinds))
        self.column.addWidget(
            self._choices(N_("Languages spoken here"), "languages", named, many=True)
        )
        now = self.context.workspace.clock.now()
        words = self.say(
            N_("Declared on {date}, to renew by {renew}."),
            date=self.context.texts.date(now),
            renew=self.context.texts.date(renewal(now)),
        )
        self.column.addWidget(body(words))
        self._feet(self.say(N_("We promise this")), self._declare, back="check")
        self._ready()

    def _choices(
        self, question: str, name: str, options: dict[str, str], *, many: bool = False
    ) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for key, words in options.items():
            button = Button(words, look="quiet", size=16, pad=14)
            button.setObjectName(f"{name}-{key}")
            button.setCheckable(True)
            chosen = getattr(self._form, name)
            button.setChecked(key in chosen if many else key == chosen)
            button.clicked.connect(
                lambda on, key=key: (
                    self._pick(name, key, on, row) if not many else self._tick(key, on)
                )
            )
            flow.addWidget(button)
        return block(subtitle(self.say(question)), row)

    def _pick(self, name: str, key: str, on: bool, row: QWidget) -> None:
        self._write(name, key)
        for button in row.findChildren(Button):
            button.setChecked(button.objectName() == f"{name}-{key}")

    def _tick(self, key: str, on: bool) -> None:
        kept = [code for code in locales() if code in self._form.languages and code != key]
        self._form = replace(self._form, languages=(*kept, key) if on else tuple(kept))

    def _write(self, name: str, value: Any) -> None:
        self._form = replace(self._form, **{name: value})
        self._ready()

    def _ready(self) -> None:
        if self._next is not None:
            self._next.setEnabled(bool(self._form.name.strip()))

    def _questions(self) -> list[str]:
        text = space_text(self.context.workspace.library, self.context.texts.locale)
        return [key for key, _ in text.self_check] if text else []

    def _declare(self) -> None:
        try:
            changes = declare(self.context, self._form, self._answers, self._questions())
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self.context.bus.tell(changes)
        self._to("done")

    # --- done ----------------------------------------------------------------------------
    def _done(self, text: SpaceText) -> None:
        declared = current_space(self.context)
        card = SunCard()
        card.add(title(self.say(N_("This is a MIL CLICKS Space"))))
        card.add(
            body(
                self.say(N_("The declaration is saved. Print the poster and hang it at the door."))
            )
        )
        self.column.addWidget(card)
        later = [ask for key, ask in text.self_check if not self._answers.get(key)]
        if later:
            self.column.addWidget(subtitle(self.say(N_("What you wanted to do next"))))
            for ask in later:
                self.column.addWidget(body(ask, marked=True))
        self._feet(
            self.say(N_("See the poster")),
            lambda: self.context.go("preview", sheet=poster_sheet(self.context, declared)),
        )
        home = SecondaryButton(self.say(N_("Done")))
        home.setObjectName("space-done")
        home.clicked.connect(lambda: self.context.go("space"))
        self.foot.addWidget(home)
