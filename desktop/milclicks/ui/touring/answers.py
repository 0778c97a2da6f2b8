"""How a person answers each kind of question: which controls are used, in which order.

The right answer comes from the lesson itself; the tour answers every third one-tap question
otherwise, so that both kinds of feedback are met.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from milclicks.items.base import Item, Response
from milclicks.items.number import Number
from milclicks.items.registry import encode_response, type_of
from milclicks.lessons.views import ItemView
from milclicks.ui.touring.driver import Driver, Stuck

SURE = "fairly"


def answer(driver: Driver, view: ItemView, *, other: bool) -> str:
    """Answer the question on show; the text that the event must carry."""
    item = view.item
    wanted = _other(view) if other and _one_tap(item) else None
    response = wanted or _right(view)
    scale = item.survey and not isinstance(item, Number)  # a number asks its own scale
    hand = _survey if scale else HANDS.get(item.kind)
    if hand is None:
        raise Stuck(f"In {driver.place}, the tour does not know the question “{item.kind}”.")
    hand(driver, item, response.value)
    return encode_response(item, response)


def _right(view: ItemView) -> Response:
    item = view.item
    if isinstance(item, Number) and item.answer is None:
        return Response(item.kind, str(item.low + item.by))
    if item.survey:
        return Response(item.kind, view.rows[0].id)
    found = type_of(item).right_response(item)
    if found is not None:
        return found
    return Response(item.kind, "x")


def _one_tap(item: Item) -> bool:
    return item.kind in ("choice", "truefalse", "decide") and not item.survey


def _other(view: ItemView) -> Response | None:
    right = type_of(view.item).right_response(view.item)
    others = [row.id for row in view.rows if right is None or row.id != right.value]
    return Response(view.item.kind, others[0]) if others else None


# --- one function for each kind ----------------------------------------------------------
def _option(driver: Driver, item: Item, value: Any) -> None:
    driver.click(f"option-{value}")


def _survey(driver: Driver, item: Item, value: Any) -> None:
    driver.click(f"option-{value}")


def _options(driver: Driver, item: Item, value: Any) -> None:
    for option in value:
        driver.click(f"option-{option}")


def _order(driver: Driver, item: Item, value: Any) -> None:
    for option in value:
        driver.click(f"piece-{option}")


def _match(driver: Driver, item: Item, value: Any) -> None:
    for left, right in dict(value).items():
        driver.click(f"slot-{left}")
        driver.click(f"piece-{right}")


def _categorise(driver: Driver, item: Item, value: Any) -> None:
    for option, group in dict(value).items():
        driver.click(f"piece-{option}")
        driver.click(f"bin-{group}")


def _cloze(driver: Driver, item: Any, value: Any) -> None:
    if item.mode == "mark":
        for span in value:
            driver.click(f"piece-{span}")
        return
    for gap, words in dict(value).items():
        if item.mode == "text":
            driver.write(f"gap-{gap}", words)
        else:
            driver.click(f"slot-{gap}")
            driver.click(f"piece-{words}")


def _short(driver: Driver, item: Item, value: Any) -> None:
    driver.write("short-field", value)


def _open(driver: Driver, item: Item, value: Any) -> None:
    driver.write("open-field", value)


def _number(driver: Driver, item: Any, value: Any) -> None:
    if item.mode == "field":
        driver.write("number-field", str(value))
        return
    steps = int((int(str(value).partition("/")[0]) - item.low) / item.by)
    driver.press("number-slider", Qt.Key.Key_Home, *[Qt.Key.Key_Up] * steps)


HANDS: dict[str, Callable[[Driver, Item, Any], None]] = {
    "choice": _option,
    "truefalse": _option,
    "decide": _option,
    "multiple": _options,
    "hotspot": _options,
    "order": _order,
    "match": _match,
    "categorise": _categorise,
    "cloze": _cloze,
    "short": _short,
    "open": _open,
    "number": _number,
}
