"""Cloze in four forms: a bank of words, a choice per gap, typed words, words to mark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.texts import N_
from milclicks.items.cloze import best_option
from milclicks.items.words import same_words
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.flowtext import FlowText
from milclicks.ui.items.pieces import Piece, Slot
from milclicks.ui.items.rows import PARTLY, RIGHT, WRONG, judged
from milclicks.ui.items.told import Said, told_lines
from milclicks.ui.items.writing import mark_of, restyle
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small, writing_side

GAP = N_("Gap {n}")
GAP_HOLDS = N_("Gap {n}: {words}")
OTHER_GAP = N_("It belongs in gap {n}")
HINTS = {
    "bank": N_("Choose a gap, then tap a word from the box."),
    "select": N_("Choose a gap, then tap one of its words."),
    "text": N_("Write one word into each gap."),
    "mark": N_("Tap the words to mark them."),
}


class ClozeWidget(ItemWidget):
    """The text flows around its gaps; the words to choose stand below it."""

    def build(self) -> None:
        self.mode = self.state.item.mode
        self.hint = small(self.say(HINTS[self.mode]))
        self.column.addWidget(self.hint)
        card = Card(frame="line")
        self.flow = FlowText()
        card.add(self.flow)
        self.column.addWidget(card)
        self.gaps: dict[str, QWidget] = {}
        for segment in self.state.item.segments:
            if segment.kind == "words":
                self.flow.add_words(segment.text)
            else:
                control = self._gap(segment.id, segment.text)
                self.gaps[segment.id] = control
                self.flow.add_widget(control)
        self.bank_holder = QWidget()
        self.bank = FlowLayout(self.bank_holder)
        self.column.addWidget(self.bank_holder)
        self.told = told_lines(self)
        self.column.addWidget(self.told)
        self.active = next((gap for gap in self.gaps if gap not in self.placed), "")
        self._to_bank = False

    def _gap(self, gap: str, words: str) -> QWidget:
        if self.mode == "text":
            return self._line(gap)
        if self.mode == "mark":
            span = Piece(gap, words, size=18)
            span.clicked.connect(lambda: self._mark(gap))
            return span
        slot = Slot(gap, "")
        slot.clicked.connect(lambda: self._tap_gap(gap))
        return slot

    def _line(self, gap: str) -> QLineEdit:
        line = QLineEdit()
        writing_side(line)
        line.setObjectName(f"gap-{gap}")
        line.setAccessibleName(self.say(GAP, n=len(self.gaps) + 1))
        line.setFixedWidth(self.theme.px(150))
        line.setMaxLength(60)
        line.textEdited.connect(lambda _: self._typed())
        line.returnPressed.connect(self.wanted_check.emit)
        return line

    # --- answers -------------------------------------------------------------------------
    def _typed(self) -> None:
        """All lines together: what was typed a moment ago may not be stored yet."""
        typed = {gap: line.text() for gap, line in self.gaps.items() if isinstance(line, QLineEdit)}
        self.respond({gap: words for gap, words in typed.items() if words})

    def _mark(self, span: str) -> None:
        self.respond(tuple(sorted(set(self.ids) ^ {span})))

    def _tap_gap(self, gap: str) -> None:
        self.active, self._to_bank = gap, True
        placed = self.placed
        if gap in placed and self.mode == "bank":
            del placed[gap]
            self.respond(placed)
        else:
            self.show_state()

    def _tap_word(self, option: str) -> None:
        gap = self.active or next((each for each in self.gaps if each not in self.placed), "")
        if not gap:
            return
        placed = {**self.placed, gap: option}
        self.active = next((each for each in self.gaps if each not in placed), "")
        self._to_bank = bool(self.active)
        self.respond(placed)

    def pick(self, number: int) -> None:
        if self.mode == "mark":
            keys = list(self.gaps)
            if number <= len(keys):
                self._mark(keys[number - 1])
            return
        words = self._words()
        if number <= len(words):
            self._tap_word(words[number - 1][0])

    def _words(self) -> list[tuple[str, str]]:
        if self.mode == "select":
            rows = self.state.choices(self.active) if self.active else ()
        elif self.mode == "bank":
            used = set(self.placed.values())
            rows = tuple(row for row in self.state.rows if row.id not in used)
        else:
            rows = ()
        return [(row.id, row.text) for row in rows]

    def first_control(self) -> QWidget | None:
        words = [self.bank.itemAt(n) for n in range(self.bank.count())]
        first = words[0].widget() if words and words[0] is not None else None
        return first or next(iter(self.gaps.values()), None)

    # --- showing -------------------------------------------------------------------------
    def show_state(self) -> None:
        opened = self.state.open
        if self.active in self.placed and self.mode == "bank":
            self.active = next((gap for gap in self.gaps if gap not in self.placed), "")
        show = {"text": self._show_lines, "mark": self._show_spans}.get(self.mode, self._show_slots)
        show()
        self.hint.setVisible(not opened)
        self._show_bank()
        self.flow.relayout()
        if not opened:
            self.told.tell(self.state)
        elif self.mode == "mark":
            said = {o: judged(o in self.ids, told.ok) for o, told in self.state.key().items()}
            words: dict[str, Said] = {o: (look, self.say(word)) for o, (look, word) in said.items()}
            self.told.tell(self.state, self._titles(), words)
        else:
            self._tell_gaps()

    def _titles(self) -> dict[str, str]:
        bodies = dict(self.placed) if self.mode == "text" else {}  # what nobody foresaw
        bodies |= {o.id: o.body for o in self.state.item.options}
        bodies |= {s.id: s.text for s in self.state.item.segments if s.kind == "span"}
        return {key: f"**{plain(words)}**" for key, words in bodies.items() if words}

    def _tell_gaps(self) -> None:
        """Gap after gap: what stands there, and, where that is not right, what belongs there."""
        key, told = self.state.key(), self.state.feedback()
        said: dict[str, Said] = {}
        shown: list[str] = []
        for number, gap in enumerate(self.gaps, start=1):
            best = best_option(self.state.item, gap).id
            mine = self._given(gap)
            if mine in told and not self._foreign(mine, gap):
                shown.append(mine)
            if mine not in told or not told[mine].ok:
                said[best] = ("missed", self.say(OTHER_GAP, n=number))
                shown.append(best)
        self.told.tell(self.state, self._titles(), said, [told.get(o) or key[o] for o in shown])

    def _given(self, gap: str) -> str:
        """The option that stands for a gap's answer; the gap itself for words nobody foresaw."""
        given = self.placed.get(gap, "")
        if self.mode != "text" or not given:
            return given
        met = (o.id for o in self.state.item.choices(gap) if same_words(given, o.body))
        return next(met, gap)

    def _foreign(self, option: str, gap: str) -> bool:
        """Whether a word belongs to another gap (where it is told)."""
        own = {o.id: o.gap for o in self.state.item.options}
        return own.get(option, gap) not in (gap, "")

    def _show_slots(self) -> None:
        options = {option.id: option for option in self.state.item.options}
        for number, (gap, slot) in enumerate(self.gaps.items(), start=1):
            assert isinstance(slot, Slot)
            held = self.placed.get(gap, "")
            words = options[held].body if held else ""
            name = (
                self.say(GAP_HOLDS, n=number, words=plain(words))
                if words
                else self.say(GAP, n=number)
            )
            slot.hold(words, name=name, active=gap == self.active and not self.state.open)
            if self.state.open:
                here = bool(held) and options[held].gap == gap
                good, partly = here and options[held].weight == 1, here and self.state.partly(held)
                slot.judge(name, self.say, right=good, partly=partly)

    def _show_lines(self) -> None:
        told = self.state.feedback()
        for number, (gap, line) in enumerate(self.gaps.items(), start=1):
            assert isinstance(line, QLineEdit)
            if line.text() != self.placed.get(gap, ""):
                line.setText(self.placed.get(gap, ""))
            line.setEnabled(not self.state.open)
            name, mine = self.say(GAP, n=number), self._given(gap)
            if not self.state.open or not mine:
                restyle(line, "")
                line.setAccessibleName(name)
                continue
            good, partly = mine in told and told[mine].ok, self.state.partly(mine)
            restyle(line, mark_of(good, partly))
            word = RIGHT if good else PARTLY if partly else WRONG
            line.setAccessibleName(f"{name}. {self.say(word)}")

    def _show_spans(self) -> None:
        key = self.state.key()
        for span, piece in self.gaps.items():
            assert isinstance(piece, Piece)
            marked = span in self.ids
            if not self.state.open:
                piece.show_as("chosen" if marked else "idle")
                continue
            state, word = judged(marked, key[span].ok)
            piece.show_as(state, self.say(word), locked=True)

    def _show_bank(self) -> None:
        empty_layout(self.bank)
        words = [] if self.state.open else self._words()
        self.bank_holder.setVisible(bool(words))
        pieces = []
        for option, text in words:
            piece = Piece(option, text)
            held = self.placed.get(self.active, "") == option
            piece.show_as("chosen" if held else "idle")
            piece.clicked.connect(lambda _=False, key=option: self._tap_word(key))
            self.bank.addWidget(piece)
            piece.show()
            pieces.append(piece)
        if self.mode != "text":
            self.move_among([*self.gaps.values(), *pieces])
        if self._to_bank and pieces and self.isVisible():
            pieces[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._to_bank = False
