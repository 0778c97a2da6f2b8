"""What goes on a stick: chosen packs, wishes that this computer can fulfil, its own wishes.

A stick that visits many places gathers their wishes and brings what was wished. Not here: writing
it (`making`), choosing (`ui`, `commands`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milclicks.core.errors import N_, Message, MilClicksError, NotFound
from milclicks.packs import plain_files
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.readiness import newer
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel import bundles, making, wanted
from milclicks.packs.travel.faces import Face, face
from milclicks.packs.travel.page import AppFile, Contents, pages
from milclicks.packs.travel.stick import WANTED, look, made_on
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.withdrawn import versions_here


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A file of a site that is not put on a stick, and why; `pack` is empty when nobody can say."""

    path: Path
    pack: str
    version: int
    error: MilClicksError


LEFT_OUT: Final = N_(
    "The copy of the app in version {version} for {system} is damaged or was changed. "
    "It was left out."
)


@dataclass(frozen=True, slots=True)
class Load:
    """What may be put on a stick: packs by id in the version that counts, and app bundles."""

    packs: dict[str, Path]
    versions: dict[str, int]
    """That of each of them."""
    apps: tuple[tuple[bundles.Offer, Path], ...]
    wanted: wanted.Wanted
    damaged: tuple[bundles.Offer, ...] = ()
    """Versions of the app whose only copies are not what was signed; they are left out."""
    wishes_kept: bool = False
    """Whether wishes lie on the stick that only a newer version can read; they stay."""
    refused: tuple[NotTaken, ...] = ()
    """Files of the site that may not be passed on; of no use to anybody who did not choose them."""

    @property
    def wished(self) -> tuple[str, ...]:
        """The packs that are here and were wished for on the stick."""
        return tuple(sorted(name for name in self.wanted.packs() if name in self.packs))


def load(root: Path, library: Library, data: Path, site: Path | None = None) -> Load:
    """Everything that could go on the stick at `root`; `site` is a folder to fill it from too."""
    catalog = library.trust.catalog
    packs = {one.id: one.path for one in library.packs() if may_travel(one)}
    versions = versions_here(library)
    refused: list[NotTaken] = []
    for path in look(site).packs if site is not None else ():
        name, version = "", 0
        try:
            with Pack(path) as pack:
                name, version = pack.head.id, pack.head.version
                library.trust.admit(pack)
        except MilClicksError as error:
            refused.append(NotTaken(path, name, version, error))
            continue
        if versions.get(name, 0) <= version:
            packs[name], versions[name] = path, version
    left = tuple(one for one in refused if versions.get(one.pack, -1) < one.version)
    held = tuple(_held(catalog, data, site))
    damaged = tuple(offer for offer, path in held if path is None)
    place = made_on(root) / WANTED
    kept = wanted.kept(place)
    taken = {name: versions[name] for name in packs}
    return Load(packs, taken, tuple(_newest(held)), wanted.read(place), damaged, kept, left)


def left_out(damaged: bundles.Offer) -> Message:
    """What is said of a version of the app that does not go on."""
    one = damaged.bundle
    return Message(LEFT_OUT, {"version": one.version, "system": one.system})


def may_travel(pack: PackInfo) -> bool:
    """Whether a pack of the library is whole, so that it can be passed on."""
    return bool(pack.version) and pack.ready.state in ("ready", "needs_app", "needs_pack")


def apps_here(
    catalog: Catalog, data: Path, site: Path | None = None
) -> Iterator[tuple[bundles.Offer, Path]]:
    """The newest bundle of each system that was kept here or lies in the site, byte by byte as it
    was signed. Reads each once: in a job.
    """
    return _newest(_held(catalog, data, site))


def _newest(
    held: Iterable[tuple[bundles.Offer, Path | None]],
) -> Iterator[tuple[bundles.Offer, Path]]:
    best: dict[str, tuple[bundles.Offer, Path]] = {}
    for offer, path in held:
        before = best.get(offer.bundle.system)
        later = before is None or newer(offer.bundle.version, before[0].bundle.version)
        if path is not None and later:
            best[offer.bundle.system] = (offer, path)
    yield from best.values()


def _held(
    catalog: Catalog, data: Path, site: Path | None
) -> Iterator[tuple[bundles.Offer, Path | None]]:
    """Each version of the app that lies here, with a good copy, or None when all are bad."""
    seen = look(site) if site is not None else None
    for one in bundles.offers(catalog.known):
        own = [bundles.place_kept(one, data)]
        if seen is not None and seen.site is not None:
            own.append(seen.site / one.place)
        loose = seen.loose if seen is not None else ()
        path = next((path for path in (*own, *loose) if bundles.sound(one, path)), None)
        if path is not None or any(map(plain_files.is_file, own)):
            yield one, path


def pieces(
    load: Load,
    chosen: Collection[str],
    library: Library,
    data: Path,
    place: str,
    *,
    apps: bool = True,
    locale: str = "en",
) -> tuple[making.Piece, ...]:
    """The files for the stick; raises NotFound for a pack that is not here, PackRefused for one
    that is damaged. `locale` is the language of its index.html.
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
    mine = mine.without({name: load.versions[name] for name in names})
    paths = [load.packs[name] for name in names]
    given = load.apps if apps else ()
    return making.pieces_for(
        paths,
        catalog,
        pages=_pages(paths, given, catalog, locale),
        apps=given,
        wishes=None if load.wishes_kept else load.wanted.with_(mine),
    )


def _pages(
    paths: Sequence[Path],
    apps: Sequence[tuple[bundles.Offer, Path]],
    catalog: Catalog,
    locale: str,
) -> dict[str, bytes]:
    """The pages of the stick and their pictures, by their places on it."""
    faces = [one for path in paths if (one := _face(path, catalog)) is not None]
    issued = catalog.issued.date().isoformat() if catalog.issued is not None else ""
    shown = [one.shown for one in faces]
    made = pages(Contents("stick", shown, app_files(apps), issued=issued, first=locale))
    pictures = {one.shown.picture: one for one in faces if one.picture is not None}
    return {**made, **{name: one.picture_bytes() for name, one in pictures.items()}}


def _face(path: Path, catalog: Catalog) -> Face | None:
    with Pack(path) as pack:
        place = making.place_of(pack, catalog)
    return face(path, place)


def app_files(apps: Sequence[tuple[bundles.Offer, Path]]) -> list[AppFile]:
    """Bundles as a page tells them."""
    return [
        AppFile(one.bundle.system, one.bundle.version, one.bundle.bytes, one.place)
        for one, _ in apps
    ]
