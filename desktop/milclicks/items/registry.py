"""The item kinds, in one explicit dictionary, and the verbs that work for any item.

A new kind is one module and one line here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.items.base import Faces, Grade, Item, ItemType, Response
from milclicks.items.categorise import CategoriseType
from milclicks.items.choice import ChoiceType
from milclicks.items.cloze import ClozeType
from milclicks.items.decide import DecideType
from milclicks.items.hotspot import HotspotType
from milclicks.items.match import MatchType
from milclicks.items.multiple import MultipleType
from milclicks.items.number import NumberType
from milclicks.items.open import OpenType
from milclicks.items.order import OrderType
from milclicks.items.reader import BadContent, Reader, moved
from milclicks.items.short import ShortType
from milclicks.items.truefalse import TrueFalseType
from milclicks.items.values import bad_answer, encode_value
from milclicks.items.wrappers import SurveyType

KINDS: Final[dict[str, ItemType[Any]]] = {
    "choice": ChoiceType(),
    "truefalse": TrueFalseType(),
    "multiple": MultipleType(),
    "order": OrderType(),
    "match": MatchType(),
    "categorise": CategoriseType(),
    "cloze": ClozeType(),
    "short": ShortType(),
    "number": NumberType(),
    "hotspot": HotspotType(),
    "decide": DecideType(),
    "open": OpenType(),
}
SURVEYS: Final[dict[str, ItemType[Any]]] = {
    kind: SurveyType(kind) for kind in KINDS if kind != "number"
}


def type_of(item: Item) -> ItemType[Any]:
    """Return the type that answers for an item, with its survey wrapper if it has one."""
    if item.survey is not None and item.kind in SURVEYS:
        return SURVEYS[item.kind]
    return KINDS[item.kind]


def read_item(source: Reader) -> Item:
    """Read an item of any kind; mistakes go to the reader."""
    kind = source.word("kind", tuple(KINDS))
    chosen = SURVEYS[kind] if source.has("survey") and kind in SURVEYS else KINDS[kind]
    item: Item = chosen.read(source)
    return item


def parse_item(raw: object, place: str = "") -> Item:
    """Read one item from its source tree; raise BadContent with every mistake."""
    problems: list[Problem] = []
    at = place or (str(raw.get("id", "?")) if isinstance(raw, Mapping) else "?")
    item = read_item(Reader(raw, at, problems))
    if problems:
        raise BadContent(problems)
    return item


def item_problems(item: Item, prefix: str = "") -> list[Problem]:
    """Return what an author did wrong in an item; places begin with `prefix`."""
    found: list[Problem] = type_of(item).problems(item)
    return moved(found, prefix) if prefix else found


def grade(item: Item, response: Response) -> Grade:
    """Score a response."""
    return type_of(item).grade(item, response)


def complete(item: Item, response: Response) -> bool:
    """Say whether nothing is left to place or type."""
    return type_of(item).complete(item, response)


def faces(item: Item, *, seed: str = "paper") -> Faces:
    """Return where and how an item can be shown."""
    return type_of(item).faces(item, seed=seed)


def encode_response(item: Item, response: Response) -> str:
    """Write a response as one short text for the record."""
    return encode_value(type_of(item).check(item, response.value))


def decode_response(item: Item, text: str) -> Response:
    """Read a response back; raise BadInput for anything that does not fit the item."""
    try:
        value = json.loads(text, parse_constant=lambda name: None)
    except (ValueError, RecursionError) as error:
        raise bad_answer("not a value") from error
    found: Response = type_of(item).response(item, value)
    return found
