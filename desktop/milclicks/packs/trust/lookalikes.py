"""Letters that are drawn like a Latin letter, so that a name can be read as an eye reads it.

A table of our own: Cyrillic, Greek, Armenian, Cherokee and Lisu letters, small capitals, letters
with a stroke or a tail, digits and signs that stand for letters, negative and flag letters. What
Unicode itself takes apart (accents, full width, mathematical letters) is taken apart first.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_PAIRS: Final = (
    # Cyrillic
    ("аеорсухіјѕһԁԛԝѵӏкмтпгиш", "aeopcyxijshdqwvikmtnruw"),
    ("АВЕКМНОРСТХУЅЈІԌҺԚԜӀ", "ABEKMHOPCTXYSJIGHQWI"),
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
