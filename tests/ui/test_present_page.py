"""A page of the wall: filled as far as it goes, one sun button, no question that looks answered."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.ui.items.hotspot import Ground
from milclicks.ui.pictures import MediaOf
from milclicks.ui.present.blocks import WallOption
from milclicks.ui.present.questions import VOTE, VOTE_MANY
from milclicks.ui.present.wall import Wall
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import TextBlock
from tests.support.answer_screen import every_item, settle, shown, tap
from tests.support.walls import asking, fits, said_by, wall_of

SIZES = pytest.mark.parametrize("size", [(1024, 600), (1920, 1080)])
BOTH = pytest.mark.parametrize("locale", ["en", "ar"])


def place(wall: Wall, widget: QWidget) -> QRect:
    """Where a widget stands on the wall."""
    return QRect(widget.mapTo(wall, widget.rect().topLeft()), widget.size())


def seen(wall: Wall, kind: type[Any], name: str = "") -> list[Any]:
    """The widgets of a kind on the page."""
    assert wall._sheet is not None
    found = wall._sheet.findChildren(kind, name) if name else wall._sheet.findChildren(kind)
    return [each for each in found if each.isVisible()]


def photograph() -> MediaOf:
    """Every picture is one of 1600 by 900."""
    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return MediaOf(lambda name: bytes(held.data()), lambda name: f"picture {name}")


# --- the page is filled ----------------------------------------------------------------------
@SIZES
@BOTH
def test_a_few_words_stand_large(qapp: object, locale: str, size: tuple[int, int]) -> None:
    wall = asking(every_item()["c1"], locale, intro="Two short lines.")
    with shown(wall, size):
        settle(20)
        small = wall.theme_now().px(17)
        words = [each for each in seen(wall, TextBlock) if each.text() == "Two short lines."]
        assert words[0].font_().pixelSize() >= 1.45 * small
        fits(wall)


@SIZES
def test_a_long_page_is_not_cut_in_two_by_larger_type(qapp: object, size: tuple[int, int]) -> None:
    """As many words as fill a page in the plain size stay one page, in that size."""
    wall = asking(every_item()["c1"], intro="It rains on the river. " * 60)
    with shown(wall, size):
        settle(20)
        assert len(wall.pages) == 2, "the words, then the question"
        words = max(seen(wall, TextBlock), key=lambda each: len(each.text()))
        assert words.font_().pixelSize() == wall.theme_now().px(17)
        fits(wall)


@SIZES
@BOTH
def test_the_picture_of_a_hotspot_has_the_page_to_itself(
    qapp: object, locale: str, size: tuple[int, int]
) -> None:
    wall = asking(every_item()["hr1"], locale, media=photograph())
    with shown(wall, size):
        settle(20)
        ground = seen(wall, Ground)[0]
        picture = ground.view.picture_rect()
        where = place(wall, ground)
        assert picture.width() > 0.6 * wall.width()
        assert where.width() - picture.width() < 3, "the places lie on the picture"
        assert abs(where.center().x() - wall.width() / 2) < 3, "in the middle"
        above = max(place(wall, b).bottom() for b in seen(wall, TextBlock))
        below = wall.foot.y()
        assert picture.height() > 0.85 * (below - above)
        fits(wall)
        wall.reveal()
        settle(5)
        assert seen(wall, Ground)[0].width() > 0.5 * wall.width()
        fits(wall)


@SIZES
@BOTH
def test_three_choices_are_three_rows(qapp: object, locale: str, size: tuple[int, int]) -> None:
    item = every_item()["c1"]
    three = replace(item, options=item.options[:3], stimulus=None)
    wall = asking(three, locale)
    with shown(wall, size):
        settle(20)
        for opened in (False, True):
            if opened:
                wall.reveal()
                settle(5)
            rows = [place(wall, each) for each in seen(wall, WallOption)]
            assert len(rows) == 3 and len({row.x() for row in rows}) == 1
            assert all(row.width() > 0.9 * wall.width() for row in rows)
            assert wall.foot.y() - rows[-1].bottom() < 0.12 * wall.height(), "to the foot"
            fits(wall)


# --- one sun button --------------------------------------------------------------------------
def suns(wall: Wall) -> list[str]:
    return [
        each.objectName()
        for each in wall.findChildren(Button)
        if each.isVisible() and each.look == "sun"
    ]


def test_each_page_has_one_sun_button(qapp: object) -> None:
    wall, over, met = wall_of(), list[bool](), set[str]()
    wall.over.connect(lambda: over.append(True))
    with shown(wall, (1024, 600)):
        settle(20)
        for _ in range(200):
            view = wall.desk.view()
            hidden = view.question is not None and view.question.phase != "feedback"
            asks = hidden and view.question.item.survey is None
            asks = asks and wall.at + 1 == len(wall.pages)
            assert suns(wall) == ["reveal" if asks else "next"]
            assert wall.buttons["reveal"].isVisible() is asks
            met.update(suns(wall))
            if view.scene is not None and not view.scene.ended and wall.at + 1 == len(wall.pages):
                QTest.keyClick(wall, Qt.Key.Key_1)
            else:
                QTest.keyClick(wall, Qt.Key.Key_Space)
            settle()
            if over:
                break
    assert over and met == {"reveal", "next"}


def test_an_intro_has_nothing_to_reveal(qapp: object) -> None:
    wall = asking(every_item()["c1"], intro="Look at the post first.")
    with shown(wall, (1024, 600)):
        settle(20)
        assert suns(wall) == ["next"] and not wall.buttons["reveal"].isVisible()
        tap(wall, "next")
        settle(5)
        assert suns(wall) == ["reveal"]
        tap(wall, "reveal")
        settle(5)
        assert suns(wall) == ["next"]


def test_a_question_about_oneself_has_nothing_to_reveal(qapp: object) -> None:
    survey = next(each for each in every_item().values() if each.survey is not None)
    wall = asking(survey)
    with shown(wall, (1024, 600)):
        settle(20)
        assert suns(wall) == ["next"] and not wall.buttons["reveal"].isVisible()
        over = list[bool]()
        wall.over.connect(lambda: over.append(True))
        tap(wall, "next")
        assert over, "one press, not a second look at the same page"


def test_after_reveal_space_goes_on_and_not_back(qapp: object) -> None:
    wall = wall_of("en", "recall")
    with shown(wall, (1024, 600)):
        settle(20)
        while wall.at + 1 < len(wall.pages):
            QTest.keyClick(wall, Qt.Key.Key_PageDown)
        wall.buttons["reveal"].setFocus()
        QTest.keyClick(wall.buttons["reveal"], Qt.Key.Key_Space)
        settle(5)
        view = wall.desk.view()
        assert view.item.phase == "feedback"
        focus = QApplication.focusWidget()
        assert focus in (wall, wall.buttons["next"])
        QTest.keyClick(focus, Qt.Key.Key_Space)
        settle(5)
        after = wall.desk.view()
        assert (after.index, after.item_index) > (view.index, view.item_index) or after.ended


# --- a match that does not look answered -----------------------------------------------------
@SIZES
@BOTH
def test_a_match_that_is_asked_shows_two_lists(
    qapp: object, locale: str, size: tuple[int, int]
) -> None:
    item = every_item()["ma1"]
    wall = asking(item, locale)
    with shown(wall, size):
        settle(20)
        left = [place(wall, each) for each in seen(wall, Card, "match-left")]
        right = [place(wall, each) for each in seen(wall, Card, "match-right")]
        assert len(left) == len(item.pairs)
        assert len(right) == len(item.pairs) + len(item.extra)
        assert "–" not in said_by(wall)
        gap = min(b.top() - a.bottom() for a, b in pairwise(right))
        one, other = (left[0], right[0]) if locale == "en" else (right[0], left[0])
        assert other.left() - one.right() >= 3 * gap, "nothing touches across"
        assert len({row.top() for row in left} & {row.top() for row in right}) <= 1
        for letter, card in zip("ABCD", seen(wall, Card, "match-right"), strict=True):
            assert card.accessibleName().startswith(f"{letter}. ") or locale != "en"
        assert wall.foot.y() - right[-1].bottom() < 0.12 * wall.height()
        fits(wall)


@SIZES
@BOTH
def test_a_match_that_is_open_joins_what_belongs_together(
    qapp: object, locale: str, size: tuple[int, int]
) -> None:
    item = every_item()["ma1"]
    wall = asking(item, locale)
    with shown(wall, size):
        settle(20)
        asked = {each.accessibleName() for each in seen(wall, Card, "match-right")}
        wall.reveal()
        settle(5)
        assert len(wall.pages) == 1
        joined = seen(wall, Card, "match-joined")
        assert len(joined) == len(item.pairs)
        for pair, card in zip(item.pairs, joined, strict=True):
            assert card._tone == "good_soft"
            assert pair.left in card.accessibleName() and pair.right in card.accessibleName()
            assert pair.feedback in card.accessibleName()
            letter = next(a for a in asked if pair.right in a).split(".")[0]
            assert f"{letter}. " in card.accessibleName(), "the letter of the question"
        alone = seen(wall, Card, "match-alone")
        assert [
            each.accessibleName() for each in alone if item.extra[0].right in each.accessibleName()
        ]
        fits(wall)


def test_eight_pairs_are_still_one_page(qapp: object) -> None:
    item = every_item()["ma1"]
    more = [
        replace(
            item.pairs[0], id=f"p{n}", left=f"A finger, number {n}", right=f"Question {n} of it"
        )
        for n in range(5)
    ]
    wall = asking(replace(item, pairs=(*item.pairs, *more)))
    with shown(wall, (1024, 600)):
        settle(20)
        assert len(wall.pages) == 1
        fits(wall)
        wall.reveal()
        settle(5)
        assert len(wall.pages) == 1
        fits(wall)


# --- where nobody can tap --------------------------------------------------------------------
@pytest.mark.parametrize(("name", "said"), [("hp1", VOTE), ("hr1", VOTE_MANY)])
def test_the_wall_says_how_to_point_where_nobody_can_tap(
    qapp: object, name: str, said: str
) -> None:
    item = every_item()[name]
    wall = asking(item)
    with shown(wall, (1024, 600)):
        settle(20)
        assert wall.texts.say(said) in said_by(wall)
        wall.reveal()
        settle(5)
        assert wall.texts.say(said) not in said_by(wall)
