"""The test before and after: scores through real runs, resuming, handing out, counts, paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.community.prepost import asks, group, paper, report, run, scores
from milclicks.community.prepost.asks import Form, Pretest
from milclicks.community.prepost.export import counts_csv
from milclicks.community.prepost.group import Group
from milclicks.community.prepost.run import Run
from milclicks.community.prepost.scores import Share
from milclicks.core.errors import BadInput
from milclicks.core.texts import LOCALES, Texts, without_isolates
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest

TEST = pretest("en")
FORM_A, FORM_B = TEST.forms.values()
# Kept sound and kept unsound of 8 (both forms together) -> d' and c: CURRICULUM 4.8.
FIGURES = {
    "all_kept": ((8, 8), 0.00, -1.59),
    "none_kept": ((0, 0), 0.00, 1.59),
    "all_right": ((8, 0), 3.19, 0.00),
    "trusting": ((7, 3), 1.25, -0.34),
    "doubting": ((5, 1), 1.25, 0.34),
}


@pytest.fixture
def records(tmp_path: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(tmp_path / "d", clock, "1.0")
    yield opened
    opened.close()


def take(
    records: Records, form: Form, kept: int, alarms: int, *, number: int = 1, **more: Any
) -> Run:
    """A whole run that keeps so many sound and so many unsound messages."""
    left = {"sound": kept, "unsound": alarms}
    done = run.begin(
        records, form, more.get("group", ""), more.get("round", "before"), None, number
    )
    for ask in form.asks:
        response = ask.options[0][0]
        if ask.part == "decision":
            keep = left[ask.key] > 0
            left[ask.key] -= 1
            response = "sound" if keep else "unsound"
        elif ask.part == "choice":
            response = ask.key
        level = more.get("level", "") if ask.part == "decision" else ""
        done = run.answer(records, done, form, ask.id, response, level)
    return run.end(records, done)


@pytest.mark.parametrize("case", FIGURES)
def test_the_five_figures_come_out_of_real_runs(records: Records, case: str) -> None:
    (kept, alarms), d_prime, leaning = FIGURES[case]
    take(records, FORM_A, min(kept, 4), min(alarms, 4), number=1)
    take(records, FORM_B, max(kept - 4, 0), max(alarms - 4, 0), number=2)
    both = [one.score.detection for one in run.runs(records).values()]
    found = both[0] + both[1]
    assert (found.sound, found.unsound) == (8, 8)
    assert found == dict(scores.CASES)[case]
    assert round(found.d_prime, 2) + 0.0 == d_prime
    assert round(found.c, 2) + 0.0 == pytest.approx(leaning)


def test_a_run_has_two_numbers_and_its_questions(records: Records) -> None:
    done = take(records, FORM_A, 3, 1, level="very")
    told = done.score
    assert (told.kept, told.kept_of, told.caught, told.caught_of) == (3, 4, 3, 4)
    assert (told.right, told.asked, told.passed, told.mastered) == (14, 14, True, True)
    assert told.calibration is not None
    assert told.calibration.points == 15  # 90 % sure, 6 of 8 right


@pytest.mark.parametrize(("right", "passed", "mastered"), [(8, 0, 0), (9, 1, 0), (12, 1, 1)])
def test_pass_is_nine_and_mastery_twelve(
    records: Records, right: int, passed: int, mastered: int
) -> None:
    live = run.begin(records, FORM_B, "", "before", None, 4)
    for number, ask in enumerate(FORM_B.part("choice")):
        wrong = next(key for key, _ in ask.options if key != ask.key)
        given = ask.key if number < right else wrong
        live = run.answer(records, live, FORM_B, ask.id, given)
    assert (live.score.right, live.score.passed, live.score.mastered) == (right, passed, mastered)


def test_replayed_equals_live_after_every_answer(records: Records, clock: FrozenClock) -> None:
    live = run.begin(records, FORM_A, "g", "after", None, 7)
    assert run.run_of(records, live.id) == live
    for ask in FORM_A.asks:
        for key, _ in ask.options[:2]:  # a change of mind: the last answer counts
            live = run.answer(records, live, FORM_A, ask.id, key)
            assert run.run_of(records, live.id) == live
    live = run.end(records, live)
    assert run.run_of(records, live.id) == live
    again = Records.open(records.folder, clock, "1.0")  # as after a power cut
    assert run.runs(again) == {live.id: live}
    again.rebuild()
    assert run.runs(again) == {live.id: live}
    again.close()


def test_a_learner_goes_on_where_the_power_failed(records: Records, clock: FrozenClock) -> None:
    learner = records.people.add("Yara", "yara").id
    live = run.begin(records, FORM_A, "", "before", learner)
    live = run.answer(records, live, FORM_A, "d1", "unsound", "hunch")
    again = Records.open(records.folder, clock, "1.0")  # nothing was closed
    try:
        assert run.open_run(again, learner) == live
        run.end(again, live)
        assert run.open_run(again, learner) is None
    finally:
        again.close()


def test_forms_are_handed_out_evenly_and_swapped(records: Records) -> None:
    now = Group("g", "b")
    group.set_group(records, now)
    for number in range(1, 7):
        known = group.of_group(records, now)
        form = group.form_for(known, TEST, now, "before", "", number)
        run.begin(records, TEST.forms[form], now.id, "before", None, number)
    known = group.of_group(records, now)
    assert [one.form for one in known] == ["b", "a", "b", "a", "b", "a"]
    for number in range(1, 7):
        before = group.found(known, "before", ("", number))
        assert before is not None
        assert group.form_for(known, TEST, now, "after", "", number) != before.form


def test_a_new_group_begins_empty_and_can_be_undone(records: Records) -> None:
    take(records, FORM_A, 4, 0)
    before = group.current(records)
    group.new_group(records)
    assert group.of_group(records, group.current(records)) == ()
    group.set_group(records, before)
    assert len(group.of_group(records, group.current(records))) == 1


def test_nothing_is_told_about_fewer_than_five(records: Records) -> None:
    for number in range(1, 5):
        take(records, FORM_A, 4, 0, number=number)
    known = group.of_group(records, Group())
    assert group.results(known)["before"] == (4, None)
    assert counts_csv(known, TEST, Texts("en")) == "time,measure,value,count,words\r\n"
    take(records, FORM_B, 2, 2, number=5)
    known = group.of_group(records, Group())
    told = group.results(known)["before"][1]
    assert told is not None
    assert told.kept == (0, 0, 1, 0, 4)
    assert told.caught == (0, 0, 1, 0, 4)
    text = counts_csv(known, TEST, Texts("en"))
    assert "before,kept_sound,4,4,Before: People who kept 4 of 4 sound messages\r\n" in text
    assert "before,people,,5,Before: People who have handed in\r\n" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_for_a_spreadsheet_is_whole_in_each_language(
    records: Records, locale: str
) -> None:
    for number in range(1, 6):
        take(records, FORM_A if number % 2 else FORM_B, 3, 1, number=number, level="very")
    texts = Texts(locale)
    known = group.of_group(records, Group())
    written = counts_csv(known, TEST, texts)
    comma = texts.decimal(0.5).startswith("0,")
    rows = list(csv.reader(io.StringIO(written), delimiter=";" if comma else ","))
    assert {len(row) for row in rows} == {5}
    told = {(row[1], row[2]): row for row in rows[1:]}
    assert len(told) == len(rows) - 1
    assert told["share_kept", "right"][3] == "15"
    assert told["share_E", "all"][3] == str(3 * 11 + 2 * 8)
    value = next(row[2] for row in rows if row[1] == "d_prime")
    assert float(value.replace(",", ".")) == pytest.approx(1.27, abs=0.01)
    assert all(row[4] for row in rows)
    assert not any(sign in written for sign in "\u2066\u2067\u2068\u2069\u200e\u200f")


def test_the_abilities_are_shares_of_what_the_form_asks(records: Records) -> None:
    assert asked(FORM_A) == {"A": 2, "E": 11, "C": 5}
    assert asked(FORM_B) == {"A": 2, "E": 8, "C": 6}
    live = run.begin(records, FORM_A, "", "before", None, 1)
    live = run.answer(records, live, FORM_A, "q1", "a")
    live = run.answer(records, live, FORM_A, "q3", "c")
    live = run.answer(records, live, FORM_A, "q9", "a")
    told = live.score.skills
    assert told == {"A": Share(1, 2), "E": Share(1, 11), "C": Share(1, 5)}
    assert run.run_of(records, live.id) == live


def asked(form: Form) -> dict[str, int]:
    needed = [run.skills_of(one.objectives) for one in form.part("choice")]
    return {skill: sum(skill in one for one in needed) for skill in "AEC"}


def test_the_bars_stand_beside_each_other_and_say_what_they_show(records: Records) -> None:
    for number in range(1, 7):
        take(records, FORM_A, 2, 3, number=number, level="very")
    for number in range(1, 6):
        take(records, FORM_B, 4, 0, number=number, level="hunch", round="after")
    told = group.results(group.of_group(records, Group()))
    found = {one.key: one for one in report.sections(told)}
    assert list(found) == ["decisions", "abilities", "sureness"]
    kept, caught = found["decisions"].measures
    assert [(bar.round, bar.percent, bar.share) for bar in kept.bars] == [
        ("before", 50, Share(12, 24)),
        ("after", 100, Share(20, 20)),
    ]
    assert [bar.percent for bar in caught.bars] == [25, 100]
    assert [one.key for one in found["abilities"].measures] == ["A", "E", "C"]
    sure, right = found["sureness"].measures
    assert [bar.percent for bar in sure.bars] == [90, 55]
    assert [bar.percent for bar in right.bars] == [38, 100]
    said = [plain(Texts("en").message(note)) for note in found["sureness"].notes]
    assert said == [
        "Before: too sure (percentage points: 53)",
        "After: too modest (percentage points: 45)",
    ]
    assert plain(kept.words(Texts("en"))) == (
        "Sound messages kept. Before: 50% (12 of 24); After: 100% (20 of 20)"
    )


def plain(words: str) -> str:
    return without_isolates(words)


def test_without_enough_people_there_is_no_bar(records: Records) -> None:
    take(records, FORM_A, 4, 0)
    assert report.sections(group.results(group.of_group(records, Group()))) == ()


def test_a_statement_is_called_by_its_words_and_a_message_by_its_senders() -> None:
    texts = Texts("en")
    assert report.wish_name("s1", TEST, texts) == "I can find out who said something first."
    assert plain(report.wish_name("i1", TEST, texts)) == "Message 1: Unknown number"
    assert plain(report.wish_name("i2", TEST, texts)) == "Message 2: Town library / Ferry office"
    assert list(report.choices("i2", TEST)) == ["accept", "hold", "reject"]
    assert list(report.choices("s2", TEST)) == ["1", "2", "3", "4", "5"]


def test_only_what_was_handed_in_counts_and_once_for_each(records: Records) -> None:
    for number in (1, 2, 3, 4, 4):
        take(records, FORM_A, 4, 0, number=number)
    run.begin(records, FORM_A, "", "before", None, 9)
    assert group.results(group.of_group(records, Group()))["before"] == (4, None)


def test_a_statement_that_few_answered_is_left_out(records: Records) -> None:
    for number in range(1, 6):
        live = run.begin(records, FORM_A, "", "before", None, number)
        live = run.answer(records, live, FORM_A, "s1", "4")
        if number < 5:
            live = run.answer(records, live, FORM_A, "s2", "1")
        run.end(records, live)
    told = group.results(group.of_group(records, Group()))["before"][1]
    assert told is not None
    assert told.wishes == {"s1": {"4": 5}}
    assert told.detection.d_prime == 0


def test_a_guest_needs_a_number_and_an_answer_must_exist(records: Records) -> None:
    with pytest.raises(BadInput):
        run.begin(records, FORM_A, "", "before", None, 0)
    live = run.begin(records, FORM_A, "", "before", None, 1)
    with pytest.raises(BadInput):
        run.answer(records, live, FORM_A, "d1", "maybe")
    with pytest.raises(BadInput):
        run.answer(records, live, FORM_A, "d99", "sound")
    with pytest.raises(BadInput):
        run.answer(records, live, FORM_A, "d1", "sound", "certain")
    assert run.run_of(records, live.id) == live


SHEET = {
    "decision": "21212 112", "level": "333-2211", "choice": "١٢٣1-111111111",
    "statement": "55-111", "intent": "123",
}  # fmt: skip


def test_a_paper_sheet_is_keyed_in_and_taken_back(records: Records) -> None:
    kept = paper.key_in(records, FORM_A, "", "before", 3, SHEET)
    assert kept.paper
    assert kept.ended
    assert run.run_of(records, kept.id) == kept
    assert kept.answers["d1"].response == "unsound"
    assert kept.answers["d1"].level == "very"
    assert "q5" not in kept.answers
    third = FORM_A.part("choice")[2].options[2][0]
    assert kept.answers["q3"].response == third
    assert kept.answers["i3"].response == "reject"
    run.take_back(records, kept)
    assert run.runs(records) == {}


def test_letters_stand_for_numbers_and_a_number_is_kept_once_each_time(records: Records) -> None:
    letters = {**SHEET, "choice": "ABCa-AAAAAAAAA"}
    kept = paper.key_in(records, FORM_A, "", "before", 3, SHEET)
    with pytest.raises(BadInput):
        paper.key_in(records, FORM_A, "", "before", 3, letters)
    assert len(run.runs(records)) == 1
    again = paper.key_in(records, FORM_A, "", "after", 3, letters)
    assert again.answers == kept.answers


@pytest.mark.parametrize("wrong", [{"decision": "1"}, {"choice": "4" * 14}, {"level": "x" * 8}])
def test_a_wrong_row_keeps_nothing(records: Records, wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        paper.key_in(records, FORM_A, "", "before", 3, {**SHEET, **wrong})
    assert records.events() == ()


def test_the_forms_are_parallel() -> None:
    assert isinstance(TEST, Pretest)
    for form in (FORM_A, FORM_B):
        assert [len(form.part(part)) for part in asks.PARTS] == [8, 14, 6, 3]
        assert [one.key for one in form.part("decision")].count("sound") == 4
        assert all(one.key for one in form.part("choice"))
    assert [one.stem for one in FORM_A.part("statement")] == [
        one.stem for one in FORM_B.part("statement")
    ]
