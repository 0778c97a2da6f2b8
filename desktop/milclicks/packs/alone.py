"""One thread at a time in an object that several threads may ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


class Guarded(Protocol):
    """What has a lock that one thread may take several times."""

    @property
    def guard(self) -> AbstractContextManager[Any]:
        """The lock."""
        ...


_Held = TypeVar("_Held", bound=Guarded)
_Made = TypeVar("_Made")
_Asked = ParamSpec("_Asked")


def alone(
    method: Callable[Concatenate[_Held, _Asked], _Made],
) -> Callable[Concatenate[_Held, _Asked], _Made]:
    """Let one thread at a time in: an install in a job must not close what a screen reads."""

    @wraps(method)
    def guarded(held: _Held, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Made:
        with held.guard:
            return method(held, *args, **named)

    return guarded
