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
from milclicks.packs import blobs, documents, licences, limits, media, readiness, uilocale
from milclicks.packs.blobs import Keep
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

_LENGTH_SECONDS = 0.25
Trees = dict[str, Any]
"""What was read of one lesson or document, by path; texts as they are shown."""


def verify(pack: Pack, progress: Progress = silent, *, vouched: bool = False) -> None:
    """Raise PackRefused for the first thing that is not in order.

    `vouched`: whoever signed the catalogue read each lesson in each language by these rules before
    it was published; here every byte is checked, and a lesson is read when it is opened.
    """
    _first(_refusals(pack, progress, vouched))


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
    total = max(1, len(pack.resources))
    yield from _caught(partial(_unnamed, pack, lambda: progress(0, total)))
    if not pack.readable:
        return
    texts = _texts(pack, vouched)
    read = {one.path for one in texts}
    rest = [one for one in pack.resources if one.path not in read]
    yield from _said(pack, texts, vouched, lambda: progress(0, total))
    yield from blobs.refusals(pack, rest, lambda done: progress(len(texts) + done, total))
    progress(total, total)


def understood(pack: Pack, alive: Callable[[], object], *, vouched: bool) -> None:
    """As much of `verify` as asks what a pack says; `alive` is called now and then."""
    _first(_caught(partial(_signed, pack)))
    if pack.readable:
        _first(_said(pack, _texts(pack, vouched), vouched, alive))


def unharmed(pack: Pack, alive: Callable[[], object], keep: Keep) -> None:
    """The rest of it, while every byte of the file goes to `keep`.

    What is no blob of the manifest is handed on as it is read: it is for the caller to open the
    copy, to see that it is the same (`Pack.same`), and to ask for `copied_right`.
    """
    _first(blobs.refusals(pack, pack.resources, lambda _done: alive(), keep))


def copied_right(copy: Pack, alive: Callable[[], object]) -> None:
    """What `unharmed` did not look at: signature, reserved entries, blobs of a later format."""
    _first(_caught(partial(_signed, copy)))
    _first(_caught(partial(_unnamed, copy, alive)))


def _unnamed(pack: Pack, alive: Callable[[], object]) -> None:
    """Read what no line of the manifest names."""
    for read in (pack.reserved(), pack.blobs_of_later_format() if not pack.readable else ()):
        for _ in read:
            alive()


def _texts(pack: Pack, vouched: bool) -> list[Resource]:
    """What is read as JSON before it is opened."""
    return [one for one in pack.resources if one.mediatype == media.JSON and not vouched]


def _first(found: Iterator[PackRefused]) -> None:
    """Raise the first of them; whoever looks for more stops at once."""
    with contextlib.closing(found) as refusals:  # type: ignore[type-var]
        for refused in refusals:
            raise refused


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
        _bounded([tree], resource.path)
    trees[resource.path] = tree


def _bounded(level: list[Any], place: str) -> None:
    """No list longer than a lesson may have; the depth was bounded by the parser."""
    while level:
        deeper: list[Any] = []
        for node in level:
            if isinstance(node, list) and len(node) > limits.OPTIONS:
                raise PackRefused("lesson.too_many", f"{place}: {len(node)}")
            members = node.values() if isinstance(node, dict) else node
            deeper += [one for one in members if isinstance(one, dict | list)]
        level = deeper


def _lesson(pack: Pack, info: LessonInfo, vouched: bool, trees: Trees) -> None:
    found = pack.locales_of(info.id)
    if sorted(found) != sorted(info.locales_complete):
        raise PackRefused("lesson.texts", f"{info.id}: {', '.join(found)}")
    for locale in found if not vouched else ():
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
            if resource.mediatype in media.PICTURES:
                yield from _hidden(resource, pack.blob(resource))
        if resource.mediatype.startswith("audio/"):
            yield from _mute(pack, resource)


def _hidden(resource: Resource, data: bytes) -> Iterator[Problem]:
    """A picture in whose place learners would see its description."""
    if media.torn(resource.mediatype, data, resource.path):
        yield remark("media.torn", resource.path)
    if media.too_large(resource.mediatype, data, resource.path):
        yield remark("media.large", resource.path)


def _mute(pack: Pack, resource: Resource) -> Iterator[Problem]:
    """A sound that cannot be decoded, or that is not as long as the manifest says."""
    with contextlib.suppress(PackRefused):
        try:
            clip = decode.read(pack.blob(resource), resource.mediatype, within=decode.THOROUGH)
        except NoSound as error:
            yield remark("media.mute", resource.path, detail=error.detail)
            return
        said = resource.sound.length_ms / 1000 if resource.sound else clip.seconds
        if abs(said - clip.seconds) > _LENGTH_SECONDS:
            yield remark("media.mute", resource.path, detail=f"{said:.1f} s, {clip.seconds:.1f} s")
