"""The layout that wraps: it answers also before anything has a size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from milclicks.ui.items.pieces import Piece
from milclicks.ui.widgets.flow import FlowLayout
from tests.support.answer_screen import dressed


def test_a_wrapping_layout_without_a_width_answers(qtbot: QtBot) -> None:
    dressed()
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowLayout(holder, even=True, least=170, columns=3)
    for group in range(3):
        box = QWidget()
        inner = FlowLayout(box, gap=6)
        for piece in range(4):
            inner.addWidget(Piece(f"{group}-{piece}", "a piece with some words " * 4, size=15))
        row.addWidget(box)
    for width in (-1, 0, 1, 5, 400):
        assert row.heightForWidth(width) >= 0
    assert row.heightForWidth(0) > 0


class Word(QWidget):
    """So wide as it is told."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedSize(width, 20)


@pytest.mark.parametrize(
    ("width", "rows"), [(400, [4]), (399, [2, 2]), (340, [2, 2]), (209, [1, 1, 1, 1])]
)
def test_a_row_that_does_not_fit_whole_is_a_grid_of_full_rows(
    qtbot: QtBot, width: int, rows: list[int]
) -> None:
    dressed()
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10, whole=True)
    words = [Word(wide) for wide in (100, 80, 90, 100)]
    for word in words:
        flow.addWidget(word)
    flow.setGeometry(QRect(0, 0, width, 200))
    tops = [word.y() for word in words]
    assert [tops.count(top) for top in sorted(set(tops))] == rows
    if rows == [2, 2]:
        assert words[0].x() == words[2].x() and words[1].x() == words[3].x()
