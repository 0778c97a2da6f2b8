"""A QR code as one path. What it says is the caller's; it never holds a name."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from typing import Any

from milclicks.prints.art.brush import rgb
from milclicks.prints.sheet import Sheet

MASK = 3  # any of the eight masks can be read; weighing them all costs four times the code itself


class Kin:
    """Codes of texts of one length (ASCII with a small letter, so that all are set as bytes).

    With length, level and mask fixed each module is a sum modulo 2 of bits of the text and a
    constant: Reed-Solomon codes are linear (ISO/IEC 18004:2015, 7.5). So the difference of two
    codes follows from the difference of their texts, and in a batch of certificates only the first
    hundred codes are computed; all later ones are sums of their differences.
    """

    def __init__(self, content: str) -> None:
        self._text = _number(content.encode("ascii"))
        self._modules, self._side = _computed(content)
        self._known: dict[int, tuple[int, int]] = {}  # highest bit: (texts', codes' difference)

    def modules(self, content: str) -> tuple[int, int]:
        """The modules of a code as a number (a byte for each, by rows), and how many to a side."""
        left, made = _number(content.encode("ascii")) ^ self._text, self._modules
        while left:
            known = self._known.get(left.bit_length())
            if known is None:
                computed, _ = _computed(content)
                self._known[left.bit_length()] = (left, computed ^ made)
                return computed, self._side
            left ^= known[0]
            made ^= known[1]
        return made, self._side


@cache
def _encoder() -> Any:
    """Segno's encoder alone: beside it come writers of files, and with these a network library.

    A package that is found but not run stands in for segno while its encoder is loaded.
    """
    whole, found = sys.modules.get("segno"), find_spec("segno")
    if whole is None and found is not None:
        sys.modules["segno"] = module_from_spec(found)
    try:
        from segno.encoder import encode
    finally:
        if whole is None:
            sys.modules.pop("segno", None)
    return encode


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big")


def _computed(content: str) -> tuple[int, int]:
    """The modules and the side of a code, from its text."""
    code = _encoder()(content, error="m", boost_error=False, mask=MASK, micro=False)
    rows = code.matrix
    return _number(b"".join(bytes(row) for row in rows)), len(rows)


_KIN: dict[int, Kin] = {}


def _modules(content: str) -> tuple[bytes, int]:
    """The modules by rows, 1 for a dark one, and how many to a side."""
    if content.isascii() and content != content.upper():
        kin = _KIN.get(len(content))
        if kin is None:
            kin = _KIN[len(content)] = Kin(content)
        made, side = kin.modules(content)
    else:
        made, side = _computed(content)
    return made.to_bytes(side * side, "big"), side


@lru_cache(maxsize=64)
def bars(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules to a side, and the dark bars (x, y, length) of a code without its quiet zone."""
    modules, side = _modules(content)
    found: list[tuple[int, int, int]] = []
    for y in range(side):
        x = 0
        for dark in modules[y * side : (y + 1) * side].split(b"\0"):
            if dark:
                found.append((x, y, len(dark)))
            x += len(dark) + 1
    return side, tuple(found)


def paint_qr(sheet: Sheet, content: str, x: float, y: float, size: float) -> None:
    """Paint a code `size` points wide; the caller leaves four modules of white around it."""
    side, dark = bars(content)
    unit = size / side
    path = " ".join([f"{left} {top} {length} 1 re" for left, top, length in dark])
    sheet.canvas._code.append(
        f"q {rgb(sheet.look.ink)} rg {unit:.4f} 0 0 {-unit:.4f} "
        f"{sheet.left(x, size):.3f} {sheet.height - y:.3f} cm {path} f Q"
    )
