"""What the words of a language pack may hold: each rule with a code, for pack files and sources.

A language pack speaks in the app's own voice, so its sentences are judged more strictly than those
of a lesson: the same placeholders and marks as the English one, no invisible signs, letters of its
own script, a length that a button can bear. Pure functions over texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from milclicks.core.languages import Language, names_in
from milclicks.core.plurals import count_of_forms
from milclicks.packs import limits, markup

Fault = tuple[str, str]
"""(code, what): the code is one of `placeholders marks forms control script too_long empty`."""

_PLACEHOLDER: Final = re.compile(r"\{[a-z_][a-z0-9_]*\}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TIMES, _MORE = 3, 60
_SCRIPTS: Final = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Arab": "ARABIC", "Hebr": "HEBREW",
    "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Ethi": "ETHIOPIC", "Deva": "DEVANAGARI",
    "Beng": "BENGALI", "Guru": "GURMUKHI", "Gujr": "GUJARATI", "Orya": "ORIYA", "Taml": "TAMIL",
    "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM", "Sinh": "SINHALA", "Thai": "THAI",
    "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR", "Tibt": "TIBETAN", "Mong": "MONGOLIAN",
    "Cher": "CHEROKEE", "Cans": "CANADIAN", "Tfng": "TIFINAGH", "Nkoo": "NKO", "Adlm": "ADLAM",
    "Syrc": "SYRIAC", "Thaa": "THAANA", "Vaii": "VAI", "Hans": "CJK", "Hant": "CJK",
    "Jpan": "CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA", "Kore": "HANGUL CJK",
}  # fmt: skip
_FROM_THE_RIGHT: Final = frozenset({"Arab", "Hebr", "Nkoo", "Adlm", "Syrc", "Thaa"})
_OF_EVERY_SCRIPT: Final = frozenset({"MODIFIER", "COMBINING", "FEMININE", "MASCULINE"})


def language_faults(language: Language) -> Iterator[Fault]:
    """What is wrong with the names and patterns of a language."""
    if language.script not in _SCRIPTS:
        yield "script", language.script
        return
    if (language.direction == "rtl") != (language.script in _FROM_THE_RIGHT):
        yield "script", f"{language.script} {language.direction}"
    if not count_of_forms(language.code):
        yield "plural", language.code
    if language.code in language.fallback:
        yield "shape", f"fallback: {language.code}"
    for word in (language.name, *language.weekdays, *language.months):
        yield from _signs(word, language.script, "")
        if "{" in word or "}" in word or not word.strip():
            yield "placeholders", word
    for place, pattern, wanted in language.patterns():
        got = names_in(pattern)
        if sorted(got) != sorted(wanted) or re.search(r"[{}]", _PLACEHOLDER.sub("", pattern)):
            yield "placeholders", f"{place}: {pattern}"
        yield from _signs(_PLACEHOLDER.sub(" ", pattern), language.script, "")


def sentence_faults(
    language: Language, english: Sequence[str], said: Sequence[str]
) -> Iterator[Fault]:
    """What is wrong with a translated sentence; `english` has two forms when it counts."""
    if len(english) > 1 and len(said) != count_of_forms(language.code):
        yield "forms", f"{len(said)} / {count_of_forms(language.code)}"
    wanted = set(_PLACEHOLDER.findall(english[-1]))
    free = {"{n}"} if len(english) > 1 else set()
    for form in said:
        if not form.strip():
            yield "empty", english[0][:80]
        got = set(_PLACEHOLDER.findall(form))
        stray = not _braces(english[-1]) and _braces(form)
        if got - wanted or wanted - free - got or stray:
            yield "placeholders", f"{english[0][:80]}: {form[:80]}"
        for code, what in markup.differences(english[-1], form):
            if code != "po.fields":
                yield "marks", f"{english[0][:80]}: {what}"
        if len(form) > min(limits.UNIT_CHARACTERS, _TIMES * len(english[-1]) + _MORE):
            yield "too_long", f"{english[0][:80]}: {len(form)}"
        if "\n" in form and "\n" not in english[-1]:
            yield "control", f"{english[0][:80]}: U+000A"
        yield from _signs(form, language.script, " ".join(english))


def _braces(text: str) -> bool:
    """Whether braces are left when the placeholders are taken out."""
    return bool(re.search(r"[{}]", _PLACEHOLDER.sub("", text)))


def _signs(text: str, script: str, english: str) -> Iterator[Fault]:
    """Invisible signs, words of two scripts, letters of a script that is not the language's."""
    for control in dict.fromkeys(markup.controls(text)):
        yield "control", f"{text[:40]!r} {control}"
    own = frozenset(_SCRIPTS[script].split())
    for word in _WORD.findall(text):
        found = {_script(letter) for letter in word} - {""}
        foreign = found - own - {"LATIN"}
        mixed = bool(found - own) and bool(found & own)
        if (foreign or mixed) and word not in english:
            yield "script", word


def _script(letter: str) -> str:
    """The script of a letter as its Unicode name begins; empty when it belongs to every one."""
    first = unicodedata.name(letter, "UNNAMED").partition(" ")[0]
    return "" if first in _OF_EVERY_SCRIPT else first
