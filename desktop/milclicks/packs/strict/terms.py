"""The list of terms: where the English text has a term, the translation has the word chosen for it.

`terms.tsv` of the pack: a column for the English term and one for each locale, named in the first
line. A cell may hold several forms separated by `|`; a form is a part of a word, since these
languages inflect and join words. An empty cell asks for nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milclicks.core import translit
from milclicks.core.errors import Problem
from milclicks.core.folding import fold
from milclicks.packs.markup import plain
from milclicks.packs.source import Source
from milclicks.packs.strict.report import finding

_LATIN: Final = "sr_Latn"


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the folded beginnings that its translations may have, by locale."""

    english: str
    forms: dict[str, tuple[str, ...]]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the English text has the term, also in the plural."""
        return re.compile(rf"\b{re.escape(self.english)}(?:s|es)?\b", re.IGNORECASE)


def read_terms(path: Path) -> list[Term]:
    """The terms of a pack; none without the file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        forms = {locale: _forms(cell or "") for locale, cell in row.items() if locale != "en"}
        if "sr_Cyrl" in row:
            forms[_LATIN] = _forms(translit.to_latin(row["sr_Cyrl"] or ""))
        found.append(Term(row["en"].strip(), forms))
    return found


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(fold(form.strip()) for form in cell.split("|") if form.strip())


def check_terms(source: Source, locale: str) -> Iterator[Problem]:
    """Every text that has a term in English and none of its words in `locale`."""
    catalogue = source.catalogues.get(locale)
    terms = read_terms(source.folder / "terms.tsv")
    if catalogue is None or not terms:
        return
    patterns = [(term, term.pattern) for term in terms if term.forms.get(locale)]
    for text in source.texts():
        entry = catalogue.entries.get(text.id)
        if entry is None or not entry.holds(text.text):
            continue
        english, folded = plain(text.text), fold(plain(entry.text))
        for term, pattern in patterns:
            wanted = term.forms[locale]
            if pattern.search(english) and not any(form in folded for form in wanted):
                place = f"locale/{locale}.po {text.id}"
                yield finding("strict.term", place, term=term.english, wanted=" | ".join(wanted))
