"""Walls to look at: a lesson on the projector, what a page says, and whether all of it fits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from milclicks.items.base import Item
from milclicks.lessons.run import LessonRun
from milclicks.steps.ask import Ask
from milclicks.ui.pictures import Media
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.present.wall import Wall
from milclicks.ui.widgets.text import TextBlock
from tests.support.answer_screen import NO_PICTURES, dressed
from tests.support.lessons import fixture_lesson


def wall_of(locale: str = "en", *kinds: str) -> Wall:
    """The fixture lesson on a wall, or its steps of some kinds."""
    lesson = fixture_lesson()
    steps = tuple(replace(s, cuts=(40,)) for s in lesson.steps if not kinds or s.kind in kinds)
    run, _ = LessonRun.start(replace(lesson, steps=steps), seed="wall", cut=40, mode="present")
    return Wall(RunDesk(run), dressed(locale), NO_PICTURES)


def asking(item: Item, locale: str = "en", *, intro: str = "", media: Media = NO_PICTURES) -> Wall:
    """One question on a wall."""
    lesson = fixture_lesson()
    step = next(each for each in lesson.steps if isinstance(each, Ask) and each.kind == "ask")
    own = replace(step, questions=(item,), intro=intro, cuts=(40,))
    alone = replace(lesson, steps=(own,))
    run, _ = LessonRun.start(alone, seed="wall", cut=40, mode="present")
    return Wall(RunDesk(run), dressed(locale), media)


def said_by(wall: Wall) -> str:
    """All that the page says."""
    parts = [w.accessibleName() for w in wall.findChildren(QWidget) if w.isVisible()]
    return " ".join(parts)


def fits(wall: Wall) -> None:
    """Nothing of the page is cut off or lies below the foot."""
    sheet = wall._sheet
    assert sheet is not None
    bottom = wall.foot.mapTo(wall, wall.foot.rect().topLeft()).y()
    for child in sheet.findChildren(QWidget):
        if not child.isVisible():
            continue
        low = child.mapTo(wall, child.rect().bottomLeft()).y()
        assert low <= bottom, (child, child.accessibleName(), low, bottom)
        if isinstance(child, TextBlock):
            assert child.height() >= child.heightForWidth(child.width()) - 1, child.text()
    assert sheet.minimumSizeHint().width() <= wall.width()
