"""What a voice says for a text: words only, no signs of markup, gaps and short forms spelled out.

Pure. A text is a unit of a pack or a sentence of the app in one locale; its spoken form has no
markup, no braces, no quotation marks, no invisible signs, and Latin digits, which every voice
reads. `key` is the same for two texts that sound the same, also for both scripts of Serbian.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from milclicks.core.marks import LANGUAGE, LINK
from milclicks.core.translit import to_latin


@dataclass(frozen=True, slots=True)
class Sayings:
    """How one locale says what is not a word: a gap, and short forms that voices get wrong."""

    gap: str
    name: str
    pin: str
    sms: str
    qr: str
    percent: str


SAYINGS: Final[Mapping[str, Sayings]] = {
    "en": Sayings("blank", "Mill Clicks", "pin", "S M S", "Q R", "per cent"),
    "fr": Sayings("mot manquant", "Mil Clics", "pine", "S M S", "Q R", "pour cent"),
    "es": Sayings("hueco", "Mil Clics", "pin", "S M S", "Q R", "por ciento"),
    "ar": Sayings("فراغ", "ميل كليكس", "بِن", "إس إم إس", "كيو آر", "بالمئة"),
    "pt_PT": Sayings("espaço em branco", "Mil Clics", "pin", "S M S", "Q R", "por cento"),
    "pt_BR": Sayings("lacuna", "Mil Clics", "pin", "S M S", "Q R", "por cento"),
    "sr_Cyrl": Sayings("празно место", "Мил кликс", "пин", "ес ем ес", "кју ар", "посто"),
    "sr_Latn": Sayings("prazno mesto", "Mil kliks", "pin", "es em es", "kju ar", "posto"),
}

_GAP: Final = re.compile(r"\{\{[A-Za-z0-9_-]+\}\}")
_SPAN: Final = re.compile(r"\{\{[A-Za-z0-9_-]+\|([^{}|]*)\}\}")
_FIELD: Final = re.compile(r"\{[A-Za-z0-9_.]*\}")
_STARS: Final = re.compile(r"\*{1,2}([^*\n]+)\*{1,2}")
_SHOWN: Final = re.compile(r"\[([^\[\]\n]*)\]")
_NAME: Final = re.compile(r"\bMIL CLICKS\b|\bМИЛ КЛИКС\b")
_SHORT: Final = re.compile(r"(?<!\w)(PIN|SMS|QR|ПИН|СМС)(?!\w)")
_GROUPED: Final = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_PAUSES: Final = re.compile(r"\s*(?:[–—→←·•|]|\.{3}|…)\s*|\s*\n\s*|\s+-\s+")
_QUOTES: Final = frozenset('"“”„‟«»‹›‘‚‛`´*_~^\\[]{}<>#№')
_APOSTROPHE: Final = str.maketrans("’ʼ", "''")
_TATWEEL: Final = "ـ"
_SPACES: Final = re.compile(r"\s+")
_BEFORE: Final = re.compile(r"\s+([,.;:!?،؛؟])")
_DOUBLED: Final = re.compile(r"([,;:.!?،؛؟])(?:\s*,)+")
_LEADING: Final = re.compile(r"^[\s,;:]+")
_ARABIC_SIGNS: Final = str.maketrans("٪٫٬", "%.,")


def spoken(text: str, locale: str) -> str:
    """The spoken form of a text; empty only for a text without a letter, digit or gap."""
    words = SAYINGS.get(locale, SAYINGS["en"])
    text = LINK.sub(r"\1", LANGUAGE.sub("]", text))
    text = _SPAN.sub(r"\1", text)
    text = _FIELD.sub("", _GAP.sub(f" {words.gap} ", text))
    text = _SHOWN.sub(r"\1", _STARS.sub(r"\1", text))
    text = _GROUPED.sub("", _digits(text.translate(_ARABIC_SIGNS)))
    text = _NAME.sub(words.name, text)
    text = _SHORT.sub(lambda found: _short(found[1], words), text)
    text = _PAUSES.sub(", ", text.translate(_APOSTROPHE))
    text = "".join(" " if _unsaid(sign) else sign for sign in text if not _hidden(sign))
    text = _SPACES.sub(" ", text)
    text = _DOUBLED.sub(r"\1", _BEFORE.sub(r"\1", text))
    text = _LEADING.sub("", text).rstrip(" ,;:")
    if any(sign.isalnum() for sign in text):
        return text
    return words.percent if "%" in text else ""


def key(text: str, locale: str) -> str:
    """A name for what is heard: 64 hex digits, equal for texts whose spoken forms are equal."""
    heard = spoken(text, locale)
    language = locale
    if locale.startswith("sr"):
        heard, language = to_latin(heard), "sr"
    heard = _SPACES.sub(" ", "".join(s if s.isalnum() else " " for s in heard.casefold())).strip()
    return hashlib.sha256(f"{language}\n{heard}".encode()).hexdigest()


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) if sign > "\u007f" and sign.isdecimal() else sign
        for sign in text
    )


def _short(found: str, words: Sayings) -> str:
    return {"PIN": words.pin, "ПИН": words.pin, "QR": words.qr}.get(found, words.sms)


def _hidden(sign: str) -> bool:
    """Signs that turn lines or join letters but are never heard; a joiner of letters stays."""
    return sign == _TATWEEL or (unicodedata.category(sign) == "Cf" and sign not in "\u200c\u200d")


def _unsaid(sign: str) -> bool:
    """Quotation marks, brackets of markup, pictures among the letters, controls."""
    kind = unicodedata.category(sign)
    return sign in _QUOTES or kind in ("So", "Sk", "Cc", "Co", "Cs", "Cn")
