"""The quick ways to install and open a pack come to the same as the slow ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rfc8785

from milclicks.packs import manifest, strict_json
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import LessonRef
from milclicks.packs.verify import verify
from milclicks.steps import miniweb_search
from milclicks.steps.miniweb import Miniweb
from tests.fixtures.packs.forge import Forge, forge, png, state
from tests.support.lessons import fixture_lesson

RUMOUR = LessonRef("test.river", 3, "rumour")


def illustrated(count: int = 60) -> Forge:
    """The river pack with many pictures."""
    made = forge()
    for number in range(count):
        made.add(f"media/p{number}.png", png(4 + number, 4), "image/png")
    return made


@pytest.fixture
def library(tmp_path: Path) -> Any:
    """A library with the illustrated pack."""
    with Library.open(tmp_path / "home") as opened:
        opened.install(illustrated().write(tmp_path / "river.milpack"))
        yield opened


def test_what_was_looked_through_opens_without_its_manifest(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Pack(library.packs()[0].path)

    def never(_data: bytes) -> Any:
        raise AssertionError("the manifest was read")

    monkeypatch.setattr(manifest, "parse", never)
    monkeypatch.setattr("milclicks.packs.read_manifest._READ", {})
    with Library.open(tmp_path / "home") as again:
        lesson = again.lesson(RUMOUR, "en")
        shown = again.picture("test.river", "p7", "en")
        assert again.media("test.river", "p8") == slow.blob(slow.resource("media/p8.png"))
    assert lesson.title == slow.filled("lesson", "rumour", "en")["title"]
    assert (shown.data, shown.alt) == (slow.blob(slow.resource("media/p7.png")), "x")
    slow.close()


def test_another_file_in_its_place_is_not_taken_for_it(library: Library) -> None:
    path = library.packs()[0].path
    other = illustrated().change("texts/en/rumour.json", lambda t: t.update(title="Other words"))
    path.write_bytes(other.bytes())
    with pytest.raises(PackRefused) as caught:
        library.lesson(RUMOUR, "en")
    assert caught.value.code in ("zip.header", "zip.data", "zip.truncated", "blob.hash")
    library.refresh()
    assert library.lesson(RUMOUR, "en").title == "Other words"


def test_a_stop_among_the_pictures_leaves_no_trace(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    with Library.open(tmp_path / "home") as library:
        before, path = state(tmp_path / "home"), illustrated().write(tmp_path / "river.milpack")
        told: list[float] = []

        def stop(done: int, total: int) -> None:
            told.append(done / total)
            if done / total > 0.8:
                raise Stop

        with pytest.raises(Stop):
            library.install(path, stop)
        assert told == sorted(told)
        assert library.packs() == ()
        assert state(tmp_path / "home") == before


@pytest.mark.parametrize("place", [0, 31, 59])
def test_a_wrong_picture_among_many_is_found_on_any_thread(tmp_path: Path, place: int) -> None:
    made = illustrated()
    made.files[f"media/p{place}.png"] = b"MZ" + bytes(40 + place)
    with Pack(made.write(tmp_path / "x.milpack")) as pack, pytest.raises(PackRefused) as caught:
        verify(pack)
    assert caught.value.code == "media.mismatch"
    assert f"p{place}.png" in caught.value.detail


def broken(locale: str) -> Forge:
    """A pack whose first lesson lacks its title in one language."""
    return forge().change(f"texts/{locale}/rumour.json", lambda tree: tree.pop("title"))


@pytest.mark.parametrize(("locale", "other"), [("en", "ar"), ("ar", "en")])
def test_a_lesson_of_a_vouched_pack_is_read_when_it_is_opened(
    tmp_path: Path, locale: str, other: str
) -> None:
    with Pack(broken(locale).write(tmp_path / "x.milpack")) as pack:
        verify(pack, vouched=True)
        with pytest.raises(PackRefused):
            verify(pack)
    with Library.open(tmp_path / "home", (tmp_path,)) as library:
        assert library.lesson(RUMOUR, other).title
        with pytest.raises(PackRefused) as caught:
            library.lesson(RUMOUR, locale)
    assert caught.value.code == "lesson.texts"


def test_a_vouched_pack_says_truly_which_languages_it_has(tmp_path: Path) -> None:
    made = forge()
    made.manifest["lessons"][0]["locales_complete"].remove("ar")
    with Pack(made.write(tmp_path / "x.milpack")) as pack, pytest.raises(PackRefused) as caught:
        verify(pack, vouched=True)
    assert caught.value.code == "lesson.texts"


@pytest.mark.parametrize(
    "value",
    [{"hash": "1234567890123456" * 4}, {"n": 9007199254740993}, ["\U0001f600", "\uffff"], {"é": 1}],
)
def test_canonical_is_as_the_standard_says(value: Any) -> None:
    try:
        data = rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        data = b'{"n":9007199254740993}'
        assert not strict_json.canonical(value, data)
        return
    assert strict_json.canonical(value, data)
    assert not strict_json.canonical(value, data.replace(b",", b", ").replace(b":", b" :") + b" ")


def test_kin_are_found_by_their_first_letters_as_among_all_words() -> None:
    web = next(step for step in fixture_lesson().steps if isinstance(step, Miniweb))
    index = miniweb_search._index(web.pages, web.sites)
    for token in [*index.words, "wbook", "وكتاب", "12", "a"]:
        near = {w: miniweb_search.kinship(token, w) for w in index.words}
        wanted: dict[int, float] = {}
        for word, places in index.words.items():
            for place, often in places.items() if near[word] >= miniweb_search._KIN else ():
                wanted[place] = wanted.get(place, 0.0) + near[word] ** 2 * often
        assert miniweb_search._times(index, token) == pytest.approx(wanted)
