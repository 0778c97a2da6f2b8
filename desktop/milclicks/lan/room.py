"""The network of this room as it is; a test puts its own in its place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from milclicks.lan.addresses import PORT, here
from milclicks.lan.neighbours import Neighbours

if TYPE_CHECKING:
    from milclicks.lan.server import Server


class Talk(Protocol):
    """Something that is said or heard until it is closed."""

    @property
    def works(self) -> bool:
        """False as soon as it is known that nothing can be said or heard."""
        ...

    def close(self, wait_s: float = 0.0) -> None:
        """End it."""
        ...


class Room:
    """What sharing and looking need of the network."""

    def addresses(self) -> tuple[str, ...]:
        """The addresses of this computer, the likeliest first."""
        return here()

    def listen(self, server: Server) -> None:
        """Let a server begin at every address; raises ShareFailed."""
        server.start("", PORT)

    def hears(self) -> bool:
        """Whether this computer has what it takes to look for others; cheap, loads nothing."""
        try:
            return find_spec("zeroconf") is not None
        except (ImportError, ValueError):
            return False

    def announce(self, name: str, port: int) -> Talk:
        """Say that packs are shared here, where the network and zeroconf let us."""
        with contextlib.suppress(Exception):  # its thread says in the log what is the matter
            import zeroconf  # noqa: F401  # here, in a job, so that it has nothing left to load

        from milclicks.lan.announce import Announcement

        told = Announcement(name, self.addresses(), port)
        told.start()
        return told

    def search(self, found: Neighbours, changed: Callable[[], None]) -> Talk:
        """Listen for others; `changed` is called in another thread."""
        from milclicks.lan.announce import Search

        heard = Search(found, self.addresses(), changed)
        heard.start()
        return heard
