"""A table of words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import body, small


def table(head: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> Card:
    """The first column holds words and takes the room that is left."""
    card = Card(pad=16)
    card.setObjectName(name)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for column, words in enumerate(head):
        grid.setColumnStretch(column, 3 if column == 0 else 1)
        if any(head):
            grid.addWidget(small(words), 0, column)
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row):
            grid.addWidget(body(words, strong=column > 0), number, column)
    card.column.addLayout(grid)
    return card
