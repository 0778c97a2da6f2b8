"""Which form of a word stands beside a number: the plural rules of every locale, pinned.

The rules are gettext's own expressions, in GNU order (for Arabic Babel's default order differs).
The app's catalogues bear them in their headers, and words that a pack shows beside a number follow
them: "person | people" holds all forms of its language in this order, one form alone stands beside
every number. A language that a pack brings has its rule in `plural_rules`. Not here: sentences that
count (`Texts.say_n`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from milclicks.core.plural_rules import ARABIC, BY_LANGUAGE, ONE, ONE_OR_NONE, SLAVIC

if TYPE_CHECKING:
    from fractions import Fraction

RULES: Final = {
    "en": ONE,
    "fr": ONE_OR_NONE,
    "es": ONE,
    "pt_PT": ONE,
    "pt_BR": ONE_OR_NONE,
    "ar": ARABIC,
    "sr_Cyrl": SLAVIC,
    "sr_Latn": SLAVIC,
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


def says_itself(words: str, locale: str, number: int | Fraction) -> bool:
    """Whether the form beside `number` says the number too, so that no figure stands beside it.

    In Arabic one and two are words ("دقيقة واحدة", "دقيقتان"): where the forms of 1 and 2 are
    not simply the general one, they say all.
    """
    if rule_of(locale) != ARABIC or len(forms_in(words)) == 1 or abs(number) not in (1, 2):
        return False
    return form_of(words, locale, number) != general_form(words)


def general_form(words: str) -> str:
    """The form that stands alone, as the name of an axis: the last one."""
    return forms_in(words)[-1]


def forms_in(words: str) -> tuple[str, ...]:
    """The forms that a text holds, at least one."""
    return tuple(form.strip() for form in words.split("|"))


def count_of_forms(locale: str) -> int | None:
    """How many forms a word has in a locale; None for a locale without a pinned rule."""
    return _rule(locale)[0] or None


def rule_of(locale: str) -> str:
    """gettext's header of a locale's plural rule; empty for a language without a pinned one."""
    return RULES.get(locale) or BY_LANGUAGE.get(locale.partition("_")[0], "")


def place_of(locale: str, number: int) -> int:
    """The place of the form of a sentence that counts `number` things."""
    return _rule(locale)[1](abs(number))


@cache
def _rule(locale: str) -> tuple[int, Callable[[int], int]]:
    """The number of forms and the rule from a number to the place of its form."""
    found = _RULE.fullmatch(rule_of(locale))
    if found is None:
        return 0, lambda _number: 0
    return int(found[1]), gettext.c2py(found[2])
