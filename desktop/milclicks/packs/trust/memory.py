"""Which packs were let in on this computer, and as what: one small file, by manifest hash.

A pack stays usable when the catalogue that proved it is lost. When the file is not there (the first
start of a version that asks for signatures) the packs that are here are remembered as they are.
Not here: whether a new pack may come in (`standing`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from milclicks.core.errors import DiskFull
from milclicks.core.files import write_atomic

FILE: Final = "let_in.json"


class LetIn(Struct, frozen=True, kw_only=True):
    """One pack: proved by the catalogue, signed by a teacher, or here before signatures were."""

    tier: Literal["official", "teacher", "before"]
    maker: str = ""
    words: tuple[str, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    format: int = 1
    packs: dict[str, LetIn] = {}


class Memory:
    """The file in `<data>/trust`."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is asked for."""
        self._path = folder / FILE
        self._held: dict[str, LetIn] | None = None

    @property
    def begun(self) -> bool:
        """Whether there is a whole file."""
        return self._path.exists() and self._read() is not None

    def begin(self, digests: Iterable[str]) -> None:
        """Remember what is here already; where nothing can be written, for this run alone."""
        self._held = {one: LetIn(tier="before") for one in digests if one}
        with contextlib.suppress(OSError, DiskFull):
            self._write(self._held)

    def of(self, digest: str) -> LetIn | None:
        """How a pack was let in, or None."""
        return self._all().get(digest)

    def add(self, digest: str, let_in: LetIn) -> None:
        """Remember a pack; on the disk before this returns."""
        if self._all().get(digest) != let_in:
            made = {**self._all(), digest: let_in}
            self._write(made)
            self._held = made

    def _all(self) -> Mapping[str, LetIn]:
        if self._held is None:
            self._held = self._read() or {}
        return self._held

    def _read(self) -> dict[str, LetIn] | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_File).packs
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def _write(self, packs: dict[str, LetIn]) -> None:
        write_atomic(self._path, msgspec.json.encode(_File(packs=packs)))
