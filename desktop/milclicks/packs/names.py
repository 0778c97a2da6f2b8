"""Which names a file may have inside a pack: names that are safe on every system.

Names inside a pack never become paths here, but a teacher may unpack a pack by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from milclicks.packs import limits
from milclicks.packs.refusals import PackRefused

_SEGMENT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", "clock$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)

_PLAIN_SEGMENT: Final = rf"(?!{limits.DEVICE}(?:[./]|\Z))[a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?"
_PLAIN: Final = re.compile(rf"{_PLAIN_SEGMENT}(?:/{_PLAIN_SEGMENT})*", re.ASCII | re.IGNORECASE)
"""Nearly every path there is; the others are looked at piece by piece, and told what they are."""


def check_paths(paths: Sequence[str]) -> None:
    """Refuse the first path that is not plain, or two that a system would take for one."""
    seen: set[str] = set()
    for path in paths:
        fault = path_fault(path)
        if fault:
            raise PackRefused(fault, repr(path[:80]))
        folded = path.casefold()
        if folded in seen:
            raise PackRefused("manifest.path_collision", path)
        seen.add(folded)


def twin(names: Iterable[str]) -> str:
    """The first name that stands twice; empty where none does."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


def path_fault(path: str) -> str:
    """The code of what is wrong with one path, or an empty text."""
    if (
        len(path) <= limits.PATH_CHARACTERS
        and path.count("/") < limits.PATH_LEVELS
        and _PLAIN.fullmatch(path)
    ):
        return ""
    return _fault_in(path)


def _fault_in(path: str) -> str:
    parts = path.split("/")
    if not path or len(path) > limits.PATH_CHARACTERS or len(parts) > limits.PATH_LEVELS:
        return "manifest.path"
    for part in parts:
        if part.partition(".")[0].rstrip(" ").casefold() in _DEVICES:
            return "manifest.path_reserved"
        if part.endswith((".", " ")) or ":" in part:
            return "manifest.path_reserved" if part.strip(". ") else "manifest.path"
        if not _SEGMENT.fullmatch(part):
            return "manifest.path"
    return ""
