"""Languages that packs bring: what a pack says of one as data, and which are here now.

A `Language` holds all that a reader meets beside sentences: its own name, direction, digits, days,
months, the way of dates, numbers and lists. Patterns are filled by name and never evaluated. The
eight locales of the app are not here (`texts`), nor where a language comes from (`packs`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from milclicks.core import plurals
from milclicks.core.errors import MilClicksError
from milclicks.core.forms import form

Code = Annotated[str, form(r"[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?")]
Word = Annotated[str, Meta(min_length=1, max_length=40)]
Pattern = Annotated[str, Meta(min_length=3, max_length=60)]
Sign = Annotated[str, Meta(max_length=2)]
_NAME: Final = re.compile(r"\{([a-z0-9]+)\}")


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of {weekday} {day} {month} {year}; {day2} and {month2} are numbers of two digits."""

    weekday: Pattern
    long: Pattern
    short: Pattern


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """The sign between thousands, the sign before decimals, and the pattern of {n} percent."""

    group: Sign
    decimal: Sign
    percent: Annotated[str, Meta(min_length=4, max_length=10)]


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that join {a} and {b}: of two, within a longer list, and before its last."""

    two: Pattern
    within: Pattern
    last: Pattern


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """One language: `code` as locales are written here, `name` in itself, ISO 15924 script."""

    code: Code
    name: Word
    script: Annotated[str, form(r"[A-Z][a-z]{3}")]
    direction: Literal["ltr", "rtl"]
    weekdays: Annotated[tuple[Word, ...], Meta(min_length=7, max_length=7)]
    months: Annotated[tuple[Word, ...], Meta(min_length=12, max_length=12)]
    dates: Dates
    numbers: Numbers
    lists: Lists
    digits: Literal["latin", "arabic"] = "latin"
    fallback: Annotated[tuple[Code, ...], Meta(max_length=8)] = ()

    def date(self, day: date, length: Literal["short", "long", "weekday"]) -> str:
        """A date in Latin digits."""
        values = {
            "weekday": self.weekdays[day.weekday()],
            "day": str(day.day),
            "day2": f"{day.day:02}",
            "month": self.months[day.month - 1],
            "month2": f"{day.month:02}",
            "year": str(day.year),
        }
        return _filled(getattr(self.dates, length), values)

    def number(self, value: int) -> str:
        """A whole number in Latin digits with signs between thousands."""
        return f"{value:,}".replace(",", self.numbers.group)

    def percent(self, value: int) -> str:
        """A whole percentage in Latin digits."""
        return _filled(self.numbers.percent, {"n": self.number(value)})

    def list(self, items: Sequence[str]) -> str:
        """Several things joined."""
        if len(items) < 2:
            return "".join(items)
        if len(items) == 2:
            return _filled(self.lists.two, {"a": items[0], "b": items[1]})
        made = items[0]
        for item in items[1:-1]:
            made = _filled(self.lists.within, {"a": made, "b": item})
        return _filled(self.lists.last, {"a": made, "b": items[-1]})

    def patterns(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        """(place, pattern, the names that it must hold) of every pattern."""
        dates = self.dates
        yield "dates.weekday", dates.weekday, frozenset({"weekday", "day", "month"})
        yield "dates.long", dates.long, frozenset({"day", "month", "year"})
        yield "dates.short", dates.short, frozenset({"day2", "month2", "year"})
        yield "numbers.percent", self.numbers.percent, frozenset({"n"})
        for place in ("two", "within", "last"):
            yield f"lists.{place}", getattr(self.lists, place), frozenset({"a", "b"})


def names_in(pattern: str) -> list[str]:
    """The names that a pattern holds, each as often as it stands there."""
    return _NAME.findall(pattern)


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with its values; what a value says is never looked at again."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), pattern)


class Sentences(gettext.NullTranslations):
    """The sentences of one language, in English where it lacks one.

    `one` holds sentence -> translation, `many` (one, many) -> the forms in the order of the
    language's pinned plural rule.
    """

    def __init__(
        self, code: str, one: Mapping[str, str], many: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self.code, self.one, self.many = code, one, many

    def gettext(self, message: str) -> str:
        """The translation of a sentence."""
        return self.one.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of a sentence that counts `n`."""
        forms = self.many.get((msgid1, msgid2))
        if forms is None:
            return super().ngettext(msgid1, msgid2, n)
        return forms[plurals.place_of(self.code, n)]


class Added:
    """A language that a pack brings, and how its sentences are read: once, when first needed."""

    def __init__(self, language: Language, read: Callable[[], Sentences]) -> None:
        self.language = language
        self._read = read
        self._found: gettext.NullTranslations | None = None

    def readable(self) -> bool:
        """Whether its sentences can be read now."""
        return isinstance(self.sentences(), Sentences)

    def sentences(self) -> gettext.NullTranslations:
        """Its sentences; English ones when they cannot be read."""
        if self._found is None:
            try:
                self._found = self._read()
            except MilClicksError:
                self._found = gettext.NullTranslations()
        return self._found


_ADDED: Final[dict[str, Added]] = {}
"""What every `Texts` of this process may speak beside the shipped locales; see `speak_also`."""


def speak_also(found: Iterable[Added]) -> None:
    """From now on these, and no others, are spoken beside the locales of the app."""
    _ADDED.clear()
    _ADDED.update({one.language.code: one for one in found})


def added() -> Mapping[str, Added]:
    """The languages that packs bring, by code."""
    return _ADDED
