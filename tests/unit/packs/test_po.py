"""Catalogues: what is written comes back, whatever is in the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.packs.po import Catalogue, Translation, read_catalogues, template
from milclicks.packs.source import SourceText

TRICKY = [
    "plain",
    'with "quotes" and \\ backslash',
    "two\nlines",
    "ends with a line\n",
    "\nbegins with a line",
    "a\ttab",
    "# not a comment",
    "العربية، ثم English",
    "",
]


def written(tmp_path: Path, locale: str, entries: dict[str, Translation]) -> dict[str, Translation]:
    """The entries of a catalogue that was written and read again."""
    texts = [
        SourceText(name, "text", one.english, "lessons/x.yaml:1 a") for name, one in entries.items()
    ]
    text = template("demo", texts, Catalogue(locale, entries))
    (tmp_path / f"{locale}.po").write_text(text, encoding="utf-8", newline="\n")
    problems: list[object] = []
    found = read_catalogues(tmp_path, problems)  # type: ignore[arg-type]  # only its length counts
    assert problems == []
    return dict(found[locale].entries)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    entries = {
        f"x:p{n}/text": Translation(f"English {english}", target)
        for n, (english, target) in enumerate(zip(TRICKY, reversed(TRICKY), strict=True))
    }
    assert written(tmp_path, "fr", entries) == entries


def test_an_unsure_translation_stays_unsure(tmp_path: Path) -> None:
    entries = {"x:a": Translation("A", "B", fuzzy=True), "x:b": Translation("B", "C")}
    assert written(tmp_path, "es", entries) == entries


def test_a_template_is_the_same_each_time_and_empty() -> None:
    texts = [SourceText("x:title", "title", "Title", "lessons/x.yaml:3 ")]
    assert template("demo", texts) == template("demo", texts)
    assert template("demo", texts).endswith(
        '#: lessons/x.yaml\nmsgctxt "x:title"\nmsgid "Title"\nmsgstr ""\n'
    )


def test_latin_serbian_comes_from_cyrillic(tmp_path: Path) -> None:
    entries = {"x:a": Translation("A", "Љубав {{g1}} [мост](term:bridge)")}
    written(tmp_path, "sr_Cyrl", entries)
    latin = read_catalogues(tmp_path, [])["sr_Latn"]
    assert latin.entries["x:a"].text == "Ljubav {{g1}} [most](term:bridge)"


@pytest.mark.parametrize(
    ("one", "english", "good"),
    [
        (Translation("A", "B"), "A", True),
        (Translation("A", ""), "A", False),
        (Translation("A", "B", fuzzy=True), "A", False),
        (Translation("A", "B"), "A!", False),
    ],
)
def test_what_counts_as_translated(one: Translation, english: str, good: bool) -> None:
    assert one.holds(english) is good
