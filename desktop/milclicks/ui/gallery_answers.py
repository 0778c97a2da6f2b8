"""Answers that show a question right, wrong and half done: for the gallery and for tests.

They come from the item's own key, so they fit any pack. Nothing here grades.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from milclicks.items.base import Item, Response
from milclicks.items.hotspot import ELSEWHERE
from milclicks.items.registry import type_of


def right_answer(item: Item) -> Response:
    """The response with the full score; the middle of the scale where there is no key."""
    kind = type_of(item)
    return kind.right_response(item) or kind.response(item, _middle(item))


def _middle(item: Any) -> str:
    if item.survey and item.kind != "number":
        return "3"
    steps = (item.high - item.low) / item.by // 2
    return str(item.low + steps * item.by)


def wrong_answer(item: Item) -> Response:
    """A complete response that is not the right one (the same as right where there is no key)."""
    if item.survey is not None:
        return right_answer(item)
    made = _WRONG[item.kind](item)
    return type_of(item).response(item, made)


def draft_answer(item: Item) -> Response:
    """A response on its way: half placed for composites, the right one elsewhere."""
    right = right_answer(item)
    value: Any = right.value
    if isinstance(value, dict) and len(value) > 1:
        value = dict(list(value.items())[: len(value) // 2])
    elif item.kind == "order":
        value = value[: len(value) // 2]
    return Response(right.kind, value)


def _other_option(item: Any) -> str:
    return str(min(item.options, key=lambda option: option.weight).id)


def _turned(item: Any) -> dict[str, str]:
    placed = dict(right_answer(item).placed)
    keys = list(placed)
    return dict(zip(keys, [placed[key] for key in keys[1:] + keys[:1]], strict=True))


def _one_bin(item: Any) -> dict[str, str]:
    return {option.id: item.bins[0].id for option in item.options}


def _cloze(item: Any) -> Any:
    if item.mode == "text":
        return {gap: _foreseen(item, gap) for gap in item.gaps}
    if item.mode == "mark":
        wrong = [option.id for option in item.options if not option.weight]
        return wrong[:1] or [item.options[0].id]
    if item.mode == "bank":
        spare = [option.id for option in item.options if not option.gap]
        turned = list(_turned(item).values()) if len(item.gaps) > 1 else spare
        return dict(zip(item.gaps, turned, strict=False))
    return {gap: min(item.choices(gap), key=lambda option: option.weight).id for gap in item.gaps}


def _foreseen(item: Any, gap: str) -> str:
    lowest = min(item.choices(gap), key=lambda option: option.weight)
    return "…" if lowest.weight else str(lowest.body)


def _short(item: Any) -> str:
    lowest = min(item.options, key=lambda option: option.weight)
    return "…" if lowest.weight else str(lowest.body)


def _spots(item: Any) -> list[str]:
    wrong = [option.id for option in item.options if not option.weight]
    return [*wrong, ELSEWHERE, *[option.id for option in item.options]][: item.pick]


def _number(item: Any) -> str:
    return str(item.high if item.answer != item.high else item.low)


_WRONG: dict[str, Callable[[Any], Any]] = {
    "choice": _other_option,
    "truefalse": _other_option,
    "multiple": lambda item: [_other_option(item)],
    "order": lambda item: list(reversed(right_answer(item).ids)),
    "match": _turned,
    "categorise": _one_bin,
    "cloze": _cloze,
    "short": _short,
    "number": _number,
    "hotspot": _spots,
    "decide": lambda item: "reject" if item.truth == "sound" else "accept",
    "open": lambda item: item.model.split(".")[0],
}
