"""Versions of a pack: going back and forth, what stays on the disk, what another would change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import NotFound
from milclicks.packs import fingerprints, versions
from milclicks.packs.fingerprints import of_lessons, read_in
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.records import Grey, PackRecord
from milclicks.packs.versions import Choice, Difference, Listed, difference
from tests.fixtures.packs.forge import Forge, forge


def titled(version: int, title: str) -> Forge:
    """The river pack with another English title of its first lesson, and its `rev` left alone."""
    made = forge(version=version)

    def retitle(texts: dict[str, str]) -> None:
        texts["title"] = title

    made.change("texts/en/rumour.json", retitle)
    return made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with versions 3 and 4 of the river pack, both added."""
    with Library.open(tmp_path / "home") as opened:
        for version in (3, 4):
            made = titled(version, f"Title {version}")
            opened.install(made.write(tmp_path / f"{version}.milpack"))
        yield opened


def here(library: Library) -> list[int]:
    """The versions on the disk, newest first."""
    return [one.version for one in library.versions("test.river")]


def counting(library: Library) -> tuple[int, str]:
    """The version that counts, by the list of packs and by the lessons."""
    (info,) = library.packs()
    card = library.lessons("en")[0]
    assert card.ref.version == info.version
    return info.version, card.title


def test_one_earlier_version_stays_and_can_be_gone_back_to(library: Library) -> None:
    assert (here(library), counting(library)) == ([4, 3], (4, "Title 4"))
    library.use_version("test.river", 3)
    assert (here(library), counting(library)) == ([4, 3], (3, "Title 3"))
    library.use_version("test.river", 4)
    assert (here(library), counting(library)) == ([4, 3], (4, "Title 4"))


def test_the_choice_outlives_the_program(library: Library, tmp_path: Path) -> None:
    library.use_version("test.river", 3)
    with Library.open(tmp_path / "home") as again:
        assert counting(again) == (3, "Title 3")
        assert again.search("Title", "en")[0].ref.version == 3


def test_the_third_version_pushes_the_first_out(library: Library, tmp_path: Path) -> None:
    library.install(titled(5, "Title 5").write(tmp_path / "5.milpack"))
    assert (here(library), counting(library)) == ([5, 4], (5, "Title 5"))


def test_after_going_back_a_newer_version_counts_and_the_way_back_leads_to_what_was_used(
    library: Library, tmp_path: Path
) -> None:
    library.use_version("test.river", 3)
    library.install(titled(5, "Title 5").write(tmp_path / "5.milpack"))
    assert (here(library), counting(library)) == ([5, 3], (5, "Title 5"))
    library.tidy()
    assert here(library) == [5, 3]


def test_the_newest_that_is_here_can_be_given_again_after_going_back(
    library: Library, tmp_path: Path
) -> None:
    library.use_version("test.river", 3)
    library.install(tmp_path / "4.milpack")
    assert (here(library), counting(library)) == ([4, 3], (3, "Title 3"))


def test_a_version_that_is_not_here_changes_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        library.use_version("test.river", 2)
    with pytest.raises(NotFound):
        library.use_version("test.none", 1)
    assert not (tmp_path / "home" / versions.FILE).exists()


def test_somebody_went_back_to_a_version_that_was_then_withdrawn() -> None:
    """The choice that led to it holds no place for it, and what comes before it is the way back."""
    records = [record("a", n, False, gone=n == 3) for n in (2, 3, 4, 5)]
    choices = {"a": Choice(3, 4)}
    gone = versions.spare(records, choices, lambda _pack, _version: False)
    assert [one.version for one in gone] == [2]
    counts = versions.newest(versions.in_force(records, choices))["a"]
    assert counts.version == 5


def test_a_choice_whose_version_is_gone_does_not_count(library: Library) -> None:
    library.use_version("test.river", 3)
    library.versions("test.river")[1].path.unlink()
    library.refresh()
    assert counting(library) == (4, "Title 4")


def test_a_damaged_file_of_choices_is_as_none(library: Library, tmp_path: Path) -> None:
    library.use_version("test.river", 3)
    (tmp_path / "home" / versions.FILE).write_bytes(b'{"test.river": 3')
    library.refresh()
    assert counting(library) == (4, "Title 4")


def test_removing_forgets_the_choice(library: Library, tmp_path: Path) -> None:
    library.use_version("test.river", 3)
    library.remove("test.river")
    assert versions.chosen(tmp_path / "home") == {}
    for version in (3, 4):
        library.install(tmp_path / f"{version}.milpack")
    assert counting(library) == (4, "Title 4")


def test_the_version_of_the_app_is_the_way_back(tmp_path: Path) -> None:
    root = tmp_path / "bundled"
    root.mkdir()
    forge().write(root / "river.milpack")
    with Library.open(tmp_path / "home", [root]) as library:
        library.install(titled(4, "Title 4").write(tmp_path / "4.milpack"))
        library.use_version("test.river", 3)
        assert counting(library) == (3, "A rumour at school")
        library.install(titled(5, "Title 5").write(tmp_path / "5.milpack"))
        assert (here(library), counting(library)) == ([5, 3], (5, "Title 5"))


def test_lessons_are_compared_by_what_they_are(library: Library) -> None:
    old, new = library.listed("test.river@3", "en"), library.listed("test.river@4", "en")
    assert difference(old, new) == Difference(changed=("Title 4",))
    assert not difference(old, old)


def test_a_difference_names_lessons_in_order_and_says_titles_where_it_has_them() -> None:
    before = {"a": Listed(1, "Ah"), "b": Listed(1, "Bee"), "c": Listed(2, "Sea")}
    after = {"b": Listed(2, ""), "d": Listed(1, "Dee"), "e": Listed(1, ""), "c": Listed(2, "Sea")}
    assert difference(before, after) == Difference(new=("Dee", "e"), changed=("Bee",), gone=("Ah",))


def reworded(version: int, locale: str, unit: str, words: str) -> Forge:
    """The river pack with other words in one text; nobody counted its `rev` up."""
    made = forge(version=version)
    made.change(f"texts/{locale}/rumour.json", lambda texts: texts.update({unit: words}))
    return made


def rebuilt(version: int) -> Forge:
    """The river pack with another structure of its lesson; nobody counted its `rev` up."""
    made = forge(version=version)
    made.change("lessons/rumour.json", lambda tree: tree.update(minutes=21))
    made.manifest["lessons"][0]["minutes"] = 21
    return made


@pytest.mark.parametrize(
    ("made", "en", "ar", "pt"),
    [
        (reworded(4, "en", "title", "A rumour in town"), ("A rumour in town",), (), None),
        (reworded(4, "en", "summary", "Other words."), ("A rumour at school",), (), None),
        (reworded(4, "ar", "summary", "كلمات أخرى."), (), None, ()),
        (rebuilt(4), ("A rumour at school",), None, None),
        (forge(version=4), (), (), ()),
    ],
    ids=["title", "summary", "arabic", "structure", "same"],
)
def test_what_changed_is_known_without_anybody_counting(
    tmp_path: Path,
    made: Forge,
    en: tuple[str, ...],
    ar: tuple[str, ...] | None,
    pt: tuple[str, ...] | None,
) -> None:
    """None: something changed, whatever it is called. Portuguese readers see English."""
    with Library.open(tmp_path / "home") as library:
        for number, one in ((3, forge(version=3)), (4, made)):
            library.install(one.write(tmp_path / f"{number}.milpack"))
        for locale, changed in (("en", en), ("ar", ar), ("pt_PT", pt)):
            before, after = (library.listed(f"test.river@{n}", locale) for n in (3, 4))
            found = difference(before, after)
            assert (found.new, found.gone) == ((), ())
            assert len(found.changed) == 1 if changed is None else found.changed == changed


def test_marks_go_before_revisions_and_revisions_count_where_there_are_none() -> None:
    assert Listed(1, "", "a").differs(Listed(1, "", "b"))
    assert not Listed(1, "", "a").differs(Listed(2, "", "a"))
    assert Listed(1, "", "a").differs(Listed(2, ""))
    assert not Listed(1, "", "a").differs(Listed(1, ""))


def test_the_listing_and_the_library_mark_a_lesson_alike(library: Library, tmp_path: Path) -> None:
    with Pack(tmp_path / "4.milpack") as pack:
        marks = of_lessons(pack.manifest)["rumour"]
    for locale in ("en", "ar", "pt_BR", "sr_Latn"):
        mark = library.listed("test.river@4", locale)["rumour"].mark
        assert mark == marks[read_in(locale, tuple(marks))] != ""


def test_a_version_whose_file_went_is_compared_by_its_revision(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = library.listed("test.river@3", "en"), library.listed("test.river@4", "en")
    library.refresh()  # lets the files go
    monkeypatch.setattr(fingerprints, "_MARKED", {})  # as after a new start
    library.versions("test.river")[0].path.unlink()
    gone = library.listed("test.river@4", "en")
    assert gone["rumour"].mark == "" != new["rumour"].mark
    assert difference(old, new) and not difference(old, gone), "their `rev` is the same"


GONE = Grey("withdrawn", "trust.withdrawn", {"reason": "A wrong answer."})


def record(pack: str, version: int, bundled: bool, gone: bool = False) -> PackRecord:
    """A record without content; `gone`: its makers took it back."""
    grey = GONE if gone else None
    return PackRecord(f"/{pack}-{version}-{bundled}", 1, 1, bundled, pack, version, grey=grey)


@st.composite
def _some_records(draw: st.DrawFn) -> list[PackRecord]:
    """Files of two packs; a version is withdrawn in all its files or in none."""
    gone = draw(st.frozensets(st.tuples(st.sampled_from("ab"), st.integers(1, 5))))
    named = st.tuples(st.sampled_from("ab"), st.integers(1, 5), st.booleans())
    return [record(*one, one[:2] in gone) for one in draw(st.lists(named, unique=True))]


_RECORDS = _some_records()
_CHOICES = st.dictionaries(
    st.sampled_from("ab"), st.builds(Choice, st.integers(1, 5), st.integers(1, 5))
)


@given(_RECORDS, _CHOICES, st.frozensets(st.tuples(st.sampled_from("ab"), st.integers(1, 5))))
def test_what_goes_is_never_what_counts_is_newest_is_used_or_comes_with_the_app(
    records: list[PackRecord], choices: dict[str, Choice], used: frozenset[tuple[str, int]]
) -> None:
    gone = versions.spare(records, choices, lambda pack, version: (pack, version) in used)
    left = [one for one in records if one not in gone]
    counted = versions.newest(versions.in_force(records, choices)).values()
    assert not {one.path for one in gone} & {one.path for one in counted}
    assert {p: r.version for p, r in versions.newest(left).items()} == {
        p: r.version for p, r in versions.newest(records).items()
    }
    assert not any(one.bundled or (one.id, one.version) in used for one in gone)
    assert not any(map(versions.was_withdrawn, gone))
    sound = [one for one in left if not versions.was_withdrawn(one)]
    for pack in {one.id for one in records}:
        held = {one.version for one in records if one.id == pack and one.grey is None}
        kept = {one.version for one in sound if one.id == pack}
        assert len(kept) >= min(2, len(held)), "a withdrawn one takes nobody's place"
        free = {
            one.version
            for one in sound
            if one.id == pack and not one.bundled and (pack, one.version) not in used
        }
        assert len(free) <= 2


@given(_RECORDS, _CHOICES)
def test_every_pack_has_one_version_that_counts(
    records: list[PackRecord], choices: dict[str, Choice]
) -> None:
    found = versions.newest(versions.in_force(records, choices))
    assert set(found) == {one.id for one in records}
    for pack, one in found.items():
        sound = [each.version for each in records if each.id == pack and each.grey is None]
        latest = max(sound or [each.version for each in records if each.id == pack])
        assert one.version == latest or choices[pack] == Choice(one.version, latest)
