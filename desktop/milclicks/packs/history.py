"""The ids that a pack ever used, so that none comes back with another meaning.

`history.yaml` is a list of {id, kind, rev, key, version} and, for ids that left, `retired: true`.
An id is `<lesson>`, `<lesson>/<step>` or `<lesson>/<step>/<item>`; `key` is a hash of what counts
as right, never of words, so that wording can be mended freely. `version` is the pack's version in
which the entry was last written: while that version is still being made, a key may change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.packs import strict_json, units
from milclicks.packs.remarks import remark
from milclicks.packs.source import Source

_BESIDE_THE_KEY: Final = frozenset({"rev", "shuffle", "pinned", "objectives", "picture", "avatar"})


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that results point to: its id, what it is, its revision, its key's hash."""

    id: str
    kind: str
    rev: int
    key: str


def named(source: Source) -> Iterator[Named]:
    """Every lesson, step and item of a source."""
    for lesson, file in source.lessons.items():
        if isinstance(file.tree, dict):
            yield Named(lesson, "lesson", _rev(file.tree), "")
            yield from named_in(lesson, file.tree)


def named_in(lesson: str, tree: dict[str, Any]) -> Iterator[Named]:
    """Every step and item of one lesson."""
    for step in _mappings(tree.get("steps")):
        place = f"{lesson}/{step.get('id')}"
        yield Named(place, str(step.get("kind")), _rev(step), "")
        for item in items_of(step):
            yield Named(f"{place}/{item.get('id')}", str(item.get("kind")), _rev(item), _key(item))


def items_of(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The items of a step: its list of items, or the decision of an investigation."""
    yield from _mappings(step.get("items"))
    if isinstance(step.get("decide"), dict):
        yield step["decide"]


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    for member in value if isinstance(value, list) else ():
        if isinstance(member, dict):
            yield member


def _rev(tree: dict[str, Any]) -> int:
    rev = tree.get("rev", 1)
    return rev if isinstance(rev, int) and rev > 0 else 1


def _key(item: dict[str, Any]) -> str:
    return hashlib.sha256(strict_json.encode(_bare(item))).hexdigest()[:16]


def _bare(node: Any) -> Any:
    """Structure alone: no texts, and no difference between 1 and "1"."""
    if isinstance(node, dict):
        names = sorted(name for name in node if name not in units.TEXT_KEYS | _BESIDE_THE_KEY)
        return {name: _bare(node[name]) for name in names}
    if isinstance(node, list):
        return [_bare(member) for member in node]
    return str(node)


def check_history(source: Source) -> Iterator[Problem]:
    """Ids that came back as something else, changed their key, or are not recorded."""
    old = {str(entry.get("id")): entry for entry in _mappings(source.history.tree)}
    present = {one.id: one for one in named(source)}
    version = source.head.get("version")
    for one in present.values():
        entry = old.get(one.id)
        place = source.lessons[one.id.partition("/")[0]].place(one.id.partition("/")[2])
        if entry is None:
            yield remark("history.new", place, detail=one.id)
        elif entry.get("retired"):
            yield remark("history.retired", place, detail=one.id)
        elif entry.get("kind") != one.kind:
            yield remark("history.kind", place, detail=one.id)
        elif _changed(entry, one) and entry.get("version") != version:
            yield remark("history.key", place, detail=one.id)
    for name, entry in old.items():
        if name not in present and not entry.get("retired"):
            yield remark("history.gone", source.history.name, detail=name)


def _changed(entry: dict[str, Any], one: Named) -> bool:
    return str(entry.get("key") or "") != one.key and entry.get("rev") == one.rev


def updated(source: Source) -> str:
    """The text of history.yaml with new ids added and those of this version brought up to date."""
    version = int(source.head.get("version") or 1)
    lines = ["# Every id that this pack ever used. Written by extract-strings; see CONTRIBUTING."]
    old = {str(entry.get("id")): entry for entry in _mappings(source.history.tree)}
    present = {one.id: one for one in named(source)}
    for name in dict.fromkeys([*old, *present]):
        entry, one = old.get(name), present.get(name)
        if one is not None and (entry is None or _may_follow(entry, one, version)):
            entry = {"kind": one.kind, "rev": one.rev, "key": one.key, "version": version}
        if entry is not None:
            lines.append(_line(name, entry))
    return "\n".join(lines) + "\n"


def _may_follow(entry: dict[str, Any], one: Named, version: int) -> bool:
    """Whether an entry is still being written, or its item was raised to a new revision."""
    if entry.get("retired") or entry.get("kind") != one.kind:
        return False
    return entry.get("version") == version or entry.get("rev") != one.rev


def _line(name: str, entry: dict[str, Any]) -> str:
    fields = [f"id: {name}", f"kind: {entry.get('kind')}", f"rev: {entry.get('rev')}"]
    fields += [f'key: "{entry.get("key") or ""}"', f"version: {entry.get('version')}"]
    return f"- {{{', '.join(fields + (['retired: true'] if entry.get('retired') else []))}}}"
