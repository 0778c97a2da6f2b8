"""What an earlier version of the app, one that knew no signatures, had installed.

Its index says so: it noted no manifest hash. The index of a version with signatures notes one for
every pack, so it is no witness of an earlier life, nor are files that were copied in.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused


def installed(data: Path) -> Iterator[str]:
    """The sha256 of the manifests of the packs that such a version knew and that are still here;
    to be asked before the index is opened, which throws away the tables of another version.
    """
    known = _known(data / "library.db")
    for path in sorted((data / "packs").glob("*.milpack")) if known else ():
        with contextlib.suppress(PackRefused, OSError), Pack(path) as pack:
            if known.get(path.name) == (pack.key, path.stat().st_size):
                yield pack.digest


def _known(index: Path) -> dict[str, tuple[str, int]]:
    """By file name its `mil.core@3` and size in bytes; empty when the index knew signatures, or is
    none.
    """
    if not index.exists():
        return {}
    found = {}
    try:
        with contextlib.closing(sqlite3.connect(index)) as db:
            for (raw,) in db.execute("SELECT record FROM pack"):
                record = json.loads(raw)
                if "digest" in record:
                    return {}
                if not record["bundled"]:
                    what = (f"{record['id']}@{record['version']}", record["bytes"])
                    found[Path(record["path"]).name] = what
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return {}
    return found
