"""Short answers in a line, open answers in a field with a model and a rubric to rate oneself."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from milclicks.core.texts import N_
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.told import told_lines
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, body, small, writing_side

YOUR_ANSWER = N_("Your answer")
YOUR_WORDS = N_("Write in your own words. Nobody grades this but you.")
MODEL = N_("One good answer")
RATE = N_("How much of this is in your answer?")
POINTS = N_("{text}: {n} of {most}")
EXPECTED = N_("Expected: {words}")


class ShortWidget(ItemWidget):
    """A line to type in; Enter checks."""

    def build(self) -> None:
        self.field = QLineEdit()
        writing_side(self.field)
        self.field.setObjectName("short-field")
        self.field.setAccessibleName(self.say(YOUR_ANSWER))
        self.field.setPlaceholderText(self.say(YOUR_ANSWER))
        self.field.setMinimumHeight(self.theme.target + 4)
        self.field.setMaxLength(200)
        self.field.textEdited.connect(self.respond)
        self.field.returnPressed.connect(self.wanted_check.emit)
        self.column.addWidget(self.field)
        self.expected = small("", colour="ink")
        self.column.addWidget(self.expected)
        self.told = told_lines(self)
        self.column.addWidget(self.told)

    def first_control(self) -> QWidget | None:
        return self.field

    def show_state(self) -> None:
        opened, told = self.state.open, list(self.state.feedback().values())
        if self.field.text() != self.single:
            self.field.setText(self.single)
        self.field.setReadOnly(opened)
        self.field.setEnabled(not opened)
        partly = bool(told) and self.state.partly(told[0].option)
        restyle(self.field, mark_of(told[0].ok, partly) if told else "")
        missed = opened and bool(told) and not told[0].ok
        self.expected.setVisible(missed)
        if missed:
            best = max(self.state.item.options, key=lambda option: option.weight)
            self.expected.set_text(self.say(EXPECTED, words=plain(best.body)))
        self.told.tell(self.state)


class OpenWidget(ItemWidget):
    """A field; after Check the model and the rubric, each line rated by a tap."""

    def build(self) -> None:
        self.points: dict[str, int] = dict(self.state.view.points)
        self.hint = small(self.say(YOUR_WORDS))
        self.column.addWidget(self.hint)
        self.field = QPlainTextEdit()
        writing_side(self.field)
        self.field.setObjectName("open-field")
        self.field.setAccessibleName(self.say(YOUR_ANSWER))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(self.theme.px(130))
        self.field.textChanged.connect(self._typed)
        self.column.addWidget(self.field)
        self.model = SunCard()
        self.model.add(Eyebrow(self.say(MODEL)))
        self.model.add(body(self.state.item.model, marked=True))
        self.column.addWidget(self.model)
        self.rubric = Card()
        self.rubric.add(body(self.say(RATE), strong=True))
        self.marks: dict[str, list[SecondaryButton]] = {}
        for line in self.state.item.rubric:
            self._build_line(line)
        self.column.addWidget(self.rubric)

    def _build_line(self, line) -> None:
        self.rubric.add(body(line.text, marked=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=self.theme.space(1))
        buttons = []
        for n in range(line.points + 1):
            button = SecondaryButton(self.texts.number(n))
            button.setCheckable(True)
            button.setObjectName(f"points-{line.id}-{n}")
            name = self.say(POINTS, text=plain(line.text), n=n, most=line.points)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, key=line.id, n=n: self._rate(key, n))
            flow.addWidget(button)
            buttons.append(button)
        self.marks[line.id] = buttons
        self.rubric.add(holder)

    def _typed(self) -> None:
        text = self.field.toPlainText()[:2000]
        if text != self.single:
            self.respond(text)

    def _rate(self, key: str, points: int) -> None:
        self.points[key] = points
        self.show_state()
        if len(self.points) == len(self.marks):
            self.rated.emit(dict(self.points))

    def first_control(self) -> QWidget | None:
        if not self.state.open:
            return self.field
        missing = [key for key in self.marks if key not in self.points]
        return self.marks[missing[0]][0] if missing else None

    def show_state(self) -> None:
        opened = self.state.open
        if self.field.toPlainText() != self.single:
            self.field.blockSignals(True)
            self.field.setPlainText(self.single)
            self.field.blockSignals(False)
        self.field.setEnabled(not opened)
        self.hint.setVisible(not opened)
        self.model.setVisible(opened)
        self.rubric.setVisible(opened)
        for key, buttons in self.marks.items():
            for n, button in enumerate(buttons):
                button.setChecked(self.points.get(key) == n)
                button._make()


def mark_of(right: bool, partly: bool = False) -> str:
    """The state of a field for the style sheet; half right has no colour of its own."""
    return "right" if right else "" if partly else "wrong"


def restyle(field: QWidget, state: str) -> None:
    """Let the style sheet see another state."""
    if field.property("state") != state:
        field.setProperty("state", state)
        field.style().unpolish(field)
        field.style().polish(field)
