"""Paper of a lesson or path that is not from the makers of the app says so on every sheet."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from milclicks.core.texts import LOCALES, Texts
from milclicks.packs import contained
from milclicks.packs.library import Library
from milclicks.packs.shelf import LessonRef
from milclicks.packs.trust import export
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.export import Wish
from milclicks.packs.trust.keys import OwnKey, pack_id
from milclicks.packs.trust.label import label
from milclicks.packs.trust.standing import OFFICIAL, SHIPPED, Standing
from milclicks.prints.lesson import lesson_data, lesson_pdf
from milclicks.prints.path import path_data, path_pdf
from milclicks.prints.render import page_count, page_text
from tests.fixtures.packs.forge import RIVER
from tests.support.earlier import earlier_life
from tests.support.paper_lesson import bundled, ferry
from tests.support.teachers import teacher_pack

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.strict_trust]
AMINA = OwnKey.new()
TEACHER = Standing("teacher", "Amina Diallo")
UNSIGNED = Standing("unsigned")
PARTS = ("run", "answers", "handout", "cards")


def pages(pdf: bytes) -> list[str]:
    return [page_text(pdf, number) for number in range(page_count(pdf))]


def says(page: str, words: str) -> bool:
    """Whether a page has every word, in whatever order a program reads it."""
    marks = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
    return all(word.translate(marks) in page for word in words.split())


@cache
def of_the_makers(what: str) -> tuple[bytes, ...]:
    """A part of the lesson's paper for each standing of a pack of the makers, laid out once."""
    own = (replace(ferry(), standing=standing) for standing in (SHIPPED, OFFICIAL))
    return tuple(lesson_pdf(data, Texts("en"), what=what) for data in own)


@pytest.mark.parametrize("what", PARTS)
@pytest.mark.parametrize("standing", [TEACHER, UNSIGNED])
def test_every_sheet_says_whose_it_is(what: str, standing: Standing) -> None:
    data, texts = replace(ferry(), standing=standing), Texts("en")
    for page in pages(lesson_pdf(data, texts, what=what)):
        assert says(page, label(texts, standing))
        assert ("Amina Diallo" in page) is (standing is TEACHER)
    for own in of_the_makers(what):
        for page in pages(own):
            assert "teacher’s pack" not in page and "Not signed" not in page


@pytest.mark.parametrize("locale", LOCALES)
def test_in_every_language_and_no_part_grows_beyond_its_pages(locale: str) -> None:
    data, texts = replace(bundled("m2", locale), standing=TEACHER), Texts(locale)
    for what, most in (("run", 2), ("answers", 2), ("handout", 4)):
        found = pages(lesson_pdf(data, texts, what=what))
        assert len(found) <= most
        assert all("Amina" in page for page in found)


def test_a_name_that_no_font_can_write_does_not_keep_a_lesson_from_paper() -> None:
    data = replace(ferry(), standing=Standing("teacher", "好 🙂"))
    found = pages(lesson_pdf(data, Texts("en"), what="handout"))
    assert all(says(page, "A teacher’s pack") for page in found)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with a pack of Amina, beside one that was here before there were signatures."""
    earlier_life(tmp_path / "home", "test.river")
    with Library.open(tmp_path / "home") as opened:
        opened.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina Diallo"))
        opened.install(teacher_pack(tmp_path / "a.milpack", AMINA, maker="Amina Diallo"))
        yield opened


def test_the_lesson_of_a_library_brings_its_standing(library: Library) -> None:
    for pack, tier in ((pack_id(AMINA.name, "river"), "teacher"), ("test.river", "unsigned")):
        data = lesson_data(library, LessonRef(pack, 3, "well"), "en", 40)
        assert data.standing.tier == tier


def test_a_path_says_whose_it_is(tmp_path: Path) -> None:
    source = Path(shutil.copytree(RIVER, tmp_path / "source"))
    for name in ("pact", "space", "history"):
        (source / f"{name}.yaml").unlink()
    sessions = [{"id": "s1", "title": "One", "minutes": 40, "lessons": ["well"]}]
    way = {"id": "hers", "title": "A way", "summary": "For a week.", "sessions": sessions}
    (source / "paths.yaml").write_text(json.dumps([way]), encoding="utf-8")
    export.sign(source, tmp_path / "a.milpack", AMINA, Wish(maker="Amina Diallo"))
    with Library.open(tmp_path / "home") as library:
        library.trust.pins.add(Maker(AMINA.name, AMINA.public))
        library.install(tmp_path / "a.milpack")
        data = path_data(library, "hers", "en")
    assert data.standing.tier == "teacher"
    (page,) = pages(path_pdf(data, Texts("en")))
    assert "Amina Diallo" in page
    (page,) = pages(path_pdf(replace(data, standing=SHIPPED), Texts("en")))
    assert "Amina Diallo" not in page


def test_no_pack_writes_itself_whose_its_entries_are() -> None:
    own = {"entries": [{"id": "a", "pack": "mil.core"}], "pack": "t.x", "locale": "en"}
    other = {"entries": [{"id": "b"}], "pack": "mil.core", "locale": "en"}
    entries = contained.joined([own, other])["entries"]
    assert entries == [{"id": "a", "pack": "t.x"}, {"id": "b", "pack": "mil.core"}]
