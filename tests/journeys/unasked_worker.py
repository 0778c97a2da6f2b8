"""A process of its own that takes the whole tour and notes every socket of the network.

`python unasked_worker.py OUT PACKS [deliberate]`: prints each socket that Python opens as a line,
then "done". With `deliberate` it opens one on purpose at the end. Used by tests only.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

NETWORK = (socket.AF_INET, socket.AF_INET6)


def watch(event: str, args: tuple[object, ...]) -> None:
    """Note what has to do with the network."""
    if event == "socket.__new__" and args[1] in NETWORK:
        print(f"socket {args[1]!r}", flush=True)
    if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"):
        print(event, flush=True)


def main(out: Path, packs: Path, *more: str) -> None:
    """Take the tour, and the deliberate step."""
    sys.addaudithook(watch)
    if "deliberate" in more:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
            line.connect_ex(("127.0.0.1", 9))
        print("done", flush=True)
        return
    from PySide6.QtWidgets import QApplication

    from milclicks.ui.tour import travel
    from milclicks.ui.touring.driver import Driver
    from milclicks.ui.touring.legs import LEGS, Stops
    from tests.support.clock import FrozenClock

    app = QApplication.instance() or QApplication([])
    stops = Stops("rumour", "short", "sideways")
    driver = Driver(out, pictures=False, moment_ms=2)
    travel(
        driver,
        out / "data",
        "en",
        legs=list(LEGS),
        clock=FrozenClock(),
        bundled=[packs],
        stops=stops,
    )
    print("done", flush=True)
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
