"""Judges an answer by the source of a lesson alone, without a line of the app's scoring.

For the proof that the app counts what the author wrote: `raw` is an item as it stands in the YAML
file, with the texts of one locale; `value` is what the response carries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any


def verdict(raw: Mapping[str, Any], value: Any) -> bool | None:
    """Whether the answer is right in full; None where nothing is counted."""
    kind = raw["kind"]
    if "survey" in raw or kind == "open" or (kind == "number" and "answer" not in raw):
        return None
    if kind == "decide":
        return _decided(raw["truth"], value)
    if kind == "number":
        off = abs(Fraction(str(value)) - Fraction(str(raw["answer"])))
        return off <= raw.get("tolerance", 0)
    if kind == "match":
        return _pairs(value) == {pair["id"]: pair["id"] for pair in raw["pairs"]}
    if kind == "categorise":
        return _pairs(value) == {option["id"]: option["bin"] for option in raw["options"]}
    if kind == "order":
        return list(value) == [option["id"] for option in raw["options"]]
    if kind == "short":
        return _worth(raw["options"], value) == 1
    if kind == "cloze":
        return _gaps(raw, value)
    return _ticked(raw, [value] if isinstance(value, str) else list(value))


def _decided(truth: str, value: str) -> bool | None:
    return None if value == "hold" else (value == "accept") == (truth == "sound")


def _pairs(value: Any) -> dict[str, str]:
    return dict(value)


def _ticked(raw: Mapping[str, Any], ids: Sequence[str]) -> bool:
    """Choice, truefalse, multiple, marked spans, hotspots: all that is right and nothing else."""
    right = {option["id"] for option in raw["options"] if _weight(option) > 0}
    pick = raw.get("pick", 1) if raw["kind"] == "hotspot" else len(right)
    if raw["kind"] == "hotspot" and pick < len(right):
        return len(ids) == pick and set(ids) <= right
    return set(ids) == right


def _gaps(raw: Mapping[str, Any], value: Any) -> bool:
    options = raw["options"]
    if raw["mode"] == "mark":
        return _ticked(raw, list(value))
    filled = _pairs(value)
    names = sorted(set(re.findall(r"\{\{([a-z0-9_-]+)\}\}", raw["text"])))
    if raw["mode"] == "text":
        here = {g: [o for o in options if o["gap"] == g] for g in names}
        return all(_worth(here[g], filled.get(g, "")) == 1 for g in names)
    keys = {(o["gap"], o["id"]) for o in options if o.get("gap") and _weight(o) == 1}
    return all((gap, filled.get(gap, "")) in keys for gap in names)


def _weight(option: Mapping[str, Any]) -> Fraction:
    return Fraction(str(option.get("weight", 0)))


def _worth(options: Sequence[Mapping[str, Any]], typed: str) -> Fraction:
    for option in options:
        if _bare(option["body"]) == _bare(typed):
            return _weight(option)
    return Fraction(0)


def _bare(text: str) -> str:
    """Small letters without accents, signs and doubled spaces: enough for generated answers."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", kept))
