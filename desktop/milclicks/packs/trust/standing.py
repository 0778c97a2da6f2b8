"""What a pack is worth here: who answers for it, and whether it may be used.

`Trust` is what a library asks. Cheap questions (a pack that is here) read two small files and no
signature; a new pack is held against the catalogue, and where that does not know it, against the
catalogue that the pack carries. Nothing is written before `keep`. Not here: teachers' signatures
(`envelope`, `pins`), the catalogue itself (`catalog`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from milclicks.packs.locales import nearest
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.memory import LetIn, Memory

if TYPE_CHECKING:
    from milclicks.packs.manifest import Head
    from milclicks.packs.pack import Pack
    from milclicks.packs.trust.catalog import Catalog, Look
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

    @cached_property
    def catalog(self) -> Catalog:
        """The catalogue of this data folder."""
        from milclicks.packs.trust.catalog import Catalog

        return self._given or Catalog(self._folder, now=self._now)

    @cached_property
    def pins(self) -> Pins:
        """The teachers who are known here."""
        from milclicks.packs.trust.pins import Pins

        return Pins(self._folder)

    def begin(self, here: Iterable[Held]) -> None:
        """At the first start: remember the packs that were installed before, which `here` are."""
        if not self.memory.begun:
            self.memory.begin(one.digest for one in here)

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
        if let_in is None:
            return unsigned()
        if let_in.tier == "before":
            return Standing("unsigned")
        return Standing(let_in.tier, let_in.maker, let_in.words)

    def admit(self, pack: Pack) -> Admission:
        """Let a new pack in; raises PackRefused with the reason, and writes nothing either way."""
        asked = _Asked(pack.head.id, pack.head.version, pack.digest)
        known = self.catalog.known
        look = None if known is not None and _signed(known, asked) else self._carried(pack)
        for one in (known, look.known if look else None):
            gone = one.withdrawn(asked.id, asked.version) if one else None
            if gone is not None:
                raise PackRefused("trust.withdrawn", pack.key, reason=withdrawn(gone).reason("en"))
        for one in (known, look.known if look else None):
            if one is not None and _signed(one, asked):
                return Admission(OFFICIAL, pack.head, pack.digest, look)
        if known is not None and known.manifests.get(pack.key):
            raise PackRefused("trust.altered", pack.key)
        maker = self.pins.admit(pack)
        if maker is not None:
            by = Standing("teacher", maker.name, maker.words)
            return Admission(by, pack.head, pack.digest)
        let_in = unsigned()
        if not let_in.usable:
            raise PackRefused(let_in.code, pack.key)
        return Admission(let_in, pack.head, pack.digest)

    def keep(self, admission: Admission) -> None:
        """Remember a pack that was let in, and the newer catalogue that it brought."""
        if admission.look is not None:
            self.catalog.keep(admission.look)
        standing = admission.standing
        if standing.tier in ("official", "teacher"):
            tier: Literal["official", "teacher"] = (
                "teacher" if standing.tier == "teacher" else "official"
            )
            let_in = LetIn(tier=tier, maker=standing.maker, words=standing.words)
            self.memory.add(admission.digest, let_in)

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


def _signed(known: Known, pack: Held) -> bool:
    """Whether the catalogue's makers signed this very manifest."""
    return known.manifests.get(f"{pack.id}@{pack.version}") == pack.digest


def withdrawn(gone: Withdrawn) -> Standing:
    """The standing of a version that its makers took back."""
    return Standing("revoked", code="trust.withdrawn", reasons=gone.reason)


def unsigned() -> Standing:
    """The standing of a pack that nobody signed whom this data folder believes."""
    return Standing("unsigned", code="trust.unsigned")
