"""The root chain that this app came with: whom it believes from the first start.

A release carries `resources/trust/<n>.root.json`, made at its makers' key ceremony. A checkout
without a release's root uses the one that `dev.py setup` made for this machine alone, beside the
built packs. Without any the app works as before and accepts no catalogue.

Beside the roots may lie the catalogue as it was when the app was built (`site/metadata` and
`site/targets/<sha256>.catalog.json`): no older one is believed then, also where this computer has
forgotten what it saw, and it judges packs where this computer has no catalogue yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from milclicks.core import paths
from milclicks.packs.trust.floor import Floor, Mark

SITE: Final = "site"
_NAME: Final = re.compile(r"([1-9][0-9]{0,5})\.root\.json")
_METADATA: Final = re.compile(r"(?:[1-9][0-9]{0,8}\.)?(timestamp|snapshot|targets)\.json")


def chain(places: Sequence[Path] | None = None) -> dict[int, bytes]:
    """The root metadata by version, from the first folder that has any; empty when none has."""
    for folder in paths.trust_roots() if places is None else places:
        found = {}
        for path in sorted(folder.glob("*.root.json")) if folder.is_dir() else ():
            name = _NAME.fullmatch(path.name)
            if name:
                found[int(name.group(1))] = path.read_bytes()
        if found:
            return found
    return {}


def site() -> Path | None:
    """The folder with the catalogue that the app came with, or None."""
    folder = next((one for one in paths.trust_roots() if chain([one])), None)
    return folder / SITE if folder is not None and (folder / SITE).is_dir() else None


def floor() -> Floor:
    """The versions below which no catalogue is believed, as the app came; read once."""
    return _floor(tuple(paths.trust_roots()))


def floor_in(folder: Path) -> Floor:
    """The same of one folder; a file there that is none sets no mark."""
    roots = chain([folder])
    if not roots:
        return Floor()
    root = _signed(roots[max(roots)])
    marks = {"root": _mark(root, "root", max(roots))}
    for path in sorted((folder / SITE / "metadata").glob("*.json")):
        named = _METADATA.fullmatch(path.name)
        version = _signed(path.read_bytes()).get("version") if named else None
        if named and isinstance(version, int):
            role = named.group(1)
            marks[role] = max(
                marks.get(role, Mark(0, "")), _mark(root, role, version), key=_version
            )
    return Floor(marks=marks)


@cache
def _floor(places: tuple[Path, ...]) -> Floor:
    return next((floor_in(one) for one in places if chain([one])), Floor())


def marked(root: Mapping[str, Sequence[str]], role: str, version: int) -> Mark:
    """The mark of a role; `root` are the ids of the keys by role."""
    name = hashlib.sha256(" ".join(sorted(root[role])).encode()).hexdigest()[:16]
    return Mark(version, name)


def _mark(root: Mapping[str, Any], role: str, version: int) -> Mark:
    roles = root.get("roles", {})
    return marked({role: roles.get(role, {}).get("keyids", ())}, role, version)


def _version(mark: Mark) -> int:
    return mark.version


def _signed(raw: bytes) -> Mapping[str, Any]:
    try:
        found = msgspec.json.decode(raw)["signed"]
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
