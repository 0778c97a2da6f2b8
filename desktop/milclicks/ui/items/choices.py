"""Choice, true or false, multiple, decide and the survey scale: rows to tap."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.items.base import Row
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.rows import PARTLY, RIGHT, WRONG, OptionRow, judged
from milclicks.ui.items.told import told_lines
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.flow import FlowLayout

OTHERS = N_("Why not the others?")
HELD = N_("Holding is an answer")
DECIDE_ICONS = {"accept": "icon:pass_on", "hold": "icon:hand", "reject": "icon:shield"}


class RowsWidget(ItemWidget):
    """The base of all kinds that are answered by tapping rows."""

    def build(self) -> None:
        self.rows: dict[str, OptionRow] = {}
        self._all_told = False
        for number, row in enumerate(self.state.rows, start=1):
            control = OptionRow(row.id, self._words(row), self.mark(row, number))
            control.clicked.connect(lambda _=False, option=row.id: self.tap(option))
            self.rows[row.id] = control
            self.column.addWidget(control)
        self.move_among(list(self.rows.values()))
        self.others = PlainButton(self.say(OTHERS))
        self.others.setObjectName("others")
        self.others.clicked.connect(self._tell_all)
        self.others.hide()
        holder = QWidget()
        FlowLayout(holder).addWidget(self.others)
        self.column.addWidget(holder)

    def _words(self, row: Row) -> str:
        return row.text or (self.texts.message(row.label) if row.label else "")

    def mark(self, row: Row, number: int) -> str:
        """What the badge of a row says."""
        return self.texts.number(number)

    def tap(self, option: str) -> None:
        """An option was chosen."""
        self.respond(option)

    def pick(self, number: int) -> None:
        keys = list(self.rows)
        if number <= len(keys) and not self.state.open:
            self.rows[keys[number - 1]].setFocus()
            self.tap(keys[number - 1])

    def _tell_all(self) -> None:
        self._all_told = True
        self.show_state()

    def first_control(self) -> QWidget | None:
        chosen = self.rows.get(self.single)
        return chosen or super().first_control()


class ChoiceWidget(RowsWidget):
    """One of several; the last tap counts until the feedback opens."""

    def show_state(self) -> None:
        key, told = self.state.key(), self.state.feedback()
        for option, control in self.rows.items():
            if not self.state.open:
                control.show_as("chosen" if option == self.single else "idle")
                continue
            right = key[option].ok if option in key else False
            mine = option == self.single
            state, word = ("missed", RIGHT) if right else ("rest", "")
            if mine:
                state, word = self._mine(option, right)
            shown = mine or right or self._all_told
            said = told.get(option) or key.get(option)
            reason = said.text if shown and said else ""
            control.show_as(state, self.say(word) if word else "", reason, locked=True)
        more = self.state.open and not self._all_told and len(self.rows) > 2
        self.others.setVisible(more)

    def _mine(self, option: str, right: bool) -> tuple[str, str]:
        if right:
            return "right", RIGHT
        return ("part", PARTLY) if self.state.partly(option) else ("wrong", WRONG)


class DecideWidget(RowsWidget):
    """Pass it on, hold it, push back. Holding is never wrong."""

    def mark(self, row: Row, number: int) -> str:
        return DECIDE_ICONS.get(row.id, self.texts.number(number))

    def show_state(self) -> None:
        key = self.state.key()
        for option, control in self.rows.items():
            mine = option == self.single
            if not self.state.open:
                control.show_as("chosen" if mine else "idle")
                continue
            right, hold = key[option].ok, option == "hold"
            state = "right" if right else "chosen" if hold else "wrong"
            word = RIGHT if right else HELD if hold else WRONG
            if not mine:
                state, word = ("missed", RIGHT) if right else ("rest", "")
            shown = mine or right or self._all_told
            reason = key[option].text if shown else ""
            control.show_as(state, self.say(word) if word else "", reason, locked=True)
        self.others.setVisible(self.state.open and not self._all_told)


class MultipleWidget(RowsWidget):
    """Tick all that fit."""

    def mark(self, row: Row, number: int) -> str:
        return "tick"

    def tap(self, option: str) -> None:
        ticked = set(self.ids) ^ {option}
        self.respond(tuple(sorted(ticked)))

    def first_control(self) -> QWidget | None:
        return self._moving[0] if self._moving else None

    def show_state(self) -> None:
        key = self.state.key()
        for option, control in self.rows.items():
            ticked = option in self.ids
            if not self.state.open:
                control.show_as("chosen" if ticked else "idle")
                continue
            right = key[option].ok
            state, word = judged(ticked, right)
            control.show_as(state, self.say(word), key[option].text, locked=True)


class SurveyWidget(ItemWidget):
    """A scale of five, side by side where there is room. There is no right answer."""

    def build(self) -> None:
        self.steps: dict[str, SecondaryButton] = {}
        holder = QWidget()
        row = FlowLayout(
            holder, even=True, least=self.theme.px(118), columns=5, gap=self.theme.space(1)
        )
        for each in self.state.rows:
            words = self.texts.message(each.label) if each.label else each.text
            step = SecondaryButton(words)
            step.setCheckable(True)
            step.setObjectName(f"option-{each.id}")
            step.clicked.connect(lambda _=False, option=each.id: self.respond(option))
            self.steps[each.id] = step
            row.addWidget(step)
        self.column.addWidget(holder)
        self.told = told_lines(self)
        self.column.addWidget(self.told)
        self.move_among(list(self.steps.values()))

    def pick(self, number: int) -> None:
        if str(number) in self.steps:
            self.steps[str(number)].setFocus()
            self.respond(str(number))

    def show_state(self) -> None:
        for option, step in self.steps.items():
            step.setChecked(option == self.single)
            step.setEnabled(not self.state.open or option == self.single)
        self.told.tell(self.state)
