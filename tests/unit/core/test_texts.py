"""Sentences, plurals, digits, dates, lists and numbers in each locale."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from milclicks.core import paths, texts
from milclicks.core.catalogues import (
    catalogue_problems,
    compile_catalogues,
    entry_problems,
    read,
)
from milclicks.core.errors import BadInput, Message
from milclicks.core.plurals import RULES
from milclicks.core.texts import LOCALES, PSEUDO, Texts, parse_number, without_isolates

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
    path.write_text(ENTRY.format(header=RULES[locale]) + body, "utf-8")
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


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), ("١٢", "12"), ("۱۲", "12"), (" 12 ", "12"), ("−3", "-3"), ("٣/٤", "3/4"),
     ("3 / 4", "3/4"), ("25 %", "25"), ("٢٥٪", "25"), ("1,5", "3/2"), ("0.5", "1/2"),
     ("٠٫٥", "1/2"), ("1.234", "1234"), ("1 234 567", "1234567"), ("١٬٢٣٤", "1234"),
     ("1.234,5", "2469/2"), ("1\u202f234", "1234"), ("0.500", "1/2"), ("12,345", "12345")],
)  # fmt: skip
def test_typed_numbers_in_any_digits(typed: str, number: str) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "twelve",
        "1/0",
        "{0.__class__}",
        "1e5",
        "9" * 50,
        "1 2",
        "²",
        "12.34.56",
        "1,23,4",
        "--1",
    ],
)
def test_typed_junk_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


def test_values_are_literal_and_isolated() -> None:
    said = Texts("en").say("Hello {name}", name="{0.__class__} %n")
    assert said == "Hello \u2068{0.__class__} %n\u2069"


def test_what_a_value_says_is_never_looked_at_again() -> None:
    said = Texts("en").say("{a} and {b}, not {c}", a="{b}", b="{a}")
    assert said == "\u2068{b}\u2069 and \u2068{a}\u2069, not {c}"


def test_values_speak_the_language_of_the_sentence() -> None:
    inner = Message("Hello {name}", {"name": "Ana"})
    said = Texts("ar").say("{n} {day} {inner}", n=12, day=DAY, inner=inner)
    assert said == "\u2068١٢\u2069 \u2068٢٢ نوفمبر ٢٠٢٦\u2069 \u2067Hello \u2068Ana\u2069\u2069"


@pytest.mark.parametrize(
    ("locale", "opened"),
    [("ar", "\u2067"), (PSEUDO, "\u2067"), ("en", "\u2068"), ("sr_Cyrl", "\u2068")],
)
def test_what_has_values_of_its_own_is_read_as_the_locale_reads(locale: str, opened: str) -> None:
    texts = Texts(locale)
    inner = texts.say("{name} · {address}", name="ضفة", address="192.168.1.20:8420")
    assert texts.isolate(inner) == f"{opened}{inner}\u2069"
    assert texts.isolate("192.168.1.20:8420") == "\u2068192.168.1.20:8420\u2069"
    assert without_isolates(texts.isolate(inner)) == without_isolates(inner)
    assert not set(without_isolates(texts.isolate(inner))) & set("\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("version", "shown"),
    [(2, "٢"), ("2", "٢"), ("9.1", "٩.١"), ("0.1.0", "٠.١.٠"), ("1.0rc1", "1.0rc1"),
     ("192.168.1.20", "192.168.1.20")],
)  # fmt: skip
def test_a_version_has_the_digits_of_all_numbers(version: int | str, shown: str) -> None:
    assert Texts("ar").version(version) == shown
    assert Texts("ar", digits="latin").version(version) == str(version)
    assert Texts("fr").version(version) == str(version)


@pytest.mark.parametrize("value", ["9.1", "0.1.0"])
def test_a_sentence_has_one_kind_of_digits(value: str) -> None:
    words = "{version}: {n}, {message}"
    said = Texts("ar").say(words, version=value, n=3, message=Message("{v}", {"v": value}))
    assert not any(sign in "0123456789" for sign in said)


@pytest.mark.parametrize("value", ["116 111", "116111", "192.168.1.20:8420", "4F2A-1.2", "1.", ""])
def test_what_people_type_on_keeps_its_digits(value: str) -> None:
    assert Texts("ar").say("{it}", it=value) == f"\u2068{value}\u2069"


def test_numbers_to_their_last_part_and_the_sign_of_per_cent() -> None:
    ar = Texts("ar")
    assert (ar.exact(15), ar.exact(Fraction(3, 4)), ar.exact(Fraction(7))) == ("١٥", "٣/٤", "٧")
    assert (ar.unit("%"), ar.unit("شخص")) == ("٪", "شخص")
    assert Texts("ar", digits="latin").unit("%") == "%" == Texts("fr").unit("%")


@pytest.mark.parametrize(
    ("locale", "four", "seven", "share"),
    [("en", "1234", "1,234,567", "76%"), ("fr", "1234", "1\u202f234\u202f567", "76\xa0%"),
     ("es", "1234", "1.234.567", "76\xa0%"), ("ar", "١٢٣٤", "١٬٢٣٤٬٥٦٧", "٧٦٪"),
     ("pt_PT", "1234", "1\xa0234\xa0567", "76%"), ("pt_BR", "1234", "1.234.567", "76%"),
     ("sr_Cyrl", "1234", "1.234.567", "76%"), ("sr_Latn", "1234", "1.234.567", "76%")],
)  # fmt: skip
def test_numbers(locale: str, four: str, seven: str, share: str) -> None:
    texts = Texts(locale)
    assert (texts.number(1234), texts.number(1234567), texts.percent(76)) == (four, seven, share)


def test_arabic_with_latin_digits_keeps_latin_signs() -> None:
    texts = Texts("ar", digits="latin")
    assert (texts.number(1234567), texts.percent(76)) == ("1,234,567", "76%")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_date_form_has_the_digits_of_the_locale(locale: str) -> None:
    for length in ("short", "long", "weekday"):
        said = Texts(locale).date(DAY, length)
        assert ("٢٢" in said) == (locale == "ar") and ("22" in said) == (locale != "ar")


def test_an_aware_time_is_shown_as_the_day_it_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    time.tzset()
    try:
        assert Texts("en").date(late) == "23 November 2026"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_catalogue_with_another_plural_rule_is_refused(catalogues: Path) -> None:
    path = write_po(catalogues, "ar", 'msgid "Hello"\nmsgstr "مرحبًا"\n')
    swapped = RULES["ar"].replace("? 4 : 5", "? 5 : 4")
    path.write_text(path.read_text("utf-8").replace(RULES["ar"], swapped), "utf-8")
    assert [problem.code for problem in catalogue_problems(path, "ar")] == ["plural-rule"]
    with pytest.raises(BadInput):
        compile_catalogues(catalogues / "src", catalogues / "out")


def test_a_fuzzy_translation_is_none(catalogues: Path) -> None:
    path = write_po(catalogues, "fr", '#, fuzzy\nmsgid "Hello"\nmsgstr "Bonjour"\n')
    assert [problem.code for problem in catalogue_problems(path, "fr")] == ["untranslated"]
    compile_catalogues(catalogues / "src", catalogues / "out")
    assert Texts("fr").say("Hello") == "Hello"


def test_equal_to_english_only_by_the_list(catalogues: Path) -> None:
    path = write_po(catalogues, "fr", 'msgid "Page {n}"\nmsgstr "Page {n}"\n')
    assert [problem.code for problem in catalogue_problems(path, "fr")] == ["english"]
    allowed = path.parent.parent / "same_as_english.tsv"
    allowed.write_text("locale\ttext\nfr\tPage {n}\n", "utf-8")
    assert catalogue_problems(path, "fr") == []


def test_a_plural_needs_all_its_forms_and_keeps_its_placeholders(catalogues: Path) -> None:
    head = 'msgid "{n} card of {name}"\nmsgid_plural "{n} cards of {name}"\n'
    forms = ["{n} карта, {name}", "{n} карте, {name}", "{n} карата"]
    body = "".join(f'msgstr[{i}] "{form}"\n' for i, form in enumerate(forms))
    path = write_po(catalogues, "sr_Cyrl", head + body)
    assert [problem.code for problem in catalogue_problems(path, "sr_Cyrl")] == ["placeholders"]


def test_compiling_twice_gives_the_same_bytes(catalogues: Path) -> None:
    write_po(catalogues, "fr", 'msgid "Hello"\nmsgstr "Bonjour"\n')
    built = []
    for name in ("one", "two"):
        compile_catalogues(catalogues / "src", catalogues / name)
        built.append((catalogues / name / "fr" / "LC_MESSAGES" / "milclicks.mo").read_bytes())
    assert built[0] == built[1]


def test_pseudo_locale_is_longer_and_mirrored() -> None:
    pseudo = Texts(PSEUDO)
    assert pseudo.direction == "rtl"
    assert len(pseudo.say("Choose a lesson to begin")) > len("Choose a lesson to begin")


def test_every_locale_has_its_own_name() -> None:
    assert set(texts.OWN_NAMES) == set(LOCALES)
