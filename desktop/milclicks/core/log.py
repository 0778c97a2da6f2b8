"""The log file of a data folder: small, kept for two spans, and without the names of learners.

Whoever logs writes codes and ids, never what a person typed; nothing here could take it out again.
"""

from __future__ import annotations

import logging
from pathlib import Path

LONGEST = 200_000  # bytes; a longer log becomes the old one at the next start
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start(folder: Path) -> logging.Handler | None:
    """Write warnings and errors to <folder>/cache/log.txt; a full disk is no reason to stop."""
    target = folder / "cache" / "log.txt"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size > LONGEST:
            target.replace(target.with_name("log.old.txt"))
        handler = logging.FileHandler(target, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(LINE))
    logging.raiseExceptions = False
    logging.getLogger().addHandler(handler)
    return handler
