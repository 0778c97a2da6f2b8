"""JOURNEYS.md, Learner, beside its presses (test_journeys): the chooser, going on, the pact,
looking back, a switch of language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from milclicks.ui.avatars import learner_avatars
from milclicks.ui.header import choose_language
from tests.support.screens import find, settle
from tests.support.ways import Way


def test_a_taken_nickname_is_said_and_what_was_typed_stays(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        shell.workspace.add_learner("Yara", learner_avatars()[0])
        hand = way.hand()
        hand.press("who", "join")
        hand.write("nickname", "yara")
        hand.press("join-now")
        assert find("join-said").text()
        assert find("nickname").text() == "yara"


def test_the_chooser_opens_first_when_learners_are_known(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        learner = shell.workspace.add_learner("Yara", learner_avatars()[0])[0]
    with way.window(tmp_path / "d", packs) as shell:
        assert shell.route == "chooser"
        hand = way.hand()
        hand.press(f"learner-{learner.id}", "go-on")
        assert hand.count == 2
        assert shell.route == "player"


def test_after_a_power_cut_the_lesson_goes_on_with_one_press(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("who", "join", "join-now", "go-on", "next", "option-b")
    with way.window(tmp_path / "d", packs) as shell:
        assert shell.route == "today"
        assert shell.focusWidget().objectName() == "go-on"
        way.hand().press("go-on")
        view = player_view(shell)
        assert view.index == 1
        assert view.item.response.value == "b"


def player_view(shell: Any) -> Any:
    return shell.screen_.player.desk.view()


@pytest.mark.parametrize("other", ["ar", "fr"])
def test_a_half_given_answer_survives_a_switch_of_language(
    qapp: object, tmp_path: Path, packs: Path, way: Way, other: str
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        way.hand().press("go-on" if _has("go-on") else "teach-now", "next", "option-b")
        choose_language(shell.context, other)
        settle()
        view = player_view(shell)
        assert (view.index, view.item.response.value, view.item.phase) == (1, "b", "answering")


def _has(name: str) -> bool:
    try:
        find(name)
    except AssertionError:
        return False
    return True


def test_two_promises_are_needed_and_a_third_takes_the_place_of_the_first(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs):
        hand = way.hand()
        hand.press("nav-pact", "choose-two", "choose-p1")
        assert not find("pact-next").isEnabled()
        hand.press("choose-p2", "choose-p3")
        chosen = [n for n in range(1, 11) if find(f"choose-p{n}").isChecked()]
        assert chosen == [2, 3]


def test_a_plan_in_own_words_survives_a_switch_of_language(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("nav-pact", "choose-two", "choose-p1", "choose-p2", "pact-next")
        hand.press("plan-p1-a", "plan-p2-own")
        hand.write("when-p2", "it is late")
        choose_language(shell.context, "es")
        settle()
        assert find("when-p2").text() == "it is late"
        assert find("plan-p1-a").isChecked()
        assert not find("pact-next").isEnabled()
        hand.write("will-p2", "wait")
        assert find("pact-next").isEnabled()


def test_looking_back_is_asked_after_seven_days_and_again_after_thirty(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("who", "join", "join-now", "nav-pact", "choose-two", "choose-p1", "choose-p2")
        hand.press("pact-next", "plan-p1-a", "plan-p2-a", "pact-next", "pact-next", "pact-done")
        shell.workspace.clock.move(days=7)
        hand.press("nav-pact", "look-back")
        before = hand.count
        hand.press("check-p1-came_kept", "check-p2-not_yet", "check-on")
        assert hand.count - before == 3
        (checked,) = shell.workspace.records.events(kind="pact_checked")
        assert checked.data["day"] == 7
        hand.press("nav-pact")
        assert not _has("look-back")
        shell.workspace.clock.move(days=30)
        hand.press("nav-today", "nav-pact")
        assert _has("look-back")


def test_a_guest_makes_a_pact_that_is_gone_with_the_guest(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("nav-pact", "choose-two", "choose-p1", "choose-p2", "pact-next")
        hand.press("plan-p1-a", "plan-p2-a", "pact-next", "pact-next", "pact-done", "nav-pact")
        assert _has("my-promises")
        hand.press("who", "guest", "nav-pact")
        assert not _has("my-promises")
        assert shell.workspace.records.notes("") == ()


def test_the_search_opens_a_lesson_at_the_step_it_found(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("nav-learn")
        hand.write("search", "laugh")
        QTest.qWait(200)
        hand.press("hit-0")
        assert (shell.route, shell.params["step"]) == ("player", "quiz")
        assert player_view(shell).step.id == "quiz"


def test_my_page_shows_everything_and_lets_the_next_one_sit_down(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        hand = way.hand()
        hand.press("who", "join", "join-now", "who")
        assert shell.route == "mine"
        hand.write("new-nickname", "Sam")
        hand.press("save-nickname")
        assert shell.workspace.records.people.learners()[0].nickname == "Sam"
        hand.press("leave-seat")
        assert shell.route == "chooser"
        assert shell.seat.learner is None


def test_every_entry_of_the_side_bar_opens_its_page(
    qapp: object, tmp_path: Path, packs: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        for route in ("learn", "pact", "space", "glossary", "today"):
            way.hand().press(f"nav-{route}")
            assert shell.route == route
            assert find(f"nav-{route}").isChecked()
