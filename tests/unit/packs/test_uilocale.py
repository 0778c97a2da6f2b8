"""Language packs: building one, what it lends to another pack, and what happens without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.core import languages
from milclicks.core.texts import Texts
from milclicks.packs.builder import PackProblems, build_pack, pack_bytes
from milclicks.packs.check import check
from milclicks.packs.extract import coverage, extract
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import LessonRef
from milclicks.packs.strict.look import strict_look
from milclicks.packs.uilocale import CATALOGUE, app_sentences
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import forge
from tests.support.clock import FrozenClock
from tests.support.language_pack import (
    SENTENCES,
    WORDS,
    language_forge,
    language_packs,
    language_source,
    write_head,
    write_words,
)

WELL = LessonRef("test.river", 3, "well")
RUMOUR = LessonRef("test.river", 3, "rumour")


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return language_packs(tmp_path)


@pytest.fixture
def library(tmp_path: Path, packs: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", [packs]) as opened:
        yield opened


# --- what is lent -----------------------------------------------------------------------------


def test_the_lesson_that_is_translated_is_shown_in_the_language(library: Library) -> None:
    rumour, well = library.lessons("tr")
    assert (well.title, well.summary, well.locale) == ("Köy kuyusu", "Su güvenli mi?", "tr")
    assert library.lesson(WELL, "tr").title == "Köy kuyusu"
    assert library.lesson_locale(WELL, "tr") == "tr"
    assert (rumour.locale, library.lesson_locale(RUMOUR, "tr")) == ("fr", "fr")
    assert library.lesson(RUMOUR, "tr").title == "Une rumeur à l'école"


def test_documents_and_pictures_too_and_others_by_the_fallback(library: Library) -> None:
    glossary = library.document("glossary", "tr")
    assert (glossary["entries"][0]["term"], glossary["locale"]) == ("köprü", "tr")
    assert library.document("pact", "tr")["locale"] == "fr"
    assert library.alt("test.river", "river", "tr") == WORDS["media:river/alt"]
    assert library.alt("test.river", "river", "en") == "A blue river under an evening sky"


def test_readers_of_other_languages_see_nothing_of_it(library: Library) -> None:
    assert {one.locale for one in library.lessons("fr")} == {"fr"}
    assert library.document("glossary", "fr")["locale"] == "fr"


def test_search_finds_lent_words(library: Library) -> None:
    (hit,) = library.search("hidrojeolog", "tr")
    assert (hit.ref, hit.locale, hit.title) == (WELL, "tr", "Köy kuyusu")
    assert [one.ref for one in library.search("hidrojeolog", "ar")] == [WELL]
    assert library.search("hydrogeologist", "en")[0].locale == "en"


def test_search_finds_them_when_the_other_pack_comes_later(tmp_path: Path) -> None:
    packs = language_packs(tmp_path)
    river = (packs / "river.milpack").rename(tmp_path / "later.milpack")
    with Library.open(tmp_path / "home", [packs]) as library:
        assert library.search("hidrojeolog", "tr") == () and library.lessons("tr") == ()
        river.rename(packs / "river.milpack")
        library.refresh()
        assert [one.ref for one in library.search("hidrojeolog", "tr")] == [WELL]


def test_a_lesson_that_has_changed_is_not_lent(tmp_path: Path, packs: Path) -> None:
    """A new option or a mended question makes the old translation unfit; the others stay."""
    changed = forge(version=4)
    changed.change("texts/en/well.json", lambda tree: tree.update({"title": "The old well"}))
    changed.write(packs / "river.milpack")
    with Library.open(tmp_path / "home", [packs]) as library:
        assert library.lesson_locale(LessonRef("test.river", 4, "well"), "tr") == "fr"
        assert library.document("glossary", "tr")["locale"] == "tr"
        assert all(one.usable for one in library.packs())


def test_a_language_of_its_own_goes_before_a_lent_one(tmp_path: Path, packs: Path) -> None:
    own = forge()
    own.files["texts/tr/well.json"] = own.files["texts/fr/well.json"]
    line = {**own.line("texts/fr/well.json"), "path": "texts/tr/well.json", "locale": "tr"}
    own.manifest["resources"].append(line)
    next(one for one in own.manifest["lessons"] if one["id"] == "well")["locales_complete"] += [
        "tr"
    ]
    own.write(packs / "river.milpack")
    with Library.open(tmp_path / "home", [packs]) as library:
        assert library.lesson(WELL, "tr").title == "Le puits du village"
        assert library.lessons("tr")[1].title == "Le puits du village"


def test_lent_words_that_break_a_lesson_give_way_to_the_next_language(tmp_path: Path) -> None:
    packs = language_packs(tmp_path)
    broken = language_forge(tmp_path)
    broken.change("texts/tr/well.json", lambda tree: tree.pop("quiz/q1/stem"))
    broken.change("texts/tr/glossary.json", lambda tree: tree.pop("bridge/term"))
    broken.write(packs / "ui-tr.milpack")
    with Library.open(tmp_path / "home", [packs]) as library:
        assert library.lesson(WELL, "tr").title == "Le puits du village"
        assert library.document("glossary", "tr")["locale"] == "fr"


# --- the language of the workspace --------------------------------------------------------------


def chosen(folder: Path, packs: Path) -> None:
    """Somebody chose the language, then the program was closed."""
    from dataclasses import replace

    with Workspace.open(folder, clock=FrozenClock(), bundled=[packs]) as workspace:
        workspace.store_settings(replace(workspace.settings, locale="tr"))
        assert workspace.settings.locale_name == "Türkçe"
        assert workspace.settings.locale_instead == "fr"


def test_the_language_is_kept(tmp_path: Path, packs: Path) -> None:
    chosen(tmp_path / "d", packs)
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[packs]) as workspace:
        assert workspace.settings.locale == "tr" and workspace.language_gone is None
        assert Texts("tr").say("Settings") == "Ayarlar"


@pytest.mark.parametrize("how", ["gone", "cut", "flipped"])
def test_without_its_pack_the_app_speaks_the_fallback(
    tmp_path: Path, packs: Path, how: str
) -> None:
    chosen(tmp_path / "d", packs)
    file = packs / "ui-tr.milpack"
    data = bytearray(file.read_bytes())
    if how == "gone":
        file.unlink()
    elif how == "cut":
        file.write_bytes(data[: len(data) // 2])
    else:
        with Pack(file) as pack:
            mark = pack.resource(CATALOGUE).hash.encode()
        at = data.index(mark) + len(mark) + 20
        data[at] ^= 0xFF
        file.write_bytes(data)
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[packs]) as workspace:
        assert workspace.settings.locale == "fr"
        gone = workspace.language_gone
        assert gone is not None and gone.values == {"name": "Türkçe", "language": "Français"}
        assert Texts("fr").message(gone).endswith(".")
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[packs]) as workspace:
        assert workspace.settings.locale == "fr" and workspace.language_gone is None


def test_a_command_that_reads_leaves_the_choice_alone(tmp_path: Path, packs: Path) -> None:
    chosen(tmp_path / "d", packs)
    other = tmp_path / "none"
    other.mkdir()
    with Workspace.open(
        tmp_path / "d", clock=FrozenClock(), bundled=[other], alone=False
    ) as workspace:
        assert workspace.settings.locale == "fr"
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[packs]) as workspace:
        assert workspace.settings.locale == "tr"


def test_adding_and_removing(tmp_path: Path, packs: Path) -> None:
    from dataclasses import replace

    added = (packs / "ui-tr.milpack").rename(tmp_path / "ui-tr.milpack")
    with Workspace.open(tmp_path / "d", clock=FrozenClock(), bundled=[packs]) as workspace:
        assert not languages.added()
        workspace.library.install(added)
        assert "languages" in workspace.packs_changed()
        assert list(languages.added()) == ["tr"]
        workspace.store_settings(replace(workspace.settings, locale="tr"))
        changes = workspace.remove_pack("test.ui.tr")
        assert {"packs", "languages", "settings"} <= changes.topics
        assert workspace.settings.locale == "fr" and not languages.added()
        workspace.store_settings(replace(workspace.settings, locale="tr"))
        assert workspace.settings.locale == "en"


# --- its source ---------------------------------------------------------------------------------


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    one = pack_bytes(language_source(tmp_path / "one"))[1]
    assert one == pack_bytes(language_source(tmp_path / "two"))[1]


def test_nothing_of_the_header_goes_into_the_pack(tmp_path: Path, packs: Path) -> None:
    with Pack(packs / "ui-tr.milpack") as pack:
        assert all(b"plural" not in pack.blob(one) for one in pack.resources)


def test_an_evil_plural_rule_is_refused(tmp_path: Path) -> None:
    source = language_source(tmp_path, header="nplurals=2; plural=(__import__('os').abort());")
    with pytest.raises(PackProblems) as caught:
        build_pack(source, tmp_path / "x.milpack")
    assert [one.code for one in caught.value.problems] == ["po.plural"]
    assert not (tmp_path / "x.milpack").exists()


@pytest.mark.parametrize(
    ("english", "said", "code"),
    [
        ("Added: {pack}.", "Eklendi.", "po.fields"),
        ("Settings", "Ayar\u202elar", "unit.control"),
        ("Settings", "Аyarlar", "po.script"),
        ("Settings", "Ayarlar " * 12, "po.too_long"),
        ("Settings", "[a](term:b)", "po.links"),
    ],
)
def test_each_fault_of_a_sentence_has_its_place(
    tmp_path: Path, english: str, said: str, code: str
) -> None:
    source = language_source(tmp_path, sentences={**SENTENCES, english: said})
    (problem,) = [one for one in check(source) if one.severity == "error"]
    assert problem.code == code and problem.place.startswith("locale/tr.po")


def test_a_translation_that_breaks_the_lesson_has_its_place(tmp_path: Path) -> None:
    source = language_source(tmp_path)
    write_words(source, "tr", {**WORDS, "well:quiz/q1/stem": "Su {{g1}} güvenlidir."})
    assert [one.place for one in check(source) if one.severity == "error"] == [
        "lessons/tr.po well:quiz/q1/stem"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"language": {"code": "tr"}},
        {"extends": {"id": "test.away", "version": 1}},
        {"lessons": ["away"]},
        {"media": ["away"]},
        {"licenses": ["MINE"]},
    ],
)
def test_a_head_that_is_not_in_order(tmp_path: Path, change: dict[str, object]) -> None:
    source = language_source(tmp_path)
    head = json.loads((source / "pack.yaml").read_text("utf-8"))
    write_head(source, {**head, **change})
    assert [one for one in check(source) if one.severity == "error"]
    with pytest.raises(PackProblems):
        build_pack(source, tmp_path / "x.milpack")


def test_a_part_that_is_not_whole_is_not_lent(tmp_path: Path) -> None:
    source = language_source(tmp_path)
    some = {name: said for name, said in WORDS.items() if name != "well:quiz/q1/stem"}
    write_words(source, "tr", some)
    build_pack(source, tmp_path / "x.milpack")
    with Pack(tmp_path / "x.milpack") as pack:
        assert set(pack.tree("lends.json")) == {"document/glossary", "media/river"}


def test_how_much_is_translated(tmp_path: Path, packs: Path) -> None:
    wanted = len(SENTENCES) + 1
    share = wanted * 1000 // len(app_sentences())
    source = tmp_path / "ui-tr"
    _, [(code, told, parts)] = coverage(source)
    assert code == "tr" and 0 < told <= share + 1
    assert {name: parts[name] for name in ("well", "glossary", "media")} == dict.fromkeys(
        ("well", "glossary", "media"), 1000
    )
    _, [(code, told, parts)] = coverage(packs / "ui-tr.milpack")
    assert (code, told, parts["well"]) == ("tr", share, 1000)
    with Library.open(tmp_path / "home", [packs]) as library:
        info = next(one for one in library.packs("tr") if one.type == "ui-locale")
    assert (info.title, info.coverage, info.lessons) == ("Türkçe uygulama", share, 1)


def test_new_texts_come_into_the_catalogue(tmp_path: Path) -> None:
    source = language_source(tmp_path)
    lesson = tmp_path / "river" / "lessons" / "well.yaml"
    lesson.write_text(lesson.read_text("utf-8").replace("Show a glass.", "Show a full glass."))
    files, _ = extract(source, None, update=True)
    assert {one.name for one in files} == {"ui-tr.pot", "tr.po"}
    text = (source / "lessons" / "tr.po").read_text("utf-8")
    assert "Show a full glass." in text and text.count("#, fuzzy") == 1
    assert [one.code for one in check(source)].count("po.fuzzy") == 1


def test_the_strict_look_shows_each_part(tmp_path: Path) -> None:
    report = strict_look(language_source(tmp_path))
    assert [one.subject for one in report.figures] == ["app", "well", "glossary", "media"]
    assert report.problems == []
