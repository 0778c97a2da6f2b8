"""Every form of item is answered wholly by keys and wholly by taps, in both directions."""

from __future__ import annotations

import pytest

from milclicks.items.registry import type_of
from milclicks.ui.gallery_answers import draft_answer, right_answer, wrong_answer
from milclicks.ui.items.rows import OptionRow
from tests.support.answer_screen import (
    by_keys,
    by_taps,
    control,
    dressed,
    every_item,
    item_of,
    one_question,
    open_feedback,
    playing,
    press,
    tap,
    type_in,
    view_of,
)
from tests.support.lessons import fixture_lesson

ITEMS = every_item()
QUIZ = [item.id for step, item in fixture_lesson().items() if step.kind == "ask"]


def test_the_fixture_has_every_form() -> None:
    forms = {type_of(item).form(item) for item in ITEMS.values()}
    assert forms == {
        "choice", "truefalse", "multiple", "order", "match", "categorise", "cloze-bank",
        "cloze-text", "cloze-select", "cloze-mark", "short", "number-field", "number-slider",
        "hotspot-picture", "hotspot-artefact", "decide", "open", "survey",
    }  # fmt: skip


@pytest.mark.parametrize("name", QUIZ)
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("way", ["keys", "taps"])
def test_right_and_wrong_answers_can_be_given(
    qapp: object, way: str, locale: str, name: str
) -> None:
    texts, item = dressed(locale), ITEMS[name]
    give = by_keys if way == "keys" else by_taps
    for wanted in (right_answer(item), wrong_answer(item)):
        with playing(one_question(item), texts) as player:
            give(player, wanted)
            view = view_of(player)
            assert view.response is not None
            assert view.response.value == wanted.value
            assert view.phase == "answering"
            open_feedback(player, keys=way == "keys")
            assert view_of(player).phase == "feedback"


@pytest.mark.parametrize("name", QUIZ)
def test_feedback_says_right_or_wrong_in_words_and_why(qapp: object, name: str) -> None:
    texts, item = dressed(), ITEMS[name]
    with playing(one_question(item), texts) as player:
        player.do("choose", wrong_answer(item))
        open_feedback(player, keys=False)
        verdict = control(player, "verdict")
        assert verdict.accessibleName()
        said = " ".join(
            child.accessibleName() for child in player.findChildren(object) if _speaks(child)
        )
        grade = view_of(player).grade
        assert grade is not None
        for told in grade.feedback:
            assert told.text in said, told


def _speaks(child: object) -> bool:
    return hasattr(child, "accessibleName") and hasattr(child, "isVisible") and child.isVisible()


@pytest.mark.parametrize("name", QUIZ)
def test_no_key_is_shown_before_the_feedback_is_open(qapp: object, name: str) -> None:
    texts, item = dressed(), ITEMS[name]
    secrets = [told.text for told in type_of(item).explain(item) if told.text]
    with playing(one_question(item), texts) as player:
        player.do("choose", right_answer(item))
        said = [c.accessibleName() for c in player.findChildren(object) if _speaks(c)]
        assert not [secret for secret in secrets if any(secret in each for each in said)]


@pytest.mark.parametrize("name", QUIZ)
def test_a_half_given_answer_is_shown_again(qapp: object, name: str) -> None:
    texts, item = dressed(), ITEMS[name]
    run = one_question(item)
    run, _ = run.choose(draft_answer(item))
    with playing(run, texts) as first:
        before = _picture_of(first)
    with playing(run, texts) as again:
        assert _picture_of(again) == before
        view = view_of(again)
        assert view.response is not None
        assert view.response.value == draft_answer(item).value


def _picture_of(player) -> list[tuple[str, str]]:
    item = item_of(player)
    return sorted(
        (child.objectName(), child.accessibleName())
        for child in item.findChildren(object)
        if _speaks(child)
    )


def test_the_last_choice_counts_until_the_feedback_opens(qapp: object) -> None:
    texts, item = dressed(), ITEMS["c1"]
    ids = [row.id for row in view_rows(item)]
    with playing(one_question(item), texts) as player:
        tap(player, f"option-{ids[0]}")
        tap(player, f"option-{ids[1]}")
        assert view_of(player).response.single == ids[1]
        tap(player, "level-hunch")
        row = control(player, f"option-{ids[2]}")
        assert isinstance(row, OptionRow)
        assert row.locked
        tap(player, f"option-{ids[2]}")
        assert view_of(player).response.single == ids[1]


def view_rows(item):
    return one_question(item).view().item.rows


def test_arrows_move_among_the_options_in_the_direction_of_reading(qapp: object) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    for locale, forward in (("en", Qt.Key.Key_Right), ("ar", Qt.Key.Key_Left)):
        texts = dressed(locale)
        with playing(one_question(ITEMS["c1"]), texts) as player:
            rows = [row.id for row in view_rows(ITEMS["c1"])]
            control(player, f"option-{rows[0]}").setFocus()
            for key, expected in (
                (forward, rows[1]),
                (Qt.Key.Key_Down, rows[2]),
                (Qt.Key.Key_Up, rows[1]),
            ):
                press(player, key)
                assert QApplication.focusWidget().objectName() == f"option-{expected}"


def test_order_lines_can_be_moved_and_taken_back(qapp: object) -> None:
    texts, item = dressed(), ITEMS["o1"]
    right = list(right_answer(item).ids)
    with playing(one_question(item), texts) as player:
        by_taps(player, right_answer(item))
        tap(player, f"down-{right[0]}")
        assert view_of(player).response.ids[:2] == (right[1], right[0])
        tap(player, f"up-{right[0]}")
        tap(player, f"option-{right[-1]}")
        assert view_of(player).response.ids == tuple(right[:-1])


def test_typed_digits_of_any_script_are_a_number(qapp: object) -> None:
    texts, item = dressed("ar"), ITEMS["nf1"]
    with playing(one_question(item), texts) as player:
        type_in(control(player, "number-field"), "٢٧")
        player.flush()
        assert view_of(player).response.single == "27"


def test_an_open_answer_is_rated_line_by_line(qapp: object) -> None:
    texts, item = dressed(), ITEMS["op1"]
    with playing(one_question(item), texts) as player:
        by_taps(player, right_answer(item))
        open_feedback(player, keys=False)
        for line in item.rubric:
            tap(player, f"points-{line.id}-{line.points}")
        view = view_of(player)
        assert dict(view.points) == {line.id: line.points for line in item.rubric}
        assert view.grade.outcome == "right"


def test_a_tap_beside_every_place_counts_as_elsewhere(qapp: object) -> None:
    texts, item = dressed(), ITEMS["hp1"] if ITEMS["hp1"].picture else ITEMS["hr1"]
    with playing(one_question(item), texts) as player:
        tap(player, "option-elsewhere")
        assert "elsewhere" in view_of(player).response.ids


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_words_around_gaps_are_painted_in_both_directions(qapp: object, locale: str) -> None:
    from milclicks.ui.items.flowtext import FlowText

    texts, item = dressed(locale), ITEMS["cb1"]
    with playing(one_question(item), texts) as player:
        flow = player.findChild(FlowText)
        picture = flow.grab().toImage()
        gaps = [gap.geometry() for gap in item_of(player).gaps.values()]
        dark = [
            x
            for x in range(picture.width())
            for y in range(0, picture.height(), 2)
            if picture.pixelColor(x, y).lightness() < 90
            and not any(box.adjusted(-3, -3, 3, 3).contains(x, y) for box in gaps)
        ]
        assert len(set(dark)) > 60
