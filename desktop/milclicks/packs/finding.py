"""Search over the packs of a library: the best place of each lesson, in its shown locale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from milclicks.packs import markup
from milclicks.packs.index import Found
from milclicks.packs.records import PackRecord
from milclicks.packs.shelf import Hit, LessonRef

Find = Callable[[Sequence[str], Sequence[str]], list[Found]]
FindSome = Callable[[Sequence[str], Sequence[str], bool], list[Found]]


def search(
    usable: Sequence[PackRecord], locale: str, find: FindSome
) -> list[tuple[LessonRef, Found]]:
    """The best places, best first: in the locale in which each lesson is shown, then in all
    others, and last places that have one of the words.
    """
    records = {one.path: one for one in usable}
    every = sorted({code for one in usable for code in one.locales})
    near: list[tuple[LessonRef, Found]] = []
    for locales, some in (([locale], False), (every, False), ([locale], True)):

        def found(paths: Sequence[str], codes: Sequence[str], some: bool = some) -> list[Found]:
            return find(paths, codes, some)

        near = near or best_places(records, locales, found)
    return near


def best_places(
    records: Mapping[str, PackRecord], wanted: Sequence[str], find: Find
) -> list[tuple[LessonRef, Found]]:
    """The best place of each lesson, best first.

    `records` are by path; `find` takes paths and locales. A lesson is searched in the locale in
    which a reader of one of `wanted` sees it, so that a hit opens where its words stand; lent words
    stand in the file of the language pack.
    """
    shown = {
        (record.words_at(f"lesson/{lesson.id}", code), lesson.id, code): LessonRef(
            record.id, record.version, lesson.id
        )
        for record in records.values()
        for lesson in record.lessons
        for code in (record.locale_for(lesson.locales, locale) for locale in wanted)
        if lesson.grey is None and code
    }
    best: dict[LessonRef, Found] = {}
    for one in find(list(records), sorted({code for _, _, code in shown})):
        ref = shown.get((one.path, one.lesson, one.locale))
        if ref is not None and (ref not in best or one.tier < best[ref].tier):
            best[ref] = one
    return sorted(best.items(), key=lambda pair: pair[1].tier)


def hit(ref: LessonRef, place: Found, told: tuple[str, str]) -> Hit:
    """A place with the lesson's title and the words around the hit, made fit to be shown."""
    title, words = (markup.without_controls(markup.plain(text)) for text in told)
    return Hit(ref, place.step, title, words, place.locale)
