"""The player: whole lessons by keys and by taps, every page, and what it must never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.lessons.run import LessonRun
from milclicks.steps.lesson import Lesson
from milclicks.ui.gallery_answers import right_answer
from milclicks.ui.player.desk import RunDesk
from milclicks.ui.player.view import PlayerView
from tests.support.answer_screen import (
    NO_PICTURES,
    by_keys,
    by_taps,
    control,
    digit,
    dressed,
    open_feedback,
    playing,
    press,
    settle,
    shown,
    tab_to,
    tap,
    type_in,
    view_of,
)
from tests.support.lessons import fixture_lesson


def run_of(lesson: Lesson, cut: int = 60) -> LessonRun:
    return LessonRun.start(lesson, seed="seven", cut=cut)[0]


def only(*kinds: str) -> LessonRun:
    """A run of the steps of these kinds alone."""
    lesson = fixture_lesson()
    steps = tuple(replace(s, cuts=(20, 40, 60)) for s in lesson.steps if s.kind in kinds)
    return run_of(replace(lesson, steps=steps))


def go_on(player: PlayerView, *, keys: bool) -> None:
    if keys:
        tab_to(player, "next")
        press(player, Qt.Key.Key_Return)
    else:
        tap(player, "next")


def one_moment(player: PlayerView, *, keys: bool) -> None:
    """Do what the moment asks, then go on."""
    view = player.desk.view()
    if view.scene is not None:
        while not player.desk.view().scene.ended:
            digit(player, 1) if keys else tap(player, f"turn-{_turn(player)}")
    if view.reflect is not None:
        step = view.reflect.step
        if keys:
            digit(player, 1)
            digit(player, len(step.situations) + 1)
        else:
            tap(player, f"when-{step.situations[0].id}")
            tap(player, f"will-{step.actions[0].id}")
    if view.show is not None and view.show.stage in ("look", "revote") and view.show.step.vote:
        digit(player, 1) if keys else tap(player, f"vote-{view.show.step.vote[0].id}")
    if view.investigate is not None:
        digit(player, 1) if keys else tap(player, f"look-{view.investigate.looks[0].look.id}")
    if view.miniweb is not None:
        for name in ("web-begin", "web-judge"):
            if keys:
                tab_to(player, name)
                press(player, Qt.Key.Key_Space)
            else:
                tap(player, name)
        settle(20)
    if view.question is not None:
        item = view_of(player).item
        if (view.investigate or view.miniweb) is not None and keys:
            tab_to(player, f"option-{right_answer(item).single}")
            press(player, Qt.Key.Key_Space)
        else:
            (by_keys if keys else by_taps)(player, right_answer(item))
        open_feedback(player, keys=keys)
    go_on(player, keys=keys)


def _turn(player: PlayerView) -> str:
    scene = player.desk.view().scene
    assert scene is not None
    return scene.choices[0].id


@pytest.mark.parametrize("keys", [True, False])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_whole_lesson_is_played(qapp: object, locale: str, keys: bool) -> None:
    texts = dressed(locale)
    with playing(run_of(fixture_lesson()), texts) as player:
        over: list[bool] = []
        player.ended.connect(lambda: over.append(True))
        for _ in range(80):
            one_moment(player, keys=keys)
            if over:
                break
        assert over
        summary = player.desk.summary()
        assert (summary.kept, summary.caught) == (summary.kept_of, summary.caught_of)
        assert summary.kept_of + summary.caught_of >= 2
        assert summary.plan is not None


def test_a_question_costs_three_presses(qapp: object) -> None:
    texts = dressed()
    with playing(only("recall"), texts) as player:
        before = player.desk.view().item_index
        option = view_of(player).rows[0].id
        tap(player, f"option-{option}")
        tap(player, "level-very")
        tap(player, "next")
        assert player.desk.view().item_index == before + 1


def test_enter_goes_on_only_when_the_moment_is_done(qapp: object) -> None:
    texts = dressed()
    with playing(only("recall", "read"), texts) as player:
        player.setFocus()
        press(player, Qt.Key.Key_Return)
        assert player.desk.view().item_index == 0
        assert not [b for b in player.findChildren(QWidget, "next") if b.isVisible()]


def test_back_only_shows(qapp: object) -> None:
    texts = dressed()
    with playing(only("recall"), texts) as player:
        first = view_of(player).rows[0].id
        tap(player, f"option-{first}")
        tap(player, "level-hunch")
        tap(player, "next")
        tap(player, "back")
        assert player.desk.view().looking_back
        tap(player, f"option-{view_of(player).rows[1].id}")
        assert view_of(player).response.single == first
        tap(player, "next")
        assert not player.desk.view().looking_back


def test_the_budget_and_the_own_path_are_shown(qapp: object) -> None:
    texts = dressed()
    with playing(only("investigate"), texts) as player:
        case = player.desk.view().investigate
        taken = [each.look for each in case.looks[:2]]
        for look in taken:
            tap(player, f"look-{look.id}")
        left = case.budget - sum(look.cost for look in taken)
        assert str(left) in control(player, "budget").text()
        page = player.page
        for look in taken:
            assert look.finding in page.rows[look.id].accessibleName()
        item = view_of(player).item
        by_taps(player, right_answer(item))
        open_feedback(player, keys=False)
        said = [w.accessibleName() for w in page.path.findChildren(QWidget)]
        assert [look.label for look in taken] == [s for s in said if s in {k.label for k in taken}]
        assert page.debrief.isVisible()


def test_looks_that_cost_too_much_change_nothing(qapp: object) -> None:
    texts = dressed()
    with playing(only("investigate"), texts) as player:
        case = player.desk.view().investigate
        for each in case.looks:
            tap(player, f"look-{each.look.id}")
        after = player.desk.view().investigate
        assert after.left >= 0
        assert not all(each.seen for each in after.looks)


def test_meters_move_with_the_choices(qapp: object) -> None:
    texts = dressed()
    with playing(only("scene"), texts) as player:
        before = [control(player, f"meter-{m.meter.id}").accessibleName() for m in _meters(player)]
        digit(player, 1)
        after = [control(player, f"meter-{m.meter.id}").accessibleName() for m in _meters(player)]
        assert before != after


def _meters(player: PlayerView):
    return player.desk.view().scene.meters


def test_the_plan_is_written_out(qapp: object) -> None:
    texts = dressed()
    with playing(only("reflect"), texts) as player:
        step = player.desk.view().reflect.step
        tap(player, f"when-{step.situations[0].id}")
        tap(player, f"will-{step.actions[1].id}")
        plan = control(player, "plan").text()
        assert step.situations[0].when in plan
        assert step.actions[1].will in plan


def test_a_vote_is_talked_over_and_given_again(qapp: object) -> None:
    texts = dressed()
    with playing(only("show"), texts) as player:
        options = player.desk.view().show.step.vote
        stages = []
        for option in (options[0], options[1]):
            stages.append(player.desk.view().show.stage)
            tap(player, f"vote-{option.id}")
            tap(player, "next")
            if player.desk.view().show.stage == "talk":
                stages.append("talk")
                tap(player, "next")
        view = player.desk.view().show
        assert [*stages, view.stage] == ["look", "talk", "revote", "reveal"]
        assert (view.first, view.second) == (options[0].id, options[1].id)


def test_every_shown_thing_can_be_leafed_to(qapp: object) -> None:
    texts = dressed()
    with playing(only("show"), texts) as player:
        arts = player.desk.view().show.step.shown
        for art in arts:
            assert control(player, f"artefact-{art.id}")
            if art is not arts[-1]:
                tap(player, "deck-after")


class Refusing(RunDesk):
    """A desk whose disk is full."""

    def do(self, verb: str, *arguments: object) -> None:
        raise MilClicksError(Message("The disk is full."), None)


def test_nothing_is_ticked_when_it_could_not_be_kept(qapp: object) -> None:
    texts = dressed()
    player = PlayerView(Refusing(only("recall")), texts, NO_PICTURES)
    heard: list[object] = []
    player.failed.connect(heard.append)
    with shown(player):
        option = view_of(player).rows[0].id
        tap(player, f"option-{option}")
        assert heard
        assert control(player, f"option-{option}").state == "idle"


def test_typing_is_kept_when_the_hands_rest_and_before_leaving(qapp: object) -> None:
    texts = dressed()
    lesson = fixture_lesson()
    ask = next(s for s in lesson.steps if s.kind == "ask")
    own = replace(ask, questions=tuple(i for i in ask.questions if i.kind == "short"))
    with playing(run_of(replace(lesson, steps=(own,))), texts) as player:
        left: list[bool] = []
        player.leave.connect(lambda: left.append(view_of(player).response is not None))
        type_in(control(player, "short-field"), "upper")
        assert view_of(player).response is None
        tap(player, "leave")
        assert left == [True]
        assert view_of(player).response.single == "upper"


def test_enter_in_a_typed_answer_checks_it(qapp: object) -> None:
    texts = dressed()
    lesson = fixture_lesson()
    ask = next(s for s in lesson.steps if s.kind == "ask")
    own = replace(ask, questions=tuple(i for i in ask.questions if i.kind == "short"))
    with playing(run_of(replace(lesson, steps=(own,))), texts) as player:
        field = control(player, "short-field")
        type_in(field, "upper")
        QTest.keyClick(field, Qt.Key.Key_Return)
        settle()
        assert view_of(player).phase == "feedback"


@pytest.mark.parametrize(
    ("text_size", "locale", "size"),
    [(100, "en", (1024, 600)), (200, "ar", (1024, 600)), (200, "en", (1920, 1080))],
)
def test_nothing_is_cut(qapp: object, text_size: int, locale: str, size: tuple[int, int]) -> None:
    """Every control of every page is as large as its words need, inside the page's width."""
    texts = dressed(locale, text_size=text_size)
    with playing(run_of(fixture_lesson()), texts, size) as player:
        for _ in range(40):
            _whole(player)
            view = player.desk.view()
            if view.last:
                break
            _skip(player)
            _whole(player)
            player.do("advance")
            settle()


def _skip(player: PlayerView) -> None:
    view = player.desk.view()
    while view.scene is not None and not player.desk.view().scene.ended:
        player.do("branch", player.desk.view().scene.choices[0].id)
    shown_item = view.question
    if shown_item is not None:
        player.do("choose", right_answer(shown_item.item))
        player.do("rate", "very") if shown_item.opener == "confidence" else player.do("check")
    settle()


def _whole(player: PlayerView) -> None:
    settle(15)
    page = player.page.split.widget()
    for child in page.findChildren(QWidget):
        if not child.isVisible() or not child.accessibleName():
            continue
        if child.hasHeightForWidth():
            needed = child.heightForWidth(child.width())
            assert child.height() >= min(needed, 4000) - 1, (child, child.accessibleName())
        left = child.mapTo(page, child.rect().topLeft()).x()
        right = child.mapTo(page, child.rect().bottomRight()).x()
        assert left >= 0 and right <= page.width(), (child, child.accessibleName())
    assert page.width() <= player.page.split.viewport().width()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_control_has_a_name_and_a_ring(qapp: object, locale: str) -> None:
    texts = dressed(locale)
    with playing(run_of(fixture_lesson()), texts) as player:
        for _ in range(40):
            for each in player.findChildren(QWidget):
                if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    assert each.accessibleName(), each.objectName()
            if player.desk.view().last:
                break
            _skip(player)
            player.do("advance")
            settle()


def test_the_focus_is_where_the_next_move_is(qapp: object) -> None:
    texts = dressed()
    with playing(only("recall"), texts) as player:
        option = view_of(player).rows[0].id
        assert QApplication.focusWidget().objectName() == f"option-{option}"
        digit(player, 1)
        tap(player, "level-fairly")
        settle(20)
        assert QApplication.focusWidget().objectName() == "next"
