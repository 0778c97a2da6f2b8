"""Search as people type: accents, hamza, both Serbian scripts, any order, the step of a word."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.passages import snippet
from tests.fixtures.packs.forge import forge


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The river pack, used in place."""
    root = tmp_path_factory.mktemp("root")
    forge().write(root / "river.milpack")
    with Library.open(tmp_path_factory.mktemp("home"), [root]) as opened:
        yield opened


TABLE = [
    ("en", "rumour", "rumour", None),
    ("en", "RUMOUR school", "rumour", None),
    ("en", "school rumour", "rumour", None),
    ("en", "hydrogeologist", "well", "measure"),
    ("en", "hydro", "well", "measure"),
    ("en", "bridge evening", "rumour", "key"),
    ("en", "evening bridge", "rumour", "key"),
    ("en", "rumour witness", "rumour", "key"),
    ("en", "germs", "well", "quiz"),
    ("en", "pause", "rumour", "quiz"),
    ("fr", "témoin", "rumour", "key"),
    ("fr", "TEMOIN", "rumour", "key"),
    ("fr", "hydrogeologue", "well", "measure"),
    ("fr", "l'école", "rumour", None),
    ("fr", "ecole rumeur", "rumour", None),
    ("ar", "شائعة", "rumour", None),
    ("ar", "الشائعه", "rumour", None),
    ("ar", "مدرسه", "rumour", None),
    ("ar", "اسال الشاهد", "rumour", "key"),
    ("ar", "مستشفي", "well", "measure"),
    ("ar", "المستشفى", "well", "measure"),
    ("sr_Cyrl", "гласина", "rumour", None),
    ("sr_Cyrl", "glasina", "rumour", None),
    ("sr_Latn", "гласина", "rumour", None),
    ("sr_Latn", "skoli glasina", "rumour", None),
    ("sr_Cyrl", "injekciju", "well", "measure"),
    ("sr_Latn", "инјекцију", "well", "measure"),
    ("es", "pozo", "well", None),
    ("es", "hidrogeologa", "well", "measure"),
    ("pt_PT", "hydrogeologist", "well", "measure"),
    ("en", "témoin premier", "rumour", "key"),
]


@pytest.mark.parametrize(("locale", "query", "lesson", "step"), TABLE)
def test_the_first_hit(
    library: Library, locale: str, query: str, lesson: str, step: str | None
) -> None:
    hit = library.search(query, locale)[0]
    assert (hit.ref.lesson, hit.step_id) == (lesson, step)
    assert hit.snippet
    if step is not None:
        assert library.lesson(hit.ref, hit.locale).step(step) is not None


@pytest.mark.parametrize(
    "query", ["", " ", '"', "AND", "AND nothing*", "xyzzy", "'; DROP", "(", "٠"]
)
def test_no_hit_and_no_error(library: Library, query: str) -> None:
    assert library.search(query, "en") == ()


def test_what_teachers_read_is_not_found_and_answers_are_not_shown(library: Library) -> None:
    assert library.search("table hands", "en") == ()
    hit = library.search("hides", "en")[0]
    assert (hit.ref.lesson, hit.step_id) == ("rumour", "quiz")
    assert "hides" not in hit.snippet


def test_one_of_the_words_is_enough_when_no_place_has_all(library: Library) -> None:
    hit = library.search("hydrogeologist elephant", "en")[0]
    assert (hit.ref.lesson, hit.step_id) == ("well", "measure")
    assert library.search("elephant giraffe", "en") == ()


def test_one_hit_for_each_lesson_best_first(library: Library) -> None:
    hits = library.search("water", "en")
    assert len({hit.ref for hit in hits}) == len(hits)
    assert [hit.ref.lesson for hit in hits] == ["well", "rumour"][: len(hits)]
    assert library.search("water", "en", limit=0) == ()


def test_a_snippet_is_cut_around_the_word() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    assert snippet(words, ["word20"]) == ("… " + " ".join(f"word{n}" for n in range(12, 28)) + " …")
    assert snippet("short", ["none"]) == "short"


def ranked(tmp_path: Path, query: str, first: dict[str, str], second: dict[str, str]) -> list[str]:
    """The lessons that a query finds when the two lessons' texts are changed like this."""
    made = forge()
    made.change("texts/en/rumour.json", lambda tree: tree.update(first))
    made.change("texts/en/well.json", lambda tree: tree.update(second))
    (tmp_path / "root").mkdir()
    made.write(tmp_path / "root" / "x.milpack")
    with Library.open(tmp_path / "home", [tmp_path / "root"]) as library:
        return [hit.ref.lesson for hit in library.search(query, "en")]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("title", "summary"),
        ("summary", "quiz/q1/stem"),
        ("quiz/title", "quiz/q1/stem"),
        ("title", "quiz/title"),
    ],
)
def test_a_title_counts_more_than_a_heading_and_that_more_than_a_text(
    tmp_path: Path, better: str, worse: str
) -> None:
    words = {better: "A zebra"}, {worse: "zebra zebra zebra"}
    assert ranked(tmp_path, "zebra", *words) == ["rumour", "well"]


def test_a_title_counts_more_in_the_other_lesson_too(tmp_path: Path) -> None:
    words = {"quiz/q1/stem": "zebra zebra"}, {"title": "A zebra"}
    assert ranked(tmp_path, "zebra", *words) == ["well", "rumour"]


def test_a_whole_word_counts_more_than_a_part(tmp_path: Path) -> None:
    words = {"quiz/q1/stem": "zebras zebras"}, {"quiz/q1/stem": "one zebra among many others"}
    assert ranked(tmp_path, "zebra", *words) == ["well", "rumour"]


def test_a_pack_that_was_pulled_out_is_not_found_and_stops_nothing(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    forge().write(tmp_path / "one" / "x.milpack")
    stick = forge(id="test.stick").write(tmp_path / "two" / "y.milpack")
    with Library.open(tmp_path / "home", [tmp_path / "one", tmp_path / "two"]) as library:
        stick.unlink()
        assert [hit.ref.pack for hit in library.search("witness", "en")] == ["test.river"]


def test_words_are_taken_in_once(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    forge().write(tmp_path / "root" / "x.milpack")
    for _ in range(2):
        with Library.open(tmp_path / "home", [tmp_path / "root"]) as library:
            assert len(library.search("witness", "en")) == 1
            library.refresh()
            assert [hit.step_id for hit in library.search("germs", "en")] == ["quiz"]
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "library.db")) as db:
        worded = db.execute("SELECT COUNT(*), SUM(worded) FROM pack").fetchone()
        passages = db.execute("SELECT COUNT(*) FROM passage WHERE locale = 'en'").fetchone()
    assert (worded, passages) == ((1, 1), (6,))
