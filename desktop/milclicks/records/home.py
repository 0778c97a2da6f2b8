"""Whether this data folder is still the one that its records were written in.

Two folders that both go on under one device id would give two different events the same key, and a
merge would drop one of them. So a copied folder (another place, file or PC) and a folder whose
records were put back to an older state both take a new device id. A new id too many does no harm.
"""

from __future__ import annotations

import hashlib
import os
import platform
from contextlib import suppress
from pathlib import Path

from milclicks.core.errors import MilClicksError
from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small

MARK = "records.start"


def fingerprint(path: Path) -> str:
    """The place, the file and the PC of a records database, as one short text."""
    place = f"{path.resolve()}|{path.stat().st_ino}|{platform.node()}"
    return hashlib.blake2b(os.fsencode(place), digest_size=16).hexdigest()


def older_than_folder(folder: Path, starts: set[str]) -> bool:
    """Whether the folder has seen a start that its records know nothing of."""
    try:
        return small(folder / MARK).decode("ascii").strip() not in starts
    except (OSError, ValueError):
        return False


def leave_mark(folder: Path, start: str) -> None:
    """Note the newest start beside the records; a folder without it works as well."""
    with suppress(OSError, MilClicksError):
        write_atomic(folder / MARK, start.encode("ascii"))
