"""A QR code as one path. What it says is the caller's; it never holds a name."""

from __future__ import annotations

from functools import lru_cache

from milclicks.prints.art.shapes import Drawing, Shape, Step

INK = "#1B2233"


@lru_cache(maxsize=64)
def qr(content: str) -> Drawing:
    """The modules of a code as one drawing without its quiet zone; dark runs are rectangles."""
    import segno

    rows = segno.make_qr(content, error="m", boost_error=False).matrix
    steps: list[Step] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                steps += _bar(x, y, end)
            x = max(end, x + 1)
    side = float(len(rows))
    return Drawing(side, side, (Shape(tuple(steps), INK, None, 0, "ink"),))


def _bar(x: int, y: int, end: int) -> tuple[Step, ...]:
    return (
        ("M", (x, y)),
        ("L", (end, y)),
        ("L", (end, y + 1)),
        ("L", (x, y + 1)),
        ("Z", ()),
    )
