"""Judges the texts of a source: its own units, and each translation against the English one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from milclicks.core import plurals
from milclicks.core.errors import Problem
from milclicks.packs import limits, markup
from milclicks.packs.po import LATIN, Catalogue
from milclicks.packs.portuguese import other_portuguese
from milclicks.packs.remarks import remark
from milclicks.packs.source import Source, SourceText
from milclicks.packs.units import TEXT_KEYS

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What a pack says of its languages: equal texts allowed, words that are not used."""

    same: frozenset[tuple[str, str]]
    forbidden: dict[str, tuple[re.Pattern[str], ...]]

    def may_be_same(self, unit: str, locale: str) -> bool:
        """Whether the list allows this unit to equal its English text."""
        return (unit, "*") in self.same or (unit, locale) in self.same

    def forbidden_in(self, locale: str, text: str) -> list[str]:
        """The words of `text` that the glossary of `locale` forbids."""
        return [
            hit.group() for rule in self.forbidden.get(locale, ()) for hit in rule.finditer(text)
        ]


def language_rules(folder: Path) -> LanguageRules:
    """Read `same_as_english.tsv` (unit, locale or *, reason) and `forbidden.tsv`
    (locale, word, use instead) of a catalogue folder; either may be missing."""
    same = frozenset((row[0], row[1]) for row in _rows(folder / "same_as_english.tsv"))
    forbidden: dict[str, tuple[re.Pattern[str], ...]] = {}
    for row in _rows(folder / "forbidden.tsv"):
        rule = re.compile(rf"(?<!\w){re.escape(row[1])}(?!\w)", re.IGNORECASE)
        forbidden[row[0]] = (*forbidden.get(row[0], ()), rule)
    return LanguageRules(same, forbidden)


def _rows(path: Path) -> Iterator[list[str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(row) >= 2 and not row[0].startswith("#"):
                    yield [cell.strip() for cell in row]


def check_texts(source: Source) -> Iterator[Problem]:
    """Every problem with the English texts and with each catalogue."""
    texts = list(source.texts())
    for name, times in Counter(text.id for text in texts).items():
        if times > 1:
            place = next(text.place for text in texts if text.id == name)
            yield remark("unit.twice", place, detail=name)
    terms = _terms(source)
    spoken = str(source.head.get("source_locale") or "en")
    for text in texts:
        yield from _own(text, terms)
        yield from _forms(text, text.text, spoken, f"{text.place} {text.key}")
    for scope, tree, file in source.parts():
        if scope != "pack":
            yield from _nameless(tree, file.place(""))
        if scope not in ("pack", "media"):
            yield from _untranslatable(tree, file.place(""))
    rules = language_rules(source.folder / "locale")
    for catalogue in source.catalogues.values():
        yield from check_catalogue(catalogue, texts, rules)


def _terms(source: Source) -> frozenset[str] | None:
    """The glossary's ids; None when the pack has no glossary of its own."""
    glossary = source.documents.get("glossary")
    if glossary is None or not isinstance(glossary.tree, list):
        return None
    return frozenset(str(entry.get("id")) for entry in glossary.tree if isinstance(entry, dict))


def _own(text: SourceText, terms: frozenset[str] | None) -> Iterator[Problem]:
    place = f"{text.place} {text.key}"
    if not text.text.strip():
        yield remark("unit.empty", place)
    if len(text.text) > limits.UNIT_CHARACTERS:
        yield remark("unit.too_long", place, detail=str(len(text.text)))
    for control in dict.fromkeys(markup.controls(text.text)):
        yield remark("unit.control", place, detail=control)
    for term in markup.terms(text.text):
        if terms is not None and term not in terms:
            yield remark("unit.term", place, detail=term)


def _forms(text: SourceText, words: str, locale: str, place: str) -> Iterator[Problem]:
    """A word beside numbers has one form, or as many as its language; none of them is empty."""
    forms = plurals.forms_in(words)
    wanted = plurals.count_of_forms(locale)
    whole = len(forms) in (1, wanted) or wanted is None
    if text.key == plurals.KEY and not (whole and all(forms)):
        yield remark("unit.forms", place, detail=f"{sum(map(bool, forms))} / {wanted}")


def _nameless(node: Any, place: str) -> Iterator[Problem]:
    """Lists whose members hold text but no id, and ids that are not ids."""
    if isinstance(node, dict):
        own = node.get("id")
        if own is not None and not limits.ID.fullmatch(str(own)):
            yield remark("source.id", place, detail=str(own)[:60])
        for value in node.values():
            yield from _nameless(value, place)
    elif isinstance(node, list):
        if len(node) > limits.OPTIONS:
            yield remark("source.many", place, detail=str(len(node)))
        for member in node:
            if isinstance(member, dict) and "id" not in member and _holds_text(member):
                yield remark("unit.no_id", place, detail=_first_words(member))
            yield from _nameless(member, place)


def _untranslatable(node: Any, place: str) -> Iterator[Problem]:
    """Words under a key that no translator would see."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if isinstance(value, str) and " " in value.strip() and key not in TEXT_KEYS:
            yield remark("unit.unseen", place, detail=f"{key}: {value[:40]}")
    members = node.values() if isinstance(node, dict) else node
    for member in members if isinstance(node, (dict, list)) else ():
        yield from _untranslatable(member, place)


def _holds_text(node: dict[str, Any]) -> bool:
    return any(key in TEXT_KEYS and isinstance(value, str) for key, value in node.items())


def _first_words(node: dict[str, Any]) -> str:
    return next(v[:40] for k, v in node.items() if k in TEXT_KEYS and isinstance(v, str))


def check_catalogue(
    catalogue: Catalogue, texts: list[SourceText], rules: LanguageRules
) -> Iterator[Problem]:
    """Every problem of one locale's translations."""
    locale = catalogue.locale
    name = f"locale/{locale}.po"
    missing = 0
    for text in texts:
        place = f"{name} {text.id}"
        entry = catalogue.entries.get(text.id)
        if entry is None or not entry.holds(text.text):
            missing += 1
        if entry is None or not entry.text:
            continue
        if locale != LATIN and not entry.holds(text.text):
            yield remark("po.fuzzy" if entry.fuzzy else "po.stale", place)
        elif entry.holds(text.text):
            yield from _translated(text, entry.text, locale, place, rules)
    if missing:
        yield remark("po.missing", name, detail=str(missing))
    known = {text.id for text in texts}
    for unit in catalogue.entries:
        if unit not in known and locale != LATIN:
            yield remark("po.unknown", f"{name} {unit}")


def _translated(
    text: SourceText, target: str, locale: str, place: str, rules: LanguageRules
) -> Iterator[Problem]:
    for code, what in markup.differences(text.text, target):
        yield remark(code, place, detail=what)
    for control in dict.fromkeys(markup.controls(target)):
        yield remark("unit.control", place, detail=control)
    if len(target) > limits.UNIT_CHARACTERS:
        yield remark("unit.too_long", place, detail=str(len(target)))
    equal = target.strip() == text.text.strip() and _WORD.search(markup.plain(text.text))
    if equal and not rules.may_be_same(text.id, locale):
        yield remark("po.same", place)
    yield from _forms(text, target, locale, place)
    for word in rules.forbidden_in(locale, target):
        yield remark("po.forbidden", place, detail=word)
    for word in other_portuguese(locale, target):
        yield remark("po.other_portuguese", place, detail=word)
