"""A lesson on paper from the teacher's part: found, chosen, seen, remembered; by taps and keys."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from milclicks.ui.header import choose_language
from milclicks.ui.shell import Shell
from tests.support.packs_of_lessons import build_test_pack
from tests.support.screens import Hand, Keys, find, settle, window

HANDS = [("en", Hand), ("en", Keys), ("ar", Hand), ("ar", Keys)]
FERRY = "The ferry that did not stop"
BRIDGE = "The bridge that was closed"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_test_pack(tmp_path_factory.mktemp("paper") / "packs")


def waited() -> None:
    for _ in range(400):
        settle(20)
        if find("print").isEnabled():
            return
    raise AssertionError("no preview was made")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def take(name: str, times: int = 1) -> None:
    """Go down a list of choices by keys."""
    box = find(f"choice-{name}")
    assert isinstance(box, QComboBox)
    box.setFocus()
    for _ in range(times):
        QTest.keyClick(box, Qt.Key.Key_Down)
    waited()


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_lesson_is_printed_from_its_card(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.seat.teacher = True
        shell.go("teach")
        settle()
        hand = kind()
        hand.press("teach-bridge", "minutes-20", "print-lesson")
        waited()
        pdf = shell.screen_._pdf
        assert BRIDGE in text_of(pdf)
        assert shell.screen_._options.cut == 20
        hand.press("preview-back")
        assert find("start-lesson").isEnabled()


def lesson_on_paper(shell: Shell) -> None:
    """As a teacher, from all that can be printed to a lesson's paper."""
    shell.seat.teacher = True
    shell.go("prints")
    settle()
    Hand().press("print-lesson")
    waited()


def test_each_choice_changes_the_paper(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        lesson_on_paper(shell)
        made = [shell.screen_._pdf]
        for name, times in (("what", 3), ("cut", 1), ("groups", 1), ("paper", 1), ("lesson", 1)):
            take(name, times)
            made.append(shell.screen_._pdf)
        assert len(set(made)) == len(made)
        assert FERRY in text_of(made[0])
        assert BRIDGE in text_of(made[-1])
        box = find("choice-colour")
        assert not box.isChecked()
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        waited()
        assert shell.screen_._pdf not in made


def test_the_choices_are_remembered_until_the_seat_is_left(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        lesson_on_paper(shell)
        take("what", 1)
        Hand().press("preview-back", "print-lesson")
        waited()
        assert shell.screen_._options.what == "run"
        assert not shell.workspace.settings.low_ink  # the choice of other sheets is not touched
        shell.seat.leave()
        lesson_on_paper(shell)
        assert shell.screen_._options.what == "all"


def test_a_language_switch_keeps_the_sheet_and_speaks_the_new_language(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        lesson_on_paper(shell)
        take("cut", 1)
        choose_language(shell.context, "fr")
        waited()
        assert shell.screen_._options.cut == 60
        assert find("choice-cut").currentText() == shell.context.texts.say_n(
            "{n} minute", "{n} minutes", 60
        )


def test_without_lessons_the_sheet_says_so(qapp: object, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    with window(tmp_path / "d", empty) as shell:
        shell.seat.teacher = True
        shell.go("prints")
        settle()
        Hand().press("print-lesson")
        settle(50)
        assert not find("print").isEnabled()
        assert find("preview-back").isEnabled()
