"""A pack that was in order and found no room for its name: what is remembered of it opens no door.

By then its manifest is noted, so that a power cut just after the rename greys nothing. It must let
in nothing but that very pack; its maker is known only once a pack of theirs is here.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from milclicks.core.errors import DiskFull
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.pins import MakerUnknown
from tests.crash.acts import PACK, make_site, opened
from tests.fixtures.packs.forge import tiny
from tests.support.teachers import teacher_pack

pytestmark = pytest.mark.strict_trust
AMINA = OwnKey.new()


class NoName(Disk):
    """A disk on which no file gets its name while it is `full`."""

    def __init__(self) -> None:
        """Full from the start."""
        self.full = True

    def replace(self, part: Path, path: Path) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().replace(part, path)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "made")


def of_amina(tmp_path: Path, slug: str, version: int = 3) -> Path:
    return teacher_pack(
        tmp_path / f"{slug}-{version}.milpack", AMINA, slug=slug, version=version, maker="Amina"
    )


def greyed(home: Path, site: Path, file: Path, code: str) -> None:
    """Somebody puts a file into the folder by hand: it is shown and cannot be used."""
    shutil.copy(file, home / "packs" / file.name)
    with opened(home, site) as library:
        assert [one.standing.code for one in library.packs()] == [code]
        assert library.lessons("en") == ()
    (home / "packs" / file.name).unlink()


def refused(library: Library, file: Path, code: str) -> None:
    with pytest.raises(PackRefused) as caught:
        library.install(file)
    assert caught.value.code == code
    assert library.packs() == ()


def test_row_72_the_maker_of_a_pack_that_is_not_here_is_not_known(
    tmp_path: Path, site: Path
) -> None:
    home, disk = tmp_path / "home", NoName()
    river, lake = of_amina(tmp_path, "river"), of_amina(tmp_path, "lake")
    with opened(home, site, disk) as library:
        library.trust.pins.compared(Maker(AMINA.name, AMINA.public, "Amina"))
        with pytest.raises(DiskFull):
            library.install(river)
        assert library.packs() == () and library.trust.pins.all() == {}
    with opened(home, site) as library:
        for other in (lake, of_amina(tmp_path, "river", 4), river):
            with pytest.raises(MakerUnknown):
                library.install(other)
        assert library.packs() == () and library.trust.pins.all() == {}
    greyed(home, site, lake, "trust.unsigned")
    with opened(home, site, disk) as library:
        library.trust.pins.compared(Maker(AMINA.name, AMINA.public, "Amina"))
        with pytest.raises(DiskFull):
            library.install(river)
        disk.full = False
        assert library.install(river).standing.tier == "teacher", "a later try, with room"
        assert set(library.trust.pins.all()) == {AMINA.name}
    with opened(home, site) as library:
        assert library.install(lake).usable, "control: now the maker is known"
        assert len(library.packs()) == 2 and all(one.usable for one in library.packs())


def test_row_72_the_manifest_of_a_pack_that_is_not_here_lets_in_nothing_else(
    tmp_path: Path, site: Path
) -> None:
    home, disk = tmp_path / "home", NoName()
    with opened(home, site, disk) as library:
        library.trust.catalog.refresh(FolderSource(site, "site"))
        file = site / "packs" / f"{PACK}-1.milpack"
        with pytest.raises(DiskFull):
            library.install(file)
        with Pack(file) as pack:
            noted = library.trust.memory.of(pack.digest)
        assert noted is not None and noted.tier == "official", "noted just before the name"
    forged = tiny(1)
    forged.manifest["locales"]["en"]["title"] = "Not what was signed"
    altered = forged.write(tmp_path / "altered.milpack")
    nobody = tiny(9).write(tmp_path / "nobody.milpack")
    with opened(home, site) as library:
        refused(library, altered, "trust.altered")
        refused(library, nobody, "trust.unsigned")
    for one in (altered, nobody):
        greyed(home, site, one, "trust.unsigned")
    for lost in ("trust/catalogue.json", "trust/floor-a.json", "trust/floor-b.json"):
        (home / lost).unlink(missing_ok=True)
    with opened(home, site) as library:
        refused(library, nobody, "trust.unsigned")
    greyed(home, site, altered, "trust.unsigned")
    with opened(home, site) as library:
        library.trust.catalog.refresh(FolderSource(site, "site"))
        assert library.install(site / "packs" / f"{PACK}-1.milpack").standing.tier == "official"
