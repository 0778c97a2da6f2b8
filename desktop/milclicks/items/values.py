"""Checks of response values: ids that are known, places that exist, texts that are not too long.

A value that does not belong to its item comes from a damaged or foreign record, never from a
learner's mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from milclicks.core.errors import N_, BadInput, Message

LONGEST_TEXT: Final = 2_000  # characters of a typed answer


def bad_answer(detail: str) -> BadInput:
    """An answer that does not belong to its item (a damaged record, never a learner's mistake)."""
    return BadInput(
        Message(N_("This answer does not fit its question, so it was left out.")),
        Message(N_("Answer the question again.")),
        detail,
    )


def encode_value(value: object) -> str:
    """Write a value as compact JSON with sorted keys: one text per value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def ids_of(value: object, known: Iterable[str], *, keep_order: bool = False) -> tuple[str, ...]:
    """Check a list of ids: all known, none twice. Sorted unless the order is the answer."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise bad_answer("a list of ids was expected")
    ids = tuple(str(each) for each in value)
    if len(set(ids)) != len(ids) or not set(ids) <= set(known):
        raise bad_answer("an id is unknown or comes twice")
    return ids if keep_order else tuple(sorted(ids))


def id_of(value: object, known: Iterable[str]) -> str:
    """Check one id."""
    if isinstance(value, str) and value in set(known):
        return value
    raise bad_answer("the id is unknown")


def pairs_of(value: object, known: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Check a mapping: every key known, every value among those allowed for its key."""
    if not isinstance(value, Mapping):
        raise bad_answer("a mapping was expected")
    for key, target in value.items():
        if key not in known or target not in set(known[key]):
            raise bad_answer("an id is unknown at this place")
    return {str(key): str(value[key]) for key in sorted(value)}


def text_of(value: object) -> str:
    """Check a typed text."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value
    raise bad_answer("a text of at most 2,000 characters was expected")
