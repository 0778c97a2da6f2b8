"""The answers to one question of the test: large buttons, one chosen, nothing said about it."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.community.prepost.scores import Answer
from milclicks.core.texts import N_, Texts
from milclicks.items.decide import LABELS
from milclicks.items.wrappers import LEVELS, SCALE_LABELS
from milclicks.ui.inline import plain
from milclicks.ui.pretests import VERDICTS, Ask
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import body

SURE = N_("How sure are you?")


class StepDot(QWidget):
    """The picture of a step on a scale: a circle that grows with the number from 1 to 5."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Room for the largest circle."""
        side = current().px(34)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The circle in the middle."""
        theme = current()
        side = theme.px(34) * (0.25 + 0.15 * self._step)
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        box(
            QPainter(self), where, radius=side / 2, fill=theme.colour("sun_soft"),
            line=theme.colour("ink"), width=2,
        )  # fmt: skip


class Answers(QWidget):
    """`given` is emitted with the response and how sure; keys 1, 2, 3 ... choose as well."""

    given = Signal(str, str)

    def __init__(self, texts: Texts, ask: Ask, known: Answer | None) -> None:
        super().__init__()
        self._texts, self._ask = texts, ask
        self._response = known.response if known else ""
        self._level = known.level if known else ""
        self._buttons: dict[str, Button] = {}
        self._levels: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space(2))
        for widget in self._options():
            column.addWidget(widget)
        if ask.part == "decision":
            column.addSpacing(current().space(2))
            column.addWidget(body(texts.say(SURE), strong=True))
            column.addWidget(self._sure())
        self._show()

    def first(self) -> QWidget:
        """The chosen answer, or the first."""
        return self._buttons.get(self._response) or next(iter(self._buttons.values()))

    # --- the buttons ---------------------------------------------------------------------
    def _words(self) -> dict[str, str]:
        say, message = self._texts.say, self._texts.message
        if self._ask.part == "decision":
            return {key: say(VERDICTS[key]) for key, _ in self._ask.options}
        if self._ask.part == "statement":
            steps = SCALE_LABELS["agree5"]
            keys = [key for key, _ in self._ask.options]
            return {key: message(one) for key, one in zip(keys, steps, strict=True)}
        if self._ask.part == "intent":
            return {key: message(LABELS[key]) for key, _ in self._ask.options}
        return {key: plain(words) for key, words in self._ask.options}

    def _options(self) -> list[QWidget]:
        leading = self._ask.part == "choice"
        for key, words in self._words().items():
            button = Button(words, look="quiet", size=18, pad=18, leading=leading)
            button.setObjectName(f"answer-{key}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
            self._buttons[key] = button
        if leading:
            return list(self._buttons.values())
        holder = QWidget()
        if self._ask.part != "statement":
            flow = FlowLayout(holder, gap=current().space(2))
            for button in self._buttons.values():
                flow.addWidget(button)
            return [holder]
        even = FlowLayout(holder, gap=current().space(2), even=True, least=current().px(130))
        for number, button in enumerate(self._buttons.values(), 1):
            even.addWidget(_under(StepDot(number), button))
        return [holder]

    def _sure(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=current().space(2))
        for level, words in LEVELS.items():
            button = Button(self._texts.message(words), look="quiet", size=16, pad=16)
            button.setObjectName(f"level-{level}")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, level=level: self._rate(level))
            self._levels[level] = button
            flow.addWidget(button)
        return row

    # --- choosing ------------------------------------------------------------------------
    def _choose(self, key: str) -> None:
        self._response = key
        self._show()
        self.given.emit(self._response, self._level)

    def _rate(self, level: str) -> None:
        self._level = level
        self._show()
        self.given.emit(self._response, self._level)

    def _show(self) -> None:
        for key, button in self._buttons.items():
            button.setChecked(key == self._response)
        for level, button in self._levels.items():
            button.setEnabled(bool(self._response))
            button.setChecked(level == self._level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the answer at that place."""
        sign = event.text()
        number = unicodedata.decimal(sign, 0) if len(sign) == 1 else 0
        keys = list(self._buttons)
        if 1 <= number <= len(keys):
            self._choose(keys[number - 1])
            return
        super().keyPressEvent(event)


def _under(picture: QWidget, button: Button) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(picture)
    column.addWidget(button)
    return holder
