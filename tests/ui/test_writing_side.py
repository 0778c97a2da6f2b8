"""Where words begin in a field: at the right in a window that is read from the right.

The ink and the caret are read off the picture; what is typed, chosen and walked through with the
keys stays in the order of the script.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from milclicks.ui.avatars import learner_avatars
from milclicks.ui.pact.plan import Draft
from milclicks.ui.theme import current
from milclicks.ui.widgets.text import writing_side
from tests.support.answer_screen import (
    control,
    dressed,
    every_item,
    one_question,
    playing,
    settle,
    shown,
    type_in,
)
from tests.support.screens import quay_packs, window

WIDE = 400
ARABIC, LATIN = "قرأت الخبر", "Luka"
NO_WORDS = {"packs-address", "peer-address", "recovery-field"}  # addresses and codes
DRAFTS = {"p1": Draft("own", "it is late", "wait"), "p2": Draft("own", "a", "b")}
PICKED = {"chosen": ("p1", "p2"), "drafts": DRAFTS}
PAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("first_run", {"step": "name"}), ("chooser", {"joining": True}), ("learn", {}), ("mine", {}),
    ("glossary", {}), ("help", {}), ("settings", {}), ("pact_make", {"step": "plan", **PICKED}),
    ("pact_make", {"step": "sign", **PICKED}), ("space_declare", {"step": "form"}),
    ("learn_peer_step", {"step": "leader"}), ("learn_peer_log", {}), ("packs_share", {}),
    ("packs_sign", {}), ("worrying", {}), ("teach_test", {}), ("teach_key_in", {}),
    ("pin", {"step": "recover"}),
)  # fmt: skip


def ink(widget: QWidget, *, inset: int = 9) -> tuple[int, int, int, int]:
    """First and last column, first and last row that anything dark stands in, in its middle."""
    image = widget.grab().toImage()
    dark = [
        (x, y)
        for x in range(inset, image.width() - inset)
        for y in range(inset - 3, image.height() - inset + 3)
        if image.pixelColor(x, y).lightness() < 190
    ]
    across, down = [x for x, _ in dark], [y for _, y in dark]
    return min(across), max(across), min(down), max(down)


def boxed(field: QWidget, height: int = 48) -> QWidget:
    """A field of a known size, alone in a window, which has no caret in it."""
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    field.setFixedSize(WIDE, max(height, field.sizeHint().height()))
    return field


@pytest.mark.parametrize("words", [ARABIC, LATIN, "١٥"])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_words_begin_at_the_right(qapp: object, kind: type, words: str) -> None:
    dressed("ar")
    field = kind()
    writing_side(field)
    (field.setText if kind is QLineEdit else field.setPlainText)(words)
    with shown(boxed(field, 48 if kind is QLineEdit else 130)):
        first, last, _, _ = ink(field)
        assert first > WIDE / 2 and last > WIDE - 40


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_words_begin_at_the_left_elsewhere(qapp: object, kind: type) -> None:
    dressed("en")
    field = kind()
    writing_side(field)
    (field.setText if kind is QLineEdit else field.setPlainText)(LATIN)
    with shown(boxed(field)):
        first, last, _, _ = ink(field)
        assert first < 40 and last < WIDE / 2


@pytest.mark.parametrize(("locale", "right"), [("ar", True), ("en", False)])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_caret_of_an_empty_field_is_where_words_begin(
    qapp: object, kind: type, locale: str, right: bool
) -> None:
    dressed(locale)
    field = kind()
    writing_side(field)
    field.setFixedSize(WIDE, 60)
    with shown(field):
        caret = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        assert (caret.x() > WIDE / 2) == right


def test_keys_and_choice_follow_the_script(qapp: object) -> None:
    dressed("ar")
    field = QLineEdit()
    writing_side(field)
    field.setFixedSize(WIDE, 60)
    with shown(field):
        field.setFocus()
        type_in(field, "أبج")
        assert field.cursorPosition() == 3
        QTest.keyClick(field, Qt.Key.Key_Right)  # towards the beginning
        assert field.cursorPosition() == 2
        QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert field.selectedText() == "ب"
        QTest.keyClick(field, Qt.Key.Key_Home)
        assert field.cursorPosition() == 0 and field.cursorRect().x() > WIDE / 2
        QTest.keyClick(field, Qt.Key.Key_Left)
        assert field.cursorPosition() == 1


def test_keys_follow_the_script_in_a_text_too(qapp: object) -> None:
    dressed("ar")
    field = QPlainTextEdit()
    writing_side(field)
    field.setFixedSize(WIDE, 130)
    with shown(field):
        field.setFocus()
        type_in(field, "أبج")
        QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert field.textCursor().selectedText() == "ج"
        field.moveCursor(QTextCursor.MoveOperation.Start)
        assert field.cursorRect().x() > WIDE / 2
        field.setPlainText(f"{ARABIC}\n{LATIN}")
        assert field.toPlainText() == f"{ARABIC}\n{LATIN}"


@pytest.mark.parametrize("form", ["op1", "sh1"])
def test_what_a_learner_answers_stands_at_the_right(qapp: object, form: str) -> None:
    items = every_item()
    wanted = {"op1": "open", "sh1": "short"}[form]
    item = next(each for each in items.values() if each.kind == wanted)
    with playing(one_question(item), dressed("ar")) as player:
        field = control(player, f"{wanted}-field")
        type_in(field, ARABIC)
        settle()
        player.setFocus()
        first, last, _, _ = ink(field, inset=14)
        assert first > field.width() / 2 and last > field.width() - 60


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("words", ["١٥", "قرأت", "نون", "15", "Luka"])
def test_words_stand_in_the_middle_of_their_box(qapp: object, words: str, size: int) -> None:
    dressed("ar", text_size=size)
    field = QLineEdit(words)
    with shown(boxed(field)):
        _, _, top, bottom = ink(field)
        off = (top + bottom) / 2 - (field.height() - 1) / 2
        assert abs(off) <= current().px(17) * 0.2, off


def test_a_placeholder_stands_where_the_words_will(qapp: object) -> None:
    dressed("ar")
    field = QLineEdit()
    writing_side(field)
    field.setPlaceholderText("قرأت")
    with shown(boxed(field)):
        empty = ink(field)
        field.setText("قرأت")
        settle()
        assert all(abs(a - b) <= 2 for a, b in zip(empty, ink(field), strict=True))


def test_a_field_is_no_taller_in_arabic(qapp: object) -> None:
    dressed("en")
    tall = QLineEdit("15").sizeHint().height()
    dressed("ar")
    assert QLineEdit("15").sizeHint().height() == tall


def test_every_field_for_words_of_the_app_begins_at_the_right(qapp: object, tmp_path: Path) -> None:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    seen: set[str] = set()
    with window(tmp_path / "d", quay_packs(tmp_path), locale="ar") as shell:
        shell.seat.teacher = True
        shell.seat.learner = shell.workspace.add_learner("Yara", learner_avatars()[0])[0].id
        for route, params in PAGES:
            shell.go(route, **params)
            settle()
            for field in shell.findChildren(QLineEdit):
                seen.add(field.objectName())
                assert (field.alignment() & right == right) != (field.objectName() in NO_WORDS), (
                    route,
                    field.objectName(),
                )
            for area in shell.findChildren(QPlainTextEdit):
                seen.add(area.objectName())
                assert area.document().defaultTextOption().alignment() == right, route
    assert len(seen) >= 25 and seen >= NO_WORDS
