"""What goes on a stick: chosen packs, wishes that this computer can fulfil, its own wishes.

A stick that visits many places gathers their wishes and brings what was wished. Not here: writing
it (`making`), choosing (`ui`, `commands`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from milclicks.core.errors import N_, Message, NotFound
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.readiness import newer
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import bundles, making, wanted
from milclicks.packs.travel.page import Shown, page
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.travel.stick import WANTED, look, made_on
from milclicks.packs.trust.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Load:
    """What may be put on a stick: packs by id in the version that counts, and app bundles."""

    packs: dict[str, Path]
    apps: tuple[tuple[bundles.Offer, Path], ...]
    wanted: wanted.Wanted

    @property
    def wished(self) -> tuple[str, ...]:
        """The packs that are here and were wished for on the stick."""
        return tuple(sorted(name for name in self.wanted.packs() if name in self.packs))


def load(root: Path, library: Library, data: Path, site: Path | None = None) -> Load:
    """Everything that could go on the stick at `root`; `site` is a folder to fill it from too."""
    catalog = library.trust.catalog
    packs = {one.id: one.path for one in library.packs() if may_travel(one)}
    versions = {one.id: one.version for one in library.packs()}
    for path in look(site).packs if site is not None else ():
        with Pack(path) as pack:
            library.trust.admit(pack)
            if versions.get(pack.head.id, 0) <= pack.head.version:
                packs[pack.head.id], versions[pack.head.id] = path, pack.head.version
    apps = tuple(_apps(catalog, data, site))
    return Load(packs, apps, wanted.read(made_on(root) / WANTED))


def may_travel(pack: PackInfo) -> bool:
    """Whether a pack of the library is whole, so that it can be passed on."""
    return bool(pack.version) and pack.ready.state in ("ready", "needs_app", "needs_pack")


def _apps(catalog: Catalog, data: Path, site: Path | None) -> Iterator[tuple[bundles.Offer, Path]]:
    """The newest bundle of each system that lies in the site or was kept here."""
    best: dict[str, tuple[bundles.Offer, Path]] = {}
    for one in bundles.offers(catalog.known):
        held = bundles.kept(one, data)
        if held is None and site is not None and bundles.lies_in(one, FolderSource(site)):
            held = site / one.place
        if held is None:
            continue
        before = best.get(one.bundle.system)
        if before is None or newer(one.bundle.version, before[0].bundle.version):
            best[one.bundle.system] = (one, held)
    yield from best.values()


def pieces(
    load: Load,
    chosen: Collection[str],
    library: Library,
    data: Path,
    place: str,
    *,
    apps: bool = True,
) -> tuple[making.Piece, ...]:
    """The files for the stick; raises NotFound for a pack that is not here, PackRefused for one
    that is damaged.
    """
    missing = sorted(set(chosen) - set(load.packs))
    if missing:
        raise NotFound(
            Message(N_("This pack is not here: {name}."), {"name": ", ".join(missing)}),
            Message(N_("Choose among the packs of the library. Nothing was written.")),
        )
    names = [name for name in load.packs if name in set(chosen)]
    catalog = library.trust.catalog
    mine = wanted.wishes_of(data, library.packs(), catalog, place, bundles.this_system())
    return making.pieces_for(
        [load.packs[name] for name in names],
        catalog,
        page=page(_shown((load.packs[name] for name in names), catalog)),
        apps=load.apps if apps else (),
        wishes=load.wanted.with_(mine),
    )


def _shown(paths: Iterable[Path], catalog: Catalog) -> Iterator[Shown]:
    for path in paths:
        with Pack(path) as pack:
            held = pack.manifest
            yield Shown(
                making.place_of(pack, catalog),
                path.stat().st_size,
                {code: one.title for code, one in held.locales.items()},
                {code: one.description for code, one in held.locales.items()},
                held.version,
                len(held.lessons),
                tuple(held.locales),
            )
