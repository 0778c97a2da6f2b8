"""A site with packs, a home that fetches from it, and the faulty server between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.progress import Progress, silent
from milclicks.packs.travel.download import Download
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import Bounds, HttpSource
from milclicks.packs.travel.part import Expected, Part
from milclicks.packs.travel.plan import Rules
from milclicks.packs.travel.source import Source
from milclicks.packs.trust.standing import Trust
from tests.support.clock import FrozenClock
from tests.support.heavy import expected, heavy
from tests.support.loopback import Loopback
from tests.support.site import Site

PACK = "packs/test.heavy-1.milpack"
QUICK = Bounds(connect_s=5, idle_s=0.5, rate=100, over_s=30)


class FixedLine:
    """A line that costs, or does not, or does not say."""

    def __init__(self, costs: bool | None = False) -> None:
        self.costs = costs

    def metered(self) -> bool | None:
        """As it was told."""
        return self.costs


class Naps:
    """Waits that take no time, and how long they would have been, in seconds."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@dataclass
class Road:
    """One pack file on a server, and a folder that it comes to."""

    root: Path
    server: Loopback
    home: Path
    pack: Path
    right: Expected
    """What is signed of the pack."""
    naps: Naps = field(default_factory=Naps)

    def source(self, **named: Any) -> HttpSource:
        """The server as a source."""
        named.setdefault("bounds", QUICK)
        return HttpSource(self.server.address, **named)

    def download(self, *sources: Source, **named: Any) -> Download:
        """The download of the pack from these sources, or from the server."""
        named.setdefault("sleep", self.naps)
        named.setdefault("now", lambda: 0.0)  # only naps take time
        return Download(self.home, self.right, sources or (self.source(),), **named)

    def came(self, **named: Any) -> bytes:
        """Fetch it from the server; the file as it came."""
        return self.download(**named).run().read_bytes()

    @property
    def held(self) -> int:
        """How many bytes of the pack are here for good."""
        part = Part(self.home, self.right, Disk())
        with part.open():
            return part.done


def make_road(folder: Path, **named: Any) -> Iterator[Road]:
    """A road with a pack of 2 MB."""
    site = folder / "road"
    (site / "packs").mkdir(parents=True)
    pack = heavy(site / PACK, **named)
    server = Loopback(site, folder / "road.log")
    try:
        yield Road(site, server, folder / "home", pack, expected(pack))
    finally:
        server.close()


class Halt(Exception):
    """Somebody pressed Stop."""


def halting(at: int) -> Progress:
    """Progress that stops the work once `at` bytes are here."""

    def tell(done: int, total: int) -> None:
        if done >= at:
            raise Halt

    return tell


@dataclass
class Town:
    """A signed site on the server and a library that believes it."""

    site: Site
    server: Loopback
    home: Path
    library: Library
    clock: FrozenClock
    line: FixedLine = field(default_factory=FixedLine)
    naps: Naps = field(default_factory=Naps)

    def source(self) -> HttpSource:
        """The server as a source."""
        return HttpSource(self.server.address, bounds=QUICK)

    def fetching(
        self, *sources: Source, rules: Rules | None = None, disk: Disk | None = None
    ) -> Fetching:
        """What fetches from these sources, or from the server."""
        means = Means(
            clock=self.clock,
            line=self.line,
            sources=sources or (self.source(),),
            rules=rules or Rules(),
            disk=disk or Disk(),
            sleep=self.naps,
        )
        return Fetching(self.home, self.library, means)


def make_town(folder: Path, packs: list[Path]) -> Iterator[Town]:
    """A town whose site has these packs."""
    site = Site.make(folder / "town", packs)
    home = folder / "home"
    server = Loopback(site.root, folder / "town.log")
    clock = FrozenClock()
    try:
        with Library.open(home, trust=Trust(home, site.catalog(home, now=clock.now))) as library:
            yield Town(site, server, home, library, clock)
    finally:
        server.close()


__all__ = ["PACK", "Halt", "Naps", "Road", "Town", "halting", "make_road", "make_town", "silent"]

loopback = pytest.mark.loopback
