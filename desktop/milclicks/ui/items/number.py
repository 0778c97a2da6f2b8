"""Number: a field with minus and plus, or a slider. Digits of any script are understood."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QWidget

from milclicks.core.texts import N_
from milclicks.items.words import read_number
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.told import told_lines
from milclicks.ui.items.writing import mark_of, restyle
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.text import TextBlock, small

YOUR_NUMBER = N_("Your number")
LESS = N_("Less")
MORE = N_("More")
MOVE_IT = N_("Move the slider.")
NOT_A_NUMBER = N_("Please write a number, such as {example}.")
RIGHT_IS = N_("The right number: {number}")


class CalmSlider(QSlider):
    """A slider that the wheel does not move while somebody scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberWidget(ItemWidget):
    """Both modes say the number in the digits of the locale, with its unit."""

    def build(self) -> None:
        self.number: Fraction | None = None
        item = self.state.item
        self.warning = small("", colour="bad")
        self.warning.hide()
        if item.mode == "field":
            self._build_field()
        else:
            self._build_slider()
        self.column.addWidget(self.warning)
        self.answer = TextBlock("", size=17, strong=True)
        self.column.addWidget(self.answer)
        self.told = told_lines(self)
        self.column.addWidget(self.told)

    def _build_field(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.space(1))
        self.less, self.more = self._steps()
        self.field = QLineEdit()
        self.field.setObjectName("number-field")
        self.field.setAccessibleName(self.say(YOUR_NUMBER))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFixedWidth(self.theme.px(140))
        self.field.setMinimumHeight(self.theme.target)
        self.field.setFont(self.theme.font("title", strong=True))
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self.wanted_check.emit)
        for control in (self.less, self.field, self.more):
            row.addWidget(control)
        self.unit = TextBlock("", size=17, marked=True)
        self.unit.setObjectName("number-unit")
        row.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.column.addLayout(row)

    def _steps(self) -> tuple[IconButton, IconButton]:
        less, more = IconButton("minus", self.say(LESS)), IconButton("plus", self.say(MORE))
        less.setObjectName("less")
        more.setObjectName("more")
        less.clicked.connect(lambda: self._step(-1))
        more.clicked.connect(lambda: self._step(1))
        return less, more

    def _build_slider(self) -> None:
        item = self.state.item
        self.shown = TextBlock("", size=26, strong=True, centred=True)
        self.column.addWidget(self.shown)
        self.slider = CalmSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("number-slider")
        self.slider.setAccessibleName(self.say(YOUR_NUMBER))
        steps = int((item.high - item.low) / item.by)
        self.slider.setRange(0, steps)
        self.slider.setValue(steps // 2)
        self.slider.setPageStep(max(steps // 10, 1))
        self.slider.valueChanged.connect(lambda value: self._slid(value))
        self.slider.sliderPressed.connect(lambda: self._slid(self.slider.value()))
        row = QHBoxLayout()
        self.less, self.more = self._steps()
        row.addWidget(self.less)
        row.addWidget(self.slider, 1)
        row.addWidget(self.more)
        self.column.addLayout(row)
        ends = QHBoxLayout()
        ends.addWidget(small(self.texts.exact(item.low)))
        ends.addStretch(1)
        ends.addWidget(small(self.texts.exact(item.high)))
        self.column.addLayout(ends)

    def _with_unit(self, number: Fraction) -> str:
        return self.state.item.unit.counted(self.texts, number)

    def _show_unit(self, number: Fraction | None) -> None:
        """The word beside the field: the form of its number, or the one that stands alone."""
        unit = self.state.item.unit
        words = unit.name if number is None else unit.beside(number)
        self.unit.set_text(self.texts.unit(words))
        self.unit.setVisible(bool(unit.words))

    def _typed(self, text: str) -> None:
        number = read_number(text)
        wrong = bool(text.strip()) and number is None
        self.warning.set_text(self.say(NOT_A_NUMBER, example=self.texts.exact(12)))
        self.warning.setVisible(wrong)
        self._show_unit(number)
        if number is not None:
            self.number = number
            self.respond(str(number))

    def _slid(self, value: int) -> None:
        item = self.state.item
        self.respond(str(item.low + value * item.by))

    def _step(self, step: int) -> None:
        item = self.state.item
        middle = item.low + (item.high - item.low) / item.by // 2 * item.by
        start = self.number if self.number is not None else middle - step * item.by
        self.respond(str(min(max(start + step * item.by, item.low), item.high)))

    def first_control(self) -> QWidget | None:
        return self.field if self.state.item.mode == "field" else self.slider

    def show_state(self) -> None:
        item, opened = self.state.item, self.state.open
        self.number = Fraction(self.single) if self.single else None
        for control in (self.less, self.more, self.first_control()):
            if control is not None:
                control.setEnabled(not opened)
        if item.mode == "field":
            self._show_field()
        else:
            self._show_slider()
        right = item.answer if opened else None
        self.answer.setVisible(right is not None)
        if right is not None:
            self.answer.set_text(self.say(RIGHT_IS, number=self._with_unit(right)))
        self.told.tell(self.state)

    def _show_field(self) -> None:
        if self.number is not None and read_number(self.field.text()) != self.number:
            self.field.setText(self.texts.exact(self.number))
        self._show_unit(read_number(self.field.text()))
        told = list(self.state.feedback().values())
        restyle(self.field, mark_of(told[0].ok) if told else "")

    def _show_slider(self) -> None:
        item, untouched = self.state.item, self.number is None
        restyle(self.slider, "untouched" if untouched else "")
        self.slider.setAccessibleDescription(self.say(MOVE_IT) if untouched else "")
        if self.number is None:
            self.shown.set_text(self.say(MOVE_IT))
            return
        self.shown.set_text(self._with_unit(self.number))
        value = int((self.number - item.low) / item.by)
        if self.slider.value() != value:
            self.slider.blockSignals(True)
            self.slider.setValue(value)
            self.slider.blockSignals(False)
