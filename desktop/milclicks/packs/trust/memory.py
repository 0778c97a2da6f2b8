"""Which packs were let in on this computer, and as what: one small file and its twin, by manifest.

A pack stays usable when the catalogue that proved it is lost. The twin lies outside the folder, so
that whoever deletes or harms one file changes nothing. Only where neither was ever written, the
true first start of a version that asks for signatures, are packs of an earlier version remembered
as they are (`earlier`). Not here: whether a new pack may come in (`standing`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from milclicks.core.errors import N_, DiskFull, Message
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small

FILE: Final = "let_in.json"
_LIFE: Final = ("catalogue.json", "floor-a.json", "floor-b.json", "floor.db", "pins.json")
"""What else lies in the folder once a version with signatures was at work."""
_OFFICIAL: Final = "official"
LOST: Final = N_(
    "The note of which packs were let in on this computer was lost. Packs that nobody signed are "
    "not used any more. Signed ones work, and what was learnt is kept."
)


class LetIn(Struct, frozen=True, kw_only=True):
    """One pack: proved by the catalogue, signed by a teacher, a copy of one that came with the app,
    or here before signatures were.
    """

    tier: Literal["official", "teacher", "shipped", "before"]
    maker: str = ""
    words: tuple[str, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    format: int = 1
    packs: dict[str, LetIn] = {}
    catalogue: bool | UnsetType = UNSET
    """Whether a catalogue was believed here once; unset where nobody can know it: in a file of an
    earlier version, or after a memory that was lost.
    """
    begun_anew: bool = False
    """Whether the one before it was lost, and nobody was told yet."""


class Memory:
    """The file in `<data>/trust`, and the same in `<data>`."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is asked for."""
        self._folder = folder
        self._paths = (folder / FILE, folder.parent / FILE)
        self._held: Mapping[str, LetIn] | None = None

    @property
    def begun(self) -> bool:
        """Whether one of the two is whole."""
        return any(self._copies())

    @property
    def lost(self) -> bool:
        """Whether there was an earlier life here, and nothing of its memory is left whole."""
        signs = (*self._paths, *(self._folder / name for name in _LIFE))
        return not self.begun and any(one.exists() for one in signs)

    @property
    def catalogue(self) -> bool:
        """Whether a catalogue was believed here once, as far as this remembers. Where that was not
        noted, a pack of the makers is the sign of it; where it was, the app's own catalogue may
        have let that pack in.
        """
        found = self._read()
        if isinstance(found.catalogue, bool):
            return found.catalogue
        return any(one.tier == _OFFICIAL for one in found.packs.values())

    def begin(self, packs: Mapping[str, LetIn], *, anew: bool = False) -> None:
        """Remember what is here already, by manifest; where nothing can be written, for this run
        alone. A damaged file is kept beside the new one. `anew`: an earlier memory was lost.
        """
        for path in filter(Path.exists, self._paths):
            with contextlib.suppress(OSError):
                path.replace(path.with_suffix(".damaged"))
        made = {digest: let_in for digest, let_in in packs.items() if digest}
        self._held = made
        with contextlib.suppress(OSError, DiskFull):
            noted = UNSET if anew else False
            self._write(_File(packs=made, catalogue=noted, begun_anew=anew))

    def mend(self) -> None:
        """Write again what is missing or damaged of the two, from the other."""
        copies = self._copies()
        if any(copies) and not all(copies):
            with contextlib.suppress(OSError, DiskFull):
                self._write(self._read())

    def told(self) -> Message | None:
        """That the memory was lost, once after it was; somebody has read it then."""
        found = self._read()
        if not found.begun_anew:
            return None
        with contextlib.suppress(OSError, DiskFull):
            self._write(msgspec.structs.replace(found, begun_anew=False))
        return Message(LOST)

    def of(self, digest: str) -> LetIn | None:
        """How a pack was let in, or None."""
        return self._all().get(digest)

    def add(self, digest: str, let_in: LetIn) -> None:
        """Remember a pack; on the disk before this returns."""
        if self._all().get(digest) != let_in:
            found = self._read()
            made = {**self._all(), **found.packs, digest: let_in}
            self._write(msgspec.structs.replace(found, packs=made))
            self._held = made

    def believed(self) -> None:
        """Remember that a catalogue was believed here; on the disk before this returns."""
        found = self._read()
        if found.catalogue is not True and not self.lost:
            self._write(msgspec.structs.replace(found, catalogue=True))

    def _all(self) -> Mapping[str, LetIn]:
        if self._held is None:
            self._held = self._read().packs
        return self._held

    def _read(self) -> _File:
        """Both together: what either knows was let in."""
        whole = [one for one in self._copies() if one is not None]
        packs = {digest: one for each in reversed(whole) for digest, one in each.packs.items()}
        anew = bool(whole) and whole[0].begun_anew
        noted = [one.catalogue for one in whole]
        seen = True if True in noted else UNSET if UNSET in noted or not noted else False
        return _File(packs=packs, catalogue=seen, begun_anew=anew)

    def _copies(self) -> tuple[_File | None, ...]:
        return tuple(_decoded(path) for path in self._paths)

    def _write(self, made: _File) -> None:
        raw = msgspec.json.encode(made)
        for path in self._paths:
            write_atomic(path, raw)


def _decoded(path: Path) -> _File | None:
    try:
        return msgspec.json.decode(small(path), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
