"""What a pack is worth here: who answers for it, and whether it may be used.

`Trust` is what a library asks. Cheap questions (a pack that is here) read two small files and no
signature; a new pack is held against the catalogue, and where that does not know it, against the
catalogue that the pack carries. Nothing is written before `keep`. Not here: teachers' signatures
(`envelope`, `pins`), the catalogue itself (`catalog`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, Self

from milclicks.core.errors import DiskFull, NotWritable
from milclicks.core.plain_file import small
from milclicks.packs import markup
from milclicks.packs.locales import nearest
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.memory import LetIn, Memory

if TYPE_CHECKING:
    from milclicks.packs.manifest import Head
    from milclicks.packs.pack import Pack
    from milclicks.packs.trust.catalog import Catalog, Look
    from milclicks.packs.trust.envelope import Maker
    from milclicks.packs.trust.listed import Known, Withdrawn
    from milclicks.packs.trust.pins import Pins

Tier = Literal["shipped", "official", "teacher", "unsigned", "revoked"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who answers for a pack. `code` is empty, or why it may not be used."""

    tier: Tier
    maker: str = ""
    words: tuple[str, ...] = ()
    """The six words of a teacher's key."""
    code: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why it was withdrawn, by locale."""

    @property
    def usable(self) -> bool:
        """Whether its lessons may be opened."""
        return not self.code

    def reason(self, locale: str) -> str:
        """Why it was withdrawn, in the nearest locale; empty when nothing is said."""
        shown = nearest(locale, tuple(self.reasons), {}, "en")
        return self.reasons[shown] if shown else next(iter(self.reasons.values()), "")


SHIPPED: Final = Standing("shipped")
OFFICIAL: Final = Standing("official")
UNKNOWN: Final = Standing("unsigned")
"""Of a file that was not asked about."""


class Held(Protocol):
    """As much of a pack in the library as its standing hangs on."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def bundled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Admission:
    """A pack that may come in; `look` is the catalogue that it brought, kept with it."""

    standing: Standing
    head: Head
    digest: str
    look: Look | None = None
    maker: Maker | None = None
    """The teacher who signed it; remembered with it."""


class Trust:
    """Whom this data folder believes."""

    def __init__(
        self,
        data: Path,
        catalog: Catalog | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`catalog` is the data folder's own, with the app's root and clock, unless given."""
        self._folder = data / "trust"
        self._given = catalog
        self._now = now
        self.memory = Memory(self._folder)
        self.shipped: frozenset[str] = frozenset()
        """The manifests of the packs that came with the app: a copy of one is worth as much."""

    @cached_property
    def catalog(self) -> Catalog:
        """The catalogue of this data folder."""
        from milclicks.packs.trust.catalog import Catalog

        return self._given or Catalog(self._folder, now=self._now)

    @cached_property
    def pins(self) -> Pins:
        """The teachers who are known here."""
        from milclicks.packs.trust.pins import Pins

        return Pins(self._folder, self._now)

    def begun(self) -> Self:
        """This trust; at the first start of all it remembers what an earlier version had installed.

        Where the memory of an earlier life is lost, only those come in again that somebody signed
        whom this data folder believes.
        """
        if self.memory.begun:
            self.memory.mend()
            self._settle_pins()
            return self
        lost = self.memory.lost
        self.memory.begin(dict(self._let_in_again() if lost else self._earlier()), anew=lost)
        return self

    def _settle_pins(self) -> None:
        """After a power cut in the middle of a maker's first pack; else nothing is loaded."""
        with contextlib.suppress(OSError):
            if b'"with_file"' in small(self._folder / "pins.json"):
                self.pins.settle()

    def _earlier(self) -> Iterator[tuple[str, LetIn]]:
        from milclicks.packs.trust.earlier import installed

        for digest in installed(self._folder.parent):
            yield digest, LetIn(tier="before")

    def _let_in_again(self) -> Iterator[tuple[str, LetIn]]:
        from milclicks.packs.pack import Pack

        for path in sorted((self._folder.parent / "packs").glob("*.milpack")):
            with contextlib.suppress(PackRefused), Pack(path) as pack:
                let_in = _noted(self.admit(pack).standing)
                if let_in is not None:
                    yield pack.digest, let_in

    def standing_of(self, pack: Held) -> Standing:
        """What a pack of the library is worth."""
        known = self._known()
        gone = known.withdrawn(pack.id, pack.version) if known else None
        if gone is not None:
            return withdrawn(gone)
        if pack.bundled:
            return SHIPPED
        if known is not None and _signed(known, pack):
            return OFFICIAL
        let_in = self.memory.of(pack.digest)
        if pack.digest in self.shipped or (let_in is not None and let_in.tier == "shipped"):
            return SHIPPED
        if let_in is None:
            return unsigned()
        if let_in.tier == "before":
            return Standing("unsigned")
        return Standing(let_in.tier, markup.line(let_in.maker), let_in.words)

    def admit(self, pack: Pack) -> Admission:
        """Let a new pack in; raises PackRefused with the reason, and writes nothing either way."""
        asked = _Asked(pack.head.id, pack.head.version, pack.digest)
        known = self.catalog.known or self.catalog.shipped
        look = None if known is not None and _signed(known, asked) else self._carried(pack)
        for one in (known, look.known if look else None):
            gone = one.withdrawn(asked.id, asked.version) if one else None
            if gone is not None:
                raise PackRefused("trust.withdrawn", pack.key, reason=withdrawn(gone).reason("en"))
        for one in (known, look.known if look else None):
            if one is not None and _signed(one, asked):
                return Admission(OFFICIAL, pack.head, pack.digest, look)
        if pack.digest in self.shipped:
            return Admission(SHIPPED, pack.head, pack.digest)
        if known is not None and known.manifests.get(pack.key):
            raise PackRefused("trust.altered", pack.key)
        maker = self.pins.admit(pack)
        if maker is not None:
            by = Standing("teacher", maker.name, maker.words)
            return Admission(by, pack.head, pack.digest, maker=maker)
        let_in = unsigned()
        if not let_in.usable:
            raise PackRefused(let_in.code, pack.key)
        return Admission(let_in, pack.head, pack.digest)

    def looked_through(self, admission: Admission) -> bool:
        """Whether a pack with this manifest was read whole before: here, or by the app's makers."""
        by_makers = admission.standing.tier in ("official", "shipped")
        return by_makers or self.memory.of(admission.digest) is not None

    def keep(self, admission: Admission) -> None:
        """Remember a pack that was let in, the newer catalogue that it brought, and who made it
        once its file is here; nothing of it lets another pack in.
        """
        if admission.look is not None:
            self.catalog.keep(admission.look)
        let_in = _noted(admission.standing)
        if let_in is not None:
            self.memory.add(admission.digest, let_in)
        if admission.maker is not None:
            from milclicks.packs.folder import file_of

            with contextlib.suppress(DiskFull, NotWritable):
                self.pins.expect(admission.maker, file_of(admission.head))

    def meet(self, admission: Admission) -> None:
        """Remember the teacher of a pack that is here now for good; where nothing can be written,
        for this run alone.
        """
        if admission.maker is not None:
            with contextlib.suppress(DiskFull, NotWritable):
                self.pins.add(admission.maker)

    def _known(self) -> Known | None:
        """What the catalogue says, without loading anything where there is none."""
        if self._given is None and not (self._folder / "catalogue.json").exists():
            return None
        return self.catalog.known

    def _carried(self, pack: Pack) -> Look | None:
        """What the pack's own copy of the catalogue proves; an older or a wrong one nothing."""
        from milclicks.packs.travel.source import SourceFailed, SourceMissing, SourceTooLong
        from milclicks.packs.trust.refusals import TrustRefused

        source = pack.catalogue()
        if source is None or not self.catalog.believed:
            return None
        try:
            return self.catalog.look(source)
        except (TrustRefused, SourceFailed, SourceMissing, SourceTooLong):
            return None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pack that asks to come in."""

    id: str
    version: int
    digest: str
    bundled: bool = False


def _noted(standing: Standing) -> LetIn | None:
    """What is remembered of a pack with this standing; nothing where nobody answers for it."""
    if standing.tier not in ("official", "teacher", "shipped"):
        return None
    return LetIn(tier=standing.tier, maker=standing.maker, words=standing.words)


def _signed(known: Known, pack: Held) -> bool:
    """Whether the catalogue's makers signed this very manifest."""
    return known.manifests.get(f"{pack.id}@{pack.version}") == pack.digest


def withdrawn(gone: Withdrawn) -> Standing:
    """The standing of a version that its makers took back."""
    return Standing("revoked", code="trust.withdrawn", reasons=gone.reason)


def unsigned() -> Standing:
    """The standing of a pack that nobody signed whom this data folder believes."""
    return Standing("unsigned", code="trust.unsigned")
