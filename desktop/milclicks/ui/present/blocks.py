"""The blocks of the wall: words in white, options as white cards with a shape and a letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
    card = Card(tone=tone, frame=tone, radius="projector", pad=current().space(2), row=row)
    for each in inside:
        card.add(each, 1 if row and isinstance(each, TextBlock) else 0)
    return card


def ink(text: str, *, strong: bool = False, size: float = BODY) -> TextBlock:
    """Words on a white card."""
    return TextBlock(text, size=size, strong=strong, marked=True)


class WallOption(Card):
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
    ) -> None:
        tone = "good_soft" if right else "card"
        theme = current()
        super().__init__(
            tone=tone,
            frame="good" if right else tone,
            width=theme.stroke("selected"),
            radius="projector",
            pad=theme.space(2),
            row=True,
        )
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


def counted(texts: Texts, number: int, block: QWidget, tone: str = "card") -> Card:
    """A card with a number before its words."""
    mark = ink(texts.number(number), strong=True)
    mark.setFixedWidth(current().px(26))
    card = panel(tone=tone, row=True)
    card.column.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
    card.column.addWidget(block, 1, Qt.AlignmentFlag.AlignVCenter)
    return card


def dotted(lines: list[str]) -> list[QWidget]:
    """Lines with a dot, white on the ground."""
    return [words(f"•  {line}") for line in lines]


def pair(left: str, right: str) -> QWidget:
    """A left side with its right side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(panel(ink(left, strong=True)), 2)
    row.addWidget(panel(ink(right)), 3)
    return holder
