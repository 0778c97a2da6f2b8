"""Letters that are drawn like a Latin letter, so that a name can be read as an eye reads it; and
words that have letters of two alphabets.

A table of our own: Cyrillic, Greek, Armenian, Cherokee and Lisu letters, small capitals, letters
with a stroke or a tail, digits and signs that stand for letters, negative and flag letters. What
Unicode itself takes apart (accents, full width, mathematical letters) is taken apart first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Final

_PAIRS: Final = (
    # Cyrillic
    ("аеорсухіјѕһԁԛԝѵӏкмтпгиш", "aeopcyxijshdqwvikmtnruw"),
    ("АВЕКМНОРСТХУЅЈІԌҺԚԜӀИЯ", "ABEKMHOPCTXYSJIGHQWINR"),
    # Greek
    ("οαειτκρυχνσωγηβμϲϳ", "oaeitkpuxvowynbucj"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺͿ", "ABEZHIKMNOPTYXCMJ"),
    # Armenian
    ("ՍՏՕԼՀՈՒԱօսհոցզքյեւլնա", "USOLHNLUouhngqpjtiinw"),
    # Cherokee
    ("ᎪᎫᎬᎭᎳᎷᎻᏀᏃᏚᏔᏞᏟᏢᏦᏴᎽᎥᎠᎡᎢ", "AJEFWMHGZSWLCPKBYiDRT"),
    # Lisu
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),
    # small capitals and letters of the phonetic alphabet
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPQRSTUVWYZ"),
    ("ɑɡɩıʋɯʃɛɔɐɾȷ", "agiiuwseoarj"),
    # with a stroke, a hook or a tail
    ("øđłħŧƀɨʉƈɗƒɠɦƙɲƥʂƭƴȼɇɍɏðþ", "odlhtbiucdfghknpstyceryop"),
    ("ØĐŁĦŦɃƗɄƇƊƑƓƘƝƤƬƳȻɆɌɎÐ", "ODLHTBIUCDFGKNPTYCERYD"),
    # digits and signs
    ("0135$@|!€£¢", "oiessaiieic"),
)
_TABLE: Final = {
    ord(sign): letter
    for signs, letters in _PAIRS
    for sign, letter in zip(signs, letters, strict=True)
}
_RANGES: Final = (0x1F150, 0x1F170, 0x1F1E6)
"""Where the capitals A to Z stand once more: in black circles, in black squares, as flags."""
_TWINS: Final = frozenset("AaBCcEeHIiJjKMOoPpSsTXxy")
"""Latin letters whose Cyrillic twin looks the same."""


_ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU", "COPTIC")
"""Those whose letters can be taken for one another."""
_UNITS: Final = frozenset("\u00b5\u2126\u00aa\u00ba")
"""Signs of units and numbers, which stand beside any letters."""


def mixed(text: str) -> bool:
    """Whether a word has letters of two alphabets that can be taken for one another.

    Two words that are written as one (`ITшкола`) are none, nor a word that only one alphabet can
    have been meant in, where a keyboard gave the twin of a letter (`Jелена` with a Latin J).
    """
    plain = "".join(one for one in text if unicodedata.category(one) not in ("Mn", "Me", "Cf"))
    runs = (list(letters) for is_word, letters in groupby(plain, _is_letter) if is_word)
    return any(_mixes(word) for word in runs)


def _is_letter(sign: str) -> bool:
    return sign not in _UNITS and unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo")


def _alphabet(sign: str) -> str:
    """The alphabet of a letter, also of one of full width or for formulas; others have none."""
    base = unicodedata.normalize("NFKD", sign)[0]
    name = unicodedata.name(base, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""


def _mixes(word: Sequence[str]) -> bool:
    parts = [(name, "".join(run)) for name, run in groupby(word, _alphabet) if name]
    names = {name for name, _ in parts}
    if len(names) < 2:
        return False
    latin = "".join(run for name, run in parts if name == "LATIN")
    others = "".join(run for name, run in parts if name != "LATIN")
    told = any(not drawn(one).isascii() for one in others)  # no Latin word can be read there
    glued = len(parts) == 2 and min(len(run) for _, run in parts) > 1
    slip = len(others) > len(latin) and set(latin) <= _TWINS
    return not (told and (glued or slip))


def drawn(text: str) -> str:
    """The text with every sign that is drawn like a Latin letter as that letter; marks are gone."""
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(one for one in parts if unicodedata.category(one) not in ("Mn", "Me", "Cf"))
    return "".join(_letter(one) for one in bare.translate(_TABLE))


def _letter(sign: str) -> str:
    for first in _RANGES:
        if first <= ord(sign) < first + 26:
            return chr(ord("A") + ord(sign) - first)
    return sign
