"""What a computer without a network wants, written on a stick for one that has a network.

`MILPACKS/wanted.json` holds one entry for each computer that the stick has visited: packs in a
least version, and whether a newer app is needed. Nothing of learners stands there. The own wishes
of a computer lie in its data folder. Not here: filling the stick (`making`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from milclicks.core.errors import N_, DiskFull, Message, MilClicksError
from milclicks.core.files import write_atomic
from milclicks.core.forms import form
from milclicks.core.ids import new_id
from milclicks.core.plain_file import small
from milclicks.packs import markup, plain_files
from milclicks.packs.manifest import RELEASE, Id, Line, PackId, Version
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.stick import PART
from milclicks.packs.trust.catalog import Catalog

FORMAT: Final = 1
BYTES: Final = 256 * 1024
_PCS: Final = 50
_PACKS: Final = 200
_OWN: Final = "wanted.json"
Why = Literal["newer", "missing", "chosen"]


class Want(Struct, frozen=True, kw_only=True):
    """A pack in this version or a later one."""

    id: PackId
    version: Version = 1
    why: Why = "chosen"


class Wishes(Struct, frozen=True, kw_only=True):
    """What one computer wants; `place` is the name of the school or Space, if it was given."""

    pc: Annotated[str, form(r"[a-z0-9-]{8,40}")]
    place: Line = ""
    system: Id = "linux"
    app: Annotated[str, form(rf"({RELEASE})?")] = ""
    """The least version of the app that a pack here asks for; empty when none does."""
    packs: Annotated[tuple[Want, ...], Meta(max_length=_PACKS)] = ()

    def without(self, here: Mapping[str, int]) -> Wishes:
        """The same without what packs of these versions, by id, fulfil."""
        left = tuple(one for one in self.packs if here.get(one.id, 0) < one.version)
        return replace(self, packs=left)


class Wanted(Struct, frozen=True, kw_only=True):
    """The file on the stick."""

    format: Annotated[int, Meta(ge=1, le=FORMAT)] = FORMAT
    pcs: Annotated[tuple[Wishes, ...], Meta(max_length=_PCS)] = ()

    def packs(self) -> dict[str, int]:
        """Each wanted pack and the highest least version over all computers."""
        found: dict[str, int] = {}
        for one in (want for pc in self.pcs for want in pc.packs):
            found[one.id] = max(found.get(one.id, 1), one.version)
        return found

    def with_(self, mine: Wishes) -> Wanted:
        """The same with the entry of this computer made new; an empty one goes."""
        others = tuple(one for one in self.pcs if one.pc != mine.pc)
        if not mine.packs and not mine.app:
            return replace(self, pcs=others)
        return replace(self, pcs=(mine, *others)[:_PCS])

    def without(self, here: dict[str, int], name: str) -> Wanted:
        """The same without the wishes of the computer `name` that packs of these versions fulfil.

        Those of others stay: what came to this one has not come to them.
        """
        pcs = []
        for pc in self.pcs:
            left = pc.without(here) if pc.pc == name else pc
            if left is pc or left.packs or left.app:
                pcs.append(left)
        return replace(self, pcs=tuple(pcs))


class WishesKept(MilClicksError):
    """Wishes lie on the stick that this version cannot read; they were not replaced."""

    code = "stick.wishes"

    def __init__(self) -> None:
        """A newer version wrote them, or they are longer than such a file may be."""
        super().__init__(
            Message(
                N_(
                    "The wishes on this stick are longer than they may be, or a newer version of "
                    "the app wrote them. They were left as they are."
                )
            ),
            Message(N_("Use another stick for the wishes of this computer.")),
        )


class _Any(Struct, frozen=True):
    """The file in any format."""

    format: int = FORMAT


class _Loose(Struct, frozen=True):
    """The file in this format, its entries still to be looked at."""

    format: Annotated[int, Meta(ge=1, le=FORMAT)] = FORMAT
    pcs: tuple[Any, ...] = ()


class _Own(Struct, frozen=True, kw_only=True):
    """The file in the data folder: a name for this computer that says nothing, and choices."""

    pc: str
    chosen: dict[PackId, Version] = {}


def decode(data: bytes) -> Wanted:
    """Wishes from their bytes, as far as they are in order; what is not is as none.

    A place is one line without marks that nobody sees, also when it is written on. A wish for what
    no pack can be called, or a computer's entry, takes nothing from the others.
    """
    try:
        read = msgspec.json.decode(data[:BYTES], type=_Loose)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Wanted()
    pcs = (_in_order(one) for one in read.pcs[:_PCS])
    return Wanted(pcs=tuple(one for one in pcs if one is not None))


def _in_order(entry: Any) -> Wishes | None:
    """One computer's entry without the wishes that are none."""
    try:
        told = msgspec.convert(entry, dict[str, Any])
        packs = [one for one in map(_want, told.get("packs") or ()) if one is not None]
        made = msgspec.convert({**told, "packs": packs[:_PACKS]}, Wishes)
    except (msgspec.MsgspecError, TypeError):
        return None
    return replace(made, place=markup.line(made.place))


def _want(entry: Any) -> Want | None:
    try:
        return msgspec.convert(entry, Want)
    except msgspec.MsgspecError:
        return None


def read(path: Path) -> Wanted:
    """The wishes on a stick; none when there are none that can be read."""
    return decode(_bytes(path))


def kept(path: Path) -> bool:
    """Whether wishes lie on a stick that this version cannot read and must not replace."""
    data = _bytes(path)
    try:
        return len(data) > BYTES or msgspec.json.decode(data, type=_Any).format > FORMAT
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _bytes(path: Path) -> bytes:
    """What lies there, cut one byte behind the longest; nothing behind a link or in a pipe."""
    try:
        plain_files.check_folders(path.parent.parent, path)
        with plain_files.reading(path) as file:
            return file.read(BYTES + 1)
    except OSError:
        return b""


def encode(wanted: Wanted) -> bytes:
    """The bytes of the file, one that a person can read too; the last wishes give way when it
    would be too long to be read again.
    """
    while True:
        made = msgspec.json.format(msgspec.json.encode(wanted), indent=1) + b"\n"
        if len(made) <= BYTES:
            return made
        wanted = replace(wanted, pcs=wanted.pcs[:-1])


def write(path: Path, wanted: Wanted, chosen: Plugged) -> None:
    """Put wishes on a stick, in MILPACKS; raises StickGone, OSError, NotPlain or WishesKept."""
    plain_files.check_target(chosen.mount.path, path)
    if kept(path):
        raise WishesKept
    with chosen.held():
        chosen.make_folder(path.parent)
        part, stick = path.with_name(f"{path.name}{PART}"), Stick()
        stick.write(part, chosen.checked([encode(wanted)]))
        stick.name(part, path)
        stick.sync(path.parent)
        chosen.check()


def fulfil(path: Path, data: Path, here: dict[str, int]) -> None:
    """Take back what this computer wished for and has now, in its data folder and on a stick.

    `here`: the version of each pack that is here. Never raises: a stick may be locked.
    """
    if not (data / _OWN).is_file():
        return  # it never wished for anything
    own, root = _own(data), path.parent.parent
    left = {name: least for name, least in own.chosen.items() if here.get(name, 0) < least}
    stick = Plugged(Mount(root, str(root)))
    before = read(path)
    after = before.without(here, own.pc)
    with contextlib.suppress(OSError, MilClicksError):
        if left != own.chosen:
            _keep(data, replace(own, chosen=left))
    with contextlib.suppress(OSError, MilClicksError):
        if after != before:
            write(path, after, stick)


def choose(data: Path, pack: str, version: int = 1) -> None:
    """Wish for a pack of the catalogue that is not here."""
    own = _own(data)
    _keep(data, replace(own, chosen={**own.chosen, pack: version}))


def wishes_of(
    data: Path, here: Iterable[PackInfo], catalog: Catalog, place: str, system: str
) -> Wishes:
    """What this computer wants: packs that others here need, newer versions, what was chosen."""
    packs = tuple(here)
    held = {one.id: 0 if one.withdrawn else one.version for one in packs}
    wants: dict[str, Want] = {}
    for one in catalog.newest():
        if one.id in held and one.version > held[one.id]:
            wants[one.id] = Want(id=one.id, version=one.version, why="newer")
    for name, version in _missing(packs):
        if held.get(name, 0) < version:
            wants[name] = Want(id=name, version=version, why="missing")
    own = _own(data)
    for name, version in own.chosen.items():
        if held.get(name, 0) < version:
            wants.setdefault(name, Want(id=name, version=version, why="chosen"))
    app = max((_needed_app(one) for one in packs), key=_numbers, default="")
    found = sorted(wants.values(), key=lambda one: one.id)[:_PACKS]
    place = markup.line(place)
    return Wishes(pc=own.pc, place=place, system=system, app=app, packs=tuple(found))


def _missing(packs: Iterable[PackInfo]) -> Iterable[tuple[str, int]]:
    """(id, least version) of the packs that greyed ones name as needed."""
    for one in packs:
        if one.ready.code != "pack.needed" or one.ready.reason is None:
            continue
        for named in str(one.ready.reason.values.get("names", "")).split(", "):
            name, _, version = named.partition(" ")
            if version.isdigit():
                yield name, int(version)


def _needed_app(pack: PackInfo) -> str:
    """The version of the app that a greyed pack asks for."""
    if pack.ready.code != "app.needed" or pack.ready.reason is None:
        return ""
    version = str(pack.ready.reason.values.get("version", ""))
    return version if all(part.isdigit() for part in version.split(".")) else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)


def _own(data: Path) -> _Own:
    """This computer's own file; its name is made once and lasts where it can be written."""
    try:
        return msgspec.json.decode(small(data / _OWN), type=_Own)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        made = _Own(pc=new_id())
        with contextlib.suppress(OSError, DiskFull):
            _keep(data, made)
        return made


def _keep(data: Path, own: _Own) -> None:
    write_atomic(data / _OWN, msgspec.json.encode(own))
