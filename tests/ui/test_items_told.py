"""What a learner is told after an answer: marks and reasons never contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.errors import BadInput
from milclicks.core.texts import Texts
from milclicks.items.base import Item, Response
from milclicks.items.registry import complete, grade
from milclicks.ui.gallery_answers import right_answer, wrong_answer
from milclicks.ui.items import item_widget
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.choices import HELD
from milclicks.ui.items.cloze import OTHER_GAP
from milclicks.ui.items.hotspot import Place
from milclicks.ui.items.number import MOVE_IT
from milclicks.ui.items.order import BELONGS
from milclicks.ui.items.pieces import Piece, Slot
from milclicks.ui.items.rows import MISSED, PARTLY, RIGHT, SPARED, WRONG, OptionRow
from milclicks.ui.items.sorting import HERE, TOGETHER
from milclicks.ui.items.state import fresh_state
from milclicks.ui.items.told import ReasonCard
from tests.support.answer_screen import NO_PICTURES, dressed, every_item, shown
from tests.support.lessons import fixture_lesson
from tests.support.play import any_response

ITEMS = every_item()
QUIZ = [item.id for step, item in fixture_lesson().items() if step.kind == "ask"]
GRADED = [name for name in QUIZ if ITEMS[name].survey is None and ITEMS[name].kind != "open"]
WORDS = {
    "right": {RIGHT},
    "part": {PARTLY},
    "wrong": {WRONG, BELONGS},
    "missed": {RIGHT, MISSED, TOGETHER, HERE, OTHER_GAP},
    "rest": {SPARED, ""},
    "chosen": {HELD},
}
NOT_RIGHT = {"wrong", "missed", "part"}


@contextmanager
def told(item: Item, given: Response, texts: Texts | None = None) -> Iterator[ItemWidget]:
    """The widget of a question whose feedback is open."""
    texts = texts or dressed()
    widget = item_widget(fresh_state(item, response=given, opened=True), texts, NO_PICTURES)
    if widget.stage is not None:
        widget.column.addWidget(widget.stage)
    with shown(widget):
        yield widget


def marks(widget: QWidget) -> dict[str, str]:
    """The look of every piece, row, slot and place, by the id of what it stands for."""
    seen = [piece for piece in widget.findChildren(Piece) if piece.isVisible()]
    found = {row.option: row.state for row in widget.findChildren(OptionRow)}
    found |= {piece.key: piece.state for piece in seen if not piece.key.startswith("bin-")}
    places = {place.option: place.state for place in widget.findChildren(Place)}
    assert not {key for key in places if found.get(key, places[key]) != places[key]}
    return {key: look for key, look in (found | places).items() if key}


def reasons(widget: QWidget) -> dict[str, tuple[str, str]]:
    """Look and word of every reason, by option."""
    rows = [r for r in widget.findChildren(OptionRow) if r._reason]
    found = {row.option: (row.state, row._verdict) for row in rows}
    for card in widget.findChildren(ReasonCard):
        assert card.accessibleName().startswith(card.word)
        found[card.option] = (card.look, card.word)
    return found


def _halves(item: Item) -> Iterator[tuple[Item, Response]]:
    """Answers that are worth a half (with an option made so where the question has none)."""
    if item.kind not in ("choice", "short", "cloze") or getattr(item, "mode", "") in (
        "bank",
        "mark",
    ):
        return
    made: Any = item
    low = next(option for option in made.options if not option.weight)
    half = tuple(
        replace(option, weight=Fraction(1, 2)) if option is low else option
        for option in made.options
    )
    made = replace(made, options=half)
    given: Any = right_answer(made)
    if item.kind == "cloze":
        words = low.body if made.mode == "text" else low.id
        yield made, Response("cloze", {**given.placed, low.gap: words})
    else:
        yield made, Response(item.kind, low.body if item.kind == "short" else low.id)


def answers(item: Item) -> Iterator[tuple[Item, Response]]:
    """Right, wrong, worth a half, nothing chosen, and ten by chance."""
    rng = Random(5)
    yield item, right_answer(item)
    yield item, wrong_answer(item)
    yield from _halves(item)
    empty: Any = {dict: {}, tuple: (), str: ""}[type(right_answer(item).value)]
    for given in [Response(item.kind, empty), *(any_response(item, rng) for _ in range(10))]:
        try:
            grade(item, given)
        except (BadInput, StopIteration, KeyError):
            continue
        yield item, given


def fits(look: str, said: str, texts: Any) -> bool:
    """Whether a word belongs to a look."""
    numbers = [{}] if look == "rest" else [{"n": n} for n in range(1, 12)]
    return said in {texts.say(word, **n) if word else "" for word in WORDS[look] for n in numbers}


@pytest.mark.parametrize("name", GRADED)
def test_marks_and_reasons_never_contradict_each_other(qapp: object, name: str) -> None:
    texts = dressed()
    for item, given in answers(ITEMS[name]):
        with told(item, given, texts) as widget:
            key, outcome = widget.state.key(), grade(item, given).outcome
            seen, why = marks(widget), reasons(widget)
            for option, (look, said) in why.items():
                at = (given.value, option, look, said)
                assert fits(look, said, texts), at
                good = option in key and key[option].ok
                if item.kind == "order":
                    continue
                assert not (look == "wrong" and good), at
                assert not (look in ("right", "missed") and not good), at
                assert not (look == "rest" and good), at
                if option in seen and item.kind not in ("match", "categorise"):
                    assert seen[option] == look, at
                elif option in seen:
                    assert (seen[option] == "right") == (look == "right"), at
            looks = {*seen.values(), *(look for look, _ in why.values())}
            if complete(item, given) and outcome != "held":
                assert bool(looks & NOT_RIGHT) == (outcome != "right"), (given, looks)


@pytest.mark.parametrize("name", GRADED)
def test_every_mark_is_also_said_in_words(qapp: object, name: str) -> None:
    texts = dressed("ar")
    words = {
        "right": [texts.say(RIGHT)],
        "wrong": [texts.say(WRONG)],
        "missed": [texts.say(RIGHT), texts.say(MISSED)],
    }
    words["wrong"] += [texts.say(BELONGS, n=n) for n in range(1, 9)]
    for item, given in answers(ITEMS[name]):
        with told(item, given, texts) as widget:
            for kind in (OptionRow, Piece, Place):
                for control in widget.findChildren(kind):
                    if control.state in words and not control.objectName().startswith("bin-"):
                        name_ = control.accessibleName()
                        assert any(word in name_ for word in words[control.state]), name_


def test_a_hot_word_that_was_missed_is_shown_as_belonging(qapp: object) -> None:
    item = ITEMS["cm1"]
    with told(item, Response("cloze", ("s2",))) as widget:
        assert reasons(widget) == {
            "s1": ("missed", MISSED),
            "s2": ("wrong", WRONG),
            "s3": ("missed", MISSED),
        }
    with told(item, Response("cloze", ("s1",))) as widget:
        assert reasons(widget)["s2"] == ("rest", SPARED)
        assert reasons(widget)["s1"] == ("right", RIGHT)


def test_what_belongs_together_is_not_told_in_red(qapp: object) -> None:
    for name in ("ma1", "ca1"):
        item = ITEMS[name]
        with told(item, wrong_answer(item)) as widget:
            why = reasons(widget)
            facts = [o for o, each in widget.state.key().items() if each.ok]
            assert {why[option][0] for option in facts} <= {"right", "missed"}
            assert "wrong" in marks(widget).values()


def test_a_line_too_many_is_told_with_its_words(qapp: object) -> None:
    item: Any = ITEMS["ma1"]
    placed = {**right_answer(item).placed, "thumb": item.extra[0].id}
    with told(item, Response("match", placed)) as widget:
        card = next(c for c in widget.findChildren(ReasonCard) if c.option == item.extra[0].id)
        assert (card.look, card.word) == ("wrong", WRONG)
        assert item.extra[0].right in card.title


@pytest.mark.parametrize("name", ["cb1", "cs1", "ct1"])
def test_a_gap_filled_wrongly_is_told_what_belongs_there(qapp: object, name: str) -> None:
    item: Any = ITEMS[name]
    own = item.choices(item.gaps[0])
    wrong = {"cb1": "share", "cs1": "proves", "ct1": "lower"}[name]
    placed = {**right_answer(item).placed, item.gaps[0]: wrong}
    with told(item, Response("cloze", placed)) as widget:
        cards = widget.findChildren(ReasonCard)
        at = [card.option for card in cards]
        assert at == [wrong, own[0].id, item.choices(item.gaps[1])[0].id]
        texts = dressed()
        assert [card.word for card in cards] == [WRONG, texts.say(OTHER_GAP, n=1), RIGHT]


def test_typed_words_that_nobody_foresaw_are_shown_beside_the_reason(qapp: object) -> None:
    item: Any = ITEMS["ct1"]
    given = Response("cloze", {"g1": "**[green](term:x)", "g2": "Tuesday"})
    with told(item, given) as widget:
        card = widget.findChildren(ReasonCard)[0]
        assert "green" in card.title and card.look == "wrong"
        line = widget.findChild(QLineEdit, "gap-g1")
        assert WRONG in line.accessibleName()


def test_a_slot_that_was_left_empty_has_no_cross(qapp: object) -> None:
    for name in ("ma1", "cb1", "cs1"):
        with told(ITEMS[name], Response(ITEMS[name].kind, {})) as widget:
            assert {slot.state for slot in widget.findChildren(Slot)} == {"rest"}


def test_half_of_the_points_are_called_partly_right(qapp: object) -> None:
    for name in ("c1", "sh1", "cs1", "ct1"):
        for item, given in _halves(ITEMS[name]):
            with told(item, given) as widget:
                assert grade(item, given).outcome == "partial"
                assert ("part", PARTLY) in reasons(widget).values()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_an_untouched_slider_shows_no_number(qapp: object, locale: str) -> None:
    item: Any = ITEMS["ns1"]
    texts = dressed(locale)
    widget: Any = item_widget(fresh_state(item), texts, NO_PICTURES)
    with shown(widget):
        slider = widget.slider
        empty = slider.grab().toImage()
        assert slider.property("state") == "untouched"
        assert slider.accessibleDescription() == texts.say(MOVE_IT)
        bar = [_at(empty, share).name() for share in (0.2, 0.35, 0.65, 0.8)]
        assert len(set(bar)) == 1, "no side is filled"
        middle = str(item.low + (item.high - item.low) / item.by // 2 * item.by)
        widget.show_view(fresh_state(item, response=Response("number", middle)))
        moved = slider.grab().toImage()
        assert _at(moved, 0.2) != _at(moved, 0.8)
        assert _at(moved, 0.5) != _at(empty, 0.5), "the knob is hollow until it is moved"
        assert slider.accessibleDescription() == ""


def _at(image: Any, share: float) -> Any:
    return image.pixelColor(int(image.width() * share), image.height() // 2)
