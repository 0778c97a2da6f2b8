"""The log file of a data folder: small, rotated, and without the names of learners."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path


def start(folder: Path) -> None:
    """Write warnings and errors to <folder>/cache/log.txt; a full disk is no reason to stop."""
    target = folder / "cache" / "log.txt"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            target, maxBytes=200_000, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.raiseExceptions = False
    logging.getLogger().addHandler(handler)
