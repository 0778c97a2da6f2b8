"""The wall: every page fits, no key before the reveal, nothing kept, keys of a presenter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.items.registry import type_of
from milclicks.ui.present.wall import Wall
from milclicks.ui.widgets.text import TextBlock
from tests.support.answer_screen import control, every_item, settle, shown, tap
from tests.support.walls import asking, fits, said_by, wall_of


def leaf_on(wall: Wall, over: list[bool]) -> None:
    """One step further, as a teacher with Space (and a choice where a scene asks for one)."""
    scene = wall.desk.view().scene
    if scene is not None and not scene.ended and wall.at + 1 == len(wall.pages):
        QTest.keyClick(wall, Qt.Key.Key_1)
    else:
        QTest.keyClick(wall, Qt.Key.Key_Space)
    settle()


@pytest.mark.parametrize(
    ("locale", "size"), [("en", (1024, 600)), ("ar", (1024, 600)), ("en", (1920, 1080))]
)
def test_every_page_fits(qapp: object, locale: str, size: tuple[int, int]) -> None:
    wall, over = wall_of(locale), list[bool]()
    wall.over.connect(lambda: over.append(True))
    with shown(wall, size):
        settle(20)
        for _ in range(200):
            fits(wall)
            leaf_on(wall, over)
            if over:
                break
    assert over


def test_type_is_46_and_34_pixels_at_1080p_on_a_full_page(qapp: object) -> None:
    wall = asking(every_item()["c1"], intro="It rains on the river. " * 60)
    with shown(wall, (1920, 1080)):
        settle(20)
        sizes = {b.font_().pixelSize() for b in wall._sheet.findChildren(TextBlock)}
        assert {46, 34} <= sizes


def test_no_key_is_shown_before_it_is_revealed(qapp: object) -> None:
    wall, over = wall_of(), list[bool]()
    wall.over.connect(lambda: over.append(True))
    seen = 0
    with shown(wall, (1024, 600)):
        settle(20)
        for _ in range(200):
            view = wall.desk.view()
            item = view.question
            if item is not None and item.phase != "feedback":
                secrets = [t.text for t in type_of(item.item).explain(item.item) if t.text]
                said = said_by(wall)
                assert not [s for s in secrets if s in said]
                seen += 1
            leaf_on(wall, over)
            if over:
                break
    assert seen > 20


def test_reveal_is_a_key_a_button_and_the_next_step(qapp: object) -> None:
    for how in ("key", "button", "next"):
        wall = wall_of("en", "recall")
        with shown(wall, (1024, 600)):
            settle(20)
            while wall.at + 1 < len(wall.pages):
                QTest.keyClick(wall, Qt.Key.Key_PageDown)
            if how == "key":
                QTest.keyClick(wall, Qt.Key.Key_R)
            else:
                tap(wall, "reveal" if how == "button" else "next")
            assert wall.desk.view().item.phase == "feedback"
            assert not [b for b in wall.findChildren(QWidget, "reveal") if b.isVisible()]


def test_notes_are_hidden_until_the_teacher_asks(qapp: object) -> None:
    wall = wall_of("en", "read")
    notes = wall.desk.view().step.notes
    with shown(wall, (1024, 600)):
        settle(20)
        assert notes not in said_by(wall)
        tap(wall, "notes-toggle")
        settle(20)
        assert notes in said_by(wall)
        fits(wall)
        QTest.keyClick(wall, Qt.Key.Key_N)
        settle(20)
        assert notes not in said_by(wall)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_forward_and_back_follow_the_direction_of_reading(qapp: object, locale: str) -> None:
    wall = wall_of(locale, "read", "discuss")
    ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
    if locale == "ar":
        ahead, behind = behind, ahead
    with shown(wall, (1024, 600)):
        settle(20)
        for _ in range(len(wall.pages)):
            QTest.keyClick(wall, ahead)
        assert wall.desk.view().step.kind == "discuss"
        QTest.keyClick(wall, behind)
        assert wall.desk.view().step.kind == "read"


def test_a_look_is_taken_by_its_number(qapp: object) -> None:
    wall = wall_of("en", "investigate")
    with shown(wall, (1024, 600)):
        settle(20)
        before = wall.desk.view().investigate.left
        QTest.keyClick(wall, Qt.Key.Key_1)
        assert wall.desk.view().investigate.left < before


def test_the_page_is_named_when_there_are_several(qapp: object) -> None:
    wall = wall_of("en", "show")
    with shown(wall, (1024, 600)):
        settle(20)
        assert len(wall.pages) > 1
        assert str(len(wall.pages)) in wall.page_words.text()
        assert control(wall, "next").isEnabled()
