"""The test for the teacher: when it is taken, who gets which form, start, paper, results."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.community.prepost import group
from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, parse_number
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.notices import UNDO
from milclicks.ui.page import Page, block, nothing_here, wrapped
from milclicks.ui.people import sit_down
from milclicks.ui.prepost.chips import chips
from milclicks.ui.pretests import ROUNDS, Pretest, begin, now, pretest, runs
from milclicks.ui.printing.testsheets import test_sheet
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, writing_side

if TYPE_CHECKING:
    from milclicks.community.prepost.run import Run

NO_TEST = N_("No pack on this computer has a test.")
EVENLY = N_("The app hands out both forms evenly and swaps them the next time.")
ALL = N_("{form} for all")
STATES = {"": ("open", N_("not yet")), "open": ("half", N_("begun")), "done": ("done", N_("done"))}


class TeachTest(Page):
    """`round_` is the time, `form` a form that everybody gets ("" lets the app hand them out)."""

    topics = frozenset({"people", "packs", group.TOPIC})

    def __init__(
        self,
        context: Context,
        round_: str = "before",
        form: str = "",
        number: str = "",
        notes: bool = False,
    ) -> None:
        super().__init__(context, gap=14)
        self._round, self._form, self._number, self._notes = round_, form, number, notes
        self._first: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What was chosen and typed."""
        return {
            "round_": self._round,
            "form": self._form,
            "number": self._number,
            "notes": self._notes,
        }

    def first_focus(self) -> QWidget | None:
        """The first learner, else the number of a guest."""
        return self._first

    def fill(self) -> None:
        """The time and the forms, then who takes it."""
        self._first = None
        test = pretest(self.context)
        if test is None:
            self.column.addWidget(nothing_here(self.context, "pencil", self.say(NO_TEST)))
            return
        self._choices(test)
        known = runs(self.context)
        self._learners(test, known)
        self._guests(test, known)
        self._more(test)
        self.column.addStretch(1)
        self._feet()

    # --- choosing ------------------------------------------------------------------------
    def _choices(self, test: Pretest) -> None:
        rounds = {key: self.say(words) for key, words in ROUNDS.items()}
        titles = {key: plain(one.title) for key, one in test.forms.items()}
        even = {
            f"even-{key}": self.say(N_("Both, {form} first"), form=words)
            for key, words in titles.items()
        }
        forms = {**even, **{key: self.say(ALL, form=words) for key, words in titles.items()}}
        chosen = self._form or f"even-{self._first_form(test)}"
        self.column.addWidget(
            wrapped(
                chips(self.say(N_("When?")), "round", rounds, self._round, self._take_round),
                chips(self.say(N_("Which form?")), "form", forms, chosen, self._take_form),
                gap=24,
            )
        )
        self.column.addWidget(small(self.say(EVENLY)))

    def _first_form(self, test: Pretest) -> str:
        first = now(self.context).first
        return first if first in test.forms else next(iter(test.forms))

    def _take_round(self, key: str) -> None:
        self._round = key
        self.refresh()

    def _take_form(self, key: str) -> None:
        """One form for everybody, or both in turn beginning with this one."""
        self._form = "" if key.startswith("even-") else key
        if not self._form:
            self._set(group.Group(now(self.context).id, key.removeprefix("even-")))
        self.refresh()

    # --- who takes it --------------------------------------------------------------------
    def _learners(self, test: Pretest, known: tuple[Run, ...]) -> None:
        people = self.context.workspace.records.people.learners()
        if not people:
            return
        self.column.addWidget(subtitle(self.say(N_("Start for a learner"))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(240), gap=10, columns=4)
        for learner in people:
            found = group.found(known, self._round, (learner.id, 0))
            card = self._card("person", learner.nickname, found)
            card.setObjectName(f"test-{learner.id}")
            card.clicked.connect(lambda _=False, who=learner.id: self._start(test, who))
            flow.addWidget(card)
            self._first = self._first or (card if card.isEnabled() else None)
        self.column.addWidget(grid)

    def _card(self, icon: str, name: str, found: Run | None) -> ChoiceCard:
        state = "" if found is None else "done" if found.ended else "open"
        sign, words = STATES[state]
        card = ChoiceCard(icon, name, note=self.say(words), sign=sign)
        card.setEnabled(state != "done")
        return card

    def _guests(self, test: Pretest, known: tuple[Run, ...]) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("Start for a guest with a number"))))
        label = self.say(N_("Number of the guest"))
        field = QLineEdit(self._number)
        writing_side(field)
        field.setObjectName("guest-number")
        field.setAccessibleName(label)
        field.setMaxLength(3)
        field.setMaximumWidth(self.context.theme.px(120))
        field.textChanged.connect(self._type)
        start = SecondaryButton(self.say(N_("Start")), icon="play")
        start.setObjectName("guest-start")
        start.clicked.connect(lambda: self._start(test, None))
        card.add(block(small(label, colour="ink"), wrapped(field, start), gap=4))
        mine = [one for one in known if one.round == self._round and not one.learner]
        waiting = [one.number for one in mine if not one.ended]
        done = len({one.number for one in mine if one.ended})
        if waiting:
            row = QWidget()
            flow = FlowLayout(row, gap=8)
            for number in sorted(set(waiting)):
                words = self.say(N_("Go on with number {number}"), number=number)
                on = SecondaryButton(words)
                on.setObjectName(f"guest-{number}")
                on.clicked.connect(lambda _=False, n=number: self._start(test, None, n))
                flow.addWidget(on)
            card.add(row)
        said = self.context.texts.say_n(
            "{n} guest has handed in.", "{n} guests have handed in.", done
        )
        card.add(small(said))
        self.column.addWidget(card)
        self._first = self._first or field

    def _type(self, typed: str) -> None:
        self._number = typed

    def _start(self, test: Pretest, learner: str | None, number: int = 0) -> None:
        context = self.context
        if learner is None and not number:
            typed = parse_number(self._number) or ""
            number = int(typed) if typed.isdigit() else 0
        try:
            live = begin(context, test, self._round, self._form, learner, number)
        except MilClicksError as error:
            context.notices.fail(error, context.texts)
            return
        sit_down(context, learner)
        context.go("test", run=live.id)

    # --- what else there is --------------------------------------------------------------
    def _more(self, test: Pretest) -> None:
        buttons: list[QWidget] = []
        for key, form in test.forms.items():
            for is_key in (False, True):
                words = N_("{form}: the key on paper") if is_key else N_("{form} on paper")
                paper = PlainButton(self.say(words, form=plain(form.title)), icon="print")
                paper.setObjectName(f"paper-{key}-key" if is_key else f"paper-{key}")
                paper.clicked.connect(
                    lambda _=False, key=key, is_key=is_key: self.context.go(
                        "preview", sheet=test_sheet(self.context, key, key=is_key)
                    )
                )
                buttons.append(paper)
        new = PlainButton(self.say(N_("Begin with a new group")), icon="plus")
        new.setObjectName("new-group")
        new.clicked.connect(self._new_group)
        notes = PlainButton(self.say(N_("What to know before")), icon="help")
        notes.setObjectName("test-notes")
        notes.clicked.connect(self._show_notes)
        self.column.addWidget(wrapped(*buttons, new, notes, gap=8))
        if self._notes:
            card = Card(tone="soft")
            card.setObjectName("notes")
            for line in test.teacher:
                card.add(body(line, marked=True))
            self.column.addWidget(block(card))

    def _show_notes(self) -> None:
        self._notes = not self._notes
        self.refresh()

    def _new_group(self) -> None:
        before = now(self.context)
        self.context.bus.tell(group.new_group(self.context.workspace.records))
        words = self.say(N_("A new group begins. The results of the last one are kept."))
        undo: Callable[[], None] = lambda: self._set(before)  # noqa: E731
        self.context.notices.offer(words, self.say(UNDO), undo)

    def _set(self, wanted: group.Group) -> None:
        self.context.bus.tell(group.set_group(self.context.workspace.records, wanted))

    def _feet(self) -> None:
        foot = self.with_foot()
        told = PrimaryButton(self.say(N_("Results of the group")))
        told.setObjectName("test-results")
        told.clicked.connect(lambda: self.context.go("teach_results"))
        key = SecondaryButton(self.say(N_("Key in paper sheets")), icon="pencil")
        key.setObjectName("test-key-in")
        key.clicked.connect(
            lambda: self.context.go("teach_key_in", round_=self._round, form=self._form)
        )
        foot.addWidget(told)
        foot.addWidget(key)
