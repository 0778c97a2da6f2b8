"""The catalogue that this computer believes, kept in one file that is written whole.

Reading it asks no signature again: it lies in the data folder, beside the results, and was held
when it came. Not here: how it is held (`refresh`), what a pack is worth (`standing`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from milclicks.core.errors import N_, Message, NotWritable
from milclicks.core.files import disk_full, write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.disk import NO_ROOM
from milclicks.packs.trust import root
from milclicks.packs.trust.clock import Time
from milclicks.packs.trust.floor import CATALOGUE, Floor, FloorFile, Kept
from milclicks.packs.trust.listed import Entry, Known, Withdrawn, entry_key
from milclicks.packs.trust.news import News, Outcome
from milclicks.packs.trust.refusals import TrustRefused

if TYPE_CHECKING:
    from milclicks.packs.travel.source import Source
    from milclicks.packs.trust.refresh import Accepted

FILE: Final = CATALOGUE
_MONTH: Final = 30.44
_BYTES: Final = 64 * 1024 * 1024


class Held(Struct, frozen=True, kw_only=True):
    """The file: what is known, and the metadata that proved it."""

    known: Known
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Look:
    """What a source proved; nothing of it is kept yet."""

    accepted: Accepted
    time: Time
    floor: Kept

    @property
    def known(self) -> Known:
        """The catalogue of the source."""
        return self.accepted.known


class Catalog:
    """The catalogue of one data folder."""

    def __init__(
        self,
        folder: Path,
        roots: Mapping[int, bytes] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`folder` is `<data>/trust`; `roots` are the app's own unless given."""
        self._folder = folder
        self._given = roots
        self._now = now
        self._floor = FloorFile(folder, self._least)
        self._held = _read(folder / FILE)

    @cached_property
    def roots(self) -> Mapping[int, bytes]:
        """The root chain that the app came with."""
        return root.chain() if self._given is None else dict(self._given)

    @cached_property
    def shipped(self) -> Known | None:
        """The catalogue that the app came with: it judges packs while nothing else is known."""
        from milclicks.packs.travel.source import (
            FolderSource,
            SourceFailed,
            SourceMissing,
            SourceTooLong,
        )

        site = root.site() if self._given is None else None
        try:
            return self.look(FolderSource(site, site.name)).known if site is not None else None
        except (TrustRefused, SourceFailed, SourceMissing, SourceTooLong):
            return None

    def _least(self) -> Floor:
        """The floor that the app came with; none beside other roots than its own."""
        return root.floor() if self._given is None else Floor()

    @property
    def believed(self) -> bool:
        """Whether the app came with a root, so that it can believe a catalogue at all."""
        return bool(self.roots)

    @property
    def known(self) -> Known | None:
        """What was accepted last."""
        return self._held.known if self._held else None

    def time(self) -> Time:
        """The clock and the floor under it."""
        return Time(self._now(), self._floor.read().floor.time)

    @property
    def issued(self) -> datetime | None:
        """The day of the catalogue."""
        if self.known is None:
            return None
        return datetime.fromisoformat(self.known.listing.issued).replace(tzinfo=UTC)

    def months(self) -> int:
        """How many whole months old the catalogue is, by the believable clock; 0 without one."""
        if self.issued is None:
            return 0
        return max(0, int((self.time().reference - self.issued).days / _MONTH))

    def entries(self) -> tuple[Entry, ...]:
        """Every pack that may be fetched: proved by a signed hash and not withdrawn."""
        if self.known is None:
            return ()
        return tuple(
            one
            for one in self.known.listing.packs
            if self.manifest_hash(one.id, one.version) is not None
            and self.withdrawn(one.id, one.version) is None
        )

    def newest(self) -> tuple[Entry, ...]:
        """The newest version of each pack, in the order of the catalogue."""
        best: dict[str, Entry] = {}
        for one in self.entries():
            if one.id not in best or best[one.id].version < one.version:
                best[one.id] = one
        return tuple(best.values())

    def entry(self, pack: str, version: int | None = None) -> Entry | None:
        """One version of a pack, or its newest."""
        found = [one for one in self.entries() if one.id == pack and version in (None, one.version)]
        return max(found, key=lambda one: one.version, default=None)

    def manifest_hash(self, pack: str, version: int) -> str | None:
        """The sha256 of a pack's manifest, as it was signed."""
        return self.known.manifests.get(entry_key(pack, version)) if self.known else None

    def withdrawn(self, pack: str, version: int) -> Withdrawn | None:
        """The withdrawal of a version, or None."""
        return self.known.withdrawn(pack, version) if self.known else None

    def taken_back(self, pack: str) -> tuple[Withdrawn, ...]:
        """The withdrawals of a pack's versions."""
        listed = self.known.listing.withdrawn if self.known else ()
        return tuple(one for one in listed if one.id == pack)

    # -- looking at a source --------------------------------------------------------------------

    def look(self, source: Source) -> Look:
        """What a source proves, beside what is known here; raises TrustRefused, keeps nothing."""
        from milclicks.packs.trust.refresh import look

        kept = self._floor.read()
        time = Time(self._now(), kept.floor.time)
        files = dict(self._held.files) if self._held else {}
        files.pop("listing", None)
        with _writing():
            return Look(look(source, self.roots, files, kept.floor, time), time, kept)

    def keep(self, look: Look) -> News:
        """Believe what a look proved, from now on; it is on the disk before this returns."""
        accepted = look.accepted
        before = self.known
        held = Held(known=accepted.known, files=dict(accepted.files))
        with _writing():
            self._floor.write(look.time.learnt(accepted.issued), accepted.marks)
            if held != self._held:
                write_atomic(self._folder / FILE, _encoded(held))
                self._held = held
        same = before is not None and before.versions == accepted.known.versions
        return self._news("same" if same else "newer", look)

    def refresh(self, source: Source) -> News:
        """Look at a source and keep what it proves.

        A source with an older catalogue than ours is news too: ours stays and judges its packs.
        Raises TrustRefused or the source's own errors, and keeps the old.
        """
        try:
            return self.keep(self.look(source))
        except TrustRefused as error:
            if error.code != "trust.rollback" or self.known is None:
                raise
            return self.older(source.label)

    def older(self, place: str) -> News:
        """What is told of a place whose catalogue is older than ours."""
        return self._news("older", None, place)

    def _news(self, outcome: Outcome, look: Look | None, place: str = "") -> News:
        time = look.time if look is not None else self.time()
        return News(
            outcome,
            place=place,
            issued=self.issued.date() if self.issued else None,
            months=self.months(),
            stale=self.known is not None and self.known.stale,
            gap=look is not None and look.accepted.gap,
            clock=time.clock,
            today=time.now.date(),
            floor_lost=look is not None and look.floor.lost,
        )

    # -- handing it on --------------------------------------------------------------------------

    def site_files(self) -> dict[str, bytes]:
        """The metadata as a site has them, for a stick, the next PC or a pack to carry on."""
        if self._held is None:
            return {}
        made = {}
        for name, raw in self._held.files.items():
            if name == "listing":
                made[f"targets/{hashlib.sha256(raw).hexdigest()}.catalog.json"] = raw
            elif name.startswith("root_history/"):
                made[f"metadata/{name.removeprefix('root_history/')}"] = raw
            elif name == "timestamp.json":
                made[f"metadata/{name}"] = raw
            else:
                version = msgspec.json.decode(raw)["signed"]["version"]
                made[f"metadata/{version}.{name}"] = raw
        for number, raw in self.roots.items():
            made.setdefault(f"metadata/{number}.root.json", raw)
        return made


@contextmanager
def _writing() -> Iterator[None]:
    """What the system says of a disk that is full or closed, as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full() from error
        raise NotWritable(
            Message(N_("The catalogue of packs cannot be kept on this computer.")),
            Message(
                N_("Ask the person who looks after it. Everything that is here keeps working.")
            ),
            str(error),
        ) from error


def _encoded(held: Held) -> bytes:
    body = msgspec.json.encode(held)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _read(path: Path) -> Held | None:
    """The file when it is whole; a damaged one is as none, and the floor still holds."""
    try:
        digest, _, body = small(path, _BYTES).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        return msgspec.json.decode(body, type=Held)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
