"""What an update would change when only pictures and sounds are others, and who knows it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta, Struct

from milclicks.packs import fingerprints, manifest, yaml_tree
from milclicks.packs.fingerprints import fingerprint, of_lessons, of_media
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.shown import Shown, shown_in
from milclicks.packs.trust import listed, publish
from milclicks.packs.trust.listed import Entry, Listing
from milclicks.packs.trust.publish import entry_of, listing_of
from milclicks.packs.units import stripped
from milclicks.packs.versions import Difference, Listed, difference
from milclicks.steps.lesson import parse_lesson
from tests.fixtures.packs.forge import Forge, forge, png
from tests.support.lessons import lesson_tree
from tests.support.rot import rot
from tests.support.site import Site

ROOT = Path(__file__).resolve().parents[3] / "content_packs"
RUMOUR = ("A rumour at school",)
PICTURE = "media/river.png"
LOCALES = ("en", "fr", "ar", "sr_Latn", "pt_PT")


def redrawn(version: int = 4) -> Forge:
    """The river pack with another picture under the same name, and all else as it was."""
    made = forge(version=version)
    made.files[PICTURE] = png(6, 5)
    return made


def listened(
    version: int, *, fr: bytes = b"", bulletin: Mapping[str, bytes] | None = None
) -> Forge:
    """The river pack with a recording of a text of the rumour in French, and with sounds that the
    lesson names by language."""
    made = forge(version=version)
    head = b"RIFF\0\0\0\0WAVE".ljust(64, b"\0")
    rights: dict[str, Any] = {"role": "audio", "alt": {}}
    if fr:
        spoken = {"speaks": "rumour:title", "length_ms": 900, "synthetic": True}
        path = "media/rumour-title-fr.wav"
        made.add(path, head + fr, "audio/wav", **rights, locale="fr", sound=spoken)
    for locale, data in (bulletin or {}).items():
        made.add(f"media/news-{locale}.wav", head + data, "audio/wav", **rights)
    if bulletin:
        names = {locale: f"news-{locale}" for locale in bulletin}
        script = {"id": "news", "kind": "radio", "sound": names}
        made.change("lessons/rumour.json", lambda tree: tree["steps"][0].update(artefacts=[script]))
    made.manifest["resources"].sort(key=lambda one: one["path"])
    return made


def marks(made: Forge, folder: Path) -> dict[str, dict[str, str]]:
    """By lesson and locale, the mark of the media."""
    with Pack(made.write(folder / "marked.milpack")) as pack:
        return of_media(pack)


def changed(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The lessons and locales whose marks are not the same in both."""
    return {(n, code) for n in one for code in one[n] if one[n][code] != other[n][code]}


def offered(entry: Entry, locale: str) -> dict[str, Listed]:
    """The lessons of a version that a catalogue lists."""
    return {
        lesson: Listed(
            rev, entry.titles.get(lesson, {}).get(locale, ""), *entry.marks_in(lesson, locale)
        )
        for lesson, rev in entry.revs.items()
    }


# -- which media a lesson shows ---------------------------------------------------------------


def test_pictures_and_sounds_are_found_wherever_they_are_named() -> None:
    tree = {
        "picture": "cover",
        "steps": [
            {"id": "key", "blocks": [{"id": "pic", "picture": "bridge", "truth": "sound"}]},
            {
                "id": "web",
                "pages": [{"id": "p", "picture": "bridge"}],
                "sound": {"en": "a", "fr": "b"},
            },
        ],
    }
    assert list(shown_in(tree)) == [
        Shown("cover", ""),
        Shown("bridge", "key/pic"),
        Shown("bridge", "web/p"),
        Shown("a", "web", "en"),
        Shown("b", "web", "fr"),
    ]


def trees(folder: str) -> list[Any]:
    """The lessons of a bundled pack as they are written."""
    return [
        yaml_tree.read(one, one.name).tree
        for one in sorted((ROOT / folder).rglob("lessons/*.yaml"))
    ]


@pytest.mark.parametrize(
    ("pack", "locales"), [("mil-core", ("en",)), ("radio-rumours", ("en", "fr", "es", "ar"))]
)
def test_what_the_structure_names_is_what_screens_ask_for(
    pack: str, locales: tuple[str, ...]
) -> None:
    found = [lesson_tree(), *trees(pack)]
    assert len(found) > 3
    for tree in found:
        for locale in locales:
            lesson = parse_lesson(tree, locale=locale)
            sounds = [name for one in lesson.artefacts() for name in one.sounds()]
            named = {one.id for one in shown_in(stripped(tree)) if one.locale in ("", locale)}
            assert named == {*lesson.pictures(), *sounds}


# -- the marks --------------------------------------------------------------------------------


def test_another_picture_marks_the_lessons_that_show_it(tmp_path: Path) -> None:
    before, after = marks(forge(), tmp_path), marks(redrawn(), tmp_path)
    assert changed(before, after) == {("rumour", code) for code in before["rumour"]}
    assert set(before["rumour"]) >= {"en", "fr", "ar"} and before["well"]["en"]


def test_a_recording_marks_its_lesson_in_its_language(tmp_path: Path) -> None:
    none, one, other = (
        marks(made, tmp_path) for made in (forge(), listened(4, fr=b"a"), listened(4, fr=b"b"))
    )
    assert changed(none, one) == changed(one, other) == {("rumour", "fr")}


def test_a_sound_of_one_language_marks_that_language_alone(tmp_path: Path) -> None:
    both = {"en": b"one", "fr": b"one"}
    before = marks(listened(4, bulletin=both), tmp_path)
    after = marks(listened(4, bulletin={**both, "fr": b"two"}), tmp_path)
    assert changed(before, after) == {("rumour", "fr")}


def test_words_are_no_part_of_the_mark_of_media(tmp_path: Path) -> None:
    made = forge().change("texts/en/rumour.json", lambda texts: texts.update(title="Another"))
    assert not changed(marks(forge(), tmp_path), marks(made, tmp_path))


def test_no_medium_is_opened(tmp_path: Path) -> None:
    path = forge().write(tmp_path / "river.milpack")
    with Pack(path) as pack:
        right = of_media(pack)
    rot(path, PICTURE)
    with Pack(path) as pack:
        assert of_media(pack) == right


def test_the_mark_of_texts_is_what_it_was(tmp_path: Path) -> None:
    """Apps of before compare it with what they make themselves: it may never mean more."""
    with Pack(forge().write(tmp_path / "river.milpack")) as pack:
        hashes = {one.path: one.hash for one in pack.resources}
        parts = [hashes[path] for path in ("lessons/rumour.json", "texts/fr/rumour.json")]
        assert of_lessons(pack.manifest)["rumour"]["fr"] == fingerprint(*parts)


# -- what is told -----------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_redrawn_picture_is_told_of_the_versions_here(tmp_path: Path, locale: str) -> None:
    with Library.open(tmp_path / "home") as library:
        for number, made in ((3, forge()), (4, redrawn())):
            library.install(made.write(tmp_path / f"{number}.milpack"))
        before, after = (library.listed(f"test.river@{n}", locale) for n in (3, 4))
    found = difference(before, after)
    assert (len(found.changed), found.new, found.gone) == (1, (), ())
    assert before["well"] == after["well"]
    assert not difference(before, before)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("made", "told"), [(redrawn(5), True), (forge(version=5), False)], ids=["redrawn", "same"]
)
def test_a_redrawn_picture_is_told_of_a_version_that_is_listed(
    tmp_path: Path, made: Forge, told: bool, locale: str
) -> None:
    with Library.open(tmp_path / "home") as library:
        library.install(forge().write(tmp_path / "3.milpack"))
        here = library.listed("test.river@3", locale)
    with Pack(made.write(tmp_path / "5.milpack")) as pack:
        found = difference(here, offered(entry_of(pack), locale))
    assert (len(found.changed), found.new, found.gone) == (int(told), (), ())


def test_a_structure_that_has_rotted_leaves_the_mark_of_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "home") as library:
        info = library.install(forge().write(tmp_path / "3.milpack"))
        whole = library.listed(info.key, "en")
        library.refresh()
        rot(info.path, "lessons/rumour.json")
    monkeypatch.setattr(fingerprints, "_MARKED", {})  # as after a new start
    with Library.open(tmp_path / "home") as library:
        hurt = library.listed(info.key, "en")
        assert not fingerprints._MARKED, "it is asked again the next time"
    assert hurt["rumour"].mark == whole["rumour"].mark and hurt["rumour"].media == ""
    assert hurt["well"] == whole["well"] and not difference(whole, hurt)


def test_what_a_job_has_read_is_not_read_again_for_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest and the structures of a large pack would keep the window waiting."""
    monkeypatch.setattr(fingerprints, "_MARKED", {})
    home = tmp_path / "home"
    with Library.open(home) as job:
        job.install(forge().write(tmp_path / "3.milpack"))
        job.read_marks()
    read: list[str] = []
    with Library.open(home) as library:
        monkeypatch.setattr(Pack, "blob", lambda _pack, line: read.append(line.path))
        monkeypatch.setattr(manifest, "parse", lambda _data: read.append("manifest.json"))
        assert all(one.mark and one.media for one in library.listed("test.river", "fr").values())
    assert read == []


# -- catalogues and apps of before ------------------------------------------------------------


def of_before(entry: Entry) -> Entry:
    """An entry out of a listing that was written before media had marks."""
    tree = msgspec.to_builtins(Listing(issued="2026-12-01", packs=(entry,)))
    del tree["packs"][0]["media"]
    return listed.decode(msgspec.json.encode(tree)).packs[0]


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (forge(version=5), Difference()),
        (redrawn(5), Difference()),  # who wrote it did not know
        (
            forge(version=5).change(
                "texts/en/rumour.json", lambda texts: texts.update(summary="Other words.")
            ),
            Difference(changed=RUMOUR),
        ),
    ],
    ids=["same", "redrawn", "reworded"],
)
def test_a_listing_of_before_shows_no_lesson_as_changed_that_is_not(
    tmp_path: Path, made: Forge, found: Difference
) -> None:
    with Library.open(tmp_path / "home") as library:
        library.install(forge().write(tmp_path / "3.milpack"))
        here = library.listed("test.river@3", "en")
    with Pack(made.write(tmp_path / "5.milpack")) as pack:
        entry = of_before(entry_of(pack))
    texts, media = entry.marks_in("rumour", "en")
    assert texts and not media
    assert difference(here, offered(entry, "en")) == found


class EntryOfBefore(Struct, frozen=True, kw_only=True):
    """As much of an entry as an app of before read; it did not forbid what it did not know."""

    id: str
    revs: dict[str, int] = {}
    marks: dict[str, dict[str, Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]]] = {}


def test_an_app_of_before_reads_a_listing_of_now(tmp_path: Path) -> None:
    with Pack(redrawn().write(tmp_path / "4.milpack")) as pack:
        made = entry_of(pack)
        read = msgspec.json.decode(msgspec.json.encode(made), type=EntryOfBefore)
        assert read.marks == of_lessons(pack.manifest) and set(made.media) == set(read.revs)


def listing(site: Site) -> tuple[Entry, ...]:
    """The packs that a site lists."""
    found = listing_of(site.root)
    assert found is not None
    return found.packs


def test_a_site_of_before_learns_the_marks_of_media(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(publish, "entry_of", lambda pack: of_before(entry_of(pack)))
        site = Site.make(tmp_path / "made", [forge().write(tmp_path / "3.milpack")])
    (before,) = listing(site)
    assert before.marks and before.media == {}
    site.publish([redrawn().write(tmp_path / "4.milpack")])
    old, new = listing(site)
    assert old.media == {} and set(new.media) == {"rumour", "well"}
    site.revoke(new.id, 4)
    (again,) = listing(site)
    with Pack(tmp_path / "3.milpack") as pack:
        assert again.media == of_media(pack) != new.media
