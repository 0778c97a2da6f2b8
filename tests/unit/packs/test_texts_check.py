"""Judging texts: marks, controls, the two Portuguese, equal and forbidden words, the glossary."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from milclicks.packs import markup
from milclicks.packs.check import check
from milclicks.packs.portuguese import other_portuguese
from milclicks.packs.source import read_source
from tests.support.sources import edit


def found(source: Path, severity: str = "error") -> set[tuple[str, str]]:
    """(code, place without the ids) of what a check finds."""
    return {
        (one.code, one.place.split(" ")[0]) for one in check(source) if one.severity == severity
    }


def translated(source: Path, locale: str, unit: str, words: str) -> None:
    """Replace the translation of one unit."""
    path = source / "locale" / f"{locale}.po"
    pattern = rf'(msgctxt "{re.escape(unit)}"\nmsgid "[^\n]*"\nmsgstr )"[^\n]*"'
    text, times = re.subn(pattern, lambda hit: f'{hit.group(1)}"{words}"', path.read_text("utf-8"))
    assert times == 1
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("english", "target", "codes"),
    [
        ("a *b* c", "x *y* z", []),
        ("a **b** c", "x **y z", []),
        ("a **b** c", "x *y** z", ["po.marks"]),
        ("2 * 3", "2 * 3 * 4", []),
        ("{{s1|red}} {{s2|blue}}", "{{s2|plavo}} {{s1|crveno}}", []),
        ("{{s1|red}}", "{{s1}}", ["po.gaps"]),
        ("see [x](term:a)", "[y](term:a)", []),
        ("see [x](term:a)", "[y](term:b)", ["po.links"]),
        ("see [x](page:a)", "[y](page:a)", []),
        ("see [x](page:a)", "[y](page:b)", ["po.links"]),
        ("see [x](page:a)", "[y](term:a)", ["po.links"]),
        ("see [x](page:a) [z](page:b)", "[z](page:b) [x](page:a)", []),
        ("at https://a.org/x", "https://a.org/y", ["po.links"]),
        ("hi [salaam]{lang=ar}", "مرحبا", []),
        ("hi {name}", "salut {nom}", ["po.fields"]),
        ("{{g1}}", "{g1}", ["po.gaps", "po.fields"]),
    ],
)
def test_marks_that_a_translation_must_keep(english: str, target: str, codes: list[str]) -> None:
    assert [code for code, _ in markup.differences(english, target)] == codes


def test_plain_words_for_search() -> None:
    text = "Ask the *first* **[witness](term:w)**, {{g1}} or {{s1|now}}. [كتاب]{lang=ar}"
    assert markup.plain(text) == "Ask the first witness, … or now. كتاب"
    assert markup.plain("Read [the *notice*](page:notice).") == "Read the notice."


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("pt_PT", "Compartilhe no celular com a equipe.", ["Compartilhe", "celular", "equipe"]),
        ("pt_PT", "Ele está lendo um fato econômico.", ["está lendo", "fato", "econômico"]),
        ("pt_PT", "Partilha no telemóvel um facto. Onde está quando chove?", []),
        ("pt_BR", "Partilhe no telemóvel com a equipa.", ["Partilhe", "telemóvel", "equipa"]),
        ("pt_BR", "Está a ler um facto económico.", ["Está a ler", "facto", "económico"]),
        ("pt_BR", "Compartilhe no celular um fato. Leia as letras miúdas.", []),
        ("es", "Está a ler o facto e o fato.", []),
    ],
)
def test_the_two_portuguese(locale: str, text: str, words: list[str]) -> None:
    assert other_portuguese(locale, text) == words


def test_equal_to_english_needs_the_list(source: Path) -> None:
    translated(source, "fr", "well:title", "The village well")
    assert ("po.same", "locale/fr.po") in found(source)
    (source / "locale" / "same_as_english.tsv").write_text("well:title\tfr\tname of a book\n")
    assert ("po.same", "locale/fr.po") not in found(source)
    (source / "locale" / "same_as_english.tsv").write_text("well:title\tar\tname of a book\n")
    assert ("po.same", "locale/fr.po") in found(source)
    (source / "locale" / "same_as_english.tsv").write_text("well:title\t*\tname of a book\n")
    assert ("po.same", "locale/fr.po") not in found(source)


def test_forbidden_words_of_the_glossary(source: Path) -> None:
    (source / "locale" / "forbidden.tsv").write_text("# locale\tword\tuse\nfr\tpuits\tfontaine\n")
    assert ("po.forbidden", "locale/fr.po") in found(source)
    (source / "locale" / "forbidden.tsv").write_text("es\tpuits\tfuente\nfr\tpuit\tx\n")
    assert ("po.forbidden", "locale/fr.po") not in found(source)


def test_the_other_portuguese_is_an_error(source: Path) -> None:
    shutil.copy(source / "locale" / "es.po", source / "locale" / "pt_PT.po")
    translated(source, "pt_PT", "well:title", "Compartilhe a água")
    assert ("po.other_portuguese", "locale/pt_PT.po") in found(source)


def test_latin_serbian_is_made_and_not_written(source: Path) -> None:
    shutil.copy(source / "locale" / "sr_Cyrl.po", source / "locale" / "sr_Latn.po")
    assert ("po.locale", "locale/sr_Latn.po") in found(source)


def test_a_text_translated_twice(source: Path) -> None:
    path = source / "locale" / "fr.po"
    text = path.read_text("utf-8")
    entry = text[text.index('msgctxt "well:title"') :].split("\n\n")[0]
    path.write_text(f"{text}\n{entry}\n", encoding="utf-8")
    assert ("po.twice", "locale/fr.po") in found(source)


@pytest.mark.parametrize(
    ("locale", "words", "wrong"),
    [
        ("fr", "personne | personnes", False), ("fr", "pers.", False), ("fr", "a | b | c", True),
        ("ar", "أ | ب", True), ("ar", "أ | ب | ت | ث | ج | ح", False),
        ("ar", "أ | ب | | ث | ج | ح", True),
        ("sr_Cyrl", "особа | особе | особа", False), ("sr_Cyrl", "особа | особе", True),
    ],
)  # fmt: skip
def test_a_word_beside_numbers_has_the_forms_of_its_language(
    source: Path, locale: str, words: str, wrong: bool
) -> None:
    edit(source / RUMOUR, "kind: cloze", 'kind: cloze\n        unit: "person | people"')
    unit = next(u.id for u in read_source(source).texts() if u.key == "unit")
    path = source / "locale" / f"{locale}.po"
    entry = f'msgctxt "{unit}"\nmsgid "person | people"\nmsgstr "{words}"\n'
    path.write_text(f"{path.read_text('utf-8')}\n{entry}", encoding="utf-8")
    places = {place for code, place in found(source) if code == "unit.forms"}
    latin = ["locale/sr_Latn.po"] if locale == "sr_Cyrl" else []
    assert places == ({f"locale/{locale}.po", *latin} if wrong else set())


def test_an_entry_that_the_pack_no_longer_has(source: Path) -> None:
    path = source / "locale" / "fr.po"
    path.write_text(
        path.read_text("utf-8") + '\nmsgctxt "well:gone"\nmsgid "x"\nmsgstr "y"\n', "utf-8"
    )
    assert ("po.unknown", "locale/fr.po") in found(source, "warning")


WELL, RUMOUR = "lessons/well.yaml", "lessons/rumour.yaml"
HEAD, MEDIA, DRAWING = "pack.yaml", "media.yaml", "media/river.svg"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place"),
    [
        (WELL, "Show a glass.", "Show\u202e a glass.", "unit.control", f"{WELL}:10"),
        (WELL, '"Show a glass."', '" "', "unit.empty", f"{WELL}:10"),
        (WELL, "Show a glass.", "x" * 4001, "unit.too_long", f"{WELL}:10"),
        (RUMOUR, "(term:bridge)", "(term:moon)", "unit.term", f"{RUMOUR}:20"),
        (RUMOUR, "kind: cloze", 'kind: cloze\n        unit: "a | b | c"', "unit.forms", RUMOUR),
        (RUMOUR, "kind: cloze", 'kind: cloze\n        unit: "a |"', "unit.forms", RUMOUR),
        (RUMOUR, "{id: b, body", "{id: a, body", "unit.twice", RUMOUR),
        (RUMOUR, "{id: a, body", "{id: A B, body", "source.id", RUMOUR),
        (RUMOUR, "{id: a, body", "{body", "unit.no_id", RUMOUR),
        (RUMOUR, "picture: river,", "picture: sea,", "media.missing", f"{RUMOUR}:21"),
        (RUMOUR, "id: rumour", "id: rumours", "source.field", RUMOUR),
        (
            RUMOUR,
            "    kind: cloze",
            "    kind: cloze\n        aside: Two words",
            "unit.unseen",
            RUMOUR,
        ),
        (HEAD, "CC-BY-SA-4.0", "All rights reserved", "license.unknown", HEAD),
        (HEAD, "version: 3", "version: three", "source.field", HEAD),
        (HEAD, "[rumour, well]", "[well]", "source.lesson_unlisted", RUMOUR),
        (HEAD, "rumour, well", "rumour, well, gone", "source.missing", "lessons/gone.yaml"),
        ("pact.yaml", "opening:", "openings:", "source.field", "pact.yaml"),
        (MEDIA, "river.svg", "sea.svg", "media.missing", f"{MEDIA}:1"),
        (MEDIA, "river.svg", "../pack.yaml", "media.missing", f"{MEDIA}:1"),
        (MEDIA, "CC-BY-SA-4.0", "mine", "license.unknown", f"{MEDIA}:1"),
        (DRAWING, "<rect", "<image href='a.png'/><rect", "media.drawing", f"{MEDIA}:1"),
        (DRAWING, "<rect", "<text>x</text><rect", "media.drawing", f"{MEDIA}:1"),
        (DRAWING, "url(#sky)", "url(http://x.org/a)", "media.drawing", f"{MEDIA}:1"),
        (DRAWING, "</svg>", "", "media.refused", f"{MEDIA}:1"),
    ],
)
def test_what_a_check_says_of_a_source(
    source: Path, file: str, old: str, new: str, code: str, place: str
) -> None:
    edit(source / file, old, new)
    hits = {where for one, where in found(source) if one == code}
    assert any(where == place or where.startswith(f"{place}:") for where in hits), found(source)


def test_a_file_of_another_kind_in_media(source: Path) -> None:
    (source / "media" / "notes.txt").write_text("x")
    assert ("media.unlisted", "media/notes.txt") in found(source, "warning")
    edit(source / "media.yaml", "river.svg", "notes.txt")
    assert ("media.refused", "media.yaml:1") in found(source)


def test_two_answers_that_a_translation_made_one(source: Path) -> None:
    assert not found(source)
    translated(source, "fr", "rumour:quiz/q1/b/body", "À la personne qui était là")
    assert {code for code, _ in found(source)} == {"item.same_words"}
