"""YAML as a pack's source may use it: plain mappings, lists, texts, whole numbers.

Refused, each with its line: a key twice, anchors, aliases, tags, floats, merge keys. Texts and ids
are taken as they are written, so `id: true` is the text "true" and `text: 1984` a text. Only
authors need this; a built pack holds JSON.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.packs import limits
from milclicks.packs.remarks import remark
from milclicks.packs.units import TEXT_KEYS

_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_AS_WRITTEN: Final = TEXT_KEYS | {"id", "weight", "answer", "penalty", "version_label", "created"}
_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge")
)
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class YamlFile:
    """A file's tree, the line of each mapping's path, and what is wrong with it."""

    name: str
    tree: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: str) -> str:
        """`lessons/m2.yaml:12 hook/i1` for a path of ids; the nearest line that is known."""
        known = path
        while known and known not in self.lines:
            known = known.rpartition("/")[0]
        line = self.lines.get(known)
        where = f"{self.name}:{line}" if line else self.name
        return f"{where} {path}".rstrip()


def read(path: Path, name: str) -> YamlFile:
    """Read one source file; problems are in the result, never raised."""
    found = YamlFile(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        found.problems.append(remark("source.missing", name, detail=str(error.strerror)))
        return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found.problems.append(remark("source.utf8", f"{name}:{line}"))
        return found
    _compose(text, found)
    return found


def _compose(text: str, found: YamlFile) -> None:
    from ruamel.yaml import YAML  # only authors have it
    from ruamel.yaml.error import YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        detail = str(getattr(error, "problem", "") or error).splitlines()[0]
        found.problems.append(remark("source.yaml", f"{found.name}{line}", detail=detail))
        return
    except RecursionError:
        found.problems.append(remark("source.depth", found.name))
        return
    if node is not None:
        found.tree = _Walk(found).value(node, "", "", 0)


class _Walk:
    """Turns composed nodes into a tree and notes lines and problems on the way."""

    def __init__(self, found: YamlFile) -> None:
        self.found = found
        self.seen: set[int] = set()

    def fault(self, code: str, node: Any, detail: str = "") -> None:
        place = f"{self.found.name}:{node.start_mark.line + 1}"
        self.found.problems.append(remark(code, place, detail=detail))

    def value(self, node: Any, key: str, path: str, level: int) -> Any:
        if id(node) in self.seen or node.anchor is not None:
            self.fault("source.anchor", node)
            return None
        if level > limits.JSON_DEPTH - 2:
            self.fault("source.depth", node)
            return None
        if str(node.tag) not in _TAGS:
            self.fault("source.tag", node, str(node.tag))
        if node.id == "scalar":
            return self.scalar(node, key)
        self.seen.add(id(node))
        if node.id == "sequence":
            return [self.value(member, "", path, level + 1) for member in node.value]
        return self.mapping(node, key, path, level)

    def mapping(self, node: Any, key: str, path: str, level: int) -> dict[str, Any]:
        own = next((v.value for k, v in node.value if k.value == "id" and v.id == "scalar"), key)
        path = f"{path}/{own}" if path and own else (own if level > 0 else "") or path
        self.found.lines.setdefault(path, node.start_mark.line + 1)
        made: dict[str, Any] = {}
        for name, value in node.value:
            if name.id != "scalar" or name.value == "<<":
                self.fault("source.key", name)
                continue
            if name.value in made:
                self.fault("source.key_twice", name, str(name.value))
            made[name.value] = self.value(value, name.value, path, level + 1)
        return made

    def scalar(self, node: Any, key: str) -> Any:
        text = str(node.value)
        if str(node.tag).endswith(":null") and node.style is None and key != "id":
            return None
        if node.style is not None or key in _AS_WRITTEN:
            return self.written(text, key, node)
        if text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        if _INTEGER.fullmatch(text):
            return int(text)
        if str(node.tag).endswith(":float"):
            self.fault("source.float", node, text)
        return text

    def written(self, text: str, key: str, node: Any) -> Any:
        """A value taken as written; weights and answers may still be whole numbers."""
        if key in TEXT_KEYS or key in {"id", "created"} or node.style is not None:
            return text
        return int(text) if _INTEGER.fullmatch(text) else text
