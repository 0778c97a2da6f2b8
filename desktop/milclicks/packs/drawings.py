"""SVG sources of illustrations: what they may hold, and the PNG that a pack carries instead.

The pinned renderer gives the same bytes on each machine; no font, link or program is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

WIDTH: Final = 960
PARTS: Final = "parts.svg"  # shared parts beside the drawings; not a picture of its own
_REFUSED: Final = re.compile(
    r"<\s*(?:\w+:)?(script|image|foreignObject|text|style|animate\w*|set|iframe|audio|video)\b"
    r"|<!(ENTITY|DOCTYPE)|\b(on[a-z]+)\s*=|(?:xlink:)?href\s*=\s*[\"'](?!#)([^\"']{0,40})"
    r"|url\(\s*[\"']?(?!#)([^)\"']{1,40})",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"(<use\b[^>]*?\bhref=\")([a-z0-9-]+\.svg)#([a-z0-9-]+)\"")
_DEFS: Final = re.compile(r"<defs>.*</defs>", re.DOTALL)


def inlined(svg: str, folder: Path) -> str:
    """The drawing in one piece: shared parts of files beside it stand inside it, as its own.

    `<use href="parts.svg#yara"/>` becomes `<use href="#yara"/>`; raises ValueError for a part that
    is not there, because the renderer would leave it out without a word.
    """
    used: dict[str, set[str]] = {}
    for _, name, part in _PART.findall(svg):
        used.setdefault(name, set()).add(part)
    shared = ""
    for name, parts in sorted(used.items()):
        path = folder / name
        found = _DEFS.search(path.read_text("utf-8")) if path.is_file() else None
        defs = found.group() if found else ""
        absent = sorted(part for part in parts if f'id="{part}"' not in defs)
        if absent:
            raise ValueError(f"{name} has no {', '.join(absent)}")
        shared += defs
    return re.sub(
        r"(<svg\b[^>]*>)", lambda tag: tag[1] + shared, _PART.sub(r'\1#\3"', svg), count=1
    )


def faults(svg: str) -> Iterator[str]:
    """What a drawing holds that would not be drawn, or not everywhere the same."""
    for found in _REFUSED.finditer(svg):
        yield next(group for group in found.groups() if group)


def png(svg: str) -> bytes:
    """The drawing as a PNG, 960 pixels wide; raises ValueError for what is not a drawing."""
    import resvg_py  # dear to import, and only authors have it

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, skip_system_fonts=True))
