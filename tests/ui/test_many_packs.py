"""Hundreds of packs: a page builds some cards at once, and more at a press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from milclicks.packs.library import Library
from milclicks.packs.trust import root
from milclicks.ui.page import MANY
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import tiny
from tests.support.screens import Hand, Keys, find, settle, there, window
from tests.support.site import Site, pack

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ALL = 2 * MANY + 3


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A computer with more packs than stand on two pages."""
    (tmp_path / "none").mkdir()
    with Library.open(tmp_path / "d") as library:
        for number in range(ALL):
            made = tiny()
            made.manifest["id"] = f"test.p{number:02}"
            library.install(made.write(tmp_path / "x.milpack"))
    with window(tmp_path / "d", tmp_path / "none") as opened:
        opened.seat.teacher = True
        opened.go("packs")
        settle(20)
        yield opened


def cards(shell: Shell) -> list[str]:
    """The packs whose cards are there, from above."""
    page = shell.screen_
    assert page is not None
    found = [one for one in page.findChildren(QWidget) if one.objectName().startswith("pack-test")]
    return [one.objectName() for one in found]


def test_some_are_shown_at_once_and_more_at_a_press(qapp: object, shell: Shell) -> None:
    for shown in (MANY, 2 * MANY, ALL):
        assert len(cards(shell)) == len(set(cards(shell))) == shown
        assert (there("show-more") is not None) == (shown < ALL)
        if shown < ALL:
            Hand().press("show-more")
            settle(20)
    page = shell.screen_
    assert page is not None
    assert page.focusWidget() is not None, "whoever pressed the last one is not sent away"


def test_the_pack_that_somebody_came_for_is_among_them(qapp: object, shell: Shell) -> None:
    last = sorted(f"test.p{number:02}" for number in range(ALL))[-1]
    shell.go("packs", open=last)
    settle(20)
    assert f"pack-{last}" in cards(shell)
    assert find(f"pack-{last}").isVisible()


# --- large text in a low window --------------------------------------------------------------
@pytest.fixture
def large(tmp_path: Path) -> Iterator[Shell]:
    """The same at 150 % in a low window."""
    (tmp_path / "none").mkdir()
    with Library.open(tmp_path / "d") as library:
        for number in range(MANY + 3):
            made = tiny()
            made.manifest["id"] = f"test.p{number:02}"
            library.install(made.write(tmp_path / "x.milpack"))
    with window(tmp_path / "d", tmp_path / "none", size=(1024, 600), text_size=150) as opened:
        opened.seat.teacher = True
        opened.go("packs")
        settle(20)
        yield opened


def seen(name: str) -> bool:
    """Whether a control lies whole in what is on show of the page."""
    control, view = find(name), find("page-scroll")
    above = control.mapTo(view, control.rect().topLeft()).y()
    return above >= 0 and above + control.height() <= view.height()


def test_finding_and_adding_are_on_show_above_the_cards(qapp: object, large: Shell) -> None:
    assert seen("find-packs") and seen("add-pack")
    assert find("find-packs").hasFocus()
    first = find(cards(large)[0])
    below = find("add-pack").mapTo(large, find("add-pack").rect().bottomLeft()).y()
    assert first.mapTo(large, first.rect().topLeft()).y() > below
    Keys().press("add-pack")  # by Tab from the first
    settle()
    assert there("open-dialog") is not None


def test_tab_goes_from_above_to_below(qapp: object, large: Shell) -> None:
    page = large.screen_
    assert page is not None
    find("find-packs").setFocus()
    heights: list[int] = []
    for _ in range(12):
        now = QApplication.focusWidget()
        assert now is not None and page.isAncestorOf(now)
        heights.append(now.mapTo(page, now.rect().topLeft()).y() + scrolled(page))
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert heights == sorted(heights)


def scrolled(page: QWidget) -> int:
    """How far the page was scrolled."""
    area = page.findChild(QScrollArea, "page-scroll")
    assert area is not None
    return area.verticalScrollBar().value()  # type: ignore[no-any-return]


def test_so_does_tab_after_more_cards_came(qapp: object, shell: Shell) -> None:
    page = shell.screen_
    assert page is not None
    Hand().press("show-more")
    settle(20)
    heights: list[int] = []
    now = find("share-packs")
    while now.objectName() != "find-packs":  # at the foot
        if now.focusPolicy() & Qt.FocusPolicy.TabFocus and page.isAncestorOf(now):
            heights.append(now.mapTo(page, now.rect().topLeft()).y())
        now = now.nextInFocusChain()
    assert heights == sorted(heights) and len(heights) > 2 * MANY


def test_more_cards_begin_where_the_reader_was(qapp: object, large: Shell) -> None:
    before = cards(large)
    Keys().press("show-more")
    settle(20)
    new = next(one for one in cards(large) if one not in before)
    now = QApplication.focusWidget()
    assert now is not None and find(new).isAncestorOf(now), "the first of the new cards"
    assert seen(now.objectName())


def test_looking_is_on_show_above_what_was_found(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [pack(tmp_path / "made", f"test.p{number}") for number in range(5)]
    site = Site.make(tmp_path, made)
    monkeypatch.setattr(root, "chain", lambda places=None: site.roots(1))
    with Library.open(tmp_path / "d") as library:
        library.trust.catalog.refresh(site.source)
    (tmp_path / "none").mkdir()
    wanted = {"text_size": 150, "packs_folder": str(site.root)}
    with window(tmp_path / "d", tmp_path / "none", size=(1024, 600), **wanted) as shell:
        shell.seat.teacher = True
        shell.go("packs_find")
        settle(20)
        assert find("offer-test.p4").isVisible()
        assert seen("look-folder") and find("look-folder").hasFocus()
