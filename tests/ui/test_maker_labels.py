"""Whose pack it is, wherever it is seen: Today, the daily click, the projector, the display."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.ui.makers import MakerStrip
from milclicks.ui.present.wall import Wall
from milclicks.ui.shell import Shell
from milclicks.ui.space.slides import slides
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import TextBlock
from tests.support.earlier import earlier_life
from tests.support.screens import HELD, find, quay_packs, settle, there, window
from tests.support.teachers import teacher_pack

pytestmark = pytest.mark.strict_trust
AMINA = OwnKey.new()
SAID = {
    "en": ("A teacher’s pack", "The pack says that it is by “Amina”."),
    "ar": ("حزمة من معلّم أو معلّمة", "Amina"),
}


def told(within: QWidget) -> str:
    blocks = [one.text() for one in within.findChildren(TextBlock) if one.isVisible()]
    return " ".join(blocks).translate(dict.fromkeys((0x2068, 0x2069)))


@contextmanager
def amina(tmp_path: Path, **more: object) -> Iterator[Shell]:
    """A window on a computer that has lessons of a teacher alone."""
    (tmp_path / "none").mkdir(exist_ok=True)
    with window(tmp_path / "d", tmp_path / "none", **more) as shell:  # type: ignore[arg-type]
        workspace = shell.workspace
        workspace.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        workspace.library.install(teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina"))
        shell.context.bus.tell(workspace.packs_changed())
        settle()
        yield shell


def laid_out(wall: Wall) -> MakerStrip:
    """The strip over the page of now, once it has its place."""
    for _ in range(HELD):
        settle(10)
        strip = there("maker-strip")
        if isinstance(strip, MakerStrip) and strip.width() == wall.width():
            return strip
    raise AssertionError("no strip over the whole page")


def dashed(name: str) -> bool:
    card = find(name)
    assert isinstance(card, Card)
    return card._dashed


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_today_labels_the_lesson_and_the_daily_click(tmp_path: Path, locale: str) -> None:
    with amina(tmp_path, locale=locale, size=(1024, 600)) as shell:
        shell.go("today")
        settle()
        for name in ("lesson-card", "daily-card"):
            assert SAID[locale][0] in told(find(name)) and dashed(name)
        shell.go("daily")
        settle()
        assert all(words in told(shell.screen_) for words in SAID[locale])  # type: ignore[arg-type]


def test_the_makers_own_have_no_label(tmp_path: Path) -> None:
    with window(tmp_path / "d", quay_packs(tmp_path / "quay")) as shell:
        for route in ("today", "daily"):
            shell.go(route)
            settle()
            assert there("maker-label") is None
        shell.go("present", ref=shell.workspace.library.lessons("en")[0].ref)
        settle(30)
        assert there("maker-strip") is None
        assert {one.eyebrow for one in slides(shell.context) if one.locale == "en"} >= {
            "Daily click"
        }


@pytest.mark.parametrize("size", [(1024, 600), (1920, 1080)])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_page_of_the_projector_says_whose_lesson_it_is(
    tmp_path: Path, locale: str, size: tuple[int, int]
) -> None:
    with amina(tmp_path, locale=locale, size=size) as shell:
        shell.go("present", ref=shell.workspace.library.lessons(locale)[0].ref)
        wall = shell.screen_.wall  # type: ignore[union-attr]
        pages = 0
        while shell.route == "present":
            strip = laid_out(wall)
            assert all(words in told(strip) for words in SAID[locale])
            assert strip.height() <= strip.needed(strip.width())
            assert wall.foot.geometry().bottom() <= wall.height(), "the strip pushes nothing out"
            pages += 1
            wall.forward()
        assert pages > 2


def test_the_display_says_whose_click_it_is(tmp_path: Path) -> None:
    with amina(tmp_path) as shell:
        clicks = [one for one in slides(shell.context) if one.kind == "click"]
        assert clicks and all("Amina" in one.eyebrow for one in clicks)


def test_a_pack_that_nobody_signed_is_labelled_the_same_way(tmp_path: Path) -> None:
    earlier_life(tmp_path / "d", "test.river")
    (tmp_path / "none").mkdir()
    with window(tmp_path / "d", tmp_path / "none") as shell:
        shell.go("today")
        settle()
        assert "Not signed" in told(find("lesson-card"))
        assert "Not signed" in told(find("daily-card"))
        shell.go("present", ref=shell.workspace.library.lessons("en")[0].ref)
        strip = laid_out(shell.screen_.wall)  # type: ignore[union-attr]
        assert "Nobody whom this program knows has signed it." in told(strip)
