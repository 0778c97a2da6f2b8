"""Names that makers give themselves: which of them sound like an office or an organisation.

A name is a claim. These words are never a reason to refuse a pack; they are said beside the
question, so that nobody takes "UNESCO Official" for UNESCO.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from milclicks.core.folding import fold

_WORDS: Final = (
    "UNESCO unicef USAID ЮНЕСКО اليونسكو يونسكو "
    "milclicks official officiel officielle oficial oficiales zvanično zvanični služben رسمي رسمية "
    "ministry minister ministère ministerio ministério ministarstvo وزارة "
    "government gouvernement gobierno governo vlada حكومة "
    "verified vérifié verificado provereno موثق administrator administrateur administrador"
).split()
_SHORT: Final = 5
_PHRASES: Final = (
    "mil clicks|united nations|nations unies|naciones unidas|nações unidas|ujedinjene nacije|"
    "الأمم المتحدة|public library"
).split("|")
_LOOK_ALIKE: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝѵАВЕКМНОРСТХУЅЈІοαειτκρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ0135$@|!l",
    "aeopcyxijshdqwvABEKMHOPCTXYSJIoaeitkpuxABEZHIKMNOPTYXoiessaiii",
)
"""Letters of other scripts and digits that are drawn like a Latin letter; l counts as i."""


def reserved(name: str) -> tuple[str, ...]:
    """The words of a claimed name that are reserved, as this table writes them."""
    return tuple(
        word
        for word in (*_WORDS, *_PHRASES)
        if _holds(fold(name), fold(word)) or _holds(fold(_drawn(name)), fold(_drawn(word)))
    )


def _holds(text: str, word: str) -> bool:
    """Whether a folded text has a word; a long one also in pieces (`U N E S C O`, `unescohq`)."""
    if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
        return True
    return len(word) > _SHORT and word.replace(" ", "") in re.sub(r"\W|_", "", text)


def _drawn(name: str) -> str:
    """The name as an eye that knows Latin letters reads it."""
    return unicodedata.normalize("NFKD", name).translate(_LOOK_ALIKE).casefold().replace("l", "i")
