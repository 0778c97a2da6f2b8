"""Paths, the pact of groups and the peer track: by the mouse, by keys alone and in Arabic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from milclicks.community import paths, peer
from milclicks.ui.avatars import learner_avatars
from milclicks.ui.header import choose_language
from milclicks.ui.peers import peer_text
from milclicks.ui.shell import Shell
from milclicks.ui.stored import words_in
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window
from tests.support.stories import ended, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
HANDS = [("en", Hand), ("en", Keys), ("ar", Hand), ("ar", Keys)]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("course"))


def sit(shell: Shell) -> str:
    """Yara joins and sits down."""
    learner, changes = shell.workspace.add_learner("Yara", learner_avatars()[0])
    shell.seat.learner = learner.id
    shell.bus.tell(changes)
    return learner.id


def finish(shell: Shell, learner: str, lesson: str) -> None:
    """A lesson taken to its end."""
    shell.workspace.records.append([started("r", learner, lesson), ended("r", learner)])


def words(shell: Shell) -> str:
    """Everything that stands on the page."""
    page = shell.screen_
    assert page is not None
    return "\n".join(one.accessibleName() for one in page.findChildren(TextBlock))


def waited() -> None:
    """Until the sheet can be printed."""
    for _ in range(150):
        settle(20)
        control = there("print")
        if control is not None and control.isEnabled():
            return


# --- paths -------------------------------------------------------------------------------
@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_path_is_started_in_three_presses_and_today_goes_on_with_it(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        learner, hand = sit(shell), kind()
        shell.go("learn")
        settle()
        hand.press("open-paths", "path-long", "path-start")
        assert hand.count == 3
        assert shell.route == "player"
        assert shell.params["ref"].lesson == "rumour"
        assert shell.workspace.records.path(learner) == "long"
        finish(shell, learner, "rumour")
        shell.go("today")
        settle()
        assert "The long path" in words(shell) or "LONG PATH" in words(shell)
        hand.press("go-on")
        assert shell.params["ref"].lesson == "well"


@pytest.mark.parametrize("locale", ["en", "ar", "sr_Cyrl"])
@pytest.mark.parametrize("route", ["learn_paths", "teach_paths"])
def test_the_first_meeting_of_a_path_is_seen_whole_in_a_small_window(
    qapp: object, tmp_path: Path, packs: Path, locale: str, route: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale, size=(1024, 600)) as shell:
        shell.seat.teacher = True
        shell.go(route, shown="long")
        settle(20)
        for name in ("sitting-s1", "way-rumour", "path-print"):
            control = find(name)
            assert control.visibleRegion().boundingRect() == control.rect(), name
        assert find("path-start" if route == "learn_paths" else "path-use").isEnabled()


def test_a_path_that_was_begun_opens_at_the_next_meeting(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs, size=(1024, 480)) as shell:
        learner = sit(shell)
        finish(shell, learner, "rumour")
        shell.go("learn_paths", shown="long")
        settle(20)
        card = find("sitting-s3")
        assert card.visibleRegion().boundingRect() == card.rect()


def test_to_look_at_a_path_is_not_to_choose_it(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner, hand = sit(shell), Hand()
        shell.go("learn_paths")
        settle()
        hand.press("path-short", "path-long")
        assert shell.workspace.records.path(learner) == ""
        assert there("path-leave") is None
        assert "away" in words(shell)
        choose_language(shell.context, "fr")
        settle()
        assert find("path-long").isChecked()


def test_leaving_a_path_can_be_undone_and_keeps_what_was_done(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner, hand = sit(shell), Hand()
        finish(shell, learner, "well")
        paths.choose(shell.workspace.records, learner, "short")
        shell.go("learn_paths")
        settle()
        assert "1 of 2" in words(shell).replace("\u2068", "").replace("\u2069", "")
        hand.press("path-leave")
        assert shell.workspace.records.path(learner) == ""
        assert shell.workspace.records.progress(learner)["well"].status == "done"
        hand.press("notice-action")
        assert shell.workspace.records.path(learner) == "short"


def test_a_guests_path_leaves_with_the_guest(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("learn_paths")
        settle()
        Hand().press("path-long", "path-start")
        assert shell.workspace.records.events(kind="path_chosen") == ()
        shell.go("learn_paths")
        settle()
        assert find("path-long").isChecked()
        shell.seat.leave()
        shell.go("learn_paths")
        settle()
        assert not find("path-long").isChecked()


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_teacher_chooses_the_path_of_the_place_and_ticks_a_meeting(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        learner, hand = sit(shell), kind()
        shell.seat.teacher = True
        shell.go("teach")
        settle()
        hand.press("open-paths", "path-short", "path-use", "held-s1")
        records = shell.workspace.records
        assert records.path(None) == "short"
        assert set(records.taught("short")) == {"s1"}
        shell.go("learn_paths")
        settle()
        assert there("path-leave") is None
        hand.press("path-start")
        assert shell.params["ref"].lesson == "rumour"
        assert records.path(learner) == ""
        shell.go("teach_paths")
        settle()
        hand.press("held-s1", "path-unuse", "notice-action")
        assert records.taught("short") == {} and records.path(None) == "short"


def test_the_path_of_the_place_needs_the_pin(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        for route in ("teach_paths", "teach_peer", "teach_tick", "teach_pact"):
            shell.go(route)
            settle()
            assert shell.route == "pin"
            assert shell.params["then"] == route


# --- the peer track ----------------------------------------------------------------------
@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_step_is_written_down_ticked_and_printed(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        learner, hand = sit(shell), kind()
        shell.go("learn")
        settle()
        hand.press("open-peer", "step-leader", "earlier-e1")
        hand.write("count-e2", "4")
        hand.enter(find("words-e3"))
        QTest.keyClicks(find("words-e3"), "They knew much.")
        hand.press("peer-keep")
        (event,) = shell.workspace.records.events(kind="peer_noted")
        assert event.data["counts"] == {"e2": 4}
        assert event.data["dates"] == {"e1": "2026-11-21"}
        assert "They knew much." in event.note
        shell.seat.teacher = True
        hand.press("peer-tick", "tick-t1", "tick-t2", "tick-keep")
        assert shell.route == "teach_peer"
        text = peer_text(shell.context)
        assert text is not None
        stand = peer.standings(shell.workspace.records, learner, text)
        assert [one.step.id for one in stand if one.state == "done"] == ["leader"]
        hand.press(f"done-{learner}")
        waited()
        assert shell.screen_._pdf.startswith(b"%PDF")  # type: ignore[union-attr]


def test_an_empty_or_strange_field_is_said_and_nothing_typed_is_lost(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        sit(shell)
        shell.go("learn_peer_step", step="leader")
        settle()
        hand = Hand()
        hand.write("count-e2", "many")
        hand.press("peer-keep")
        assert "no whole number" in find("notice-words").text()
        hand.write("count-e2", "3")
        hand.press("peer-keep")
        assert "still empty" in find("notice-words").text()
        choose_language(shell.context, "ar")
        settle()
        assert find("count-e2").text() == "٣"
        assert shell.workspace.records.events(kind="peer_noted") == ()


def test_words_end_at_the_longest(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        sit(shell)
        shell.go("learn_peer_step", step="leader")
        settle()
        area = find("words-e3")
        assert isinstance(area, QPlainTextEdit)
        area.setPlainText("x" * 400)
        assert len(area.toPlainText()) == peer.LONGEST


def test_a_pair_ticks_without_a_pin(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner, hand = sit(shell), Hand()
        shell.go("learn_peer_step", step="helper")
        settle()
        hand.write("count-e2", "2")
        hand.enter(find("words-e3"))
        QTest.keyClicks(find("words-e3"), "Ask.")
        hand.press("tick-t1", "tick-t2", "peer-keep")
        assert there("peer-tick") is None
        text = peer_text(shell.context)
        assert text is not None
        stand = peer.standings(shell.workspace.records, learner, text)
        assert [one.step.id for one in stand if one.state == "done"] == ["helper"]


@pytest.mark.parametrize("kind", [Hand, Keys])
def test_the_log_takes_a_row_and_gives_it_back(
    qapp: object, tmp_path: Path, packs: Path, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner, hand = sit(shell), kind()
        shell.go("learn_peer")
        settle()
        hand.press("peer-log")
        hand.write("count-g2", "6")
        hand.write("count-g3", "2")
        for name in ("words-g4", "words-g5", "words-g6"):
            hand.enter(find(name))
            QTest.keyClicks(find(name), f"about {name}")
        hand.press("log-keep")
        assert find("count-g2").text() == ""
        (row,) = peer.rows(shell.workspace.records, learner)
        assert "about words-g5" in words(shell)
        hand.press("out-*", "row-no")
        hand.press("out-*", "row-yes")
        assert peer.rows(shell.workspace.records, learner) == ()
        assert "about words-g5" not in words(shell)
        shell.go("mine")
        settle()
        assert "about words" not in words(shell)
        assert not any("words-g5" in note for note in shell.workspace.records.notes(learner))
        assert row.given.counts == {"g2": 6, "g3": 2}


def test_a_guest_reads_everything_and_writes_nothing(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.go("learn_peer")
        settle()
        hand = Hand()
        hand.press("part-say")
        assert "Who said it first" in words(shell)
        hand.press("part-ask", "part-hot", "part-rubric", "part-steps", "step-leader")
        assert there("peer-keep") is None
        hand.press("peer-back", "peer-join")
        assert shell.route == "chooser"


def test_no_page_for_learners_leads_to_what_a_child_told(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        sit(shell)
        for part in ("steps", "hot"):
            shell.go("learn_peer", part=part)
            settle()
            assert there("peer-worrying") is None
        shell.seat.teacher = True
        shell.go("teach_peer")
        settle()
        Hand().press("peer-worrying")
        assert shell.route == "worrying"


def test_the_learners_page_shows_what_is_stored_of_the_course(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner = sit(shell)
        shell.go("mine")
        settle()
        assert "The short path" not in words(shell)
        text = peer_text(shell.context)
        assert text is not None
        leader = next(step for step in text.steps if step.id == "leader")
        given = peer.Given({"e1": date(2026, 11, 20)}, {"e2": 17}, (), {"e3": "They knew."})
        peer.note(shell.workspace.records, learner, leader, given)
        shell.bus.tell(paths.choose(shell.workspace.records, learner, "short"))
        settle()
        said = words(shell)
        assert "The short path" in said and "They knew." in said
        assert "20 November 2026" in said and "17" in said
        assert "{" not in said and "[[" not in said


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("my own words", ["my own words"]),
        ("7", ["7"]),
        ("", []),
        ('{"e3": "much", "e4": " "}', ["much"]),
        ('[["p1", "when", "will"]]', []),
    ],
)
def test_own_words_are_told_as_they_were_typed(note: str, told: list[str]) -> None:
    assert words_in(note) == told


# --- the pact of groups ------------------------------------------------------------------
@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_the_pact_of_a_group_is_chosen_and_seen_on_paper(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        hand = kind()
        hand.press("nav-pact", "group-class", "version-family")
        assert "The pact of our home" in words(shell)
        hand.press("group-print")
        waited()
        assert shell.screen_._pdf.startswith(b"%PDF")  # type: ignore[union-attr]
        assert shell.workspace.records.events() == ()


def test_a_teacher_finds_the_sheets_on_the_print_page(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        shell.seat.teacher = True
        for name, route in (
            ("paths", "teach_paths"),
            ("pacts", "teach_pact"),
            ("peers", "teach_peer"),
        ):
            shell.go("prints")
            settle()
            Hand().press(f"print-{name}")
            assert shell.route == route


def test_a_check_in_speaks_with_the_words_of_the_pack(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        learner = sit(shell)
        from milclicks.community.pact import Plan

        plans = [Plan("p1", "When it rains", "I will wait."), Plan("p2", "When late", "I ask.")]
        shell.workspace.make_pact(learner, plans)
        clock = shell.workspace.clock
        clock.move(days=8)  # type: ignore[attr-defined]
        shell.go("pact_check")
        settle()
        assert "After 7 days" in words(shell) and "Go on." in words(shell)
        clock.move(days=30)  # type: ignore[attr-defined]
        shell.go("pact_check")
        settle()
        assert "After 30 days" in words(shell)


def test_a_day_is_moved_by_keys(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        sit(shell)
        shell.go("learn_peer_step", step="leader")
        settle()
        before = find("day-e1").accessibleName()
        for name in ("earlier-e1", "later-e1"):
            find(name).setFocus()
            QTest.keyClick(find(name), Qt.Key.Key_Return)
        assert find("day-e1").accessibleName() == before
