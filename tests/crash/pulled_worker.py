"""A real file system that is unmounted while it is made a stick, in a mount namespace of its own.

`-m tests.crash.pulled_worker FOLDER` mounts a tmpfs there again and again, makes a stick on it,
takes the mount away before the n-th change (0: after it was chosen; the folder too, every second
time), and prints a JSON line for each: the moment, what was said, and how much then lies on the
disk below. Used by tests only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from milclicks.core.errors import MilClicksError
from milclicks.packs.travel.making import Piece, make
from milclicks.packs.travel.plugged import Plugged
from tests.support.pulled import Counting
from tests.support.watched_disk import Op, watched

PLACES = ("packs/a.milpack", "packs/b.milpack", "index.html", "metadata/timestamp.json")
PIECES = tuple(Piece(place, bytes(range(256)), 256) for place in PLACES)


class Unmounting:
    """Takes the mount away before the n-th change."""

    def __init__(self, folder: Path, at: int, folder_too: bool) -> None:
        self.folder, self.left, self.folder_too = folder, at, folder_too

    def before(self, op: Op | None = None) -> None:
        """Count, pull; without a change, somebody has chosen it."""
        self.left -= op is not None
        if self.left == 0:
            self.left = -1
            run("umount", "-l", str(self.folder))
            if self.folder_too:
                self.folder.rmdir()

    def after(self, op: Op) -> None:
        """Nothing more."""


def run(*words: str) -> None:
    """A command of the system."""
    subprocess.run(words, check=True, capture_output=True)


def plug(folder: Path) -> None:
    """An empty stick."""
    folder.mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder))


def made(folder: Path, pulled: Unmounting | None = None) -> str:
    """What is said of making the stick that somebody named."""
    chosen = Plugged.at(folder)
    if pulled is not None:
        pulled.before()
    try:
        return f"safe {make(chosen.mount, PIECES, chosen=chosen).files}"
    except MilClicksError as error:
        return error.code


def main(folder: Path) -> None:
    """Every moment, with and without the folder."""
    plug(folder)
    counting = Counting()
    with watched(folder, counting):
        said = made(folder)
    run("umount", str(folder))
    print(json.dumps({"at": 0, "said": said, "left": len(list(folder.iterdir()))}), flush=True)
    for at in range(len(counting.ops) + 1):
        for folder_too in (False, True):
            plug(folder)
            pulled = Unmounting(folder, at, folder_too)
            with watched(folder, pulled):
                said = made(folder, pulled)
            left = [str(one) for one in folder.rglob("*")]
            if folder_too and folder.exists():
                left.append(str(folder))
            print(json.dumps({"at": at, "said": said, "left": len(left)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
