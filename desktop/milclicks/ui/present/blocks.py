"""The blocks of the wall: words in white, options as white cards with a shape and a letter."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.icons import MARKS
from milclicks.ui.theme import current
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.text import TextBlock

TITLE, BODY = 23, 17  # doubled by the theme of the wall: 46 and 34 px at a height of 1080
LETTERS = N_("A B C D E F G H I J K L")
RIGHT = N_("Right")


def letters(texts: Texts) -> list[str]:
    """The letters of options in this language."""
    return texts.say(LETTERS).split()


def words(
    text: str, *, strong: bool = False, size: float = BODY, colour: str = "card"
) -> TextBlock:
    """Words on the dark ground."""
    return TextBlock(text, size=size, strong=strong, marked=True, colour=colour)


def panel(*inside: QWidget, tone: str = "card", row: bool = False) -> Card:
    """A white card that holds blocks of ink."""
    card = Card(tone=tone, frame=tone, radius="card", pad=current().space(2), row=row)
    for each in inside:
        card.add(each, 1 if row and isinstance(each, TextBlock) else 0)
    return card


def slim_room() -> tuple[int, int, int, int]:
    """The room around the words of one card of many."""
    beside, above = current().space(2), current().space(1)
    return beside, above, beside, above


def ink(text: str, *, strong: bool = False, size: float = BODY) -> TextBlock:
    """Words on a white card."""
    return TextBlock(text, size=size, strong=strong, marked=True)


class Fills:
    """A block that grows into free room, up to `most` of its share of the page."""

    most = 1.0


class WallOption(Card, Fills):
    """An option: shape, letter, words; after the reveal a sign, a word and the reason."""

    def __init__(
        self,
        number: int,
        letter: str,
        text: str,
        *,
        right: bool | None = None,
        said: str = "",
        why: str = "",
        slim: bool = False,
    ) -> None:
        """`slim`: one of many, with less room above and below its words."""
        tone = "good_soft" if right else "card"
        theme = current()
        super().__init__(
            tone=tone,
            frame="good" if right else tone,
            width=theme.stroke("selected"),
            radius="card",
            pad=theme.space(2),
            row=True,
        )
        if slim:
            self.column.setContentsMargins(*slim_room())
        self.column.setSpacing(theme.space(2))
        shape = "check" if right else MARKS[number % len(MARKS)]
        colour = "good" if right else "ink_soft" if right is False else "ink"
        self.column.addWidget(
            IconPicture(shape, size=22, colour=colour), 0, Qt.AlignmentFlag.AlignVCenter
        )
        mark = TextBlock(letter, size=23, strong=True, colour=colour)
        mark.setFixedWidth(theme.px(24))
        self.column.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addStretch(1)
        told.addWidget(
            TextBlock(
                text,
                size=BODY,
                strong=True,
                marked=True,
                colour=colour if right is False else "ink",
            )
        )
        if said:
            told.addWidget(TextBlock(said, size=13, strong=True, colour="good"))
        if why:
            told.addWidget(TextBlock(why, size=13, marked=True))
        told.addStretch(1)
        self.column.addLayout(told, 1)
        self.setAccessibleName(f"{letter}. {text}. {said} {why}".strip())


def numbered(texts: Texts, lines: list[str], *, start: int = 1) -> list[QWidget]:
    """Lines with numbers, a card each."""
    found: list[QWidget] = []
    for number, line in enumerate(lines, start=start):
        found.append(counted(texts, number, ink(line)))
    return found


def counted(
    texts: Texts, number: int, block: QWidget, tone: str = "card", slim: bool = False
) -> Card:
    """A card with a number before its words."""
    mark = ink(texts.number(number), strong=True)
    mark.setFixedWidth(current().px(26))
    card = panel(tone=tone, row=True)
    if slim:
        card.column.setContentsMargins(*slim_room())
    card.column.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
    card.column.addWidget(block, 1, Qt.AlignmentFlag.AlignVCenter)
    return card


def dotted(lines: list[str]) -> list[QWidget]:
    """Lines with a dot, white on the ground."""
    return [words(f"•  {line}") for line in lines]


class Sides(QWidget, Fills):
    """Two lists side by side: each as long as it is, a gutter between, no row beside another."""

    most = 2.0

    def __init__(self, left: list[Card], right: list[Card]) -> None:
        super().__init__()
        theme = current()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(6))
        even = len(left) == len(right)
        row.addLayout(self._list(left, "after" if even else ""), 2)
        row.addLayout(self._list(right, "before" if even else ""), 3)

    def _list(self, cards: list[Card], free: str) -> QVBoxLayout:
        """`free`: half a card is left free before or after, so that lists of one length differ."""
        theme, column = current(), QVBoxLayout()
        column.setSpacing(theme.space(1))
        if free == "before":
            column.addSpacing(theme.px(20))
            column.addStretch(1)
        for card in cards:
            column.addWidget(card, 2)
        if free == "after":
            column.addStretch(1)
            column.addSpacing(theme.px(20))
        return column


class Link(QWidget):
    """A line that joins what belongs together: two dots and a stroke."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = current()
        self.setFixedWidth(self.theme.px(34))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, y, dot = theme.colour("good"), self.height() / 2, theme.px(4)
        painter.setPen(QPen(ink, theme.px(2)))
        painter.drawLine(QPointF(dot, y), QPointF(self.width() - dot, y))
        painter.setBrush(ink)
        for x in (dot + 1, self.width() - dot - 1):
            painter.drawEllipse(QPointF(x, y), dot - 1, dot - 1)


class Joined(Card, Fills):
    """A pair that belongs together: tick, number, left side, line, letter, right side, reason."""

    def __init__(self, number: str, left: str, letter: str, right: str, why: str) -> None:
        theme = current()
        wide = theme.stroke("selected")
        super().__init__(tone="good_soft", frame="good", width=wide, radius="card", row=True)
        self.setObjectName("match-joined")
        self.column.setContentsMargins(*slim_room())
        middle = Qt.AlignmentFlag.AlignVCenter
        self.column.addWidget(IconPicture("check", size=20, colour="good"), 0, middle)
        for mark, words, share in ((number, ink(left, strong=True), 2), (letter, ink(right), 3)):
            if share == 3:
                self.column.addWidget(Link())
            sign = ink(mark, strong=True)
            sign.setFixedWidth(theme.px(22))
            self.column.addWidget(sign, 0, middle)
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addStretch(1)
            told.addWidget(words)
            if share == 3 and why:
                told.addWidget(TextBlock(why, size=13, marked=True))
            told.addStretch(1)
            self.column.addLayout(told, share)
        self.setAccessibleName(f"{number}. {left}. {letter}. {right}. {why}".strip())
