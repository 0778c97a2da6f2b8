"""Leaves in ICU's data what Qt asks ICU for, and nothing else.

Qt for Linux links ICU whole: 32 MB of tables. Of its functions Qt calls four groups, and these are
what they read (the names of Qt's files are those of its source):

- collation (qcollator_icu.cpp: sorting in every file dialog): `coll/`, all languages;
- converters (qstringconverter.cpp: pasted pages in old encodings): the encodings of the web and of
  old PCs, and the table of their names;
- upper and lower case (qlocale_icu.cpp): compiled into ICU's code, no table;
- names of time zones (qtimezoneprivate_icu.cpp): the app never shows one, Qt then gives "".

Text boundaries, normalisation, dates, numbers and domain names are Qt's own tables.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import elf

SYMBOL = "icudt{}_dat"
_MARK = b"\xda\x27"  # of every file of ICU's
_FORMAT = b"CmnD"
_ALIGN = 16
ENCODINGS = frozenset(
    """
    euc-jp-2007 gb18030 ibm-1089_P100-1995 ibm-1168_P100-2002 ibm-1363_P11B-1998
    ibm-1373_P100-2002 ibm-1375_P100-2008 ibm-1383_P110-1999 ibm-1386_P100-2001 ibm-437_P100-1995
    ibm-5012_P100-1999 ibm-5346_P100-1998 ibm-5347_P100-1998 ibm-5348_P100-1997 ibm-5349_P100-1998
    ibm-5350_P100-1998 ibm-5354_P100-1998 ibm-720_P100-1997 ibm-850_P100-1995 ibm-852_P100-1995
    ibm-864_X110-1999 ibm-866_P100-1995 ibm-878_P100-1996 ibm-9005_X110-2007 ibm-912_P100-1995
    ibm-913_P100-2000 ibm-914_P100-1995 ibm-915_P100-1995 ibm-920_P100-1995 ibm-921_P100-1995
    ibm-923_P100-1998 ibm-943_P15A-2003 ibm-9447_P100-2002 ibm-9448_X100-2005 ibm-9449_P100-2002
    ibm-970_P110_P110-2006_U2 iso-8859_10-1998 iso-8859_11-2001 iso-8859_14-1998 macos-0_2-10.2
    macos-7_3-10.2 windows-874-2000 windows-936-2000 windows-949-2000 windows-950-2000
    ibm-5478_P100-1995 jisx-212
    """.split()
)


def is_wanted(name: str) -> bool:
    """Whether Qt can ask for a table; names are like `coll/sr.res`, `gb18030.cnv`."""
    if name.endswith(".cnv"):
        return name.removesuffix(".cnv") in ENCODINGS
    return name.startswith("coll/") or name == "cnvalias.icu"


def thin_library(library: bytes) -> bytes:
    """The data library with the wanted tables; raise ValueError for anything else."""
    old = elf.table(library, SYMBOL.format(version(library)))
    return elf.with_shorter(library, old, thin(library[old.start : old.start + old.size]))


def version(library: bytes) -> str:
    """ICU's version as it stands in the names of its symbols, for example `73`."""
    before, after = SYMBOL.encode().split(b"{}")
    at = library.index(before) + len(before)
    return library[at : library.index(after, at)].decode("ascii")


def thin(data: bytes, wanted: Callable[[str], bool] = is_wanted) -> bytes:
    """An archive of ICU's tables with the wanted ones alone, in the same order."""
    start, found = read(data)
    kept = [(path, table) for path, table in found if wanted(path.partition("/")[2])]
    if not kept:
        raise ValueError("nothing is left of ICU's tables")
    at = 4 + 8 * len(kept)
    names = bytearray()
    places = []
    for path, _ in kept:
        places.append(at + len(names))
        names += path.encode("ascii") + b"\0"
    body = bytearray(data[:start])
    body += struct.pack("<I", len(kept))
    at = _up(start + at + len(names))
    for (_, table), name in zip(kept, places, strict=True):
        body += struct.pack("<II", name, at - start)
        at = _up(at + len(table))
    body += names
    for _, table in kept:
        body += bytes(_up(len(body)) - len(body)) + table
    return bytes(body)


def read(data: bytes) -> tuple[int, list[tuple[str, bytes]]]:
    """Where an archive's list begins, and its tables by path: `icudt73l/coll/sr.res`."""
    start = int(struct.unpack_from("<H", data)[0])
    if data[2:4] != _MARK or data[12:16] != _FORMAT:
        raise ValueError("this is no archive of ICU's tables")
    (count,) = struct.unpack_from("<I", data, start)
    rows = [struct.unpack_from("<II", data, start + 4 + 8 * row) for row in range(count)]
    ends = [start + place for _, place in rows[1:]] + [len(data)]
    found = []
    for (name, place), end in zip(rows, ends, strict=True):
        path = data[start + name : data.index(b"\0", start + name)].decode("ascii")
        found.append((path, data[start + place : end]))
    return start, found


def _up(number: int) -> int:
    return -(-number // _ALIGN) * _ALIGN
