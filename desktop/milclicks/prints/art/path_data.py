"""SVG path data (M L H V C S Z, absolute and relative) as absolute M L C Z."""

from __future__ import annotations

import re

from milclicks.prints.art.shapes import Step

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)|[,\s]+|.")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Z": 0}


def steps_of(data: str) -> tuple[Step, ...]:
    """Read path data; raise ValueError for anything beyond the subset."""
    reader = _Reader()
    for verb, numbers in _verbs(data):
        reader.take(verb, numbers)
    return tuple(reader.steps)


def _verbs(data: str) -> list[tuple[str, tuple[float, ...]]]:
    words = [word for word in _TOKEN.findall(data) if word.strip(", \t\r\n")]
    found: list[tuple[str, tuple[float, ...]]] = []
    at, verb = 0, ""
    while at < len(words):
        named = words[at].isalpha()
        if named:
            verb, at = words[at], at + 1
        elif verb in ("M", "m"):
            verb = "L" if verb == "M" else "l"
        takes = _TAKES.get(verb.upper())
        if takes is None or (takes == 0 and not named):
            raise ValueError(f"path data beyond the subset: {verb or words[at]}")
        numbers = words[at : at + takes]
        if len(numbers) < takes:
            raise ValueError(f"path data ends within {verb}")
        found.append((verb, tuple(float(number) for number in numbers)))
        at += takes
    return found


class _Reader:
    """Keeps the pen while relative steps become absolute ones."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._x = self._y = self._x0 = self._y0 = 0.0
        self._handle: tuple[float, float] | None = None

    def take(self, verb: str, numbers: tuple[float, ...]) -> None:
        """Follow one step."""
        big = verb.upper()
        if verb.islower() and big in "MLCS":
            numbers = tuple(
                value + (self._y if place % 2 else self._x) for place, value in enumerate(numbers)
            )
        if big in "HV":
            numbers, big = self._straight(big, numbers[0], verb.islower()), "L"
        if big == "S":
            numbers, big = (*self._mirrored(), *numbers), "C"
        self._handle = (numbers[2], numbers[3]) if big == "C" else None
        self.steps.append((big, numbers))
        self._move(big, numbers)

    def _straight(self, big: str, to: float, relative: bool) -> tuple[float, ...]:
        if big == "H":
            return (to + self._x if relative else to, self._y)
        return (self._x, to + self._y if relative else to)

    def _mirrored(self) -> tuple[float, float]:
        if self._handle is None:
            return self._x, self._y
        return 2 * self._x - self._handle[0], 2 * self._y - self._handle[1]

    def _move(self, big: str, numbers: tuple[float, ...]) -> None:
        if big == "Z":
            self._x, self._y = self._x0, self._y0
            return
        self._x, self._y = numbers[-2], numbers[-1]
        if big == "M":
            self._x0, self._y0 = self._x, self._y
