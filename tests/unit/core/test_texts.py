"""Sentences, plurals, digits, dates, lists and numbers in each locale."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from milclicks.core import paths, texts
from milclicks.core.catalogues import HEADERS, compile_catalogues, entry_problems, read
from milclicks.core.texts import LOCALES, PSEUDO, Texts, parse_number

DAY = date(2026, 11, 22)
ENTRY = (
    'msgid ""\nmsgstr ""\n"Plural-Forms: {header}\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
)


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for compiled catalogues, forgotten afterwards."""
    monkeypatch.setattr(paths, "locale_root", lambda: tmp_path / "out")
    texts.catalogue.cache_clear()
    yield tmp_path
    texts.catalogue.cache_clear()


def write_po(folder: Path, locale: str, body: str) -> Path:
    path = folder / "src" / locale / "milclicks.po"
    path.parent.mkdir(parents=True)
    path.write_text(ENTRY.format(header=HEADERS[locale]) + body, "utf-8")
    return path


@pytest.mark.parametrize(
    ("n", "form"), [(0, "صفر"), (1, "واحد"), (2, "اثنان"), (3, "قليل"), (11, "كثير"), (100, "مئة")]
)
def test_arabic_plural_forms_follow_the_pinned_rule(catalogues: Path, n: int, form: str) -> None:
    forms = ["صفر", "واحد", "اثنان", "قليل", "كثير", "مئة"]
    body = 'msgid "one"\nmsgid_plural "many"\n'
    body += "".join(f'msgstr[{i}] "{said}"\n' for i, said in enumerate(forms))
    write_po(catalogues, "ar", body)
    compile_catalogues(catalogues / "src", catalogues / "out")
    assert Texts("ar").say_n("one", "many", n) == form


def test_latin_serbian_is_generated_from_cyrillic(catalogues: Path) -> None:
    write_po(catalogues, "sr_Cyrl", 'msgid "Hello {name}"\nmsgstr "Здраво, {name}"\n')
    assert compile_catalogues(catalogues / "src", catalogues / "out") == ["sr_Cyrl", "sr_Latn"]
    assert Texts("sr_Latn").say("Hello {name}", name="Ана") == "Zdravo, \u2068Ана\u2069"


def test_a_missing_catalogue_speaks_english(catalogues: Path) -> None:
    assert Texts("fr").say("Go on") == "Go on"


@pytest.mark.parametrize(
    ("said", "code"),
    [("", "untranslated"), ("Bonjour", "placeholders"), ("Hello {name}", "english"),
     ("Salut \u202e{name}", "bidi")],
)  # fmt: skip
def test_catalogue_problems_are_found(catalogues: Path, said: str, code: str) -> None:
    path = write_po(catalogues, "fr", f'msgid "Hello {{name}}"\nmsgstr "{said}"\n')
    entry = next(e for e in read(path) if e.id)
    assert [p.code for p in entry_problems(entry, "fr", set())] == [code]


def test_a_good_translation_has_no_problem(catalogues: Path) -> None:
    path = write_po(catalogues, "fr", 'msgid "Hello {name}"\nmsgstr "Bonjour {name}"\n')
    entry = next(e for e in read(path) if e.id)
    assert entry_problems(entry, "fr", set()) == []


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "22 November 2026"), ("fr", "22 novembre 2026"), ("es", "22 de noviembre de 2026"),
     ("ar", "٢٢ نوفمبر ٢٠٢٦"), ("pt_PT", "22 de novembro de 2026"),
     ("pt_BR", "22 de novembro de 2026"), ("sr_Cyrl", "22. новембар 2026."),
     ("sr_Latn", "22. novembar 2026.")],
)  # fmt: skip
def test_dates(locale: str, said: str) -> None:
    assert Texts(locale).date(DAY) == said


def test_digits_are_a_setting() -> None:
    assert Texts("ar").number(1234) == "١٢٣٤"
    assert Texts("ar", digits="latin").number(1234) == "1234"
    assert Texts("en", digits="arabic").number(7) == "٧"


def test_arabic_lists_keep_the_and_at_its_word() -> None:
    assert Texts("ar").list(["أ", "ب"]) == "\u2068أ\u2069 و\u2068ب\u2069"


@pytest.mark.parametrize("typed", ["12", "١٢", "۱۲", " 12 "])
def test_typed_numbers_in_any_digits(typed: str) -> None:
    assert parse_number(typed) == "12"


@pytest.mark.parametrize("typed", ["", "twelve", "1/0", "{0.__class__}", "1e5", "9" * 50])
def test_typed_junk_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


def test_values_are_literal_and_isolated() -> None:
    said = Texts("en").say("Hello {name}", name="{0.__class__} %n")
    assert said == "Hello \u2068{0.__class__} %n\u2069"


def test_pseudo_locale_is_longer_and_mirrored() -> None:
    pseudo = Texts(PSEUDO)
    assert pseudo.direction == "rtl"
    assert len(pseudo.say("Choose a lesson to begin")) > len("Choose a lesson to begin")


def test_every_locale_has_its_own_name() -> None:
    assert set(texts.OWN_NAMES) == set(LOCALES)
