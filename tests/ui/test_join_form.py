"""Joining on a small screen: what is asked and what is wrong stay in sight without scrolling."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea

from milclicks.core.texts import LOCALES
from tests.support.screens import Hand, find, quay_packs, settle, window


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("quay"))


def whole(name: str) -> bool:
    """Whether every pixel of a control lies in the part of the page that is shown."""
    control = find(name)
    area = control.parentWidget()
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    top = control.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + control.height() <= area.viewport().height()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_nickname_and_what_is_wrong_with_it_are_seen_at_1024_by_600(
    qapp: object, tmp_path: Path, packs: Path, locale: str
) -> None:
    with window(tmp_path / "d", packs, size=(1024, 600), locale=locale) as shell:
        shell.workspace.add_learner("Yara", "")
    with window(tmp_path / "d", packs, size=(1024, 600), locale=locale) as shell:
        assert shell.route == "chooser"
        hand = Hand()
        hand.press("join")
        settle(20)
        assert whole("nickname") and find("nickname").hasFocus()
        hand.write("nickname", "yara")
        hand.press("join-now")
        settle(20)
        assert find("join-said").text()  # type: ignore[attr-defined]
        assert whole("join-said") and whole("nickname")
