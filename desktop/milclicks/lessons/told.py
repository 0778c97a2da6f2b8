"""What a run reads of an event, whether it was just drafted or comes from the records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

TYPED: Final = "typed"  # in the data of an event whose response is somebody's own words


class ToldRef(Protocol):
    """Where an event belongs."""

    @property
    def lesson(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def item(self) -> str: ...


class Told(Protocol):
    """An event or a draft of one."""

    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> ToldRef | None: ...
    @property
    def round(self) -> int: ...
    @property
    def attempt(self) -> int: ...
    @property
    def response(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
