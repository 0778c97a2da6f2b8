"""Order: tap things one after the other; take back or move what stands wrongly."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.pieces import Piece
from milclicks.ui.items.rows import RIGHT, OptionRow
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import small

TAP = N_("Tap in the right order, the first one first.")
TAKE_BACK = N_("Tap a placed line to take it back.")
UP = N_("Move up: {words}")
DOWN = N_("Move down: {words}")
PLACE = N_("Place {n}")
BELONGS = N_("Belongs at place {n}")


class OrderWidget(ItemWidget):
    """Placed lines above with their numbers, the rest below. A partial order is a draft."""

    def build(self) -> None:
        self.hint = small(self.say(TAP))
        self.column.addWidget(self.hint)
        self.placed_box = QVBoxLayout()
        self.placed_box.setSpacing(self.theme.space(1))
        self.pool_box = QVBoxLayout()
        self.pool_box.setSpacing(self.theme.space(1))
        self.column.addLayout(self.placed_box)
        self.column.addLayout(self.pool_box)
        self.words = {row.id: row.text for row in self.state.rows}
        self._focus = ""

    def pick(self, number: int) -> None:
        rest = [row.id for row in self.state.rows if row.id not in self.ids]
        if number <= len(rest):
            self._place(rest[number - 1])

    def _place(self, option: str) -> None:
        rest = [row.id for row in self.state.rows if row.id not in (*self.ids, option)]
        self._focus = rest[0] if rest else option
        self.respond((*self.ids, option))

    def _take_back(self, option: str) -> None:
        self._focus = option
        self.respond(tuple(each for each in self.ids if each != option))

    def _move(self, option: str, step: int) -> None:
        order = list(self.ids)
        at = order.index(option)
        to = at + step
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            self._focus = f"{'up' if step < 0 else 'down'}-{option}"
            self.respond(tuple(order))

    def first_control(self) -> QWidget | None:
        rest = [row.id for row in self.state.rows if row.id not in self.ids]
        name = f"piece-{rest[0]}" if rest else f"option-{self.ids[0]}" if self.ids else ""
        return self.findChild(QWidget, name) if name else None

    def show_state(self) -> None:
        empty_layout(self.placed_box)
        empty_layout(self.pool_box)
        moving: list[QWidget] = []
        for number, option in enumerate(self.ids, start=1):
            moving.append(self._placed_line(number, option))
        for row in self.state.rows:
            if row.id not in self.ids:
                moving.append(self._pool_line(row.id))
        self.move_among(moving)
        placed_all = len(self.ids) == len(self.words)
        self.hint.set_text(self.say(TAKE_BACK if placed_all else TAP))
        self.hint.setVisible(not self.state.open)
        self._restore_focus()

    def _restore_focus(self) -> None:
        for name in (f"piece-{self._focus}", f"option-{self._focus}", self._focus):
            control = self.findChild(QWidget, name) if self._focus else None
            if control is not None and control.isEnabled():
                control.setFocus(Qt.FocusReason.TabFocusReason)
                break
        self._focus = ""

    def _placed_line(self, number: int, option: str) -> QWidget:
        line = OptionRow(option, self.words[option], self.texts.number(number))
        line.clicked.connect(lambda: self._take_back(option))
        row = QHBoxLayout()
        row.setSpacing(self.theme.space(1))
        row.addWidget(line, 1)
        self.placed_box.addLayout(row)
        if self.state.open:
            self._judge(line, number, option)
            return line
        line.show_as("chosen")
        line.setAccessibleName(f"{self.say(PLACE, n=number)}: {plain(self.words[option])}")
        for icon, step, text in (("up", -1, UP), ("down", 1, DOWN)):
            move = IconButton(icon, self.say(text, words=plain(self.words[option])))
            move.setObjectName(f"{icon}-{option}")
            move.setEnabled(0 <= number - 1 + step < len(self.ids))
            move.clicked.connect(lambda _=False, step=step: self._move(option, step))
            row.addWidget(move)
        return line

    def _judge(self, line: OptionRow, number: int, option: str) -> None:
        told = self.state.feedback()[option]
        right = [o.id for o in self.state.item.options].index(option) + 1
        state = "right" if right == number else "wrong"
        word = self.say(RIGHT) if right == number else self.say(BELONGS, n=right)
        line.show_as(state, word, told.text, locked=True)

    def _pool_line(self, option: str) -> QWidget:
        piece = Piece(option, self.words[option], size=17)
        piece.clicked.connect(lambda: self._place(option))
        piece.show_as("rest" if self.state.open else "idle", locked=self.state.open)
        self.pool_box.addWidget(piece)
        return piece
