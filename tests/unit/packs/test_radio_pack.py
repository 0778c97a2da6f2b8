"""The second bundled pack: another maker, another set of languages, a sound; and its form."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from milclicks.items.artefact import Script
from milclicks.items.artefact_read import read_artefact
from milclicks.items.reader import Reader
from milclicks.packs.library import Library
from milclicks.packs.source import read_source
from milclicks.packs.source_media import check_media
from milclicks.packs.strict.look import look_at
from milclicks.sound import decode
from milclicks.sound.clip import MP3
from tests.support.courses import course
from tests.support.two_packs import SOURCE, radio_bytes

ROOT = SOURCE.parent
LOCALES = ("en", "fr", "es")


def script(**more: Any) -> dict[str, Any]:
    line = {"id": "n1", "sender": "Voice", "text": "It is eight."}
    return {"id": "eight", "kind": "radio", "title": "News", "lines": [line], **more}


def read(tree: dict[str, Any], locale: str = "en") -> tuple[Script, list[str]]:
    problems: list[Any] = []
    made = read_artefact(Reader(tree, "hook", problems, locale))
    assert isinstance(made, Script)
    return made, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("sound", "locale", "heard"),
    [
        (None, "en", ()),
        ("jingle", "ar", ("jingle",)),
        ({"en": "one", "fr": "two"}, "fr", ("two",)),
        ({"en": "one", "fr": "two"}, "es", ()),
        ({"sr_Cyrl": "three"}, "sr_Latn", ("three",)),
    ],
)
def test_a_script_knows_its_sound(sound: Any, locale: str, heard: tuple[str, ...]) -> None:
    made, problems = read(script(**({"sound": sound} if sound else {})), locale)
    assert made.sounds() == heard and problems == []


@pytest.mark.parametrize("sound", [{}, {"en": "Bad Id"}, {"no locale": "one"}, {"en": 3}, "Bad Id"])
def test_a_sound_that_is_none_is_told(sound: Any) -> None:
    made, problems = read(script(sound=sound))
    assert len(problems) == 1 and made.sounds() in ((), ("unusable",))


def test_only_a_radio_script_has_a_sound() -> None:
    assert read(script(kind="chat", sound="jingle"))[1] == ["content.unknown_key"]


@pytest.mark.parametrize("sound", ["gone", {"en": "bulletin-en", "fr": "gone"}])
def test_a_sound_that_is_not_in_the_pack_is_told(sound: Any) -> None:
    source = read_source(SOURCE)
    tree = copy.deepcopy(source.lessons["radio-1"].tree)
    hook = next(step for step in tree["steps"] if step["id"] == "hook")
    assert [one.code for one in check_media(source)] == []
    hook["artefacts"][0]["sound"] = sound
    source.lessons["radio-1"].tree.clear()
    source.lessons["radio-1"].tree.update(tree)
    assert [one.code for one in check_media(source)] == ["media.missing"]


def test_it_is_a_whole_course_of_its_own() -> None:
    source = course(SOURCE.name)
    assert [problem.code for problem in look_at(source).problems] == []
    assert set(source.catalogues) == {"fr", "es"}
    assert source.head["id"] == "org.radio.rumours"


@pytest.mark.parametrize("locale", ["fr", "es"])
def test_a_second_reading_changed_it_and_stands_in_the_catalogue(locale: str) -> None:
    rows = (SOURCE / "review" / f"{locale}.tsv").read_text("utf-8").splitlines()[1:]
    entries = course(SOURCE.name).catalogues[locale].entries
    assert len(rows) >= 10
    for row in rows:
        unit, before, after, why = row.split("\t")
        assert entries[unit].text == after != before and why


def test_its_sounds_are_whole_short_and_marked() -> None:
    entries = YAML(typ="safe", pure=True).load((SOURCE / "media.yaml").read_text("utf-8"))
    sounds = [one for one in entries if one["file"].endswith(".mp3")]
    assert {one["id"] for one in sounds} == {f"bulletin-{locale}" for locale in LOCALES}
    for one in sounds:
        data = (SOURCE / "media" / one["file"]).read_bytes()
        assert len(data) < 200_000
        assert 15 <= decode.read(data, MP3).seconds <= 40
        assert one["synthetic"] is True and "synthetic" in one["credit"]


def test_every_locale_hears_its_own_bulletin(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "radio.milpack").write_bytes(radio_bytes())
    with Library.open(tmp_path / "data", [tmp_path / "packs"]) as library:
        for locale, heard in {**{one: one for one in LOCALES}, "ar": "en", "pt_PT": "en"}.items():
            card = library.lessons(locale)[0]
            lesson = library.lesson(card.ref, locale)
            sounds = [name for art in lesson.artefacts() for name in art.sounds()]
            assert sounds == [f"bulletin-{heard}"]
            assert library.clip(card.ref.pack_key, sounds[0]).data
        assert [pack.publisher for pack in library.packs()] == ["Radio Senvara School Desk"]


def test_no_two_bundled_packs_share_an_id() -> None:
    """Progress, terms and paths go by these ids alone."""
    seen: dict[tuple[str, str], str] = {}
    for folder in sorted(path.parent for path in ROOT.glob("*/pack.yaml")):
        source = course(folder.name)
        if source.head.get("type") != "lessons":
            continue
        names = [("lesson", name) for name in source.lessons]
        for document in ("glossary", "paths"):
            file = source.documents.get(document)
            names += [(document, one["id"]) for one in (file.tree if file else ())]
        for name in names:
            assert seen.setdefault(name, folder.name) == folder.name, name
