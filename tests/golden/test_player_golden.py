"""The pages of the player look as they did: places, words and pixels, with a little tolerance."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.support.golden import difference, outline, small, strayed
from tests.support.player_cases import LOCALES, STATES, drawn, golden_cases

FOLDER = Path(__file__).resolve().parent / "player"
NAMES = [f"{group}-{name}" for group, names in STATES.items() for name in names]


@cache
def outlines(locale: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / locale / "outlines.json").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_as_it_was(qapp: object, locale: str, name: str) -> None:
    golden = QImage(str(FOLDER / locale / f"{name}.png"))
    assert not golden.isNull(), f"no golden for {name}: run tests.golden.accept and look at it"
    with drawn(golden_cases(locale)[name], locale) as window:
        assert strayed(outline(window), outlines(locale)[name]) == []
        assert difference(small(window.grab().toImage()), golden).near


def test_a_moved_control_and_another_word_are_noticed() -> None:
    before = [["next", [10, 10, 100, 50], "Next"]]
    assert strayed([["next", [11, 12, 100, 50], "Next"]], before) == []
    assert strayed([["next", [30, 10, 100, 50], "Next"]], before)
    assert strayed([["next", [10, 10, 100, 50], "Go on"]], before)
    assert strayed([], before)


def test_another_picture_is_noticed() -> None:
    white, black = (
        QImage(48, 48, QImage.Format.Format_RGB888),
        QImage(48, 48, QImage.Format.Format_RGB888),
    )
    white.fill(0xFFFFFF)
    black.fill(0)
    assert difference(white, white).mean == 0
    assert difference(white, black).far == 1.0
