"""Reads a whole pack and says whether all of it is in order: before it is installed, and to check.

Every blob against its hash, every picture against the media gate, every lesson in every locale
through the lesson's own rules.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from milclicks.core.errors import MilClicksError, Problem
from milclicks.packs import documents, limits, media, readiness
from milclicks.packs.manifest import LessonInfo, Resource
from milclicks.packs.pack import Pack, check_words
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark
from milclicks.steps.lesson import Lesson, lesson_problems, parse_lesson

_SOUND_HEAD = 1024


def verify(pack: Pack, progress: Progress = silent) -> None:
    """Raise PackRefused for the first thing that is not in order."""
    for refused in _refusals(pack, progress):
        raise refused


def pack_problems(path: Path) -> list[Problem]:
    """Every problem of a built pack."""
    try:
        pack = Pack(path)
    except PackRefused as error:
        return [error.problem(path.name)]
    with pack:
        found = [error.problem(path.name) for error in _refusals(pack, silent)]
        return [*found, *_torn(pack)]


def _refusals(pack: Pack, progress: Progress) -> Iterator[PackRefused]:
    yield from _caught(pack.reserved)
    if not pack.readable:
        yield from _caught(pack.blobs_of_later_format)
        return
    total = len(pack.resources) + len(pack.manifest.lessons)
    for done, resource in enumerate(pack.resources):
        progress(done, total)
        yield from _caught(partial(_blob, pack, resource))
    for done, lesson in enumerate(pack.manifest.lessons):
        progress(len(pack.resources) + done, total)
        if readiness.of_lesson(lesson).state == "ready":
            yield from _caught(partial(_lesson, pack, lesson))
    for resource in pack.resources:
        if resource.role == "document":
            yield from _caught(partial(_document, pack, resource))
    progress(total, total)


def _caught(read: Callable[[], object]) -> Iterator[PackRefused]:
    try:
        made = read()
        for _ in made if isinstance(made, Iterator) else ():
            continue
    except PackRefused as error:
        yield error


def _blob(pack: Pack, resource: Resource) -> None:
    if resource.mediatype == media.JSON:
        tree = pack.tree(resource.path)
        if resource.role == "texts":
            check_words(tree, resource.path)
        else:
            _bounded(tree, resource.path)
        return
    head = b""
    whole = resource.mediatype in media.PICTURES
    for piece in pack.stream(resource):
        if whole or len(head) < _SOUND_HEAD:
            head += piece
    media.check(resource.mediatype, head, resource.path)


def _bounded(node: Any, place: str) -> None:
    """No list longer than a lesson may have; the depth was bounded by the parser."""
    members = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if len(members) > limits.OPTIONS:
        raise PackRefused("lesson.too_many", f"{place}: {len(members)}")
    for member in members:
        _bounded(member, place)


def _lesson(pack: Pack, info: LessonInfo) -> None:
    found = pack.locales_of(info.id)
    if sorted(found) != sorted(info.locales_complete):
        raise PackRefused("lesson.texts", f"{info.id}: {', '.join(found)}")
    for locale in found:
        parsed(pack, info.id, locale)


def _document(pack: Pack, resource: Resource) -> None:
    name = resource.path.rpartition("/")[2].removesuffix(".json")
    for locale in pack.locales_of(name):
        fault = documents.fault(name, pack.filled("document", name, locale))
        if fault:
            raise PackRefused("lesson.document", f"{resource.path} {locale}: {fault}")


def parsed(pack: Pack, lesson: str, locale: str) -> Lesson:
    """The lesson in one locale, after its own rules were asked; raises PackRefused."""
    tree = pack.filled("lesson", lesson, locale)
    try:
        made = parse_lesson(tree, pack=pack.head.id, version=pack.head.version, locale=locale)
    except MilClicksError as error:
        raise PackRefused("lesson.schema", f"{lesson}: {error.detail or error}") from error
    for problem in lesson_problems(made):
        if problem.severity == "error":
            raise PackRefused("lesson.schema", f"{problem.place}: {problem.code}")
    return made


def _torn(pack: Pack) -> Iterator[Problem]:
    """Pictures that are cut short: the pack works, learners see the description."""
    for resource in pack.resources:
        with contextlib.suppress(PackRefused):
            if resource.mediatype in media.PICTURES and media.torn(
                resource.mediatype, pack.blob(resource), resource.path
            ):
                yield remark("media.torn", resource.path)
