"""The test for the teacher: behind the PIN, handed out, keyed in, told as counts, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from milclicks.community.prepost import group, run
from milclicks.community.prepost.run import Run
from milclicks.prints.render import page_count
from milclicks.ui.pretests import now, pretest, runs
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
HANDS = [("en", Hand), ("en", Keys), ("ar", Hand), ("ar", Keys)]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("pretest"))


def teach(shell: Shell, route: str = "teach_test") -> None:
    """The teacher has given the PIN."""
    shell.seat.teacher = True
    shell.go(route)
    settle()


def words(shell: Shell) -> str:
    """Everything that stands on the page."""
    assert shell.screen_ is not None
    said = (one.accessibleName() for one in shell.screen_.findChildren(TextBlock))
    return "\n".join(said).replace("\u2068", "").replace("\u2069", "")


def handed_in(shell: Shell, number: int, kept: int, alarms: int, round_: str = "before") -> Run:
    """A guest's whole first part."""
    test = pretest(shell.context)
    assert test is not None
    form, records = test.forms["ab"[number % 2]], shell.workspace.records
    live = run.begin(records, form, now(shell.context).id, round_, None, number)
    left = {"sound": kept, "unsound": alarms}
    for ask in form.part("decision"):
        keep, left[ask.key] = left[ask.key] > 0, left[ask.key] - 1
        live = run.answer(records, live, form, ask.id, "sound" if keep else "unsound", "very")
    return run.end(records, live)


def test_the_pages_lie_behind_the_pin(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        for route in ("teach_test", "teach_results", "teach_key_in"):
            shell.go(route)
            assert shell.route == "pin"


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_learner_is_started_and_has_the_other_form_the_next_time(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        learner, hand = shell.workspace.add_learner("Yara", "yara")[0].id, kind()
        teach(shell, "teach")
        hand.press("open-pretest", "form-even-b", f"test-{learner}")
        assert shell.route == "test"
        assert (shell.seat.learner, shell.seat.teacher) == (learner, False)
        (first,) = runs(shell.context)
        assert (first.form, first.round, first.learner) == ("b", "before", learner)
        hand.press("test-leave")
        run.end(shell.workspace.records, first)
        teach(shell)
        assert not find(f"test-{learner}").isEnabled()
        hand.press("round-after", f"test-{learner}")
        assert runs(shell.context)[-1].form == "a"


def test_guests_get_both_forms_in_turn_and_go_on_after_a_pause(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        for number in ("1", "2", "3"):
            teach(shell)
            hand.write("guest-number", number)
            hand.press("guest-start", "test-next", "answer-sound", "test-leave")
            assert shell.route == "chooser"
        assert [one.form for one in runs(shell.context)] == ["a", "b", "a"]
        teach(shell)
        hand.press("guest-2")
        assert "Question 2 of 31" in words(shell)
        assert len(runs(shell.context)) == 3


def test_a_guest_without_a_number_is_told_so(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        teach(shell)
        Hand().press("guest-start")
        assert shell.route == "teach_test"
        assert runs(shell.context) == ()
        assert there("notice*") is not None


def test_results_stay_away_below_five_and_are_counts_from_five_on(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        for number in range(1, 5):
            handed_in(shell, number, 4, 0)
        teach(shell, "teach_results")
        assert "Numbers are shown from 5 people on." in words(shell)
        assert there("counts-before") is None
        assert not find("test-csv").isEnabled()
        handed_in(shell, 5, 2, 2)
        shell.go("teach_results")
        settle()
        find("counts-before")
        find("facts-before")
        hand = Hand()
        hand.press("test-csv")
        hand.write("fileNameEdit", str(tmp_path / "counts.csv"))
        dialog = find("save-dialog")
        dialog.accept()  # type: ignore[attr-defined]
        settle()
        text = (tmp_path / "counts.csv").read_text("utf-8-sig")
        assert "before,kept_sound,4,4,Before: People who kept 4 of 4 sound messages" in text


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_bars_stand_beside_each_other_and_go_on_paper(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale, digits="latin") as shell:
        for number in range(1, 6):
            handed_in(shell, number, 2, 2)
            handed_in(shell, number, 4, 1, "after")
        teach(shell)
        hand = kind()
        hand.press("test-results")
        before, after = find("bar-kept-before"), find("bar-kept-after")
        for bar, said in ((before, "10"), (after, "20")):
            assert said in bar.accessibleName()
            assert bar.accessibleName().count("20") >= 1
        picture = [bar.grab().toImage() for bar in (before, after)]
        side = 4 if locale == "en" else before.width() - 5
        far = before.width() - side
        inks = [one.convertToFormat(QImage.Format.Format_Grayscale8) for one in picture]
        middle = before.height() // 2
        assert inks[1].pixelColor(side + (2 if locale == "en" else -2), middle).lightness() < 110
        assert inks[0].pixelColor(far, middle).lightness() > 200
        hand.press("test-report")
        assert shell.route == "preview"
        waited("print")
        pdf = shell.screen_._pdf  # type: ignore[union-attr]
        assert page_count(pdf) <= 2


def test_without_enough_people_there_is_no_report(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        handed_in(shell, 1, 4, 0)
        teach(shell, "teach_results")
        assert not find("test-report").isEnabled()
        assert there("bars-decisions") is None


def waited(name: str) -> None:
    for _ in range(400):
        settle(20)
        if (control := there(name)) is not None and control.isEnabled():
            return
    raise AssertionError(f"{name} was not made ready")


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_the_five_cases_are_a_table_that_can_be_opened(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale, digits="latin") as shell:
        teach(shell)
        hand = kind()
        hand.press("test-results")
        assert there("five-cases") is None
        hand.press("test-meaning")
        table = find("five-cases")
        said = [one.accessibleName().strip("\u2068\u2069\u200e") for one in
                table.findChildren(TextBlock)]  # fmt: skip
        assert [one for one in said if one in ("3.19", "1.25")] == ["3.19", "1.25", "1.25"]
        assert said.count("0.00") == 3
        hand.press("test-meaning")
        assert there("five-cases") is None


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_a_paper_sheet_is_keyed_in_and_undone(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        teach(shell)
        hand = kind()
        hand.press("test-key-in", "form-b")
        hand.write("key-number", "12")
        for row, typed in (
            ("decision", "2121212-"),
            ("level", "3" * 8),
            ("choice", "1" * 13),
        ):
            hand.write(f"key-{row}", typed)
        assert _bare(find("count-choice").accessibleName()).split()[::2] == DIGITS[locale]
        hand.press("key-keep")
        assert runs(shell.context) == ()
        hand.write("key-choice", "1" * 14)
        hand.press("key-keep")
        (made,) = runs(shell.context)
        assert (made.form, made.number, made.paper, made.ended) == ("b", 12, True, True)
        assert len(made.answers) == 7 + 14
        assert find("key-number").text() == ""  # type: ignore[attr-defined]
        hand.press("notice-action")
        assert runs(shell.context) == ()
        assert find("key-choice").text() == "1" * 14  # type: ignore[attr-defined]


DIGITS = {"en": ["13", "14"], "ar": ["١٣", "١٤"]}


def _bare(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")


def test_a_new_group_is_begun_and_undone(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        handed_in(shell, 1, 4, 0)
        teach(shell)
        hand = Hand()
        hand.press("new-group")
        assert runs(shell.context) == ()
        hand.press("notice-action")
        assert len(runs(shell.context)) == 1
        assert group.current(shell.workspace.records).id == ""


@pytest.mark.parametrize("key", ["", "-key"])
def test_the_forms_are_shown_on_paper(qapp: object, tmp_path: Path, packs: Path, key: str) -> None:
    with window(tmp_path / "d", packs) as shell:
        teach(shell)
        Hand().press(f"paper-a{key}")
        assert shell.route == "preview"
        for _ in range(150):
            settle(20)
            if (control := there("print")) is not None and control.isEnabled():
                return
        raise AssertionError("no preview")
