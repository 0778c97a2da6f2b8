"""The test before and after: taken by the mouse, by keys alone and in Arabic; kept after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from milclicks.community.prepost import run
from milclicks.ui.header import choose_language
from milclicks.ui.pretests import Form, Run, pretest
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
HANDS = [("en", Hand), ("en", Keys), ("ar", Hand), ("ar", Keys)]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("pretest"))


def form_of(shell: Shell, form: str = "a") -> Form:
    test = pretest(shell.context)
    assert test is not None
    return test.forms[form]


def begun(shell: Shell, *, learner: bool = False) -> Run:
    """A run on form A: Yara's, or that of guest number 4."""
    who = None
    if learner:
        who = shell.workspace.add_learner("Yara", "yara")[0].id
        shell.seat.learner = who
    live = run.begin(shell.workspace.records, form_of(shell), "", "before", who, 4)
    shell.go("test", run=live.id)
    settle()
    return live


def words(shell: Shell) -> str:
    """Everything that stands on the page."""
    assert shell.screen_ is not None
    said = (one.accessibleName() for one in shell.screen_.findChildren(TextBlock))
    return "\n".join(said).replace("\u2068", "").replace("\u2069", "")


def stored(shell: Shell, live: Run) -> Run:
    """The run as it stands on the disk."""
    found = run.run_of(shell.workspace.records, live.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_the_whole_test_is_taken_and_ends_with_thanks_and_two_numbers(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        live, hand, form = begun(shell), kind(), form_of(shell)
        hand.press("test-next")
        for ask in form.asks:
            response = ask.key or ask.options[-1][0]
            hand.press(f"answer-{response}")
            if ask.part == "decision":
                hand.press("level-fairly")
            assert stored(shell, live).answers[ask.id].response == response
            said = words(shell)
            assert not ask.why or ask.why not in said
            assert there("verdict") is None
            hand.press("test-next")
        hand.press("test-hand-in")
        done = stored(shell, live)
        assert done.ended
        assert (done.score.kept, done.score.caught, done.score.right) == (4, 4, 14)
        assert done.answers["d1"].level == "fairly"
        find("test-numbers")
        assert there("test-back") is None
        if locale == "en":
            assert "You kept 4 of 4 sound messages and caught 4 of 4 others." in words(shell)
        hand.press("test-done")
        assert shell.route == "chooser"


def test_what_was_answered_is_there_after_a_kill(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        live, hand = begun(shell, learner=True), Hand()
        hand.press("test-next", "answer-unsound", "level-very", "test-next", "answer-sound")
        before = stored(shell, live)
        learner = live.learner
    with window(tmp_path / "d", packs) as shell:
        shell.seat.learner = learner
        shell.go("learn")
        settle()
        hand.press("open-test")
        assert stored(shell, live) == before
        assert "Question 3 of 31" in words(shell)
        hand.press("test-back", "test-back")
        assert find("answer-unsound").isChecked()  # type: ignore[attr-defined]
        assert find("level-very").isChecked()  # type: ignore[attr-defined]


def test_a_language_switch_keeps_the_page_and_the_answers(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        live, hand = begun(shell), Hand()
        hand.press("test-next", "answer-sound", "test-next", "answer-sound")
        choose_language(shell.context, "ar")
        settle()
        assert find("answer-sound").isChecked()  # type: ignore[attr-defined]
        hand.press("test-next", "answer-unsound")
        assert len(stored(shell, live).answers) == 3


def test_digits_choose_and_open_questions_are_told_before_the_end(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        live, hand, form = begun(shell, learner=True), Hand(), form_of(shell)
        hand.press("test-next")
        QTest.keyClick(find("answer-sound"), Qt.Key.Key_2)
        assert stored(shell, live).answers["d1"].response == "unsound"
        for _ in form.asks:
            hand.press("test-next")
        assert "30 questions are still open." in words(shell)
        hand.press("test-open")
        assert "Question 2 of 31" in words(shell)
        hand.press("test-leave")
        assert shell.route == "today"
        assert not stored(shell, live).ended


def test_without_a_run_there_is_a_sentence_and_a_way_home(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("test")
        settle()
        assert "No test is waiting for you." in words(shell)
        Hand().press("test-home")
        assert shell.route == "today"
