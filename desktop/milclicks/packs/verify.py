"""Reads a whole pack and says whether all of it is in order: before it is installed, and to check.

Every blob against its hash, every picture against the media gate, every lesson in every locale
through the lesson's own rules.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from milclicks.core.errors import MilClicksError, Problem
from milclicks.packs import documents, licences, limits, media, readiness, uilocale
from milclicks.packs.manifest import LessonInfo, Resource
from milclicks.packs.pack import Pack, check_words
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark
from milclicks.packs.trust import keys
from milclicks.sound import decode
from milclicks.sound.player import NoSound
from milclicks.steps.lesson import Lesson, lesson_problems, parse_lesson

_SOUND_HEAD = 1024
_THREADS = 2
_PART = 16
_LENGTH_SECONDS = 0.25


def verify(pack: Pack, progress: Progress = silent, *, vouched: bool = False) -> None:
    """Raise PackRefused for the first thing that is not in order.

    `vouched`: whoever signed the catalogue read each lesson in each language by these rules before
    it was published; here they are read in the language they were written in, and in any other
    when they are opened.
    """
    for refused in _refusals(pack, progress, vouched):
        raise refused


def pack_problems(path: Path) -> list[Problem]:
    """Every problem of a built pack."""
    try:
        pack = Pack(path)
    except PackRefused as error:
        return [error.problem(path.name)]
    with pack:
        found = [error.problem(path.name) for error in _refusals(pack, silent)]
        lacking = licences.lacking(pack.resources) if pack.signed else ()
        rights = [remark("import.rights", path) for path in lacking]
        return [*found, *rights, *_torn(pack)]


def _refusals(pack: Pack, progress: Progress, vouched: bool = False) -> Iterator[PackRefused]:
    yield from _caught(partial(_signed, pack))
    yield from content_refusals(pack, progress, vouched)


def content_refusals(
    pack: Pack, progress: Progress = silent, vouched: bool = False
) -> Iterator[PackRefused]:
    """Everything that is not in order but the signature."""
    yield from _caught(pack.reserved)
    if not pack.readable:
        yield from _caught(pack.blobs_of_later_format)
        return
    total = len(pack.resources) + len(pack.manifest.lessons)
    yield from _blobs(pack, lambda done: progress(done, total))
    if pack.manifest.type == uilocale.TYPE:
        yield from _caught(partial(uilocale.read, pack))
    for done, lesson in enumerate(pack.manifest.lessons):
        progress(len(pack.resources) + done, total)
        if readiness.of_lesson(lesson).state == "ready":
            yield from _caught(partial(_lesson, pack, lesson, vouched))
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


def _signed(pack: Pack) -> None:
    """A teacher's pack has a right signature, and no other pack has one."""
    if pack.signed or keys.key_in(pack.head.id) is not None:
        from milclicks.packs.trust.envelope import maker_of

        maker_of(pack)


def _blobs(pack: Pack, progress: Callable[[int], None]) -> Iterator[PackRefused]:
    """Every blob against its hash and its kind: texts first, then media on two threads.

    Reading, inflating and hashing of media need no interpreter, so two cores do twice as much; a
    thread beside them that needed it all the time would hold both up.
    """
    from concurrent.futures import ThreadPoolExecutor

    texts = [one for one in pack.resources if one.mediatype == media.JSON]
    rest = [one for one in pack.resources if one.mediatype != media.JSON]
    for done, resource in enumerate(texts):
        progress(done)
        yield from _caught(partial(_blob, pack, resource))
    pool = ThreadPoolExecutor(_THREADS)
    try:
        parts = [rest[start : start + _PART] for start in range(0, len(rest), _PART)]
        found = pool.map(lambda part: _part(pack, part), parts)
        for done, refused in enumerate(found):
            progress(len(texts) + done * _PART)
            yield from refused
    finally:
        pool.shutdown(cancel_futures=True)


def _part(pack: Pack, resources: Sequence[Resource]) -> list[PackRefused]:
    return [error for one in resources for error in _caught(partial(_blob, pack, one))]


def _blob(pack: Pack, resource: Resource) -> None:
    if resource.mediatype == media.JSON:
        tree = pack.tree(resource.path)
        if resource.role == "texts":
            check_words(tree, resource.path)
        elif resource.role != "catalogue":
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


def _lesson(pack: Pack, info: LessonInfo, vouched: bool) -> None:
    found = pack.locales_of(info.id)
    if sorted(found) != sorted(info.locales_complete):
        raise PackRefused("lesson.texts", f"{info.id}: {', '.join(found)}")
    source = pack.manifest.source_locale
    for locale in found if not (vouched and source in found) else (source,):
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
        name, version = pack.name
        made = parse_lesson(tree, pack=name, version=version, locale=locale)
    except MilClicksError as error:
        raise PackRefused("lesson.schema", f"{lesson}: {error.detail or error}") from error
    for problem in lesson_problems(made):
        if problem.severity == "error":
            raise PackRefused("lesson.schema", f"{problem.place}: {problem.code}")
    return made


def _torn(pack: Pack) -> Iterator[Problem]:
    """Pictures and sounds that are cut short: the pack works, learners read the text instead."""
    for resource in pack.resources:
        with contextlib.suppress(PackRefused):
            if resource.mediatype in media.PICTURES and media.torn(
                resource.mediatype, pack.blob(resource), resource.path
            ):
                yield remark("media.torn", resource.path)
        if resource.mediatype.startswith("audio/"):
            yield from _mute(pack, resource)


def _mute(pack: Pack, resource: Resource) -> Iterator[Problem]:
    """A sound that cannot be decoded, or that is not as long as the manifest says."""
    with contextlib.suppress(PackRefused):
        try:
            clip = decode.read(pack.blob(resource), resource.mediatype)
        except NoSound as error:
            yield remark("media.mute", resource.path, detail=error.detail)
            return
        said = resource.sound.length_ms / 1000 if resource.sound else clip.seconds
        if abs(said - clip.seconds) > _LENGTH_SECONDS:
            yield remark("media.mute", resource.path, detail=f"{said:.1f} s, {clip.seconds:.1f} s")
