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
MANIFEST_VALUES: Final = 400_000
"""Members of all lists and tables in a manifest: each takes far more memory than the file."""
TEXT_BYTES: Final = 4 * MIB
PICTURE_BYTES: Final = 8 * MIB
PICTURE_PIXELS: Final = 40_000_000
PICTURE_SIDE: Final = 16_384
PICTURE_AT_ONCE: Final = 64 * MIB
"""What a decoder may have to hold of one picture; a larger one gives way to its description."""
AUDIO_BYTES: Final = 64 * MIB
VIDEO_BYTES: Final = 1024 * MIB
RESERVED_BYTES: Final = 4 * MIB
"""For an entry whose meaning comes later: the signature, the catalogue metadata."""
CARRIED: Final = 512
"""Entries of the catalogue metadata in a pack: roots, partners, the listing."""
CARRIED_BYTES: Final = 16 * MIB
"""For all of them together, as they lie there or unpacked, whichever is more."""
UNIT_CHARACTERS: Final = 4_000
JSON_DEPTH: Final = 24
MANIFEST_DEPTH: Final = 8
INTEGER_DIGITS: Final = 16
PATH_CHARACTERS: Final = 120
PATH_LEVELS: Final = 4
OPTIONS: Final = 200
"""Members of any one list in a lesson."""

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
DEVICE: Final = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"
"""Names that Windows keeps for itself, whatever follows after a dot."""
PACK_ID: Final = re.compile(
    rf"(?!{DEVICE}\.)[a-z0-9]{{1,20}}(?:\.[a-z0-9][a-z0-9-]{{0,39}}){{1,4}}"
)
HASH: Final = re.compile(r"[0-9a-f]{64}")
_PART: Final = r"[a-z0-9][a-z0-9._-]{0,219}"
FILE: Final = re.compile(rf"(?!.*\.\.){_PART}(?:/{_PART}){{0,5}}")
"""A file of a site, seen from its root; the longest id and version make a name that fits."""
LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?")
