"""The mini-web on screen and on the wall: by keys, by taps, in both directions, at every size."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import MiniwebView
from milclicks.ui.gallery_answers import right_answer
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.player.view import PlayerView
from milclicks.ui.present.miniweb import wall_ways
from milclicks.ui.present.wall import Wall
from milclicks.ui.widgets.text import TextBlock
from tests.support.answer_screen import (
    NO_PICTURES,
    by_taps,
    control,
    dressed,
    open_feedback,
    playing,
    press,
    settle,
    shown,
    tab_to,
    tap,
    type_in,
    view_of,
)
from tests.unit.lessons.test_browsing import alone

ALT = Qt.KeyboardModifier.AltModifier
BOTH = pytest.mark.parametrize("locale", ["en", "ar"])
HANDS = pytest.mark.parametrize("keys", [True, False])


def run_of(mode: str = "alone") -> LessonRun:
    return LessonRun.start(alone(), seed="seven", cut=40, mode=mode)[0]


def web_of(player: PlayerView) -> MiniwebView:
    web = player.desk.view().miniweb
    assert web is not None
    return web


def where(player: PlayerView) -> str:
    web = web_of(player)
    return web.page.id + web.version if web.kind == "page" and web.page else web.kind


def use(player: PlayerView, name: str, *, keys: bool) -> None:
    """Press a control by Tab and Space, or by a tap that scrolls to it first."""
    if keys:
        tab_to(player, name)
        press(player, Qt.Key.Key_Space)
    else:
        reach(player, name)
        tap(player, name)
    settle(5)


def reach(player: PlayerView, name: str) -> QWidget:
    """Scroll until a control can be seen, as a finger does."""
    settle(25)
    found = control(player, name)
    parent = found.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(found)
        parent = parent.parentWidget()
    settle(5)
    middle = found.mapTo(player, found.rect().center())
    assert player.rect().contains(middle), name
    return found


def follow(player: PlayerView, block: str, number: int, *, keys: bool) -> None:
    """Follow a link in a block of text, the first being number 0."""
    if keys:
        tab_to(player, block)
        for _ in range(number):
            press(player, Qt.Key.Key_Tab)
        press(player, Qt.Key.Key_Return)
    else:
        words = reach(player, block)
        assert isinstance(words, TextBlock)
        run = [run for run in words.block.runs if run.page][number]
        spot = words.block.rects_of(run)[0].center().toPoint()
        QTest.mouseClick(words, Qt.MouseButton.LeftButton, pos=spot)
    settle(5)


def type_address(player: PlayerView, words: str, *, keys: bool) -> None:
    """Type into the address bar and open it with Enter, or with the button."""
    if keys:
        QTest.keyClick(
            QApplication.focusWidget() or player, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier
        )
    else:
        tap(player, "address")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_in(field, words)
    if keys:
        press(player, Qt.Key.Key_Return)
    else:
        tap(player, "web-go")
    settle(5)


@BOTH
@HANDS
def test_a_web_is_read_and_judged(qapp: object, locale: str, keys: bool) -> None:
    texts = dressed(locale)
    with playing(run_of(), texts) as player:
        use(player, "web-begin", keys=keys)
        follow(player, "block-b2", 0, keys=keys)
        assert where(player) == "flash-shop"
        use(player, "web-about", keys=keys)
        assert where(player) == "flash-about"
        type_address(player, "is the boat repaired", keys=keys)
        assert where(player) == "results"
        use(player, "result-library-notice", keys=keys)
        assert where(player) == "library-notice"
        type_address(player, "post.talora/news/book-boat", keys=keys)
        assert where(player) == "post-boat"
        follow(player, "block-b1", 1, keys=keys)
        assert where(player) == "harbour-list"
        _back(player, keys)
        use(player, "version-e1", keys=keys)
        assert where(player) == "post-boate1" and control(player, "old-version")
        use(player, "version-now", keys=keys)
        use(player, "web-home", keys=keys)
        use(player, "web-picture", keys=keys)
        use(player, "match-post-summer", keys=keys)
        assert where(player) == "post-summer"
        _judge(player, keys)


def _back(player: PlayerView, keys: bool) -> None:
    before = where(player)
    if keys:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, ALT)
        settle(5)
        assert where(player) == "post-boat"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, ALT)
        settle(5)
        assert where(player) == before
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, ALT)
        settle(5)
    else:
        tap(player, "web-back")
        tap(player, "web-forward")
        assert where(player) == before
        tap(player, "web-back")
    assert where(player) == "post-boat"


def _judge(player: PlayerView, keys: bool) -> None:
    use(player, "web-judge", keys=keys)
    settle(20)
    assert web_of(player).judging
    use(player, "web-stay", keys=keys)
    settle(20)
    assert not web_of(player).judging and where(player) == "post-summer"
    use(player, "web-judge", keys=keys)
    settle(20)
    right = right_answer(view_of(player).item)
    if keys:
        tab_to(player, f"option-{right.single}")
        press(player, Qt.Key.Key_Space)
    else:
        by_taps(player, right)
    open_feedback(player, keys=keys)
    settle(20)
    path = web_of(player).path
    assert path is not None and not path.key_missed and control(player, "web-path")
    assert QApplication.focusWidget().objectName() == "next"


def test_a_result_is_opened_by_its_number(qapp: object) -> None:
    with playing(run_of(), dressed()) as player:
        use(player, "web-begin", keys=True)
        type_address(player, "planks", keys=True)
        second = web_of(player).results[1].page
        assert QApplication.focusWidget().objectName().startswith("result-")
        press(player, Qt.Key.Key_2)
        assert where(player) == second


def test_evidence_that_was_not_opened_can_be_read_afterwards(qapp: object) -> None:
    with playing(run_of(), dressed(), (1280, 800)) as player:
        use(player, "web-begin", keys=False)
        use(player, "web-judge", keys=False)
        settle(20)
        by_taps(player, right_answer(view_of(player).item))
        open_feedback(player, keys=False)
        settle(20)
        sheet = player.findChild(QWidget, "sheet-library-notice")
        assert sheet is not None and not sheet.isVisible()
        use(player, "evidence-library-notice", keys=False)
        assert sheet.isVisible() and sheet.findChild(QWidget, "simulation").isVisible()
        assert web_of(player).turn == 1


def test_the_brief_can_be_read_again(qapp: object) -> None:
    with playing(run_of(), dressed()) as player:
        use(player, "web-begin", keys=False)
        use(player, "web-brief", keys=False)
        assert control(player, "web-begin").isVisible() and web_of(player).turn == 1
        use(player, "web-begin", keys=False)
        assert control(player, "browser").isVisible()


def test_a_run_goes_on_in_the_browser(qapp: object) -> None:
    run = run_of().open("flash-shop")[0]
    with playing(run, dressed()) as player:
        assert control(player, "browser").isVisible()
        assert control(player, "address").text() == "riverflash.talora/shop/old-books"
        assert control(player, "web-back").isEnabled()
        assert not control(player, "web-forward").isEnabled()


def test_escape_brings_the_address_back_and_does_not_leave(qapp: object) -> None:
    with playing(run_of(), dressed()) as player:
        left: list[bool] = []
        player.leave.connect(lambda: left.append(True))
        use(player, "web-begin", keys=False)
        tap(player, "address")
        field = control(player, "address")
        type_in(field, "boat")
        press(player, Qt.Key.Key_Escape)
        assert field.text() == "riverflash.talora/hot/boat-sold" and not left


@pytest.mark.parametrize("typed", ["!!!", "…", "   ", "؟؟"])
def test_signs_alone_are_not_searched_for(qapp: object, typed: str) -> None:
    with playing(run_of(), dressed()) as player:
        use(player, "web-begin", keys=False)
        type_address(player, typed, keys=True)
        assert where(player) == "flash-sold"
        assert control(player, "address-note").isVisible()
        type_address(player, "boat", keys=True)
        assert not player.findChild(QWidget, "address-note").isVisible()


SIZES = [
    (100, "en", (1024, 600)),
    (100, "ar", (1280, 800)),
    (100, "en", (1920, 1080)),
    (200, "ar", (1024, 600)),
    (200, "en", (1920, 1080)),
    (150, "xx_PSEUDO", (1024, 600)),
]


@pytest.mark.parametrize(("text_size", "locale", "size"), SIZES)
def test_every_face_is_whole_and_wears_the_band(
    qapp: object, text_size: int, locale: str, size: tuple[int, int]
) -> None:
    texts = dressed(locale, text_size=text_size)
    with playing(run_of(), texts, size) as player:
        use(player, "web-begin", keys=True)
        for typed in (
            "riverflash.talora",
            "riverflash.talora/hot/boat-sold",
            "post.talora/news/book-boat",
            "boat",
            "zzzz",
            "nowhere.talora",
        ):
            player.do("go", typed)
            _whole(player)
            assert control(player, "simulation").isVisible()
        player.do("go", "riverflash.talora/hot/boat-sold")
        player.do("open", "flash-sold", "picture")
        _whole(player)
        reach(player, "web-judge")
        reach(player, "address")


def _whole(player: PlayerView) -> None:
    """Nothing is cut, once the layout has come to rest; a busy machine takes its time."""
    for _ in range(60):
        settle(25)
        with contextlib.suppress(AssertionError):
            return _nothing_cut(player)
    return _nothing_cut(player)


def _nothing_cut(player: PlayerView) -> None:
    """Words have their height and stand inside the width of their page."""
    for area in (player.page.frame, player.page.browser.sheet):
        page = area.widget()
        assert page.width() <= area.viewport().width()
        for child in page.findChildren(QWidget):
            if not child.isVisible() or not child.accessibleName():
                continue
            if child.hasHeightForWidth() and not isinstance(child, QScrollArea):
                needed = child.heightForWidth(child.width())
                assert child.height() >= needed - 1, (child, child.accessibleName())
            left = child.mapTo(page, QPoint(0, 0)).x()
            right = child.mapTo(page, child.rect().bottomRight()).x()
            assert left >= 0 and right <= page.width(), (child, child.accessibleName())


@BOTH
def test_everything_that_can_be_reached_has_a_name(qapp: object, locale: str) -> None:
    with playing(run_of(), dressed(locale)) as player:
        use(player, "web-begin", keys=True)
        for typed in ("post.talora/news/book-boat", "boat"):
            player.do("go", typed)
            settle(5)
            for each in player.findChildren(QWidget):
                if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    assert each.accessibleName(), each.objectName()


# --- the wall --------------------------------------------------------------------------------
@BOTH
def test_the_class_votes_what_to_open_next(qapp: object, locale: str) -> None:
    texts = dressed(locale)
    wall = Wall(RunDesk(run_of("present")), texts, NO_PICTURES)
    with shown(wall, (1024, 600)):
        settle(20)
        for wanted in ("flash-shop", "flash-about"):
            ways = wall_ways(wall.desk.view().miniweb, texts)
            place = next(n for n, way in enumerate(ways, 1) if way.arguments[0] == wanted)
            QTest.keyClick(wall, Qt.Key(Qt.Key.Key_0 + place))
            settle(5)
            assert wall.desk.view().miniweb.page.id == wanted and wall.at == 0
            assert wall.findChild(QWidget, "simulation") is not None
        QTest.keyClick(wall, Qt.Key.Key_R)
        settle(5)
        assert wall.desk.view().miniweb.path is not None
        QTest.keyClick(wall, Qt.Key.Key_1)
        assert wall.desk.view().miniweb.turn == 3


def test_every_page_has_nine_ways_at_most_and_a_way_back(qapp: object) -> None:
    texts = dressed()
    for page in alone().steps[0].pages:
        run = run_of("present").go(texts.say("post.talora"))[0]
        run = run.open(page.id, "address")[0]
        ways = wall_ways(run.view().miniweb, texts)
        assert 2 <= len(ways) <= 9 and ways[-1].arguments == ("back",)
        for way in ways:
            assert getattr(run, way.verb)(*way.arguments)[1], way
    results = replace(run_of("present")).query("the boat")[0]
    assert len(wall_ways(results.view().miniweb, texts)) == 9
