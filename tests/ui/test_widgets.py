"""Widgets that every screen shares."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

from milclicks.ui.widgets.buttons import IconButton


@pytest.mark.parametrize("words", ["Amina & <3", '<img src="file:///etc/hostname">', "<b>Ali</b>"])
def test_a_tip_shows_words_as_they_are_written(qtbot: QtBot, words: str) -> None:
    button = IconButton("close", words)
    qtbot.addWidget(button)
    assert button.accessibleName() == words
    tip = QTextDocument()
    if Qt.mightBeRichText(button.toolTip()):
        tip.setHtml(button.toolTip())
    else:
        tip.setPlainText(button.toolTip())
    assert tip.toPlainText() == words
