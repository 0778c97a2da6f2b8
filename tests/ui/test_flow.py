"""The layout that wraps: it answers also before anything has a size."""

from __future__ import annotations

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
