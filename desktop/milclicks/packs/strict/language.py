"""What each language asks of a translation beyond its words: signs, scripts, length, options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from milclicks.core.errors import Problem
from milclicks.items.words import same_words
from milclicks.packs.markup import plain
from milclicks.packs.source import Source
from milclicks.packs.strict.report import finding
from milclicks.steps.lesson import Lesson

_ENGLISH: Final = frozenset(
    "the of and is are you your that with this from they have not was were will what".split()
)
_ENOUGH_ENGLISH: Final = 2  # different words; one alone may be a name
_SHORT: Final = 60  # below this many characters a length says nothing
_LENGTHS: Final = {"ar": (0.4, 1.9)}
_USUAL: Final = (0.5, 2.0)
_LATIN: Final = "A-Za-zÀ-ɏ"
_CYRILLIC: Final = "Ѐ-ӿ"
_ARABIC: Final = "ؠ-يٮ-ۓ"
_OPENERS: Final = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_CLOSERS: Final = "\u202c\u2069"
_THIN: Final = "\u202f\u00a0"
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?")


def check_language(source: Source, locale: str) -> Iterator[Problem]:
    """Every fault of one locale's catalogue that can be found without reading it."""
    catalogue = source.catalogues.get(locale)
    if catalogue is None:
        return
    for text in source.texts():
        entry = catalogue.entries.get(text.id)
        if entry is None or not entry.holds(text.text):
            continue
        place = f"locale/{locale}.po {text.id}"
        words = plain(entry.text)
        if text.key != "name":  # the name of a source keeps the language it was printed in
            for what in _faulty_signs(locale, _ADDRESS.sub("x", words)):
                yield finding("strict.signs", place, what=what)
            yield from _other_words(locale, words, place)
        if _left_open(entry.text):
            yield finding("strict.hidden", place)
        if len(text.text) >= _SHORT:
            times = len(entry.text) / len(text.text)
            low, high = _LENGTHS.get(locale, _USUAL)
            if not low <= times <= high:
                yield finding("strict.length", place, times=f"{times:.1f}")


def _faulty_signs(locale: str, text: str) -> Iterator[str]:
    """The signs that are wrong in this language, each with its surroundings."""
    match locale:
        case "fr":
            rules = [rf"[^{_THIN}\s!?…][;!?](?!\w)", rf"[^{_THIN}]»", rf"«[^{_THIN}]"]
            rules += [rf"[^{_THIN}\d\s]:(?=\s|$)", r"\s[;:!?](?=\s|$)(?<![\u202f\u00a0].)"]
        case "ar":
            rules = [rf"[{_ARABIC}]\s*[?;,]"]
        case "sr_Cyrl":
            rules = [r"“[^”„]*“", r"«|»", r"\"[^\"]*\""]
        case "pt_PT":
            text = re.sub(r"«[^«»]*»", "", text)  # inside « » the others are right
            rules = [r"[“„”]"]
        case "pt_BR":
            rules = [r"[«»„]"]
        case _:
            rules = []
    for rule in rules:
        for hit in re.finditer(rule, text):
            yield text[max(0, hit.start() - 12) : hit.end() + 6]
    if locale == "es":
        for opening, closing in (("¿", "?"), ("¡", "!")):
            if text.count(opening) != text.count(closing):
                yield f"{opening} {closing}"
    if text.count("«") != text.count("»"):
        yield "« »"


def _other_words(locale: str, text: str, place: str) -> Iterator[Problem]:
    tokens = dict.fromkeys(token.casefold() for token in re.findall(r"[^\W\d_]+", text))
    english = [token for token in tokens if token in _ENGLISH]
    if len(english) >= _ENOUGH_ENGLISH:
        yield finding("strict.english", place, words=" ".join(english))
    if locale in ("ar", "sr_Cyrl"):
        own = _ARABIC if locale == "ar" else _CYRILLIC
        mixed = re.findall(rf"\w*(?:[{own}][{_LATIN}]|[{_LATIN}][{own}])\w*", text)
        if mixed:
            yield finding("strict.script", place, words=", ".join(mixed))
    elif locale != "sr_Latn" and (odd := re.findall(rf"\w*[{_CYRILLIC}{_ARABIC}]\w*", text)):
        yield finding("strict.script", place, words=", ".join(odd))


def _left_open(text: str) -> bool:
    depth = 0
    for sign in text:
        if sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth -= 1
        if depth < 0:
            return True
    return depth != 0


def check_options(lessons: Mapping[str, Lesson], locale: str) -> Iterator[Problem]:
    """Options of one item that a translation made equal."""
    for lesson in lessons.values():
        for step, item in lesson.items():
            bodies = [
                (str(getattr(option, "gap", "")), option.body, bool(getattr(option, "weight", 0)))
                for option in getattr(item, "options", ())
                if getattr(option, "body", "")
            ]
            for n, (gap, body, right) in enumerate(bodies):
                for other_gap, other, other_right in bodies[n + 1 :]:
                    spelled = item.kind in ("short", "cloze") and right == other_right
                    if gap == other_gap and not spelled and same_words(body, other):
                        place = f"{lesson.id} {step.id}/{item.id}"
                        yield finding("strict.options", place, item=item.id, locale=locale)
