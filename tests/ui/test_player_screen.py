"""The player in the real window: saved at once, resumed, switched in the middle, looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from milclicks.ui.gallery_answers import draft_answer, right_answer
from milclicks.ui.player.asides import StillSlip
from milclicks.ui.player.screen import PlayerScreen
from milclicks.ui.player.view import PlayerView
from milclicks.ui.shell import Shell
from tests.support.answer_screen import by_taps, open_feedback, tap, view_of
from tests.support.packs_of_lessons import FERRY, build_test_pack
from tests.support.screens import Hand, Keys, find, settle, window


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_test_pack(tmp_path_factory.mktemp("player"))


def player_in(shell: Shell) -> PlayerView:
    screen = shell.screen_
    assert isinstance(screen, PlayerScreen)
    assert screen.player is not None
    return screen.player


def to_step(shell: Shell, kind: str) -> PlayerView:
    """Go on, every question answered, until a step of this kind."""
    player = player_in(shell)
    for _ in range(80):
        view = player.desk.view()
        if view.step.kind == kind:
            return player
        while view.scene is not None and not player.desk.view().scene.ended:
            player.do("branch", player.desk.view().scene.choices[0].id)
        if view.question is not None:
            answer(player)
        player.do("advance")
        settle()
    raise AssertionError(kind)


def answer(player: PlayerView) -> None:
    item = view_of(player)
    player.do("choose", right_answer(item.item))
    player.do("rate", "fairly") if item.opener == "confidence" else player.do("check")


def to_item(shell: Shell, form: str) -> PlayerView:
    player = to_step(shell, "ask")
    for _ in range(40):
        if view_of(player).form == form:
            settle()
            return player
        answer(player)
        player.do("advance")
        settle()
    raise AssertionError(form)


def test_every_choice_is_on_disk_when_its_row_is_chosen(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY)
        settle()
        player = player_in(shell)
        option = view_of(player).rows[0].id
        tap(player, f"option-{option}")
        run = shell.workspace.records.open_run(None)
        kinds = [each.kind for each in shell.workspace.records.events(run=run)]
        assert kinds.count("answered") == 1
        assert find(f"option-{option}").state == "chosen"
        tap(player, "level-hunch")
        kinds = [each.kind for each in shell.workspace.records.events(run=run)]
        assert kinds[-1] == "rated"


@pytest.mark.parametrize(
    "form", ["order", "match", "categorise", "cloze-bank", "cloze-text", "multiple", "open"]
)
def test_switching_the_language_in_the_middle_keeps_the_answer(
    qapp: object, tmp_path: Path, packs: Path, form: str
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY, cut=60)
        settle()
        player = to_item(shell, form)
        given = draft_answer(view_of(player).item)
        if form == "open":
            by_taps(player, given)
        else:
            player.do("draft", given)
        find("language").menu.triggered.emit(_action("fr"))
        settle(20)
        again = player_in(shell)
        assert again is not player
        assert view_of(again).response == given
        assert "(fr)" in view_of(again).item.stem
        assert shell.workspace.settings.locale == "fr"


def _action(locale: str):
    menu = find("language").menu
    return next(each for each in menu.actions() if each.data() == locale)


def test_a_lesson_left_open_comes_back_at_its_step(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY, cut=60)
        settle()
        player = to_item(shell, "order")
        given = draft_answer(view_of(player).item)
        player.do("draft", given)
        tap(player, "leave")
        assert shell.route != "player"
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY)
        settle()
        player = player_in(shell)
        assert view_of(player).form == "order"
        assert view_of(player).response == given


def test_text_size_grows_and_begins_again(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY)
        settle()
        sizes = []
        for _ in range(5):
            Hand().press("text-size")
            settle(20)
            sizes.append(shell.workspace.settings.text_size)
        assert sizes == [125, 150, 175, 200, 100]


def test_the_end_says_what_was_kept_and_what_comes_next(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY, cut=60)
        settle()
        player = to_step(shell, "takehome")
        tap(player, "next")
        settle(20)
        screen = shell.screen_
        assert isinstance(screen, PlayerScreen)
        assert screen.end is not None
        said = " ".join(w.accessibleName() for w in screen.findChildren(QWidget) if w.isVisible())
        for word in ("Kept sound", "Caught unsound", "Try this at home", "The bridge that was"):
            assert word.lower() in said.lower()
        assert shell.focusWidget().objectName() == "next-lesson"
        Keys().press("next-lesson")
        assert player_in(shell).desk.lesson.id == "bridge"


def test_a_found_step_is_looked_at_and_nothing_is_kept(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY, step="casefile")
        settle()
        assert player_in(shell).desk.view().step.id == "casefile"
        assert shell.workspace.records.open_run(None) is None
        Hand().press("begin-lesson")
        settle()
        assert shell.workspace.records.open_run(None) is not None


def test_somebody_is_asked_for_after_a_while(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner, _ = shell.workspace.add_learner("Yara", "yara")
        shell.seat.learner = learner.id
        shell.go("player", ref=FERRY)
        settle()
        screen = shell.screen_
        assert isinstance(screen, PlayerScreen)
        assert screen.idle is not None
        screen.idle.asks.emit()
        settle()
        assert isinstance(screen.slip, StillSlip)
        assert "Yara" in screen.slip.accessibleName()
        QTest.keyClick(find("still-yes"), Qt.Key.Key_Return)
        settle()
        assert screen.slip is None
        assert shell.route == "player"
        screen.idle.gone.emit()
        settle()
        assert shell.route == "chooser"


def test_a_lesson_that_is_gone_gets_a_sentence_and_a_way_out(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go(
            "player",
            ref=FERRY._replace(lesson="nowhere") if hasattr(FERRY, "_replace") else _other(),
        )
        settle()
        Hand().press("empty-next")
        assert shell.route == "learn"


def _other():
    from dataclasses import replace

    return replace(FERRY, lesson="nowhere")


def test_the_feedback_moves_the_focus_to_next(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("player", ref=FERRY)
        settle()
        player = player_in(shell)
        by_taps(player, right_answer(view_of(player).item))
        open_feedback(player, keys=False)
        settle(20)
        assert shell.focusWidget().objectName() == "next"


def test_a_presented_lesson_keeps_nothing(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        before = len(list(shell.workspace.records.events()))
        shell.seat.teacher = True
        shell.go("present", ref=FERRY, cut=60)
        settle(20)
        assert shell.route == "present"
        for _ in range(12):
            QTest.keyClick(find("wall"), Qt.Key.Key_Space)
        assert len(list(shell.workspace.records.events())) == before
        QTest.keyClick(find("wall"), Qt.Key.Key_Escape)
        settle()
        assert shell.route != "present"


def test_the_wall_fills_the_screen_and_gives_it_back(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        shell.go("present", ref=FERRY)
        settle(20)
        Hand().press("full-screen")
        assert shell.isFullScreen()
        QTest.keyClick(find("wall"), Qt.Key.Key_Escape)
        settle(20)
        assert not shell.isFullScreen()
