"""The root chain that this app came with: whom it believes from the first start.

A release carries `resources/trust/<n>.root.json`, made at its makers' key ceremony. A checkout
without a release's root uses the one that `dev.py setup` made for this machine alone, beside the
built packs. Without any the app works as before and accepts no catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from milclicks.core import paths

_NAME = re.compile(r"([1-9][0-9]{0,5})\.root\.json")


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
