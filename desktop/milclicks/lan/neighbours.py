"""Who shares in this room, as far as they tell; kept within bounds, whoever swarms.

It is a convenience: an address can always be typed. At most 20 are kept, near addresses only, a
short name without turning marks; nothing else that others tell is read. Not here: the network
(`announce`).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import Final

from milclicks.lan.addresses import near

MOST: Final = 20
_NAME: Final = 60
_TURNING: Final = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A computer that says that it shares; `address` with its port, `name` perhaps empty."""

    name: str
    address: str


class Neighbours:
    """Those seen so far, in the order in which they came. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._here: dict[str, Neighbour] = {}

    def here(self) -> tuple[Neighbour, ...]:
        """Each address once."""
        with self._lock:
            return tuple({one.address: one for one in self._here.values()}.values())

    @property
    def full(self) -> bool:
        """Whether no other is looked at before one goes."""
        return len(self._here) >= MOST

    def saw(self, key: str, name: str, address: str, port: int) -> None:
        """One told its name and address; `key` is what it is known by."""
        if not near(address) or not 0 < port < 65536:
            return
        with self._lock:
            if key in self._here or len(self._here) < MOST:
                self._here[key] = Neighbour(_called(name), f"{address}:{port}")

    def gone(self, key: str) -> None:
        """One says that it shares no more."""
        with self._lock:
            self._here.pop(key, None)


def _called(name: str) -> str:
    """A short line that turns nothing round."""
    shown = "".join(one if one.isprintable() else " " for one in _TURNING.sub("", name))
    return " ".join(shown.split())[:_NAME].strip()
