"""Looks at a whole source with every rule, in every locale that it has."""

from __future__ import annotations

from pathlib import Path

from milclicks.packs.source import Source, read_source
from milclicks.packs.strict.balance import check_balance
from milclicks.packs.strict.complete import check_complete, counts
from milclicks.packs.strict.guesses import check_guesses
from milclicks.packs.strict.language import check_language, check_options
from milclicks.packs.strict.proof import check_proof
from milclicks.packs.strict.repeats import check_repeats
from milclicks.packs.strict.report import Figure, Report
from milclicks.packs.strict.spoken import lessons
from milclicks.packs.strict.terms import check_terms
from milclicks.packs.uilocale_source import (
    LanguageSource,
    is_language_pack,
    read_language_source,
)


def strict_look(folder: Path) -> Report:
    """The report on the source of a pack in `folder`."""
    if is_language_pack(folder):
        return _look_at_language(read_language_source(folder))
    return look_at(read_source(folder))


def _look_at_language(source: LanguageSource) -> Report:
    """A language pack: every sentence of the app, and what it translates as a course does."""
    report = Report()
    for part, share in source.shares().items():
        report.figures.append(Figure("translated", part, share // 10, 1, verdict="told"))
    if source.head is None:
        return report
    code = source.head.language.code
    found = lessons(source.base, code)
    if source.head.language.script == "Latn":  # its rules know the scripts of the shipped locales
        report.add(check_language(source.base, code))
    report.add(check_options(found, code))
    return report


def look_at(source: Source) -> Report:
    """The report on a source that was read; problems in the order of the rules."""
    report = Report()
    spoken = str(source.head.get("source_locale") or "en")
    own = lessons(source, spoken)
    report.figures.extend(counts(own))
    report.add(check_complete(own))
    report.add(check_balance(source, own, report.figures))
    report.add(check_proof(own))
    report.add(check_repeats(source))
    for locale in (spoken, *sorted(source.catalogues)):
        found = own if locale == spoken else lessons(source, locale)
        report.figures.append(Figure("complete lessons", locale, len(found), len(source.lessons)))
        report.add(check_guesses(found, locale, report.figures))
        report.add(check_language(source, locale))
        report.add(check_options(found, locale))
        terms = list(check_terms(source, locale))
        if locale != spoken:
            report.figures.append(Figure("terms not kept", locale, len(terms), 0))
        report.add(terms)
    return report
