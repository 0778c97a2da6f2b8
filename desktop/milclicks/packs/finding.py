"""Search over the packs of a library: the best place of each lesson, in its shown locale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from milclicks.packs import markup
from milclicks.packs.index import Found
from milclicks.packs.records import PackRecord
from milclicks.packs.shelf import Hit, LessonRef

Find = Callable[[Sequence[str], Sequence[str]], list[Found]]


def best_places(
    records: Mapping[str, PackRecord], wanted: Sequence[str], find: Find
) -> list[tuple[LessonRef, Found]]:
    """The best place of each lesson, best first.

    `records` are by path; `find` takes paths and locales. A lesson is searched in the locale in
    which a reader of one of `wanted` sees it, so that a hit opens where its words stand.
    """
    shown = {
        (path, lesson.id, record.locale_for(lesson.locales, locale))
        for path, record in records.items()
        for lesson in record.lessons
        for locale in wanted
        if lesson.grey is None
    }
    best: dict[LessonRef, Found] = {}
    for one in find(list(records), sorted({code for _, _, code in shown if code})):
        if (one.path, one.lesson, one.locale) in shown:
            record = records[one.path]
            ref = LessonRef(record.id, record.version, one.lesson)
            if ref not in best or one.tier < best[ref].tier:
                best[ref] = one
    return sorted(best.items(), key=lambda pair: pair[1].tier)


def hit(ref: LessonRef, place: Found, told: tuple[str, str]) -> Hit:
    """A place with the lesson's title and the words around the hit, made fit to be shown."""
    title, words = (markup.without_controls(markup.plain(text)) for text in told)
    return Hit(ref, place.step, title, words, place.locale)
