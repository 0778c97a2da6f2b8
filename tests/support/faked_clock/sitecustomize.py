"""A system clock that says what MILCLICKS_FAKED_CLOCK names, from the first line of a process.

Python imports this by itself before anything else when its folder is on the path. For systems that
have no libfaketime: the modules `time` and `datetime` are replaced before anybody has read them.
"""

import datetime
import os
import time

_START = datetime.datetime.fromisoformat(os.environ["MILCLICKS_FAKED_CLOCK"])
_REAL = datetime.datetime
_SHIFT = _START.timestamp() - time.time()
_time, _gmtime, _localtime = time.time, time.gmtime, time.localtime


class _Same(type):
    """What is a real moment is one of ours too."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, _REAL)

    def __subclasscheck__(cls, one: type) -> bool:
        return issubclass(one, _REAL)


class _Faked(_REAL, metaclass=_Same):
    """`datetime.datetime` with another now."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        """The faked moment."""
        return _REAL.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> datetime.datetime:
        """The faked moment, without a zone."""
        return _REAL.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> datetime.datetime:
        """The faked moment on this PC."""
        return _REAL.fromtimestamp(time.time())


def _shifted() -> float:
    return _time() + _SHIFT


time.time = _shifted
time.time_ns = lambda: int(_shifted() * 1_000_000_000)
time.gmtime = lambda seconds=None: _gmtime(_shifted() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(_shifted() if seconds is None else seconds)
datetime.datetime = _Faked  # type: ignore[misc]
