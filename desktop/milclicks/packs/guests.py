"""Packs that are used where they lie, on a stick or in a folder nobody may write: guests.

They come and go with their stick, are let in by the same rules as installed ones, and are never
copied, changed or deleted. One that the catalogue's makers did not sign is read whole once, since
nobody else has looked at it. Which ones were chosen is remembered by their manifests, so that the
same pack is used again from whichever stick brings it. Not here: finding them (`travel.stick`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from milclicks.core.errors import DiskFull
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.holdings import Holdings, nothing
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused

if TYPE_CHECKING:
    from milclicks.packs.library import Library
    from milclicks.packs.records import PackRecord
    from milclicks.packs.trust.standing import Admission, Trust


FILE: Final = "in-place.json"


class Chosen(Struct, frozen=True):
    """A pack (`mil.core@3`) that somebody uses from a stick, and what it is called."""

    key: str
    title: str = ""


def chosen(data: Path) -> dict[str, Chosen]:
    """What is used in place whenever it is there, by the sha256 of its manifest."""
    try:
        return msgspec.json.decode(small(data / FILE), type=dict[str, Chosen])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def choose(data: Path, digest: str, one: Chosen | None) -> None:
    """Remember a pack, or forget it; on a full disk it is remembered until the window closes."""
    held = chosen(data)
    made: Mapping[str, Chosen] = {key: held[key] for key in held if key != digest}
    if one is not None:
        made = {**made, digest: one}
    if made != held:
        with contextlib.suppress(OSError, DiskFull):
            write_atomic(data / FILE, msgspec.json.encode(made))


def read(trust: Trust, path: Path, progress: Progress = silent) -> Admission:
    """Let a pack in, read whole where nobody did before; raises PackRefused and notes nothing.

    A big pack on a slow stick takes a while, so the window does this in a job before `use`.
    """
    with Pack(path) as pack:
        let_in = trust.admit(pack)
        if not trust.looked_through(let_in):
            from milclicks.packs.verify import verify

            verify(pack, progress)
    trust.keep(let_in)
    return let_in


def use(library: Library, path: Path) -> str:
    """Use a pack where it lies; its `mil.core@3`. Raises PackRefused and changes nothing."""
    let_in = read(library.trust, path)
    if path not in library.guests:
        library.host((*library.guests, path))
    library.trust.meet(let_in)
    return f"{let_in.head.id}@{let_in.head.version}"


def give_up(library: Library, path: Path) -> None:
    """Use one file in place no more."""
    library.host(tuple(one for one in library.guests if one != path))


def leave(library: Library, root: Path) -> tuple[str, ...]:
    """Let go of every guest below `root`; their keys."""
    gone = {one for one in library.guests if one.is_relative_to(root)}
    if not gone:
        return ()
    keys = tuple(
        one.key
        for name in {info.id for info in library.packs()}
        for one in library.versions(name)
        if one.path in gone
    )
    library.host(tuple(one for one in library.guests if one not in gone))
    return keys


def removable(
    pack: str,
    held: Holdings,
    guests: tuple[Path, ...],
    keep: Callable[[str, int], bool],
    version: int | None = None,
) -> list[PackRecord]:
    """The installed files of a pack, or of one version, that may be deleted; raises with the reason
    when none may.

    The version that counts comes last, so that a power cut between two leaves it as it was.
    """
    here = [one for one in held.records if one.id == pack and version in (None, one.version)]
    own = [one for one in here if not one.bundled and one.file not in guests]
    if not here:
        raise nothing(pack if version is None else f"{pack}@{version}")
    if not own:
        code = "library.bundled" if any(one.bundled for one in here) else "library.in_place"
        raise PackRefused(code, pack)
    if any(keep(one.id, one.version) for one in own):
        raise PackRefused("library.in_use", pack)
    shown = {one.path for one in held.newest()}
    return sorted(own, key=lambda one: (one.path in shown, one.version))
