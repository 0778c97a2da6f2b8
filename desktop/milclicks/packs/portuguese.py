"""Words that mark one of the two Portuguese, so that pt_PT and pt_BR never cross.

Each list was gathered from the 1990 spelling agreement's double forms and from the everyday words
of screens and schools; a word that both use is in neither list.
"""

from __future__ import annotations

import re
from typing import Final

_BRAZIL: Final = (
    r"compartilh\w+|celular(?:es)?|telas?|usuári[oa]s?|mídias?|midiátic[oa]s?|postagens?|"
    r"checa(?:r|gem|gens|m|ndo)|equipes?|ônibus|trem|trens|banheiros?|registros?|contatos?|"
    r"contat(?:ar|e|ou|am)|fatos?|aplicativos?|esportes?|xícaras?|cafés? da manhã|"
    r"recepção|percepç(?:ão|ões)|aspectos?|detecta\w*|detecç(?:ão|ões)|salva(?:r|ndo) o arquivo|"
    r"planejar?|planejamentos?|gols?|time de futebol|gibis?|letramentos?|econômic[oa]s?|bebês?|"
    r"est(?:á|ão|ou|amos|ava|avam) (?!(?:qua|segu|mu|fu|profu|li|redo)ndo)\w{2,}ndo|"
    r"(?!estômagos?\b|cônsul)\w*ô[mn]\w+"
)
_PORTUGAL: Final = (
    r"partilh\w+|telemóve(?:l|is)|ecrãs?|utilizador(?:es|as?)?|ficheiros?|autocarros?|comboios?|"
    r"equipas?|contactos?|contact(?:ar|e|ou|am)|registos?|factos?|secç(?:ão|ões)|"
    r"reencaminh\w+|raparigas?|desporto|desportiv[oa]s?|pequenos?-almoços?|"
    r"frigoríficos?|casas? de banho|percecion\w+|perceç(?:ão|ões)|receç(?:ão|ões)|aspetos?|"
    r"deteta\w*|deteç(?:ão|ões)|planear|literacias?|mediátic[oa]s?|golos?|guarda-redes|"
    r"banda desenhada|est(?:á|ão|ou|amos|ava|avam) a \w+[aei]r|\w*ó[mn][aeiou]\w*"
)
_OTHER: Final = {
    "pt_PT": re.compile(rf"\b(?:{_BRAZIL})\b", re.IGNORECASE),
    "pt_BR": re.compile(rf"\b(?:{_PORTUGAL})\b", re.IGNORECASE),
}


def other_portuguese(locale: str, text: str) -> list[str]:
    """The words in `text` that belong to the other Portuguese; empty for other languages."""
    pattern = _OTHER.get(locale)
    return [found.group() for found in pattern.finditer(text)] if pattern else []
