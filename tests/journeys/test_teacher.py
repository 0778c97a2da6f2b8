"""JOURNEYS.md, Teacher, beside its presses (test_journeys): the PIN, learners, packs, the page
about worrying things."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from milclicks.ui.avatars import learner_avatars
from milclicks.ui.shell import Shell
from milclicks.ui.teacher.pin import OTHER, WRONG
from tests.journeys.walks import PIN, answer_dialog
from tests.support.screens import Hand, find, settle
from tests.support.ways import Way

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def make_pin(hand: Hand) -> str:
    """Make the PIN; the recovery code that was shown."""
    hand.press("nav-teach")
    for _ in range(2):
        hand.press(*[f"pin-{digit}" for digit in PIN], "pin-done")
    code: str = find("recovery-code").text()
    hand.press("pin-copied")
    return code.strip("\u2068\u2069")


def lock(hand: Hand) -> None:
    hand.press("lock", "nav-teach")


def test_the_pin_is_made_once_asked_again_and_shown_nowhere(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        assert shell.route == "teach"
        lock(hand)
        assert shell.route == "pin"
        hand.press("pin-1", "pin-2")
        assert "1" not in find("pin-dots").text()
        assert find("pin-done").isEnabled() is False


def test_the_pin_can_be_typed_and_ends_with_enter(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        lock(hand)
        QTest.keyClicks(shell.focusWidget(), PIN)
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Return)
        settle()
        assert shell.route == "teach"


def test_two_different_pins_are_said_to_be_different(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("nav-teach", *[f"pin-{d}" for d in "1111"], "pin-done")
        hand.press(*[f"pin-{d}" for d in "2222"], "pin-done")
        assert find("pin-said").text() == shell.context.say(OTHER)
        assert not shell.workspace.records.gate.is_set()


def test_wrong_pins_lead_to_a_pause_said_in_a_sentence(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        lock(hand)
        for _ in range(6):
            hand.press(*[f"pin-{d}" for d in "9999"], "pin-done")
        assert find("pin-said").text() not in ("", shell.context.say(WRONG))


def test_the_recovery_code_opens_the_way_to_a_new_pin(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        code = make_pin(hand)
        lock(hand)
        hand.press("pin-forgot")
        hand.write("recovery-field", code.lower().replace("-", " "))
        hand.press("recovery-use")
        for _ in range(2):
            hand.press(*[f"pin-{d}" for d in "7351"], "pin-done")
        hand.press("pin-copied")
        assert shell.workspace.records.gate.opens("7351")


def test_the_recovery_code_survives_a_language_switch_while_it_is_on_show(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("nav-teach")
        for _ in range(2):
            hand.press(*[f"pin-{digit}" for digit in PIN], "pin-done")
        code = find("recovery-code").text()
        from milclicks.ui.header import choose_language

        choose_language(shell.context, "ar")
        settle()
        assert find("recovery-code").text() == code
        assert not shell.workspace.records.gate.is_set()
        hand.press("pin-copied")
        assert shell.workspace.records.gate.opens(PIN)


def test_every_teacher_page_is_locked(qapp: object, tmp_path: Path, packs: Path, way: Way) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        for route in ("teach", "learners", "prints", "packs", "worrying"):
            shell.go(route)
            assert shell.route == "pin"


def test_a_lesson_is_presented_and_nothing_is_stored_to_a_learner(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        before = len(shell.workspace.records.events())
        hand.press("teach-rumour", "minutes-20", "start-lesson")
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_PageDown)
        settle()
        hand.press("leave")
        assert shell.route == "teach"
        assert len(shell.workspace.records.events()) == before


def join(shell: Shell, name: str) -> str:
    return shell.workspace.add_learner(name, learner_avatars()[0])[0].id


def test_learners_show_what_each_has_done_and_can_be_forgotten(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        yara, _ = join(shell, "Yara"), join(shell, "Luka")
        hand = way.hand()
        make_pin(hand)
        hand.press("nav-learners", f"learner-{yara}", "forget", "forget-no")
        assert len(shell.workspace.records.people.learners()) == 2
        hand.press("forget", "forget-yes")
        assert [one.nickname for one in shell.workspace.records.people.learners()] == ["Luka"]
        assert shell.route == "learners"


def test_the_helpline_is_filled_in_or_knowingly_skipped(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        hand.press("nav-worrying", "helpline-skip")
        assert shell.workspace.settings.helpline_skipped
        hand.write("helpline", "116 111")
        hand.press("helpline-save")
        settings = shell.workspace.settings
        assert (settings.helpline, settings.helpline_skipped) == ("116 111", False)


def test_a_pack_is_added_from_a_file_and_removed_again(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    other = tmp_path / "stick" / "added.milpack"
    other.parent.mkdir()
    shutil.copy(packs / "quay.milpack", other)
    (tmp_path / "none").mkdir()
    with way.window(tmp_path / "d", tmp_path / "none") as shell:
        assert shell.workspace.library.packs() == ()
        hand = way.hand()
        make_pin(hand)
        hand.press("nav-packs", "add-pack")
        answer_dialog(other)
        assert [pack.id for pack in shell.workspace.library.packs()] == ["test.river"]
        hand.press("remove-test.river", "remove-no", "remove-test.river", "remove-yes")
        assert shell.workspace.library.packs() == ()


def test_a_file_that_is_no_pack_is_refused_in_a_sentence(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    bad = tmp_path / "bad.milpack"
    bad.write_bytes(b"not a pack")
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        make_pin(hand)
        hand.press("nav-packs", "add-pack")
        answer_dialog(bad)
        assert find("work-problem").isVisible()
        assert len(shell.workspace.library.packs()) == 1
