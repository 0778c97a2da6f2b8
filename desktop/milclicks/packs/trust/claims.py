"""Names that makers give themselves: which of them sound like an office or an organisation.

A name is a claim. These words are never a reason to refuse a pack; they are said beside the
question, so that nobody takes "UNESCO Official" for UNESCO. A name is read three ways: as it is
spelt, folded as a search folds it, and as an eye that knows Latin letters sees it (`lookalikes`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from milclicks.core.folding import fold
from milclicks.packs.trust import words
from milclicks.packs.trust.lookalikes import drawn

_WORDS: Final = (
    "UNESCO unicef USAID UNHCR ACNUR UNDP PNUD OSCE INTERPOL ЮНЕСКО اليونسكو يونسكو "
    "УНЕСКО УНИЦЕФ اليونيسف يونيسف "
    "milclicks official officiel officielle oficial oficiales zvanično zvanični služben رسمي رسمية "
    "ministry minister ministère ministerio ministério ministarstvo وزارة "
    "government gouvernement gobierno governo حكومة "
    "police policía polícia policija gendarmerie شرطة "
    "embassy ambassade embajada embaixada ambasada سفارة "
    "verified vérifié verificado provereno موثق administrator administrateur administrador"
).split()
_SHORT: Final = 5
_PHRASES: Final = (
    "mil clicks|united nations|nations unies|naciones unidas|nações unidas|ujedinjene nacije|"
    "الأمم المتحدة|public library|"
    "national education|education nationale|educación nacional|educação nacional|"
    "nacionalno obrazovanje|التربية الوطنية|education department|department of education|"
    "secretaría de educación|secretaria de educação|"
    "european union|union européenne|unión europea|união europeia|evropska unija|"
    "الاتحاد الأوروبي|european commission|commission européenne|comisión europea|"
    "comissão europeia|evropska komisija|المفوضية الأوروبية|"
    "world health organization|world health organisation|organisation mondiale de la santé|"
    "organización mundial de la salud|organização mundial da saúde|"
    "organização mundial de saúde|svetska zdravstvena organizacija|منظمة الصحة العالمية|"
    "red cross|red crescent|croix rouge|croissant rouge|cruz roja|media luna roja|"
    "cruz vermelha|crescente vermelho|crveni krst|crveni križ|الصليب الأحمر|الهلال الأحمر|"
    "vlada srbije|vlada republike|république française|council of europe|conseil de l’europe"
).split("|")
_LETTERS: Final = frozenset({"WHO", "OMS", "ONU", "SZO", "NATO", "OTAN"})
"""Short names that are a word of their own, in any case of letters."""
_CAPITALS: Final = frozenset({"EU", "UE", "UN", "UNO", "OUN"})
"""Shorter ones, which are also words and syllables of names: in capitals only."""


_INITIALS: Final = re.compile(r"(?<!\w)[^\W_](?:[. ]{1,2}[^\W_](?!\w))+")
_LIKE_WORDS: Final = re.compile(rf"(?<!\w)(?:(?:[a-z][aeiou]){{2}} ?\b){{{words.COUNT}}}")


def reserved(name: str) -> tuple[str, ...]:
    """The words of a claimed name that are reserved, as this table writes them; also six words in
    a row that could be taken for those of a key.
    """
    plain = "".join(one for one in name if unicodedata.category(one) != "Cf")
    seen = drawn(plain)
    folded, eye = fold(plain), _eye(seen)
    found = [
        word
        for word in (*_WORDS, *_PHRASES)
        if _holds(folded, fold(word)) or _holds(eye, _eye(drawn(word)))
    ]
    joined = _INITIALS.sub(lambda run: re.sub(r"\W", "", run.group()), seen)
    parts = re.findall(r"[^\W_]+", joined)
    found += [one for one in sorted(_LETTERS) if one in {part.upper() for part in parts}]
    found += [one for one in sorted(_CAPITALS) if one in parts]
    return (*found, *_key_words(folded))


def alike(name: str, other: str) -> bool:
    """Whether an eye may take one name for the other."""
    return fold(name) == fold(other) or seen(name) == seen(other)


def seen(name: str) -> str:
    """A name as an eye reads it, for comparing only."""
    return _eye(drawn(name))


def _eye(text: str) -> str:
    """Drawn letters folded, with l as i."""
    return fold(text).replace("l", "i")


def _holds(text: str, word: str) -> bool:
    """Whether a folded text has a word; a long one also in pieces (`U N E S C O`, `unescohq`)."""
    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
        return True
    return len(word) > _SHORT and word.replace(" ", "") in re.sub(r"\W|_", "", text)


def _key_words(text: str) -> tuple[str, ...]:
    found = _LIKE_WORDS.search(text)
    return (found.group().strip(),) if found is not None else ()
