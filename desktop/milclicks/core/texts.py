"""Everything that speaks to a person in one locale: sentences, plurals, numbers, dates, lists.

An object that is passed in: the window may be French while the certificate is Arabic. Catalogues
are gettext's; without one the English sentence stands. Packs may bring more languages than the
eight of the app (`languages`). Values put into a sentence are isolated
(FSI ... PDI, Unicode UAX 9), so that a Latin name does not turn an Arabic sentence around. A value
that is itself a sentence with values is isolated in the direction of its locale (RLI).
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

from milclicks.core import languages, paths
from milclicks.core.days import long_date, weekday_date
from milclicks.core.errors import N_ as N_
from milclicks.core.errors import Message

if TYPE_CHECKING:
    from fractions import Fraction

LOCALES = ("en", "fr", "es", "ar", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn")
PSEUDO = "xx_PSEUDO"
OWN_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "pt_PT": "Português (Portugal)",
    "pt_BR": "Português (Brasil)",
    "sr_Cyrl": "Српски (ћирилица)",
    "sr_Latn": "Srpski (latinica)",
}
CLDR = {"en": "en_GB", "sr_Cyrl": "sr_Cyrl", "sr_Latn": "sr_Latn", PSEUDO: "en_GB"}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ARABIC_SIGNS = str.maketrans({",": "٬", ".": "٫", "%": "٪"})  # within a number only
PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
ACCENTED = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
TYPED = str.maketrans(
    {"−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "٫": ".", "٬": ",", "،": ",", "٪": "%"}
)
NUMBER = re.compile(r"(-?)(\d{1,12})(?:[.,](\d{1,9})| ?/ ?([1-9]\d{0,8}))?")
GROUPED = re.compile(r"-?[1-9]\d{0,2}([., ])\d{3}(?:\1\d{3})*(?!\d)")
VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,2}")  # 9.1, 0.1.0; an address has more of it
RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"
ISOLATES = re.compile("[\u2066-\u2069]")
Digits = Literal["auto", "latin", "arabic"]


class Texts:
    """The voice of one locale."""

    __slots__ = ("_catalogue", "_language", "digits", "locale")

    def __init__(self, locale: str, *, digits: Digits = "auto") -> None:
        self.locale = locale
        self.digits: Digits = digits
        found = languages.added().get(locale)
        self._language = found.language if found else None
        self._catalogue = found.sentences() if found else catalogue(locale)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction in which this locale is read."""
        if self._language is not None:
            return self._language.direction
        return "rtl" if self.locale in ("ar", PSEUDO) else "ltr"

    def say(self, msgid: str, **values: object) -> str:
        """A sentence in this locale with its values put in."""
        return self._fill(self._catalogue.gettext(msgid) if msgid else "", values)

    def say_n(self, one: str, many: str, n: int, **values: object) -> str:
        """A sentence that counts; the number itself is {n}."""
        return self._fill(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def message(self, message: Message) -> str:
        """A marked sentence with its values."""
        return self.say(message.text, **message.values)

    def number(self, value: int) -> str:
        """A whole number; four digits stand without a grouping sign."""
        if abs(value) < 10_000:
            return self.with_digits(str(value))
        if self._language is not None:
            return self._in_number(self._language.number(value))
        from babel.numbers import format_decimal

        return self._in_number(format_decimal(value, locale=self.cldr()))

    def percent(self, value: int) -> str:
        """A whole percentage, 76 meaning 76 %."""
        if self._language is not None:
            return self._in_number(self._language.percent(value))
        from babel.numbers import format_percent

        return self._in_number(format_percent(value / 100, locale=self.cldr()))

    def date(
        self, day: date | datetime, length: Literal["short", "long", "weekday"] = "long"
    ) -> str:
        """A date as people write it here: 22 November 2026; weekday: Sunday 22 November.

        An aware time is taken to this PC's own zone first.
        """
        if isinstance(day, datetime) and day.tzinfo is not None:
            day = day.astimezone()
        if self._language is not None:
            return self.with_digits(self._language.date(day, length))
        if length == "weekday":
            return self.with_digits(weekday_date(day, self.locale))
        if length == "long":
            return self.with_digits(long_date(day, self.locale))
        from babel.dates import format_date

        return self.with_digits(format_date(day, length, locale=self.cldr()))

    def list(self, items: Sequence[str]) -> str:
        """Several things joined as this locale joins them (in Arabic the و keeps to its word)."""
        if self._language is not None:
            return self._language.list([self.isolate(item) for item in items])
        from babel.lists import format_list

        return format_list([self.isolate(item) for item in items], locale=self.cldr())

    def isolate(self, text: object) -> str:
        """A text wrapped so that its direction stays its own.

        What has values of its own was said by this locale and is read as it reads: FSI does not
        look into inner isolates, and where there is nothing else it reads from the left.
        """
        words = str(text)
        nested = self.direction == "rtl" and ISOLATES.search(words)
        return f"{RLI if nested else FSI}{words}{PDI}"

    def version(self, version: int | str) -> str:
        """The version of a pack or of the app, in the digits of all other numbers.

        One that has letters in it (1.0rc1) is a name and stays as it was given.
        """
        shown = str(version)
        return self.with_digits(shown) if shown.isdecimal() or VERSION.fullmatch(shown) else shown

    def unit(self, words: str) -> str:
        """The word beside a number, or the locale's own sign for per cent."""
        return self._in_number(words) if words == "%" else words

    def exact(self, number: int | Fraction) -> str:
        """A number to its last part: 15, 3/4."""
        if number.denominator == 1:
            return self.number(int(number))
        return self.with_digits(str(number))

    def with_digits(self, text: str) -> str:
        """The text with the digits that the setting and the locale ask for."""
        return text.translate(ARABIC_DIGITS) if self.arabic_digits() else text

    def arabic_digits(self) -> bool:
        """Whether numbers are shown as ٠ to ٩."""
        own = self._language.digits if self._language is not None else ""
        return self.digits == "arabic" or (
            self.digits == "auto" and (self.locale == "ar" or own == "arabic")
        )

    @property
    def arabic_script(self) -> bool:
        """Whether the letters are Arabic ones, which need more room between lines."""
        return self.locale == "ar" or (
            self._language is not None and self._language.script == "Arab"
        )

    def decimal(self, value: float) -> str:
        """A number with two decimals, never minus zero: 1.25."""
        value = round(value, 2) + 0.0
        if self._language is not None:
            shown = f"{value:.2f}".replace(".", self._language.numbers.decimal)
        else:
            from babel.numbers import format_decimal

            shown = format_decimal(value, format="0.00", locale=self.cldr())
        return self._in_number(shown)

    def _in_number(self, number: str) -> str:
        """A number that the CLDR wrote in Latin digits, with digits and signs of one kind."""
        if not self.arabic_digits():
            return number
        signs = ARABIC_SIGNS if self.arabic_script else {}
        return number.translate(signs).translate(ARABIC_DIGITS)

    def cldr(self) -> str:
        """The locale's name in the CLDR."""
        return CLDR.get(self.locale, self.locale)

    def _fill(self, sentence: str, values: Mapping[str, object]) -> str:
        """Put values in, each once: what a value itself says is never looked at again."""
        if self.locale == PSEUDO:
            sentence = pseudo(sentence)

        def shown(found: re.Match[str]) -> str:
            name = found.group(1)
            return self.isolate(self._shown(values[name])) if name in values else found.group()

        return PLACEHOLDER.sub(shown, sentence) if values else sentence

    def _shown(self, value: object) -> str:
        if isinstance(value, Message):
            return self.message(value)
        if isinstance(value, date):
            return self.date(value)
        if type(value) is int:
            return self.number(value)
        words = str(value)
        return self.version(words) if VERSION.fullmatch(words) else words


def without_isolates(words: str) -> str:
    """A sentence without its signs of direction, for where they would be seen as boxes."""
    return ISOLATES.sub("", words)


def locales() -> tuple[str, ...]:
    """Every locale that can be chosen: those of the app, then those that packs bring."""
    return (*LOCALES, *(code for code in languages.added() if code not in LOCALES))


def own_name(locale: str) -> str:
    """The name of a language in itself, also where it is not here; else its code."""
    found = languages.added().get(locale)
    known = OWN_NAMES.get(locale) or (found.language.name if found else "")
    if not known:
        from milclicks.core.language_names import name_of  # a start seldom needs the table

        known = name_of(locale)
    return known or locale


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The compiled catalogue of a locale, or one that answers in English."""
    if locale in ("en", PSEUDO):
        return gettext.NullTranslations()
    return gettext.translation("milclicks", paths.locale_root(), [locale], fallback=True)


def pseudo(sentence: str) -> str:
    """A long, accented form that still can be read; placeholders stay as they are."""
    parts = re.split(r"(\{[a-z_]+\})", sentence)
    body = "".join(p if p.startswith("{") else p.translate(ACCENTED) for p in parts)
    return f"[{body}{' ~' * (len(sentence) // 8)}]"


def parse_number(typed: str) -> str | None:
    """A typed number in Latin digits, or None: "12", "٣/٤" -> "3/4", "1,5" -> "3/2".

    Any digits, grouping by spaces or by signs before three digits, a decimal point or comma, a
    fraction, a percent sign at the end.
    """
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in typed)
    text = text.translate(TYPED).strip().removesuffix("%").strip()
    grouped = GROUPED.match(text)
    if grouped is not None:
        text = grouped.group().replace(grouped.group(1), "") + text[grouped.end() :]
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, part, under = found.groups()
    if part is not None:
        from fractions import Fraction

        return str(Fraction(f"{sign}{whole}.{part}"))
    return f"{sign}{whole}/{under}" if under else f"{sign}{whole}"
