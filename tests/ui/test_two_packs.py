"""Two packs side by side: every list says whose lesson it is, and in which language it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.inline import reads_right_to_left
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, find, quay_packs, settle, window
from tests.support.two_packs import BULLETIN, two_packs

DESK = "Radio Senvara School Desk"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_packs(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="module")
def one_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("one"))


def texts_on(within: QWidget) -> list[str]:
    return [one.text() for one in within.findChildren(TextBlock)]


def card(name: str) -> ChoiceCard:
    found = find(name)
    assert isinstance(found, ChoiceCard)
    return found


@pytest.mark.parametrize("route", ["learn", "teach"])
def test_lessons_stand_under_their_pack(
    qapp: object, tmp_path: Path, packs: Path, route: str
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go(route)
        settle()
        said = texts_on(shell)
        assert "Radio and rumours" in said
        assert f"Published by \u2068{DESK}\u2069" in said


def test_one_pack_needs_no_name(qapp: object, tmp_path: Path, one_pack: Path) -> None:
    with window(tmp_path / "d", one_pack) as shell:
        shell.go("learn")
        settle()
        assert not any("Published by" in words for words in texts_on(shell))


def test_the_search_finds_both_and_says_where(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("learn", query="rumour")
        settle()
        notes = [
            one.note
            for one in shell.findChildren(ChoiceCard)
            if one.objectName().startswith("hit-")
        ]
        assert any(DESK in note for note in notes)
        assert any(note and DESK not in note for note in notes)
        first = next(n for n, note in enumerate(notes) if DESK in note)
        Hand().press(f"hit-{first}")
        assert shell.route == "player"


@pytest.mark.parametrize(("locale", "said"), [("ar", True), ("fr", False), ("pt_BR", True)])
def test_a_lesson_in_another_language_says_so(
    qapp: object, tmp_path: Path, packs: Path, locale: str, said: bool
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.go("learn")
        settle()
        assert ("English" in card("lesson-radio-1").note) is said
        shell.go("player", ref=BULLETIN, step="hook")
        settle()
        assert any("english" in words.casefold() for words in texts_on(shell.screen_)) is said


def test_the_packs_page_and_the_paths_name_it(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        settle()
        inside = [one.text() for one in find("pack-org.radio.rumours").findChildren(TextBlock)]
        assert f"Published by \u2068{DESK}\u2069" in inside
        shell.go("learn_paths")
        settle()
        assert "Radio and rumours" in card("path-radio-week").note
        shell.go("about")
        settle()
        assert find("credits-org.radio.rumours").isVisible()


def test_today_says_the_pack_of_the_next_lesson(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("today")
        settle()
        titles = [pack.title for pack in shell.workspace.library.packs("en")]
        inside = [one.text() for one in find("lesson-card").findChildren(TextBlock)]
        assert any(titles[0] in words for words in inside)


@pytest.mark.parametrize(
    ("text", "rtl", "right"),
    [
        ("Press play, or read it.", True, False),
        ("اضغطوا على الزر.", True, True),
        ("MIL CLICKS: اضغطوا.", True, True),
        ("٣ · 40", True, True),
        ("Read it.", False, False),
        ("اقرأوا.", False, True),
        ("“اقرأوا” means read.", False, False),
        ("", True, True),
    ],
)
def test_a_text_wholly_in_other_letters_keeps_its_direction(
    text: str, rtl: bool, right: bool
) -> None:
    assert reads_right_to_left(text, rtl) is right
