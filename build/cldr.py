"""Leaves in Babel's data what the app asks Babel for, so that every language finds room.

Of the CLDR the app reads plural rules, dates, numbers and lists. What Babel knows besides (names of
currencies, units, time zones, languages, countries) is nine tenths of its data, on the disk and in
memory. A part that is left out stays as an empty table, so a later question finds no name instead
of an error.
"""

from __future__ import annotations

import pickle
from pathlib import Path

UNUSED = frozenset(
    """
    compact_currency_formats compact_decimal_formats compound_unit_patterns currency_formats
    currency_names currency_names_plural currency_symbols currency_unit_patterns date_fields
    datetime_skeletons interval_formats languages meta_zones scripts territories time_zones
    unit_display_names unit_patterns variants zone_formats
    """.split()
)
UNUSED_GLOBAL = frozenset(
    """
    all_currencies currency_fractions meta_zones territory_currencies territory_languages
    territory_zones windows_zone_mapping zone_aliases zone_territories
    """.split()
)
_PROTOCOL = 4  # of pickle; every Python since 3.8 reads it


def is_data(name: str) -> bool:
    """Whether a file of the bundle is one of Babel's tables."""
    return name.startswith("babel/") and name.endswith(".dat")


def thin(name: str, content: bytes) -> bytes:
    """One of Babel's tables without the parts that the app never reads."""
    unused = UNUSED_GLOBAL if Path(name).name == "global.dat" else UNUSED
    tables = pickle.loads(content)
    left = {key: {} if key in unused else value for key, value in tables.items()}
    return pickle.dumps(left, _PROTOCOL)
