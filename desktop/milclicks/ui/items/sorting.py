"""Match and categorise: take a thing in hand, then tap where it belongs. Drag is never needed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.pieces import Piece, Slot
from milclicks.ui.items.rows import RIGHT, WRONG
from milclicks.ui.items.told import Said, told_lines
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small

CHOOSE = N_("Choose")
MATCH_HINT = N_("Choose a line, then tap what belongs to it.")
SORT_HINT = N_("Take one in hand, then tap the group where it belongs.")
SLOT_NAME = N_("{left}: {right}")
TOGETHER = N_("These belong together")
HERE = N_("It belongs here")
INTO = N_("Put it into: {group}")


def belonging(owner: ItemWidget, options: Iterable[str], word: str) -> dict[str, Said]:
    """What was placed wrongly is told as what belongs: a fact, and not the mistake itself."""
    told = owner.state.feedback()
    return {k: ("missed", owner.say(word)) for k in options if k in told and not told[k].ok}


class MatchWidget(ItemWidget):
    """Left sides with a slot each; the right sides wait below."""

    def build(self) -> None:
        self.hint = small(self.say(MATCH_HINT))
        self.column.addWidget(self.hint)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.space(2))
        grid.setVerticalSpacing(self.theme.space(1))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.slots: dict[str, Slot] = {}
        self.left = {row.id: row.text for row in self.state.rows}
        self.right = {row.id: row.text for row in self.state.partners}
        for number, row in enumerate(self.state.rows):
            words = body(row.text, marked=True, strong=True)
            grid.addWidget(words, number, 0, Qt.AlignmentFlag.AlignVCenter)
            slot = Slot(row.id, self.say(CHOOSE))
            slot.clicked.connect(lambda _=False, left=row.id: self._tap_slot(left))
            self.slots[row.id] = slot
            grid.addWidget(slot, number, 1)
        self.column.addLayout(grid)
        holder = QWidget()
        self.pool = FlowLayout(holder)
        self.pieces: dict[str, Piece] = {}
        for partner in self.state.partners:
            piece = Piece(partner.id, partner.text)
            piece.clicked.connect(lambda _=False, right=partner.id: self._tap_piece(right))
            self.pieces[partner.id] = piece
            self.pool.addWidget(piece)
        self.column.addWidget(holder)
        self.told = told_lines(self)
        self.column.addWidget(self.told)
        self.active = next((row.id for row in self.state.rows if row.id not in self.placed), "")

    def _tap_slot(self, left: str) -> None:
        self.active = left
        placed = self.placed
        if left in placed:
            del placed[left]
            self.respond(placed)
        else:
            self.show_state()

    def _tap_piece(self, right: str) -> None:
        left = self.active
        if not left or left in self.placed:
            left = next((each for each in self.left if each not in self.placed), "")
        if not left:
            return
        placed = {**self.placed, left: right}
        self.active = next((each for each in self.left if each not in placed), "")
        self.respond(placed)
        self._to_next()

    def _to_next(self) -> None:
        free = [piece for piece in self.pieces.values() if piece.isVisible()]
        if free:
            free[0].setFocus(Qt.FocusReason.TabFocusReason)

    def pick(self, number: int) -> None:
        free = [key for key in self.right if key not in self.placed.values()]
        if number <= len(free):
            self._tap_piece(free[number - 1])

    def first_control(self) -> QWidget | None:
        return next((p for p in self.pieces.values() if not p.isHidden()), None)

    def show_state(self) -> None:
        placed, opened = self.placed, self.state.open
        if self.active in placed:
            self.active = next((each for each in self.left if each not in placed), "")
        told = self.state.feedback()
        for left, slot in self.slots.items():
            held = self.right.get(placed.get(left, ""), "")
            name = self.say(
                SLOT_NAME, left=plain(self.left[left]), right=plain(held) or self.say(CHOOSE)
            )
            slot.hold(held, name=name, active=left == self.active and not opened)
            if opened:
                slot.judge(name, self.say, right=left in told and told[left].ok)
        for key, piece in self.pieces.items():
            piece.setVisible(key not in placed.values() and not opened)
        self.hint.setVisible(not opened)
        self.move_among([*self.slots.values(), *self.pieces.values()])
        titles = {key: f"**{plain(words)}**" for key, words in self.right.items()}
        titles |= {k: f"**{plain(w)}** – {self.right[k]}" for k, w in self.left.items()}
        self.told.tell(self.state, titles, belonging(self, self.left, TOGETHER))


class Group(Card):
    """A group with its head to press and what lies in it."""

    def __init__(self, key: str, label: str, owner: ItemWidget) -> None:
        super().__init__(frame="line_control", pad=owner.theme.space(1))
        self.head = Piece(f"bin-{key}", label, size=16, head=True)
        self.head.setObjectName(f"bin-{key}")
        self.column.addWidget(self.head)
        self.things = QWidget()
        self.flow = FlowLayout(self.things, gap=6)
        self.column.addWidget(self.things)
        self.column.addStretch(1)


class CategoriseWidget(ItemWidget):
    """The thing in hand is sun; a tap on a group puts it there and takes the next one."""

    def build(self) -> None:
        self.hint = small(self.say(SORT_HINT))
        self.column.addWidget(self.hint)
        pool = QWidget()
        self.pool = FlowLayout(pool, gap=self.theme.space(1))
        self.pool_holder = pool
        self.column.addWidget(pool)
        groups = QWidget()
        wide = self.theme.px(170)
        row = FlowLayout(
            groups, even=True, least=wide, columns=len(self.state.partners), gap=self.theme.space(2)
        )
        self.groups: dict[str, Group] = {}
        for partner in self.state.partners:
            group = Group(partner.id, partner.text, self)
            group.head.clicked.connect(lambda _=False, key=partner.id: self._put(key))
            self.groups[partner.id] = group
            row.addWidget(group)
        self.column.addWidget(groups)
        self.words = {each.id: each.text for each in self.state.rows}
        self.labels = {each.id: each.text for each in self.state.partners}
        self.told = told_lines(self)
        self.column.addWidget(self.told)
        self.hand = next((key for key in self.words if key not in self.placed), "")

    def _take(self, option: str) -> None:
        self.hand = option
        placed = self.placed
        if option in placed:
            del placed[option]
            self.respond(placed)
        else:
            self.show_state()

    def _put(self, group: str) -> None:
        if not self.hand:
            return
        placed = {**self.placed, self.hand: group}
        self.hand = next((key for key in self.words if key not in placed), "")
        self.respond(placed)

    def pick(self, number: int) -> None:
        keys = list(self.groups)
        if number <= len(keys):
            self._put(keys[number - 1])

    def first_control(self) -> QWidget | None:
        return next(iter(self.groups.values())).head

    def show_state(self) -> None:
        opened, told = self.state.open, self.state.feedback()
        if self.hand in self.placed:
            self.hand = next((key for key in self.words if key not in self.placed), "")
        for flow in (self.pool, *(group.flow for group in self.groups.values())):
            empty_layout(flow)
        moving: list[QWidget] = []
        for option, words in self.words.items():
            group = self.placed.get(option, "")
            piece = Piece(option, words, size=15 if group else 16)
            piece.clicked.connect(lambda _=False, key=option: self._take(key))
            (self.groups[group].flow if group else self.pool).addWidget(piece)
            state = "chosen" if option == self.hand and not opened else "idle"
            said = self.labels.get(group, "")
            if opened:
                right = option in told and told[option].ok
                state = "right" if right else "wrong" if group else "rest"
                word = self.say(RIGHT if right else WRONG)
                said = f"{plain(said)}. {word}" if group else ""
            piece.show_as(state, said, locked=opened)
            piece.show()
            moving.append(piece)
        for key, box in self.groups.items():
            box.things.setVisible(key in self.placed.values())
            name = self.say(INTO, group=plain(self.labels[key]))
            box.head.show_as("rest" if opened else "idle", locked=opened)
            box.head.setAccessibleName(name)
            moving.append(box.head)
        self.pool_holder.setVisible(len(self.placed) < len(self.words))
        self.hint.setVisible(not opened)
        self.move_among(moving)
        lines = {}
        if opened:
            where = {o.id: o.bin for o in self.state.item.options}
            lines = {k: f"**{plain(w)}** – {self.labels[where[k]]}" for k, w in self.words.items()}
        self.told.tell(self.state, lines, belonging(self, self.words, HERE))
