"""The PIN before the teacher's pages: made on first use, asked afterwards, replaced by the code.

The recovery code is shown once, and the PIN is in force when somebody says it was copied: a power
cut before leaves what was there. Wrong tries are counted by the records; this page says how long
to wait in a sentence. It protects what learners did from other learners, not the machine.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.records.gate import NewPin
from milclicks.ui.context import Context
from milclicks.ui.page import Page, block, wrapped
from milclicks.ui.teacher.pad import PinPad
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import TextBlock, body, small

OTHER = N_("The two PINs are not the same. Please begin again.")
WRONG = N_("This PIN is not right. Try again, or use the recovery code.")
WRONG_CODE = N_("This recovery code is not right. Look at your copy again.")
NOT_YET = N_("The PIN counts as soon as you press this button.")

WHY_PAGES = N_("The pages for adding and sharing packs are the teacher’s, so the PIN comes first.")
WHY_MADE = N_(
    "Packs that were made by a teacher are added by the teacher here, so the PIN comes first."
)

TITLES = {
    "ask": N_("Enter the teacher's PIN"),
    "make": N_("Make a PIN for the teacher"),
    "again": N_("Enter the same PIN again"),
    "code": N_("Your recovery code"),
    "recover": N_("Type the recovery code"),
}

Link = tuple[str, str, Any]  # the name of its control, its words, what it does


class PinGate(Page):
    """`then` and `params` are where the way leads after the PIN."""

    def __init__(
        self,
        context: Context,
        then: str = "teach",
        params: dict[str, Any] | None = None,
        step: str = "",
        first: str = "",
        code: str = "",
    ) -> None:
        super().__init__(context, width=560, gap=14)
        self._then, self._params = then, dict(params or {})
        self._first, self._code, self._said = first, code, ""
        made = context.workspace.records.gate.is_set()
        self._step = step or ("ask" if made else "make")
        self._focus: QWidget | None = None
        self.fill()

    def heading(self) -> tuple[str, str]:
        """What is asked for now."""
        return self.say(TITLES[self._step]), ""

    def kept(self) -> dict[str, Any]:
        """Where the way leads, and a PIN whose recovery code is on show."""
        return {
            "then": self._then,
            "params": self._params,
            "step": self._step,
            "first": self._first,
            "code": self._code,
        }

    def first_focus(self) -> QWidget | None:
        """The pad, the field or the button."""
        return self._focus

    def fill(self) -> None:
        """The page of this step."""
        {
            "ask": self._ask,
            "make": self._make,
            "again": self._again,
            "code": self._show_code,
            "recover": self._recover,
        }[self._step]()
        self.column.addStretch(1)

    def _to(self, step: str, said: str = "") -> None:
        self._step, self._said = step, said
        self.refresh()
        self.titled.emit()
        if self._focus is not None:
            self._focus.setFocus()

    def _pad(self, action: str, entered: Any, *links: Link) -> None:
        """The pad, with other ways on beside it, so that a low window shows both."""
        if self._said:
            card = SunCard()
            said = body(self._said)
            said.setObjectName("pin-said")
            card.add(said)
            self.column.addWidget(card)
        pad = PinPad(self.context.theme, self.context.texts, action)
        pad.entered.connect(entered)
        self._focus = pad.first()
        others = [block(*(self._link(*link) for link in links))] if links else []
        self.column.addWidget(wrapped(pad, *others, gap=24))

    def _link(self, name: str, words: str, do: Any) -> QWidget:
        link = PlainButton(words)
        link.setObjectName(name)
        link.clicked.connect(do)
        return link

    def _why(self) -> None:
        """Why the PIN stands before a press that was about packs."""
        if not self._then.startswith(("packs", "stick")):
            return
        words = WHY_MADE if self._then == "stick_ask" else WHY_PAGES
        why = body(self.say(words))
        why.setObjectName("pin-why")
        self.column.addWidget(why)

    # --- asking --------------------------------------------------------------------------
    def _ask(self) -> None:
        self._why()
        self._pad(
            self.say(N_("Open")),
            self._try,
            ("pin-forgot", self.say(N_("I forgot the PIN")), lambda: self._to("recover")),
            ("pin-leave", self.say(N_("Back to Today")), lambda: self.context.go("today")),
        )

    def _try(self, pin: str) -> None:
        try:
            right = self.context.workspace.records.gate.opens(pin)
        except MilClicksError as error:
            self._to("ask", self._words(error))
            return
        if not right:
            self._to("ask", self.say(WRONG))
            return
        self._pass()

    def _words(self, error: MilClicksError) -> str:
        parts = [self.context.texts.message(error.sentence)]
        if error.remedy is not None:
            parts.append(self.context.texts.message(error.remedy))
        return " ".join(parts)

    def _pass(self) -> None:
        self.context.seat.teacher = True
        self.context.go(self._then, **self._params)

    # --- making --------------------------------------------------------------------------
    def _make(self) -> None:
        self._why()
        words = N_("Four to eight digits. It keeps what learners did away from other eyes.")
        self.column.addWidget(body(self.say(words)))
        links: list[Link] = [
            ("pin-leave", self.say(N_("Back to Today")), lambda: self.context.go("today"))
        ]
        records = self.context.workspace.records
        if not records.gate.is_set() and not records.people.learners():
            links.insert(0, ("pin-later", self.say(N_("Not now")), self._pass))
        self._pad(self.say(N_("Next")), self._made_once, *links)

    def _made_once(self, pin: str) -> None:
        self._first = pin
        self._to("again")

    def _again(self) -> None:
        self._pad(self.say(N_("Make this the PIN")), self._made_twice)

    def _made_twice(self, pin: str) -> None:
        if pin != self._first:
            self._first = ""
            self._to("make", self.say(OTHER))
            return
        self._code = self.context.workspace.records.gate.propose(pin).code
        self._to("code")

    def _show_code(self) -> None:
        card = SunCard()
        code = TextBlock(self.context.texts.isolate(self._code), size=26, strong=True)
        code.setObjectName("recovery-code")
        card.add(code)
        self.column.addWidget(card)
        words = N_("Copy it by hand and keep it out of the room. It is shown only this once.")
        self.column.addWidget(body(self.say(words)))
        self.column.addWidget(small(self.say(NOT_YET)))
        if self._said:
            self.column.addWidget(body(self._said, strong=True))
        done = PrimaryButton(self.say(N_("I have copied it")))
        done.setObjectName("pin-copied")
        done.clicked.connect(self._copied)
        self.column.addWidget(done, 0, Qt.AlignmentFlag.AlignLeading)
        self._focus = done

    def _copied(self) -> None:
        new = NewPin(self._first, self._code)
        try:
            self.context.workspace.records.gate.set_pin(new)
        except MilClicksError as error:
            self._to("code", self._words(error))
            return
        self._first = self._code = ""
        self._pass()

    # --- recovering ----------------------------------------------------------------------
    def _recover(self) -> None:
        if self._said:
            self.column.addWidget(body(self._said))
        field = QLineEdit()
        field.setObjectName("recovery-field")
        field.setAccessibleName(self.say(N_("Recovery code")))
        field.setMaxLength(40)
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.column.addWidget(field)
        self.column.addWidget(
            small(self.say(N_("Spaces, small letters and dashes do not matter.")))
        )
        use = PrimaryButton(self.say(N_("Make a new PIN")))
        use.setObjectName("recovery-use")
        use.clicked.connect(lambda: self._use_code(field.text()))
        field.returnPressed.connect(use.click)
        back = SecondaryButton(self.say(N_("Back")))
        back.setObjectName("recovery-back")
        back.clicked.connect(lambda: self._to("ask"))
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(use)
        flow.addWidget(back)
        self.column.addWidget(row)
        self._focus = field

    def _use_code(self, typed: str) -> None:
        try:
            right = self.context.workspace.records.gate.recovers(typed)
        except MilClicksError as error:
            self._to("recover", self._words(error))
            return
        if right:
            self._to("make")
        else:
            self._to("recover", self.say(WRONG_CODE))
