"""The small list of packs that were asked for and may not be here yet; it outlives a power cut."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small

_FILE: Final = "wanted-now.json"
_KEY: Final = re.compile(r"[^@\s]{1,200}@[1-9][0-9]{0,17}")


class AskedFor:
    """`mil.core@3` of each, in the order of asking; read anew each time."""

    def __init__(self, data: Path) -> None:
        """`data` is the data folder; there is no file while nothing was asked for."""
        self._path = data / "packs" / _FILE

    def all(self) -> list[str]:
        """What was asked for; a list that cannot be read is as none, and so is what names no pack
        in no version.
        """
        try:
            told = msgspec.json.decode(small(self._path), type=list[Any])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return []
        return [one for one in told if isinstance(one, str) and _KEY.fullmatch(one)]

    def add(self, *keys: str) -> None:
        """Ask for these too."""
        self.keep([*self.all(), *keys])

    def forget(self, keys: Iterable[str]) -> None:
        """These are not wanted any more."""
        gone = frozenset(keys)
        self.keep(one for one in self.all() if one not in gone)

    def keep(self, keys: Iterable[str]) -> None:
        """Nothing but these."""
        kept = list(dict.fromkeys(keys))
        if kept:
            write_atomic(self._path, msgspec.json.encode(kept))
        else:
            self._path.unlink(missing_ok=True)
