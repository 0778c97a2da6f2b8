"""Every bound that a pack must keep, in one place. Sizes in bytes unless the name says more.

Not here: the code that applies them.
"""

from __future__ import annotations

import re
from typing import Final

MIB: Final = 1024 * 1024
PACK_BYTES: Final = 2 * 1024 * MIB - 1
"""The largest file that FAT32 sticks take without trouble."""
ENTRIES: Final = 20_000
MANIFEST_BYTES: Final = 8 * MIB
TEXT_BYTES: Final = 4 * MIB
PICTURE_BYTES: Final = 8 * MIB
PICTURE_PIXELS: Final = 40_000_000
PICTURE_SIDE: Final = 16_384
AUDIO_BYTES: Final = 64 * MIB
VIDEO_BYTES: Final = 1024 * MIB
RESERVED_BYTES: Final = 4 * MIB
"""For an entry whose meaning comes later: the signature, the catalogue metadata."""
UNIT_CHARACTERS: Final = 4_000
JSON_DEPTH: Final = 24
MANIFEST_DEPTH: Final = 8
INTEGER_DIGITS: Final = 16
PATH_CHARACTERS: Final = 120
PATH_LEVELS: Final = 4
OPTIONS: Final = 200
"""Members of any one list in a lesson."""

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
PACK_ID: Final = re.compile(r"[a-z0-9]{1,20}(?:\.[a-z0-9][a-z0-9-]{0,39}){1,4}")
HASH: Final = re.compile(r"[0-9a-f]{64}")
LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?")
