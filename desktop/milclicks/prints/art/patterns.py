"""The seven patterns that stand for the seven strands where colour costs too much.

Each fills an area with path operators in the area's own points; the caller clips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Area = tuple[float, float, float, float]  # left, bottom, right, top


def fill(name: str, area: Area, cell: float) -> str:
    """PDF operators that cover an area with a pattern of so many points a cell."""
    draw, finish = _PATTERNS[name]
    return " ".join(draw(area, cell)) + f" {finish}"


def _marks(low: float, high: float, cell: float) -> Iterator[float]:
    """Evenly spaced places, the row centred in the area."""
    count = max(1, int((high - low) / cell) + 1)
    start = (low + high) / 2 - (count - 1) * cell / 2
    for number in range(-1, count + 1):
        yield start + number * cell


def _dots(area: Area, cell: float) -> Iterator[str]:
    yield f"{cell * 0.3:.2f} w 1 J"
    for row, y in enumerate(_marks(area[1], area[3], cell * 0.8)):
        for x in _marks(area[0], area[2], cell):
            at = x + (cell / 2 if row % 2 else 0)
            yield f"{at:.2f} {y:.2f} m {at:.2f} {y:.2f} l"


def _lines(area: Area, cell: float) -> Iterator[str]:
    for x in _marks(area[0], area[2], cell * 0.7):
        yield f"{x:.2f} {area[1]:.2f} m {x:.2f} {area[3]:.2f} l"


def _grid(area: Area, cell: float) -> Iterator[str]:
    for x in _marks(area[0], area[2], cell * 1.1):
        yield f"{x:.2f} {area[1]:.2f} m {x:.2f} {area[3]:.2f} l"
    for y in _marks(area[1], area[3], cell * 1.1):
        yield f"{area[0]:.2f} {y:.2f} m {area[2]:.2f} {y:.2f} l"


def _waves(area: Area, cell: float) -> Iterator[str]:
    swing, step = cell * 0.26, cell * 1.0
    for y in _marks(area[1], area[3], cell):
        x, up = area[0] - step, 1
        yield f"{x:.2f} {y:.2f} m"
        while x < area[2]:
            top = y + swing * 1.3 * up
            yield (
                f"{x + step * 0.36:.2f} {top:.2f} {x + step * 0.64:.2f} {top:.2f} "
                f"{x + step:.2f} {y:.2f} c"
            )
            x, up = x + step, -up


def _chevrons(area: Area, cell: float) -> Iterator[str]:
    step, rise = cell * 0.62, cell * 0.62
    for y in _marks(area[1], area[3], cell):
        x, up = area[0] - step, False
        yield f"{x:.2f} {y:.2f} m"
        while x < area[2]:
            x, up = x + step, not up
            yield f"{x:.2f} {y + (rise if up else 0):.2f} l"


def _checks(area: Area, cell: float) -> Iterator[str]:
    side = cell * 0.62
    for row, y in enumerate(_marks(area[1], area[3], side)):
        for column, x in enumerate(_marks(area[0], area[2], side)):
            if (row + column) % 2 == 0:
                yield f"{x:.2f} {y:.2f} {side:.2f} {side:.2f} re"


def _leaves(area: Area, cell: float) -> Iterator[str]:
    size = cell * 0.62
    for row, y in enumerate(_marks(area[1], area[3], cell * 0.95)):
        for x in _marks(area[0], area[2], cell * 1.05):
            at = x + (cell * 0.52 if row % 2 else 0)
            end, top = at + size, y + size
            yield (
                f"{at:.2f} {y:.2f} m {at:.2f} {y + size * 0.75:.2f} {at + size * 0.25:.2f} "
                f"{top:.2f} {end:.2f} {top:.2f} c {end:.2f} {y + size * 0.25:.2f} "
                f"{at + size * 0.75:.2f} {y:.2f} {at:.2f} {y:.2f} c"
            )


_PATTERNS: dict[str, tuple[Callable[[Area, float], Iterator[str]], str]] = {
    "dots": (_dots, "S"),
    "lines": (_lines, "S"),
    "grid": (_grid, "S"),
    "waves": (_waves, "S"),
    "chevrons": (_chevrons, "S"),
    "checks": (_checks, "f"),
    "leaves": (_leaves, "S"),
}
