"""Which pictures and sounds a lesson or document names: the one place that knows the keys.

A source's tree and the structure of a built pack name them alike, so the checks of a source
(`source_media`) and the marks of lessons (`fingerprints`) speak of the same ones. Not here: the
media themselves (`media`), and what a screen asks of a lesson that was read (`steps.lesson`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

_KEYS: Final = ("picture", "sound")


@dataclass(frozen=True, slots=True)
class Shown:
    """A medium that is named: its id, and the ids on the way to it (`key/pic`; empty at the top).

    `locale` is empty but where each language names its own.
    """

    id: str
    place: str
    locale: str = ""


def shown_in(tree: Any) -> list[Shown]:
    """Every medium that a lesson or document names, in reading order, as often as it does."""
    found: list[Shown] = []
    if isinstance(tree, dict):
        _note_mapping(tree, "", found)
    else:
        _note(tree, "", found)
    return found


def _note(node: Any, place: str, found: list[Shown]) -> None:
    if isinstance(node, dict):
        own = node.get("id") or ""
        _note_mapping(node, f"{place}/{own}".strip("/") if own else place, found)
    elif isinstance(node, list):
        for member in node:
            if isinstance(member, dict | list):
                _note(member, place, found)


def _note_mapping(node: dict[str, Any], place: str, found: list[Shown]) -> None:
    for key, value in node.items():
        if isinstance(value, str):
            if key in _KEYS:
                found.append(Shown(value, place))
        elif key == "sound" and isinstance(value, dict):
            found += (Shown(str(name), place, str(code)) for code, name in value.items())
        elif isinstance(value, dict | list):
            _note(value, place, found)
