"""Links, pipes and sockets in the places of files: refused in a sentence, never awaited."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from milclicks.core.plain_file import leads_elsewhere
from milclicks.packs import plain_files
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel import courier, wanted
from milclicks.packs.travel.bring import learn, looked_at
from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.making import guarded, make
from milclicks.packs.travel.places import place
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.source import FolderSource, SourceFailed, SourceMissing, SourceNotPlain
from milclicks.packs.travel.stick import look
from milclicks.packs.travel.stick_faults import StickNotPlain
from milclicks.packs.trust.refusals import TrustRefused
from tests.support.site import Site, pack
from tests.support.sticks import library, stick

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")


def pipe(path: Path) -> None:
    """A pipe into which nobody writes."""
    os.mkfifo(path)


def link(path: Path) -> None:
    """A link to a file elsewhere."""
    elsewhere = Path(str(path) + ".elsewhere")
    elsewhere.write_bytes(b'{"mine": true}')
    path.symlink_to(elsewhere)


def sock(path: Path) -> None:
    """A socket where nobody listens."""
    os.mknod(path, stat.S_IFSOCK | 0o600)


ODD: dict[str, Callable[[Path], None]] = {"pipe": pipe, "link": link, "socket": sock}


class Town:
    """A site, a computer that believes it, and a stick that was made there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = Site.make(folder, [pack(folder / "made", "test.tiny")])
        self.data = folder / "data"
        self.library = library(self.data, self.site.catalog(self.data))
        learn(look(self.site.root), self.library.trust.catalog, "site")
        self.library.install(self.site.file("test.tiny", 1))
        self.mount = stick(folder)

    @property
    def made(self) -> Path:
        """The folder on the stick."""
        return self.mount.path / "MILPACKS"

    def make(self) -> int:
        """Make the stick."""
        load = courier.load(self.mount.path, self.library, self.data)
        pieces = courier.pieces(load, tuple(load.packs), self.library, self.data, "")
        return make(self.mount, pieces).files

    def wish(self, path: Path) -> None:
        """Write wishes there."""
        chosen = Plugged(self.mount)
        guarded(chosen, lambda: wanted.write(path, wanted.Wanted(), chosen))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.library.close()


def entries(root: Path) -> dict[str, bytes | str]:
    """Everything below a folder, links as where they lead."""
    return {
        one.relative_to(root).as_posix(): str(one.readlink())
        if one.is_symlink()
        else one.read_bytes()
        if plain_files.is_file(one)
        else ""
        for one in root.rglob("*")
    }


@pytest.mark.parametrize("where", ["", "packs", "metadata", "targets", "targets/m"])
def test_a_stick_is_not_made_through_a_link(town: Town, where: str) -> None:
    elsewhere = town.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("mine")
    folder = town.made / where
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(elsewhere)
    before = entries(town.folder / "elsewhere"), entries(town.mount.path)
    with pytest.raises(StickNotPlain) as refused:
        town.make()
    assert refused.value.code == "stick.not_plain" and folder.name in str(refused.value.sentence)
    assert (entries(elsewhere), entries(town.mount.path)) == before
    folder.unlink()
    assert town.make() > 5


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "wanted.json",
        "metadata/1.root.json",
        "metadata/timestamp.json",
        "packs/test.tiny-1.milpack",
    ],
)
def test_what_is_no_file_is_not_written_over(town: Town, odd: str, name: str) -> None:
    path = town.made / name
    path.parent.mkdir(parents=True)
    ODD[odd](path)
    before = entries(town.mount.path)
    with pytest.raises(StickNotPlain):
        town.make()
    assert entries(town.mount.path) == before
    path.unlink()
    assert town.make() > 5


def test_a_link_beside_a_name_is_not_written_through(town: Town) -> None:
    target = town.folder / "mine.txt"
    target.write_text("mine")
    town.made.mkdir()
    (town.made / "index.html.part").symlink_to(target)
    with pytest.raises(StickNotPlain):
        town.make()
    assert target.read_text() == "mine"


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "name",
    [
        "wanted.json",
        "index.html",
        "metadata/2.root.json",
        "metadata/timestamp.json",
        "packs/test.tiny-1.milpack",
        "packs/other.milpack",
        "metadata",
        "targets",
        "packs",
        "",
    ],
)
def test_reading_a_stick_waits_for_nothing_and_follows_nothing(
    town: Town, odd: str, name: str
) -> None:
    town.make()
    path = town.made / name
    if plain_files.is_folder(path):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    ODD[odd](path)
    found = looked_at(town.mount.path, town.library, "STICK")
    assert path not in found.look.packs
    assert wanted.read(found.look.wanted) == wanted.Wanted()
    learn(found.look, town.library.trust.catalog, "STICK")
    if name == "packs/test.tiny-1.milpack":
        assert found.packs == ()
    elif name not in ("", "packs"):
        assert [one.key for one in found.packs] == ["test.tiny@1"], "the rest of it is read"


@pytest.mark.parametrize("odd", ODD)
def test_wishes_are_not_written_through_a_link(town: Town, odd: str) -> None:
    town.made.mkdir()
    path = town.made / "wanted.json"
    ODD[odd](path)
    before = entries(town.mount.path)
    with pytest.raises(StickNotPlain):
        town.wish(path)
    assert entries(town.mount.path) == before
    shutil.rmtree(town.made)
    ODD["link"](town.made)
    with pytest.raises(StickNotPlain):
        town.wish(path)
    town.made.unlink()
    town.wish(path)
    assert plain_files.is_file(path)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["metadata", "metadata/timestamp.json", "metadata/1.root.json"])
def test_a_folder_place_is_read_without_waiting(town: Town, odd: str, name: str) -> None:
    """A pipe, a link, a socket: where a site has a file, and where it has a folder."""
    path = town.site.root / name
    source = FolderSource(town.site.root, "the folder")
    whole = source.read("metadata/timestamp.json", 9999)
    away = path.rename(town.folder / "away")
    ODD[odd](path)
    asked = name if path.suffix else f"{name}/timestamp.json"
    with pytest.raises(SourceNotPlain) as refused:
        source.read(asked, 9999)
    assert refused.value.code == "source.not_plain" and "the folder" in str(refused.value.sentence)
    with pytest.raises(SourceFailed), source.open(asked):
        pass
    if "1.root" not in name:  # that one is known from the start and never asked for
        with pytest.raises((SourceFailed, TrustRefused)):
            town.library.trust.catalog.refresh(source)
    path.unlink()
    away.rename(path)
    assert source.read("metadata/timestamp.json", 9999) == whole


def test_a_folder_place_with_a_link_in_it_is_taken_without_the_link(town: Town) -> None:
    folder = town.folder / "share"
    folder.mkdir()
    (folder / "MILPACKS").symlink_to(town.site.root)
    with pytest.raises(SourceMissing):
        place(str(folder)).read("metadata/timestamp.json", 9999)
    (town.folder / "way").symlink_to(town.site.root)  # the person's own way to it is in order
    assert place(str(town.folder / "way")).read("metadata/timestamp.json", 9999)


@pytest.mark.parametrize("odd", ["pipe", "socket"])
def test_a_pack_that_is_no_file_is_refused_at_once(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "one.milpack"
    ODD[odd](path)
    with pytest.raises(PackRefused) as refused:
        Pack(path)
    assert refused.value.code == "file.unreadable"
    with pytest.raises(plain_files.NotPlain):
        next(Stick().read_back(path))


def test_a_pack_behind_a_link_of_the_person_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "link.milpack"
    path.symlink_to(pack(tmp_path, "test.tiny"))
    with Pack(path) as opened:
        assert opened.name == ("test.tiny", 1)


def test_a_file_that_becomes_a_pipe_between_two_questions_is_not_awaited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.json"
    path.write_text("{}")
    real = os.open

    def swapped(name: object, flags: int, *rest: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", swapped)
    with pytest.raises(plain_files.NotPlain):
        plain_files.reading(path)


def test_a_junction_counts_as_a_link_and_a_file_of_a_cloud_does_not() -> None:
    class Status:
        """What Windows says of a folder."""

        def __init__(self, tag: int) -> None:
            self.st_mode, self.st_reparse_tag = 0o040755, tag

    assert leads_elsewhere(Status(0xA0000003))  # type: ignore[arg-type]
    assert leads_elsewhere(Status(0xA000000C))  # type: ignore[arg-type]
    assert not leads_elsewhere(Status(0x9000701A))  # type: ignore[arg-type]
    assert not leads_elsewhere(Status(0))  # type: ignore[arg-type]
