"""Whoever filters events in Python looks first whether it is one.

An event may lie where a layout item lay before, and the binding then hands on that item: a filter
that asks it for its type fails, once in a great while and anywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import milclicks

UI = Path(milclicks.__file__).parent / "ui"


def filters(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "eventFilter":
            yield node


def first_words(found: ast.FunctionDef) -> str:
    """The first statement after the docstring."""
    body = found.body[1:] if ast.get_docstring(found) else found.body
    return ast.unparse(body[0])


FOUND = [
    (path, one)
    for path in sorted(UI.rglob("*.py"))
    for one in filters(ast.parse(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(
    "found", [one for _, one in FOUND], ids=[path.relative_to(UI).as_posix() for path, _ in FOUND]
)
def test_it_asks_whether_it_is_an_event(found: ast.FunctionDef) -> None:
    assert "isinstance(event, QEvent)" in first_words(found)


def test_control_there_are_some_and_one_without_is_seen() -> None:
    assert len(FOUND) >= 8
    careless = "def eventFilter(self, watched, event):\n    return event.type() == 3"
    (one,) = filters(ast.parse(careless))
    assert "isinstance(event, QEvent)" not in first_words(one)


def test_the_foot_and_the_two_columns_leave_what_is_no_event_alone(qapp: object) -> None:
    from PySide6.QtWidgets import QWidget, QWidgetItem

    from milclicks.ui.player.bars import FootBar
    from milclicks.ui.player.split import SplitPage
    from tests.support.answer_screen import dressed

    foot, split, held = FootBar(dressed()), SplitPage(), QWidget()
    item = QWidgetItem(held)
    try:
        for one in (foot, split):
            assert one.eventFilter(held, item) is False  # type: ignore[arg-type]
    finally:
        for widget in (foot, split, held):
            widget.deleteLater()
