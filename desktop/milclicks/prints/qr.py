"""A QR code as one path. What it says is the caller's; it never holds a name."""

from __future__ import annotations

from functools import lru_cache

from milclicks.prints.art.brush import rgb
from milclicks.prints.sheet import Sheet

MASK = 3  # any of the eight masks can be read; weighing them all costs four times the code itself


@lru_cache(maxsize=64)
def bars(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules to a side, and the dark bars (x, y, length) of a code without its quiet zone."""
    import segno

    rows = segno.make_qr(content, error="m", boost_error=False, mask=MASK).matrix
    found: list[tuple[int, int, int]] = []
    for y, row in enumerate(rows):
        dark = bytes(row)
        start = dark.find(1)
        while start >= 0:
            end = dark.find(0, start)
            end = len(dark) if end < 0 else end
            found.append((start, y, end - start))
            start = dark.find(1, end)
    return len(rows), tuple(found)


def paint_qr(sheet: Sheet, content: str, x: float, y: float, size: float) -> None:
    """Paint a code `size` points wide; the caller leaves four modules of white around it."""
    side, dark = bars(content)
    unit = size / side
    path = " ".join(f"{left} {top} {length} 1 re" for left, top, length in dark)
    sheet.canvas._code.append(
        f"q {rgb(sheet.look.ink)} rg {unit:.4f} 0 0 {-unit:.4f} "
        f"{sheet.left(x, size):.3f} {sheet.height - y:.3f} cm {path} f Q"
    )
