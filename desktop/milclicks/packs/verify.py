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
from milclicks.packs.manifest import LessonInfo, Resource, check_lines
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark
from milclicks.packs.trust import keys
from milclicks.packs.wording import filled
from milclicks.sound import decode
from milclicks.sound.player import NoSound
from milclicks.steps.lesson import Lesson, lesson_problems, parse_lesson

_SOUND_HEAD = 1024
_THREADS = 2
_PART = 16
_ROOM = 256 * 1024
_LENGTH_SECONDS = 0.25
Trees = dict[str, Any]
"""What was read of one lesson or document, by path; texts as they are shown."""


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
        if not found and [*_caught(pack.unzips)]:
            found = [remark("zip.crc", path.name)]
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
    total = max(1, len(pack.resources))
    texts, rest = _parted(pack, vouched)
    yield from _said(pack, texts, vouched, lambda: progress(0, total))
    yield from _blobs(pack, rest, lambda done: progress(len(texts) + done, total))
    progress(total, total)


def understood(pack: Pack, alive: Callable[[], object], *, vouched: bool) -> None:
    """As much of `verify` as asks what a pack says; `alive` is called now and then."""
    for refused in _caught(partial(_signed, pack)):
        raise refused
    if pack.readable:
        for refused in _said(pack, _parted(pack, vouched)[0], vouched, alive):
            raise refused


def unharmed(pack: Pack, progress: Progress) -> None:
    """The rest of it: the same bytes everywhere as the manifest says, in the kinds it says.

    The pack may be a copy: what the original was understood to say, the same hashes say again.
    """
    for refused in _caught(pack.reserved):
        raise refused
    if not pack.readable:
        for refused in _caught(pack.blobs_of_later_format):
            raise refused
    total = max(1, len(pack.resources))
    for refused in _blobs(pack, pack.resources, lambda done: progress(done, total)):
        raise refused
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


def _parted(pack: Pack, vouched: bool) -> tuple[list[Resource], list[Resource]]:
    """What is read as JSON now, and all else."""
    later = _later(pack) if vouched else frozenset()
    parts: tuple[list[Resource], list[Resource]] = ([], [])
    for one in pack.resources:
        parts[one.mediatype != media.JSON or one.path in later].append(one)
    return parts


def _later(pack: Pack) -> frozenset[str]:
    """The texts that are read when they are opened: of lessons, in languages not their own."""
    source = pack.manifest.source_locale
    return frozenset(
        f"texts/{locale}/{info.id}.json"
        for info in pack.manifest.lessons
        if source in pack.locales_of(info.id)
        for locale in info.locales_complete
        if locale != source
    )


def _blobs(
    pack: Pack, resources: Sequence[Resource], progress: Callable[[int], None]
) -> Iterator[PackRefused]:
    """Every blob against its hash and its kind, on two threads, in the order of the file.

    Reading, inflating and hashing need no interpreter, so two cores do twice as much; a thread
    beside them that needed it all the time would hold both up.
    """
    from concurrent.futures import ThreadPoolExecutor

    rest = sorted(resources, key=pack.place)
    rooms = [bytearray(_ROOM) for _ in range(_THREADS)]
    pool = ThreadPoolExecutor(_THREADS)
    try:
        parts = [rest[start : start + _PART] for start in range(0, len(rest), _PART)]
        found = pool.map(lambda part: _part(pack, part, rooms), parts)
        for done, refused in enumerate(found):
            progress(done * _PART)
            yield from refused
    finally:
        pool.shutdown(cancel_futures=True)


def _part(pack: Pack, resources: Sequence[Resource], rooms: list[bytearray]) -> list[PackRefused]:
    room = rooms.pop()
    try:
        return [error for one in resources for error in _caught(partial(_blob, pack, one, room))]
    finally:
        rooms.append(room)


def _blob(pack: Pack, resource: Resource, room: bytearray) -> None:
    whole = resource.mediatype in media.PICTURES or resource.role == "texts"
    head = pack.begins(resource, resource.bytes if whole else _SOUND_HEAD, room)
    if resource.role == "texts":
        pack.note_card(resource.path, head)
    if resource.mediatype != media.JSON:
        media.check(resource.mediatype, head, resource.path)


def _said(
    pack: Pack, texts: Sequence[Resource], vouched: bool, alive: Callable[[], object]
) -> Iterator[PackRefused]:
    """What is read as JSON, lesson by lesson, and what it comes to."""
    yield from _caught(partial(check_lines, pack.manifest))
    by_name: dict[str, list[Resource]] = {}
    for one in texts:
        by_name.setdefault(_name_of(one), []).append(one)
    lessons = {one.id: one for one in pack.manifest.lessons}
    for name in [*lessons, *(one for one in by_name if one not in lessons)]:
        trees: Trees = {}
        for resource in by_name.get(name, ()):
            alive()
            yield from _caught(partial(_json, pack, resource, trees))
        info = lessons.get(name)
        if info is not None and readiness.of_lesson(info).state == "ready":
            yield from _caught(partial(_lesson, pack, info, vouched, trees))
        for resource in by_name.get(name, ()):
            if resource.role == "document":
                yield from _caught(partial(_document, pack, resource, trees))
    if pack.manifest.type == uilocale.TYPE:
        yield from _caught(partial(uilocale.read, pack))


def _name_of(resource: Resource) -> str:
    """`m2` of `lessons/m2.json` and of `texts/ar/m2.json`."""
    return resource.path.rpartition("/")[2].removesuffix(".json")


def _json(pack: Pack, resource: Resource, trees: Trees) -> None:
    tree = pack.tree(resource.path)
    if resource.role == "texts":
        tree = pack.note(resource.path, tree)
    elif resource.role != "catalogue":
        _bounded(tree, resource.path)
    trees[resource.path] = tree


def _bounded(node: Any, place: str) -> None:
    """No list longer than a lesson may have; the depth was bounded by the parser."""
    members = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if len(members) > limits.OPTIONS:
        raise PackRefused("lesson.too_many", f"{place}: {len(members)}")
    for member in members:
        _bounded(member, place)


def _lesson(pack: Pack, info: LessonInfo, vouched: bool, trees: Trees) -> None:
    found = pack.locales_of(info.id)
    if sorted(found) != sorted(info.locales_complete):
        raise PackRefused("lesson.texts", f"{info.id}: {', '.join(found)}")
    source = pack.manifest.source_locale
    for locale in found if not (vouched and source in found) else (source,):
        tree = _filled(pack, "lesson", info.id, locale, trees)
        if tree is not None:
            _in_order(pack, tree, info.id, locale)


def _document(pack: Pack, resource: Resource, trees: Trees) -> None:
    name = _name_of(resource)
    for locale in pack.locales_of(name):
        tree = _filled(pack, "document", name, locale, trees)
        fault = documents.fault(name, tree) if tree is not None else None
        if fault:
            raise PackRefused("lesson.document", f"{resource.path} {locale}: {fault}")


def _filled(pack: Pack, role: str, name: str, locale: str, trees: Trees) -> Any:
    """As `Pack.filled`, of what was read already; None when that was refused already."""
    paths = (f"{role}s/{name}.json", f"texts/{locale}/{name}.json")
    parts = [pack.resource(path) for path in paths]
    if any(one.path not in trees and one.mediatype == media.JSON for one in parts):
        return None
    if not all(one.path in trees for one in parts):
        return pack.filled(role, name, locale)
    structure, words = (trees[one.path] for one in parts)
    return filled(structure, words, locale, name)


def parsed(pack: Pack, lesson: str, locale: str) -> Lesson:
    """The lesson in one locale, after its own rules were asked; raises PackRefused."""
    return _in_order(pack, pack.filled("lesson", lesson, locale), lesson, locale)


def _in_order(pack: Pack, tree: Any, lesson: str, locale: str) -> Lesson:
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
