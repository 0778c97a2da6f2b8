"""What a library may be in the middle of when the power goes, and how one knows what is left.

Each act begins with a prepared data folder, changes it with a signed catalogue as in the app, and
may leave only the state before it or the state after it. Used by the kills, by the replay of
recorded writes and by the full disks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from milclicks.packs import versions
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.standing import Trust
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import Forge, forge, tiny
from tests.support.clock import FrozenClock
from tests.support.site import DAY, Site

PACK = "test.tiny"
State = tuple[int, bool]
"""The version that counts (0 for none), and whether its file is whole."""


def _version(number: int) -> Forge:
    """A small pack with a glossary and some bytes that do not shrink."""
    made = tiny(number)
    made.manifest["locales"]["en"]["title"] = f"Version {number}"
    river = forge()
    path = next(one for one in sorted(river.files) if one.endswith(".png"))
    line = river.line(path)
    made.add(path, river.files[path], line["mediatype"])
    return made


def make_site(folder: Path) -> Path:
    """A signed site with three versions of a pack; returns its root folder."""
    folder.mkdir(parents=True)
    packs = [_version(n).write(folder / f"{PACK}-{n}.milpack") for n in (1, 2, 3)]
    return Site.make(folder, packs).root


class _NoCost:
    """A line that costs nothing."""

    def metered(self) -> bool | None:
        """No."""
        return False


@dataclass(frozen=True, slots=True)
class Act:
    """One change: the versions that are there before it, what it does, what may be left."""

    name: str
    before: tuple[int, ...]
    do: Callable[[Library, Path, Disk], object]
    old: State
    new: State
    harm: Callable[[Path], None] = lambda home: None
    """Done to the prepared data folder before the act."""


def opened(home: Path, site: Path, disk: Disk | None = None) -> Library:
    """The library as the app opens it, with the first root of the site."""
    roots = {1: (site / "metadata" / "1.root.json").read_bytes()}
    trust = Trust(home, Catalog(home / "trust", roots, lambda: DAY))
    return Library.open(home, disk=disk, trust=trust)


def _file(site: Path, version: int) -> Path:
    return site / "packs" / f"{PACK}-{version}.milpack"


def _learn_and_install(library: Library, site: Path, disk: Disk) -> None:
    library.trust.catalog.refresh(FolderSource(site, "site"))
    library.install(_file(site, 1))


def _install(version: int) -> Callable[[Library, Path, Disk], object]:
    return lambda library, site, disk: library.install(_file(site, version))


def _fetching(library: Library, site: Path, disk: Disk) -> Fetching:
    home = library._folder.data
    means = Means(FrozenClock(), _NoCost(), (FolderSource(site, "site"),), disk=disk)
    return Fetching(home, library, means)


def _fetch(library: Library, site: Path, disk: Disk) -> None:
    _fetching(library, site, disk).fetch(PACK, 2)


def _repair(library: Library, site: Path, disk: Disk) -> None:
    _fetching(library, site, disk).repair(PACK)


def _remove(library: Library, site: Path, disk: Disk) -> None:
    library.remove(PACK)


def _go_back(library: Library, site: Path, disk: Disk) -> None:
    library.use_version(PACK, 1)


def _rot(home: Path) -> None:
    """One blob of the installed file goes bad."""
    path = next((home / "packs").glob("*.milpack"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def _went_back(home: Path) -> None:
    """Somebody went back to the first version."""
    versions.choose(home, PACK, versions.Choice(1, 2))


def _leave_parts(home: Path) -> None:
    """An earlier install was cut: half of a copy lies about."""
    (home / "packs" / "0123456789abcdef-9.milpack.part").write_bytes(b"PK\3\4" + bytes(900))


ACTS = {
    act.name: act
    for act in (
        Act("install", (), _learn_and_install, (0, True), (1, True)),
        Act("update", (1,), _install(2), (1, True), (2, True)),
        Act("fetch", (1,), _fetch, (1, True), (2, True)),
        Act("repair", (1,), _repair, (1, False), (1, True), _rot),
        Act("clean-up", (1, 2), _install(3), (2, True), (3, True), _leave_parts),
        Act("delete", (1, 2), _remove, (2, True), (0, True)),
        Act("delete what one went back to", (1, 2), _remove, (1, True), (0, True), _went_back),
        Act("go back", (1, 2), _go_back, (2, True), (1, True)),
    )
}


def prepare(act: Act, home: Path, site: Path) -> Path:
    """The data folder before the act."""
    if act.before:
        with opened(home, site) as library:
            library.trust.catalog.refresh(FolderSource(site, "site"))
            for version in act.before:
                library.install(_file(site, version))
        act.harm(home)
    else:
        home.mkdir(parents=True)
    return home


def perform(act: Act, home: Path, site: Path, disk: Disk) -> None:
    """Open the library and do the act."""
    with opened(home, site, disk) as library:
        act.do(library, site, disk)


def left(home: Path, site: Path) -> State:
    """What is here after the library was opened again; raises when it is neither old nor new."""
    with opened(home, site) as library:
        library.tidy()  # as the window does when it stands
        assert not list((home / "packs").glob("[!.]*.part")), "a part stayed"
        held = library.packs()
        coming = {one.name.split(".")[0] for one in (home / "packs" / "coming").glob("[!.]*.part*")}
        assert len(held) <= 1
        if not held:
            return 0, True
        info = held[0]
        whole = True
        for file in (home / "packs").glob("*.milpack"):
            with Pack(file) as pack:
                try:
                    verify(pack)
                except PackRefused:
                    whole = False
        for one in coming if whole else ():
            assert int(one.rpartition("-")[2]) > info.version, f"{one} is here and on its way"
        assert info.id == PACK and info.standing.tier == "official", info
        assert info.title == f"Version {info.version}"
        if whole:
            assert library.document("glossary", "en")["entries"]
        return info.version, whole


def again(act: Act, home: Path, site: Path) -> None:
    """Do the act once more after an end that nobody wanted; a thing that is done may say so."""
    try:
        perform(act, home, site, Disk())
    except Exception:
        if left(home, site) != act.new:
            raise


def copied(home: Path, target: Path) -> Path:
    """The prepared data folder once more."""
    return Path(shutil.copytree(home, target))
