"""Which form of a word stands beside a number: the plural rules of every locale, pinned.

The rules are gettext's own expressions, in GNU order (for Arabic Babel's default order differs).
The app's catalogues bear them in their headers, and words that a pack shows beside a number follow
them: "person | people" holds all forms of its language in this order, one form alone stands beside
every number. Not here: sentences that count (`Texts.say_n`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fractions import Fraction

_ONE: Final = "nplurals=2; plural=(n != 1);"
_ONE_OR_NONE: Final = "nplurals=2; plural=(n > 1);"
_SERBIAN: Final = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
    " n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
RULES: Final = {
    "en": _ONE,
    "fr": _ONE_OR_NONE,
    "es": _ONE,
    "pt_PT": _ONE,
    "pt_BR": _ONE_OR_NONE,
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
    " n%100>=11 ? 4 : 5);",
    "sr_Cyrl": _SERBIAN,
    "sr_Latn": _SERBIAN,
}
KEY: Final = "unit"  # the text key of such a word in a lesson
_RULE: Final = re.compile(r"nplurals=(\d+); plural=(.+);")


def form_of(words: str, locale: str, number: int | Fraction) -> str:
    """The form of `words` beside `number`: the general one for a fraction, or when the locale or
    the number of forms is not known."""
    forms = forms_in(words)
    count, index = _rule(locale)
    if len(forms) != count or number.denominator != 1:
        return forms[-1]
    return forms[index(abs(int(number)))]


def general_form(words: str) -> str:
    """The form that stands alone, as the name of an axis: the last one."""
    return forms_in(words)[-1]


def forms_in(words: str) -> tuple[str, ...]:
    """The forms that a text holds, at least one."""
    return tuple(form.strip() for form in words.split("|"))


def count_of_forms(locale: str) -> int | None:
    """How many forms a word has in a locale; None for a locale without a pinned rule."""
    return _rule(locale)[0] or None


@cache
def _rule(locale: str) -> tuple[int, Callable[[int], int]]:
    """The number of forms and the rule from a number to the place of its form."""
    found = _RULE.fullmatch(RULES.get(locale, ""))
    if found is None:
        return 0, lambda _number: 0
    return int(found[1]), gettext.c2py(found[2])
