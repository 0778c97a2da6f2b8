"""The fields in which a peer educator writes down what was done: a day, a number, a tick, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from milclicks.community.peer import LONGEST
from milclicks.core.errors import BadInput, Message
from milclicks.core.texts import N_, parse_number
from milclicks.packs.course import Evidence, Tick
from milclicks.ui import icons
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import block
from milclicks.ui.peers import Given
from milclicks.ui.widgets.buttons import Button, IconButton
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import TextBlock, body, subtitle, writing_side

EARLIER, LATER = N_("A day earlier"), N_("A day later")
NO_NUMBER = N_("“{typed}” is no whole number.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the fields now; `counts` as they were typed."""

    dates: Mapping[str, date] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Given | None, fields: Sequence[Evidence], today: date) -> Entry:
        """The fields as they were kept; a day that is still open is today."""
        known = given or Given()
        days = {one.id: today for one in fields if one.kind == "date"}
        counts = {key: str(number) for key, number in known.counts.items()}
        return cls({**days, **known.dates}, counts, known.ticks, dict(known.words))

    def given(self) -> Given:
        """The values; raises BadInput for something that is no number."""
        counts = {}
        for key, typed in self.counts.items():
            if not typed.strip():
                continue
            number = parse_number(typed)
            if number is None or not number.lstrip("-").isdigit():
                raise BadInput(
                    Message(NO_NUMBER, {"typed": typed.strip()}),
                    Message(N_("Write how many there were, such as 12.")),
                )
            counts[key] = int(number)
        return Given(dict(self.dates), counts, self.ticks, dict(self.words))


class TickButton(Button):
    """A sentence with a box before it; the whole width can be pressed."""

    def __init__(self, text: str) -> None:
        super().__init__(text, look="quiet", icon="check", size=16, pad=14, leading=True)
        self.setCheckable(True)

    def _draw_words(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        theme, side = self.theme, self.theme.px(22)
        x = rect.width() - self._pad - side if theme.rtl else float(self._pad)
        where = QRectF(x, (rect.height() - side) / 2, side, side)
        box(painter, where, radius=5, fill=theme.colour("card"), line=ink, width=2)
        if self.isChecked():
            icons.draw(painter, "check", where.adjusted(2, 2, -2, -2), ink, rtl=theme.rtl)
        room = self._icon_room()
        words = max(rect.width() - 2 * self._pad - room, 1)
        high = self._block.fit(words)
        left = float(self._pad) if theme.rtl else float(self._pad + room)
        self._block.paint(painter, QPointF(left, (rect.height() - high) / 2), ink)


class Form(QWidget):
    """The fields below each other; `entry` is what stands in them."""

    def __init__(
        self,
        context: Context,
        fields: Sequence[Evidence],
        entry: Entry,
        ticks: Sequence[Tick] = (),
    ) -> None:
        super().__init__()
        self._context, self.entry = context, entry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for one in fields:
            make = {
                "date": self._day, "count": self._count, "tick": self._tick, "words": self._words
            }[one.kind]  # fmt: skip
            column.addWidget(make(one.id, plain(one.label)))
        for tick in ticks:
            column.addWidget(self._tick(tick.id, plain(tick.label)))

    # --- a day ---------------------------------------------------------------------------
    def _day(self, key: str, label: str) -> QWidget:
        say = self._context.texts.say
        shown = body(self._date(key), strong=True)
        shown.setObjectName(f"day-{key}")
        buttons = []
        for name, icon, words, days in (
            ("earlier", "minus", EARLIER, -1),
            ("later", "plus", LATER, 1),
        ):
            button = IconButton(icon, f"{say(words)}. {label}")
            button.setObjectName(f"{name}-{key}")
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, days=days: self._move(key, days, shown))
            buttons.append(button)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for widget in (buttons[0], shown, buttons[1]):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        return block(subtitle(label), row)

    def _date(self, key: str) -> str:
        return self._context.texts.date(self.entry.dates[key])

    def _move(self, key: str, days: int, shown: TextBlock) -> None:
        moved = self.entry.dates[key] + timedelta(days=days)
        self.entry = replace(self.entry, dates={**self.entry.dates, key: moved})
        shown.set_text(self._date(key))

    # --- a number, words, a tick ----------------------------------------------------------
    def _count(self, key: str, label: str) -> QWidget:
        line = QLineEdit(self._context.texts.with_digits(self.entry.counts.get(key, "")))
        writing_side(line)
        line.setObjectName(f"count-{key}")
        line.setAccessibleName(label)
        line.setMaxLength(6)
        line.setMaximumWidth(self._context.theme.px(160))
        line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        line.textChanged.connect(lambda text: self._counted(key, text))
        return block(subtitle(label), line)

    def _counted(self, key: str, text: str) -> None:
        self.entry = replace(self.entry, counts={**self.entry.counts, key: text})

    def _words(self, key: str, label: str) -> QWidget:
        area = QPlainTextEdit(self.entry.words.get(key, ""))
        writing_side(area)
        area.setObjectName(f"words-{key}")
        area.setAccessibleName(label)
        area.setTabChangesFocus(True)
        area.setFixedHeight(self._context.theme.px(84))
        area.textChanged.connect(lambda: self._written(key, area))
        return block(subtitle(label), area)

    def _written(self, key: str, area: QPlainTextEdit) -> None:
        text = area.toPlainText()
        if len(text) > LONGEST:
            at = min(area.textCursor().position(), LONGEST)
            area.setPlainText(text[:LONGEST])
            cursor = area.textCursor()
            cursor.setPosition(at)
            area.setTextCursor(cursor)
            return
        self.entry = replace(self.entry, words={**self.entry.words, key: text})

    def _tick(self, key: str, label: str) -> QWidget:
        button = TickButton(label)
        button.setObjectName(f"tick-{key}")
        button.setChecked(key in self.entry.ticks)
        button.clicked.connect(lambda on: self._ticked(key, on=on))
        return button

    def _ticked(self, key: str, *, on: bool) -> None:
        kept = tuple(one for one in self.entry.ticks if one != key)
        self.entry = replace(self.entry, ticks=(*kept, key) if on else kept)

    def first(self) -> QWidget | None:
        """The first field."""
        for child in self.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return child
        return None
