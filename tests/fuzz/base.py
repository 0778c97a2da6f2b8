"""What a fuzz target is: something that reads a stranger's bytes, and how far it may go."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final, Protocol

MIB: Final = 1024 * 1024
ACCEPTED: Final = "accepted"


class Target(Protocol):
    """One reader. A case is bytes, so that a crash can be kept as a file."""

    name: str

    def case(self, chance: Random) -> bytes:
        """Bytes that may be anything; the same for the same chance."""
        ...

    def read(self, data: bytes) -> str:
        """The code of the refusal, or `ACCEPTED`; anything that is raised is a crash."""
        ...

    def bound(self, data: bytes) -> int:
        """The most bytes of memory that reading may take."""
        ...


def memory() -> Path | None:
    """A folder that lies in memory, where there is one, for files that are written all day."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() else None


def chance_of(target: str, seed: int, number: int) -> Random:
    """The chance of one case; the three say everything about it."""
    return Random(f"{target}/{seed}/{number}")
