"""The library over several roots: cards, lessons, documents, media, credits, installs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.core.errors import NotFound
from milclicks.packs.library import LessonRef, Library
from milclicks.packs.refusals import PackRefused
from tests.fixtures.packs.forge import Raw, bent, forge, state, tiny, zipped


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A read-only root with the river pack."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    forge().write(folder / "river.milpack")
    return folder


@pytest.fixture
def library(tmp_path: Path, root: Path) -> Iterator[Library]:
    """A library over the bundled root and an empty data folder."""
    with Library.open(tmp_path / "home", [root]) as opened:
        yield opened


def test_bundled_packs_are_used_in_place(library: Library, root: Path, tmp_path: Path) -> None:
    before = state(root)
    (info,) = library.packs("fr")
    assert (info.title, info.bundled, info.path.parent) == ("Leçons de la rivière", True, root)
    assert library.lesson(LessonRef("test.river", 3, "well"), "fr").title == "Le puits du village"
    assert state(root) == before
    assert not (tmp_path / "home" / "packs").exists()


def test_a_bundled_pack_stays(library: Library) -> None:
    with pytest.raises(PackRefused) as caught:
        library.remove("test.river")
    assert caught.value.code == "library.bundled"


def test_cards_in_the_order_of_the_pack(library: Library) -> None:
    first, second = library.lessons("ar")
    assert (first.title, first.strand, first.picture) == ("شائعة في المدرسة", "critical", "river")
    assert (second.ref, second.minutes, second.cuts) == (
        LessonRef("test.river", 3, "well"),
        20,
        (20, 40, 60),
    )


def test_a_lesson_knows_its_pack(library: Library) -> None:
    lesson = library.lesson(library.lessons("en")[0].ref, "en")
    assert (lesson.pack, lesson.version) == ("test.river", 3)
    assert library.lesson(library.lessons("en")[0].ref, "en") is lesson


@pytest.mark.parametrize("ref", ["test.river@3/nothing", "test.river@9/well", "test.no@1/well"])
def test_a_lesson_that_is_not_here(library: Library, ref: str) -> None:
    with pytest.raises(NotFound):
        library.lesson(LessonRef.parse(ref), "en")


def test_a_ref_is_written_and_read(library: Library) -> None:
    ref = library.lessons("en")[0].ref
    assert LessonRef.parse(str(ref)) == ref
    assert library.media(ref.pack_key, "river") == library.media(ref.pack, "river")


def test_documents(library: Library) -> None:
    daily = library.document("daily", "fr")
    assert [entry["id"] for entry in daily["entries"]] == ["d01", "d02"]
    assert daily["entries"][0]["text"] == "Attends une minute."
    assert library.document("pact", "es")["locale"] == "en"
    assert library.document("glossary", "ar", "test.river")["entries"][0]["term"] == "جسر"
    with pytest.raises(NotFound):
        library.document("peer", "en")


def test_entries_of_several_packs_are_joined(library: Library, tmp_path: Path) -> None:
    library.install(tiny().write(tmp_path / "tiny.milpack"))
    entries = library.document("glossary", "en")["entries"]
    assert [entry["id"] for entry in entries] == ["bridge", "bridge"]


def test_pictures_come_with_their_description(library: Library) -> None:
    picture = library.picture("test.river", "river", "sr_Latn")
    assert picture.alt == "Plava reka pod večernjim nebom"
    assert picture.data is not None and picture.data.startswith(b"\x89PNG")
    assert library.alt("test.river", "river", "es") == "A blue river under an evening sky"
    assert library.picture("test.river", "nothing", "en").data is None
    with pytest.raises(NotFound):
        library.media("test.river", "nothing")


def test_credits(library: Library) -> None:
    (credits,) = library.credits("fr")
    assert (credits.title, credits.licenses) == ("Leçons de la rivière", ("CC-BY-SA-4.0",))
    assert credits.contributors == (("Mara Testing", "author"),)
    assert [(one.id, one.credit, one.license) for one in credits.media] == [
        ("river", "Drawn for the tests", "CC-BY-SA-4.0")
    ]


def test_the_newest_version_wins_whatever_its_root(library: Library, tmp_path: Path) -> None:
    library.install(forge(version=4).write(tmp_path / "four.milpack"))
    assert [(one.version, one.bundled) for one in library.packs()] == [(4, False)]
    library.remove("test.river")
    assert [(one.version, one.bundled) for one in library.packs()] == [(3, True)]


def test_an_older_or_equal_version_changes_nothing(library: Library, tmp_path: Path) -> None:
    library.install(forge(version=4).write(tmp_path / "four.milpack"))
    before = state(tmp_path / "home")
    with pytest.raises(PackRefused) as caught:
        library.install(forge(version=2).write(tmp_path / "two.milpack"))
    assert caught.value.code == "version.older"
    assert library.install(tmp_path / "four.milpack").version == 4
    other = forge(version=4)
    other.manifest["label"] = "another four"
    with pytest.raises(PackRefused) as caught:
        library.install(other.write(tmp_path / "other.milpack"))
    assert caught.value.code == "version.same"
    assert state(tmp_path / "home") == before


def test_progress_goes_from_nothing_to_all(library: Library, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    library.install(
        forge(version=5).write(tmp_path / "x.milpack"), lambda done, of: seen.append((done, of))
    )
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_damaged_file_in_the_folder_is_listed_and_stops_nothing(
    library: Library, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    library.install(tiny().write(tmp_path / "tiny.milpack"))
    (home / "packs" / "broken.milpack").write_bytes(b"PK\3\4 half of something")
    library.refresh()
    states = {one.id: one.ready.state for one in library.packs()}
    assert states == {"test.river": "ready", "test.tiny": "ready", "broken": "damaged"}
    assert len(library.lessons("en")) == 2
    assert library.search("rumour", "en")


def test_a_damaged_blob_spoils_one_lesson_only(tmp_path: Path, root: Path) -> None:
    entries = forge().entries()
    wanted = forge().files["texts/en/well.json"]
    place = next(n for n, one in enumerate(entries) if one.content == wanted)
    spoilt = bent(entries, place, content=wanted.replace(b"water", b"fire!"))
    (root / "river.milpack").write_bytes(zipped(spoilt))
    with Library.open(tmp_path / "home", [root]) as library:
        assert library.lesson(LessonRef("test.river", 3, "rumour"), "en").title
        with pytest.raises(PackRefused) as caught:
            library.lesson(LessonRef("test.river", 3, "well"), "en")
        assert caught.value.code == "blob.hash"


def test_the_index_follows_the_folder(tmp_path: Path, root: Path) -> None:
    home = tmp_path / "home"
    with Library.open(home, [root]) as library:
        assert len(library.lessons("en")) == 2
    (root / "river.milpack").unlink()
    with Library.open(home, [root]) as library:
        assert library.packs() == ()
        assert library.search("rumour", "en") == ()


def test_a_data_folder_that_cannot_be_written(tmp_path: Path, root: Path) -> None:
    home = tmp_path / "file"
    home.write_text("not a folder")
    with Library.open(home, [root]) as library:
        assert library.lessons("en")[0].title == "A rumour at school"
        assert library.search("hydrogeologist", "en")[0].step_id == "measure"


def test_nothing_is_added_to_a_folder_that_cannot_be_written(tmp_path: Path, root: Path) -> None:
    home = tmp_path / "file"
    home.write_text("not a folder")
    with Library.open(home, [root]) as library, pytest.raises(PackRefused) as caught:
        library.install(tiny().write(tmp_path / "tiny.milpack"))
    assert caught.value.code == "library.read_only"
    assert home.read_text() == "not a folder"


def test_a_catalogue_inside_a_pack_has_its_place_and_is_no_proof_by_itself(tmp_path: Path) -> None:
    first, second, *blobs = forge().entries()
    entries = [first, second, *blobs, Raw(b"tuf/root.json", b"{}"), Raw(b"tuf/timestamp.json", b"")]
    path = tmp_path / "signed.milpack"
    path.write_bytes(zipped(entries))
    with Library.open(tmp_path / "home") as library:
        assert library.install(path).standing.tier == "unsigned"
    path.write_bytes(zipped([first, second, Raw(b"signature.json", b"{}"), *blobs]))
    with Library.open(tmp_path / "third") as library, pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == "sign.id_taken"
    path.write_bytes(zipped([first, second, *blobs, Raw(b"signature.json", b"{}")]))
    with Library.open(tmp_path / "other") as library, pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == "zip.order"


def test_rebuilding_the_index_changes_nothing_that_is_seen(library: Library) -> None:
    before = (library.packs(), library.lessons("ar"), library.search("شائعة", "ar"))
    library._held.index.clear()
    library.refresh()
    assert (library.packs(), library.lessons("ar"), library.search("شائعة", "ar")) == before


def test_an_install_in_a_job_leaves_a_reading_screen_alone(
    library: Library, tmp_path: Path
) -> None:
    new = [forge(version=n).write(tmp_path / f"{n}.milpack") for n in range(4, 12)]
    faults: list[Exception] = []
    done = threading.Event()

    def screen() -> None:
        while not done.is_set():
            try:
                for card in library.lessons("fr"):
                    library.lesson(card.ref, "fr")
                    library.media(card.ref.pack, "river")
            except NotFound:
                continue  # the version was replaced between the card and the lesson
            except Exception as error:  # whatever it is, the test must see it
                faults.append(error)

    thread = threading.Thread(target=screen)
    thread.start()
    for path in new:
        library.install(path)
    done.set()
    thread.join()
    assert faults == []
    assert library.packs()[0].version == 11
