"""Reads the source tree of a lesson key by key and collects every mistake an author made.

It is not a schema language: each item kind and step kind says in code what it reads. A mistake
never stops the reading, so that an author sees all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from milclicks.core.errors import N_, BadInput, Message, Problem

ID_PATTERN: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Za-z]{2,8})?")
_FRACTION: Final = re.compile(r"-?\d{1,9}(?:/[1-9]\d{0,8})?")
MOST_ROWS: Final = 60  # of options, looks, nodes ... in one list
_MAPPING: Final = (dict, Mapping)  # nearly always the first, which is asked for at once


class BadContent(BadInput):
    """A lesson, step or item whose source cannot be used; `problems` lists every mistake."""

    code = "lesson"

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            first.sentence, first.remedy, "; ".join(f"{p.place}: {p.code}" for p in problems)
        )
        self.problems = tuple(problems)


def flaw(code: str, place: str, sentence: str, remedy: str, **values: object) -> Problem:
    """Make an error of an author: where it is, what is wrong, what to do."""
    return Problem(code, place, Message(sentence, values), Message(remedy, values))


def caution(code: str, place: str, sentence: str, remedy: str, **values: object) -> Problem:
    """Make a warning: the content works, but a reader would be served better."""
    return Problem(code, place, Message(sentence, values), Message(remedy, values), "warning")


def moved(problems: Iterable[Problem], prefix: str) -> list[Problem]:
    """Return the problems with their place put inside `prefix` ("m2:quiz")."""
    return [
        Problem(p.code, f"{prefix}/{p.place}", p.sentence, p.remedy, p.severity) for p in problems
    ]


class Reader:
    """One mapping of the source at one place; problems go into a list shared by the whole tree.

    `locale` is the language of its texts.
    """

    __slots__ = ("_raw", "_used", "locale", "place", "problems")

    def __init__(
        self, raw: object, place: str, problems: list[Problem], locale: str = "en"
    ) -> None:
        self.place = place
        self.locale = locale
        self.problems = problems
        self._used: set[str] = set()
        self._raw: Mapping[str, object] = {}
        if isinstance(raw, _MAPPING):
            self._raw = raw
        else:
            self.report(
                "content.mapping",
                N_("Here a group of named values is needed."),
                N_("Write it as “name: value” lines, or take it out."),
            )

    def report(self, code: str, sentence: str, remedy: str, **values: object) -> None:
        """Note one mistake at this place."""
        self.problems.append(flaw(code, self.place, sentence, remedy, **values))

    def has(self, key: str) -> bool:
        """Say whether the key is written and not empty."""
        return self._raw.get(key) is not None

    def _take(self, key: str) -> object:
        self._used.add(key)
        return self._raw.get(key)

    def _missing(self, key: str) -> None:
        self.report(
            "content.missing",
            N_("“{key}” is missing."),
            N_("Add “{key}” at this place."),
            key=key,
        )

    def text(self, key: str) -> str:
        """Read a text that must be there."""
        if self._raw.get(key) in (None, ""):
            self._take(key)
            self._missing(key)
            return ""
        return self.text_or(key)

    def text_or(self, key: str, default: str = "") -> str:
        """Read a text that may be left out."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, str) and value.strip():
            return value
        self.report(
            "content.text",
            N_("“{key}” must be a text."),
            N_("Write words between quotation marks, or take the line out."),
            key=key,
        )
        return default

    def word(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Read one word out of a fixed choice."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in allowed:
            return value
        self.report(
            "content.word",
            N_("“{key}” is not one of the words that are known here."),
            N_("Use one of these: {words}."),
            key=key,
            words=", ".join(allowed),
        )
        return default if default is not None else allowed[0]

    def name(self, key: str = "id") -> str:
        """Read an id: small letters, digits, "-" and "_", at most 40."""
        value = self._take(key)
        if isinstance(value, str) and ID_PATTERN.fullmatch(value):
            return value
        if value is None:
            self._missing(key)
            return "missing"
        self.report(
            "content.id",
            N_("The id “{id}” cannot be used."),
            N_("Use small letters, digits, - and _ only (at most 40), between quotation marks."),
            id=str(value),
        )
        return "unusable"

    def name_or(self, key: str) -> str:
        """Read an id that may be left out; "" when it is."""
        if self.has(key):
            return self.name(key)
        self._take(key)
        return ""

    def name_here(self, key: str) -> str:
        """Read an id, or a mapping of locales to ids of which the one of this text counts.

        "" when it is left out or has none for this locale; Latin Serbian takes the Cyrillic one.
        """
        value = self._take(key)
        if not isinstance(value, _MAPPING):
            return self.name_or(key)
        good = value and all(
            isinstance(name, str) and _LOCALE.fullmatch(str(locale)) and ID_PATTERN.fullmatch(name)
            for locale, name in value.items()
        )
        if not good:
            self._wrong_entries(key)
            return ""
        near = {"sr_Latn": "sr_Cyrl"}.get(self.locale, self.locale)
        return str(value.get(self.locale) or value.get(near) or "")

    def whole(self, key: str, default: int | None = None) -> int:
        """Read a whole number."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is None:
            self._missing(key)
        else:
            self.report(
                "content.number",
                N_("“{key}” must be a whole number."),
                N_("Write digits only, without quotation marks."),
                key=key,
            )
        return default or 0

    def fraction(self, key: str, default: Fraction | None = None) -> Fraction:
        """Read an exact number: 1 or "1/2", never 0.5."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return Fraction(value)
        if value is None:
            self._missing(key)
        else:
            self.report(
                "content.fraction",
                N_("“{key}” must be a whole number or a fraction."),
                N_('Write 1 or "1/2"; a number with a decimal point is not exact.'),
                key=key,
            )
        return default if default is not None else Fraction(0)

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        self.report(
            "content.flag",
            N_("“{key}” must be true or false."),
            N_("Write true or false, without quotation marks."),
            key=key,
        )
        return default

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if value is None:
            return []
        if isinstance(value, list | tuple) and len(value) <= MOST_ROWS:
            return list(value)
        self.report(
            "content.list",
            N_("“{key}” must be a list of at most {most} entries."),
            N_("Write one entry per line, each with a dash, and split a longer list."),
            key=key,
            most=MOST_ROWS,
        )
        return []

    def words(self, key: str) -> tuple[str, ...]:
        """Read a list of plain words (ids, codes); it may be left out."""
        found = self._list(key)
        if all(isinstance(each, str) and each for each in found):
            return tuple(str(each) for each in found)
        self._wrong_entries(key)
        return ()

    def wholes(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers; it may be left out."""
        found = self._list(key)
        numbers = [each for each in found if isinstance(each, int) and not isinstance(each, bool)]
        if len(numbers) == len(found):
            return tuple(numbers)
        self._wrong_entries(key)
        return ()

    def _wrong_entries(self, key: str) -> None:
        self.report(
            "content.entries",
            N_("An entry of “{key}” is of the wrong kind."),
            N_("Compare it with the other lessons and write it the same way."),
            key=key,
        )

    def rows(self, key: str, *, needed: bool = True) -> list[Reader]:
        """Read a list of mappings with ids; each gets a reader at its own place."""
        found = self._list(key)
        if not found and needed:
            self._missing(key)
        readers = [self._row(each) for each in found]
        return [each for each in readers if each is not None]

    def _row(self, raw: object) -> Reader | None:
        if not isinstance(raw, _MAPPING):
            Reader(raw, self.place, self.problems, self.locale)
            return None
        return self._inside(raw, raw.get("id", "?"))

    def _inside(self, raw: object, name: object) -> Reader:
        return Reader(raw, f"{self.place}/{name}".lstrip("/"), self.problems, self.locale)

    def child(self, key: str) -> Reader | None:
        """Read one nested mapping that may be left out."""
        value = self._take(key)
        if value is None:
            return None
        inner = value.get("id", key) if isinstance(value, _MAPPING) else key
        return self._inside(value, inner)

    def numbers(self, key: str) -> dict[str, int]:
        """Read a mapping of ids to whole numbers (the effects of a choice)."""
        value = self._take(key)
        if value is None:
            return {}
        if isinstance(value, _MAPPING) and all(
            isinstance(v, int) and not isinstance(v, bool) for v in value.values()
        ):
            return {str(k): v for k, v in value.items()}
        self._wrong_entries(key)
        return {}

    def integers(self, key: str, count: int) -> tuple[int, ...]:
        """Read exactly `count` whole numbers."""
        found = self.wholes(key)
        if len(found) != count:
            self._wrong_entries(key)
            return (0,) * count
        return found

    def close(self) -> None:
        """Report every key that nobody read: a slip of the pen that would be lost in silence."""
        for key in self._raw:
            if key not in self._used:
                self.report(
                    "content.unknown_key",
                    N_("“{key}” is not known here."),
                    N_("Check the spelling, or take it out."),
                    key=str(key),
                )
