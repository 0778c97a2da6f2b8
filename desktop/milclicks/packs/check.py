"""Checks a pack, as its source folder or as a built file: every problem, its place, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from milclicks.core.errors import MilClicksError, Problem
from milclicks.packs import documents, licences, names, units
from milclicks.packs.check_texts import check_texts
from milclicks.packs.history import check_history
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark
from milclicks.packs.source import Source, read_source
from milclicks.packs.source_media import check_media
from milclicks.steps.lesson import STRANDS, lesson_problems, parse_lesson


def check(path: Path) -> list[Problem]:
    """Every problem of a source folder or of a built pack, errors first."""
    if path.is_dir():
        from milclicks.packs import uilocale_source

        if uilocale_source.is_language_pack(path):
            return uilocale_source.check_language_source(uilocale_source.read_language_source(path))
        return check_source(read_source(path))
    from milclicks.packs.verify import pack_problems

    return pack_problems(path)


def check_source(source: Source) -> list[Problem]:
    """Every problem of a source that was read, errors first, in the order of its files."""
    found = [*source.problems, *_head(source)]
    if not found:
        found += check_history(source)
    found += check_media(source)
    found += check_texts(source)
    for name, file in source.lessons.items():
        if file.tree is not None and not file.problems:
            found += _lesson(name, file.tree, file.name)
            for locale in source.catalogues:
                found += translation_problems(source, name, file.tree, locale)
    return sorted(_once(found), key=lambda problem: problem.severity)


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """The same problem is said once."""
    seen: set[tuple[str, str]] = set()
    for problem in problems:
        mark = (problem.code, problem.place)
        if mark not in seen:
            seen.add(mark)
            yield problem


def _head(source: Source) -> Iterator[Problem]:
    head = source.head
    name = source.pack.name
    fault = documents.fault("pack", head)
    if fault:
        yield remark("source.field", name, detail=fault)
    for licence in _names(head.get("licenses")):
        if not licences.known(licence):
            yield remark("license.unknown", name, detail=licence)
    for lesson, file in source.lessons.items():
        fault = names.path_fault(f"lessons/{lesson}.json")
        if fault:
            yield PackRefused(fault, lesson).problem(file.name)
        yield from _lesson_head(lesson, file.tree, file.name)
    for document, file in source.documents.items():
        fault = documents.fault(document, file.tree)
        if fault:
            yield remark("source.field", file.name, detail=fault)


def _names(value: Any) -> list[str]:
    return [str(member) for member in value] if isinstance(value, list) else []


def _lesson_head(lesson: str, tree: Any, place: str) -> Iterator[Problem]:
    if tree is None:
        return
    if not isinstance(tree, dict):
        yield remark("source.field", place, detail="id: ..., title: ..., steps: [...]")
        return
    if str(tree.get("id")) != lesson:
        yield remark("source.field", place, detail=f"id: {lesson}")
    if tree.get("strand") not in STRANDS:
        yield remark("source.field", place, detail=f"strand: {tree.get('strand')}")
    minutes = tree.get("minutes")
    if not isinstance(minutes, int) or not 1 <= minutes <= 600:
        yield remark("source.field", place, detail="minutes: 40")


def translation_problems(source: Source, name: str, tree: Any, locale: str) -> list[Problem]:
    """What a translation broke: two answers that became one, a text that fits its gap no more."""
    words = source.words(name, tree, locale)
    if words is None:
        return []
    try:
        made = parse_lesson(units.filled(units.stripped(tree), words), locale=locale)
    except MilClicksError:
        return []  # the same is wrong with the English lesson
    place = f"locale/{locale}.po {name}:"
    return [
        Problem(p.code, f"{place}{p.place}", p.sentence, p.remedy)
        for p in lesson_problems(made)
        if p.severity == "error"
    ]


def _lesson(name: str, tree: Any, place: str) -> list[Problem]:
    """What the lesson's own rules say, with the file's name before each place."""
    try:
        found = list(lesson_problems(parse_lesson(tree)))
    except PackRefused as error:
        return [error.problem(place)]
    except MilClicksError as error:
        found = list(getattr(error, "problems", ()))
        if not found:
            remedy = error.remedy or remark("source.field", place).remedy
            found = [Problem(error.code, error.detail, error.sentence, remedy)]
    return [
        Problem(p.code, f"{place} {p.place}".rstrip(), p.sentence, p.remedy, p.severity)
        for p in found
    ]
