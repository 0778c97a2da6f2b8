"""Texts and structure of a lesson, taken apart and put together again.

A string under one of TEXT_KEYS is a unit of text; all else is structure. A unit's id is the ids on
the way to it, joined by "/", plus its key: `hook/i1/a/feedback`. A list adds nothing, a mapping
adds its own `id`, or its key when it has none. Works on the source tree, the built tree and, with
`filled`, makes the tree of one locale. Not here: what the texts say (`po`, `check`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

# fmt: off
TEXT_KEYS: Final = frozenset({
    "title", "summary", "objective", "body", "text", "stem", "feedback", "otherwise", "label",
    "caption", "alt", "hint", "prompt", "intro", "question", "reveal", "finding", "debrief",
    "reply", "sentence", "task", "left", "right", "unit", "notes", "paper", "no_paper_because",
    "name", "when", "will", "ask", "why", "sender", "place_line", "answer_text", "model",
    "ending_text", "definition", "term", "description", "opening", "closing",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: its id inside the lesson or document, its key, its words."""

    id: str
    key: str
    text: str

    @property
    def owner(self) -> str:
        """The id of the mapping that holds it."""
        return self.id.rpartition("/")[0]


def units(tree: Any) -> Iterator[Unit]:
    """Every unit of a lesson or document, in reading order."""
    found: list[Unit] = []

    def note(unit: Unit) -> str:
        found.append(unit)
        return unit.text

    _mapped(tree, "", note)
    return iter(found)


def stripped(tree: Any) -> Any:
    """The same tree with each text replaced by its unit's id."""
    return _mapped(tree, "", lambda unit: unit.id)


def filled(tree: Any, texts: Mapping[str, str]) -> Any:
    """A stripped tree with the words of one locale; raises KeyError for a missing unit."""
    if isinstance(tree, list):
        return [filled(one, texts) if isinstance(one, dict | list) else one for one in tree]
    if not isinstance(tree, dict):
        return tree
    made: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, str):
            made[key] = texts[value] if key in TEXT_KEYS else value
        elif isinstance(value, dict | list):
            made[key] = filled(value, texts)
        else:
            made[key] = value
    return made


def _mapped(node: Any, path: str, change: Callable[[Unit], str]) -> Any:
    if isinstance(node, list):
        return [
            _mapped(member, _inside(path, member.get("id", "")), change)
            if isinstance(member, dict)
            else _mapped(member, path, change)
            for member in node
        ]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if isinstance(value, str):
            made[key] = change(Unit(_inside(path, key), key, value)) if key in TEXT_KEYS else value
        elif isinstance(value, dict):
            made[key] = _mapped(value, _inside(path, value.get("id", key)), change)
        elif isinstance(value, list):
            made[key] = _mapped(value, path, change)
        else:
            made[key] = value
    return made


def _inside(path: str, own: object) -> str:
    """The path of a mapping: its id, or its key, after the path of what holds it."""
    return f"{path}/{own}" if path and own else path or str(own)
