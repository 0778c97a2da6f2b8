"""Hundreds of packs: a page builds some cards at once, and more at a press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.library import Library
from milclicks.ui.page import MANY
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import tiny
from tests.support.screens import Hand, find, settle, there, window

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
