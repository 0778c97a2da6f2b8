"""A command that runs until somebody ends it: Ctrl+C and a plain kill mean the same."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def until_ended() -> Iterator[None]:
    """Leave the block quietly at Ctrl+C or SIGTERM."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
