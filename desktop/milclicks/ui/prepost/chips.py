"""A row of words of which one is chosen: the time of the test, its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from milclicks.ui.page import block
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small


def chips(
    label: str, name: str, words: Mapping[str, str], chosen: str, take: Callable[[str], None]
) -> QWidget:
    """`words` by key; `take` gets the key that was pressed. Buttons are called `name`-key."""
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for key, text in words.items():
        chip = Button(text, look="quiet", size=15, pad=14)
        chip.setObjectName(f"{name}-{key}")
        chip.setCheckable(True)
        chip.setChecked(key == chosen)
        chip.clicked.connect(lambda _=False, key=key: take(key))
        flow.addWidget(chip)
    return block(small(label), row, gap=4)
