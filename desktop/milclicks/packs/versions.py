"""Which version of a pack counts, which earlier one stays, and how two versions differ.

The newest version counts unless somebody went back to an earlier one; a version that comes later
counts again by itself. One earlier version is kept, so that the way back is always open. A version
that its makers took back never goes by itself and is nobody's way back. Not here: the files
themselves (`folder`), what a catalogue offers (`trust`).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from milclicks.core.errors import DiskFull
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.records import PackRecord
from milclicks.packs.refusals import PackRefused

FILE: Final = "versions.json"


class Choice(Struct, frozen=True):
    """A person went back to `version`; it counts while `instead_of` is the newest one here."""

    version: int
    instead_of: int


Choices = Mapping[str, Choice]


def chosen(data: Path) -> dict[str, Choice]:
    """The choices of a data folder; none when the file cannot be read."""
    try:
        return msgspec.json.decode(small(data / FILE), type=dict[str, Choice])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def choose(data: Path, pack: str, choice: Choice | None) -> None:
    """Keep a choice, or forget it; on the disk before this returns."""
    kept = chosen(data)
    if kept.get(pack) == choice:
        return
    kept.pop(pack, None)
    if choice is not None:
        kept[pack] = choice
    write_atomic(data / FILE, json.dumps(msgspec.to_builtins(kept), sort_keys=True).encode())


def forget(data: Path, pack: str) -> None:
    """Forget the choice of a pack that is gone; on a full disk it stays, and says nothing."""
    with contextlib.suppress(DiskFull, OSError):
        choose(data, pack, None)


def newest(records: Iterable[PackRecord]) -> dict[str, PackRecord]:
    """By id, the newest version of each pack; of equal ones the first.

    One that was withdrawn, or that nobody signed, counts only where there is no other.
    """
    best: dict[str, PackRecord] = {}
    for record in records:
        held = best.get(record.id)
        if held is None or _rank(record) > _rank(held):
            best[record.id] = record
    return best


def _rank(record: PackRecord) -> tuple[bool, int]:
    barred = record.grey is not None and record.grey.state in ("withdrawn", "unsigned")
    return not barred, record.version


def in_force(records: Sequence[PackRecord], choices: Choices) -> tuple[PackRecord, ...]:
    """The records without the versions that somebody went back from."""
    if not choices:
        return tuple(records)
    latest = newest(records)
    held = {(one.id, one.version) for one in records if one.grey is None}
    limits = {
        pack: choice.version
        for pack, choice in choices.items()
        if pack in latest
        and latest[pack].version == choice.instead_of
        and (pack, choice.version) in held
    }
    return tuple(one for one in records if one.version <= limits.get(one.id, one.version))


def was_withdrawn(record: PackRecord) -> bool:
    """Whether its makers took this version back."""
    return record.grey is not None and record.grey.state == "withdrawn"


def spare(
    records: Sequence[PackRecord], choices: Choices, used: Callable[[str, int], bool]
) -> list[PackRecord]:
    """The added versions that may go: not the newest, not the one to go back to, not in use.

    All that were withdrawn stay, greyed, until a person deletes them, and take nobody's place.
    """
    records = [one for one in records if not was_withdrawn(one)]
    kept = {(one.id, one.version) for one in newest(records).values()}
    kept |= {(one.id, one.version) for one in newest(in_force(records, choices)).values()}
    before = [one for one in records if (one.id, one.version) not in kept]
    back = {(one.id, one.version) for one in newest(before).values()}
    held, last = {(one.id, one.version) for one in records}, newest(records)
    for pack, choice in choices.items():
        if (pack, choice.version) in held and choice.version < last[pack].version:
            back = {one for one in back if one[0] != pack} | {(pack, choice.version)}
    return [
        one
        for one in before
        if not one.bundled and (one.id, one.version) not in back and not used(one.id, one.version)
    ]


def must_equal(new: Path, old: Path) -> None:
    """Raise when a whole new file says another thing than the same version that is here."""
    from milclicks.packs.pack import Pack
    from milclicks.packs.verify import verify

    with Pack(new) as one, Pack(old) as other:
        verify(one)
        if one.raw != other.raw:
            raise PackRefused("version.same", one.key)


@dataclass(frozen=True, slots=True)
class Listed:
    """A lesson as a version of a pack has it; `title` is in the reader's language or empty.

    `mark` is the fingerprint of its structure and of the texts that the reader sees, `media` that
    of its pictures and sounds. Each is empty where nobody says it (catalogues written before there
    was one) and is then not compared; without a `mark`, `rev` must do.
    """

    rev: int
    title: str
    mark: str = ""
    media: str = ""

    def differs(self, other: Listed) -> bool:
        """Whether a reader would find another lesson."""
        if self.media and other.media and self.media != other.media:
            return True
        if self.mark and other.mark:
            return self.mark != other.mark
        return self.rev != other.rev


@dataclass(frozen=True, slots=True)
class Difference:
    """What the lessons of another version are beside these, by title, in the order of the packs."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any lesson differs."""
        return bool(self.new or self.changed or self.gone)


def difference(before: Mapping[str, Listed], after: Mapping[str, Listed]) -> Difference:
    """What changes for a person who goes from one version to another; lessons by id."""

    def title(lesson: str) -> str:
        told = [held[lesson].title for held in (after, before) if lesson in held]
        return next((one for one in told if one), lesson)

    return Difference(
        new=tuple(title(one) for one in after if one not in before),
        changed=tuple(
            title(one) for one in after if one in before and after[one].differs(before[one])
        ),
        gone=tuple(title(one) for one in before if one not in after),
    )
