"""Makes the table of contents of a pack from its source.

Features, items, translated shares and locales are worked out here, so that no author writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from milclicks.core.texts import LOCALES
from milclicks.packs import history
from milclicks.packs.manifest import (
    FORMAT,
    Contributor,
    ItemInfo,
    LessonInfo,
    LocaleInfo,
    Manifest,
    PackNeed,
    Requires,
    Resource,
)
from milclicks.packs.source import Source

_SCRIPTS: Final = {"ar": "Arab", "sr_Cyrl": "Cyrl"}


def manifest_of(
    source: Source, resources: Iterable[Resource], complete: Mapping[str, tuple[str, ...]]
) -> Manifest:
    """The manifest of a source: its head, lessons with their locales, and the blobs' table."""
    lessons = tuple(_lesson_info(n, f.tree, complete[n]) for n, f in source.lessons.items())
    items = tuple(_items(source))
    return head_of(source.head, _locale_infos(source), resources, lessons, items)


def head_of(
    head: Mapping[str, Any],
    locales: dict[str, LocaleInfo],
    resources: Iterable[Resource],
    lessons: tuple[LessonInfo, ...] = (),
    items: tuple[ItemInfo, ...] = (),
) -> Manifest:
    """The manifest of a pack whose pack.yaml says `head`."""
    return Manifest(
        format=FORMAT,
        id=head["id"],
        version=head["version"],
        label=str(head["label"]),
        type=head["type"],
        source_locale=head["source_locale"],
        locales=locales,
        fallback=head.get("fallback") or {},
        audience=str(head.get("audience") or ""),
        level=str(head.get("level") or ""),
        minutes=sum(lesson.minutes for lesson in lessons),
        topics=_lines(head.get("topics")),
        contributors=_contributors(head.get("contributors")),
        licenses=_lines(head.get("licenses")),
        requires=_converted(head.get("requires") or {}, Requires),
        extends=_converted(head["extends"], PackNeed) if head.get("extends") else None,
        replaces=_lines(head.get("replaces")),
        lessons=lessons,
        items=items,
        resources=tuple(sorted(resources, key=lambda resource: resource.path)),
        created=str(head.get("created") or ""),
    )


def _converted(value: Any, kind: type[Any]) -> Any:
    return msgspec.convert(value, kind, strict=False)


def _lines(value: Any) -> tuple[str, ...]:
    return tuple(str(member) for member in value or ())


def _contributors(value: Any) -> tuple[Contributor, ...]:
    people: Iterable[Any] = value or ()
    return tuple(
        _converted(one, Contributor) if isinstance(one, dict) else Contributor(name=str(one))
        for one in people
    )


def _lesson_info(name: str, tree: dict[str, Any], locales: tuple[str, ...]) -> LessonInfo:
    named = list(history.named_in(name, tree))
    steps = [step for step in tree.get("steps") or () if isinstance(step, dict)]
    features = {f"{_sort(one.id)}:{one.kind}@1" for one in named}
    return LessonInfo(
        id=name,
        rev=tree.get("rev", 1),
        strand=tree["strand"],
        minutes=tree["minutes"],
        cuts=tuple(sorted({cut for step in steps for cut in step.get("cuts") or ()})),
        locales_complete=locales,
        features=tuple(sorted(features)),
        items=sum(1 for one in named if _sort(one.id) == "item"),
        picture=str(tree.get("picture") or ""),
    )


def _sort(name: str) -> str:
    return "item" if name.count("/") == 2 else "step"


def _items(source: Source) -> Iterable[ItemInfo]:
    for one in history.named(source):
        if _sort(one.id) == "item" and one.kind != "lesson":
            yield ItemInfo(id=one.id, kind=one.kind, rev=one.rev)


def _locale_infos(source: Source) -> dict[str, LocaleInfo]:
    """What the pack says of itself per locale, with the translated share of all its texts."""
    head = source.head
    texts = list(source.texts())
    infos: dict[str, LocaleInfo] = {}
    for locale in LOCALES:
        if locale != head["source_locale"] and locale not in source.catalogues:
            continue
        title = source.words("pack", {"title": head["title"]}, locale)
        prose = source.words("pack", {"description": head.get("description") or ""}, locale)
        infos[locale] = LocaleInfo(
            title=(title or head)["title"],
            description=str((prose or head).get("description") or ""),
            coverage=coverage(source, [(text.id, text.text) for text in texts], locale),
            reviewed_by=_lines((head.get("reviewed_by") or {}).get(locale)),
            script=_SCRIPTS.get(locale, "Latn"),
        )
    return infos


def coverage(source: Source, texts: list[tuple[str, str]], locale: str) -> int:
    """The translated share of (id, English) texts, per mille, rounded down."""
    if locale == source.head.get("source_locale") or not texts:
        return 1000
    catalogue = source.catalogues.get(locale)
    if catalogue is None:
        return 0
    entries = catalogue.entries
    done = sum(1 for name, text in texts if name in entries and entries[name].holds(text))
    return done * 1000 // len(texts)
