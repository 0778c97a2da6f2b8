"""A small signed catalogue in a folder, with keys made on the fly; and what a client needs of it.

`Site.make(folder, packs=[...])` publishes pack files; `publish`, `rotate`, `revoke` and `delegate`
do what the makers' commands do. `site.roots()` is what an app would be shipped with, `site.source`
the place to read, `site.catalog(folder)` a client that believes the first root.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import keyring
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.listed import Withdrawn
from milclicks.packs.trust.publish import Bundle, Published, Wish, publish
from milclicks.packs.trust.repository import Repository
from tests.fixtures.packs.forge import tiny

DAY = datetime(2026, 12, 1, tzinfo=UTC)
"""The day on which a site is made unless a test says another."""


def days(number: float) -> datetime:
    """The moment that many days after DAY."""
    return DAY + timedelta(days=number)


def pack(folder: Path, name: str = "test.tiny", version: int = 1, title: str = "") -> Path:
    """A small valid, unsigned pack file."""
    made = tiny(version)
    made.manifest["id"] = name
    if title:
        made.manifest["locales"]["en"]["title"] = title
    folder.mkdir(parents=True, exist_ok=True)
    return made.write(folder / f"{name}-{version}.milpack")


@dataclass
class Site:
    """A site and the keys of its makers; `root` is the place that packs come from."""

    root: Path
    keys: Path
    old: list[Path] = field(default_factory=list)
    """Folders of keys that were replaced."""

    @classmethod
    def make(
        cls,
        folder: Path,
        packs: Sequence[Path] = (),
        *,
        now: datetime = DAY,
        name: Mapping[str, str] | None = None,
    ) -> Site:
        """Keys and a first root in `folder`, and a publication of these packs."""
        site = cls(folder / "site", folder / "keys")
        keyring.make_all(site.keys, 2)
        site._next_root(now, site.ring())
        site.publish(packs, now=now, name=name)
        return site

    def ring(self) -> Keyring:
        """The keys that count now."""
        return Keyring([self.keys])

    def repository(self, now: datetime = DAY) -> Repository:
        """The metadata, to bend."""
        return Repository(self.root, now)

    def publish(
        self,
        packs: Sequence[Path] = (),
        *,
        now: datetime = DAY,
        bundles: Sequence[Bundle] = (),
        name: Mapping[str, str] | None = None,
    ) -> Published:
        """Publish packs (none: sign again)."""
        wish = Wish(packs=packs, bundles=bundles, name=name or {})
        return publish(self.root, wish, self.ring(), now)

    def revoke(
        self, name: str, version: int, reason: str = "A wrong answer.", *, now: datetime = DAY
    ) -> Published:
        """Withdraw one version of a pack."""
        gone = Withdrawn(id=name, version=version, reason={"en": reason})
        return publish(self.root, Wish(withdraw=(gone,)), self.ring(), now)

    def delegate(self, name: str, *, now: datetime = DAY) -> Path:
        """Give a partner the packs `<name>.*`; the folder of its key, which is also ours here."""
        made = keyring.make(self.keys, name)
        keys = self.ring().keys(name)
        publish(self.root, Wish(partners={name: keys}), self.ring(), now)
        return made[0]

    def rotate(self, *roles: str, now: datetime = DAY, sign: bool = True) -> None:
        """New keys for these roles and a next root, signed by the old and the new root keys."""
        before = self.keys.with_name(f"keys-{len(self.old) + 1}")
        shutil.copytree(self.keys, before)
        self.old.append(before)
        for role in roles:
            count = len(self.ring().keys(role))
            for path in self.keys.glob(f"{role}-*"):
                path.unlink()
            for _ in range(count):
                keyring.make(self.keys, role)
        self._next_root(now, Keyring([before]))
        if sign:
            self.publish(now=now)

    def _next_root(self, now: datetime, *before: Keyring) -> None:
        step = self.repository(now).next_root(self.ring(), [self.ring(), *before], 2)
        assert step.missing == 0

    def roots(self, *numbers: int) -> dict[int, bytes]:
        """The root chain, or only these of it: what an app is shipped with."""
        found = self.repository().roots()
        return {number: found[number] for number in numbers or found}

    @property
    def source(self) -> FolderSource:
        """The site as a place that packs come from."""
        return FolderSource(self.root, "the test site")

    def copied(self, folder: Path) -> Site:
        """The site as it is now, on a stick that nobody updates."""
        return Site(Path(shutil.copytree(self.root, folder)), self.keys, list(self.old))

    def catalog(
        self,
        folder: Path,
        now: datetime | Callable[[], datetime] = DAY,
        roots: Mapping[int, bytes] | None = None,
    ) -> Catalog:
        """A client in the data folder `folder`, shipped with the first root unless given others."""
        clock = now if callable(now) else lambda: now
        return Catalog(folder / "trust", self.roots(1) if roots is None else roots, clock)

    def file(self, name: str, version: int) -> Path:
        """A pack of the site."""
        return self.root / "packs" / f"{name}-{version}.milpack"
