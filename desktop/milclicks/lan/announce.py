"""Telling the room that packs are shared here, and looking for others, by zeroconf.

Each runs in a thread of its own that ends with the program. A network that does not let them is no
fault: the address can be typed. Imported only when somebody shares or looks.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from milclicks.lan.neighbours import Neighbours

if TYPE_CHECKING:
    from zeroconf import ServiceStateChange, Zeroconf

log = logging.getLogger(__name__)
SERVICE: Final = "_milclicks._tcp.local."
_NAME_BYTES: Final = 40
_ASK_MS: Final = 1500


class _Talk(ABC):
    """Something said or asked over zeroconf, from `start` to `close`, neither of which waits."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = list(hosts)
        self._over = threading.Event()
        self.works = bool(self._hosts)
        """False where there is no network, or once it or zeroconf does not let us."""
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, where there is a network."""
        if self._hosts and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="zeroconf", daemon=True)
            self._thread.start()

    def close(self, wait_s: float = 0.0) -> None:
        """End; with `wait_s` wait so long for the last word."""
        self._over.set()
        if self._thread is not None and wait_s:
            self._thread.join(wait_s)

    def _run(self) -> None:
        try:
            from zeroconf import IPVersion, Zeroconf

            talk = Zeroconf(interfaces=self._hosts, ip_version=IPVersion.V4Only)
        except Exception as error:  # the edge: whatever the network or its library does
            log.info("zeroconf does not work here: %r", error)
            self.works = False
            return
        try:
            self._talk(talk)
        except Exception as error:  # the same
            log.info("zeroconf stopped: %r", error)
            self.works = False
        finally:
            with contextlib.suppress(Exception):
                talk.close()

    @abstractmethod
    def _talk(self, talk: Zeroconf) -> None:
        """Say or hear it until it is over."""


class Announcement(_Talk):
    """Says that packs are shared at these addresses; `name` is that of the place."""

    def __init__(self, name: str, hosts: Sequence[str], port: int) -> None:
        super().__init__(hosts)
        self._name = _instance(name)
        self._port = port

    def _talk(self, talk: Zeroconf) -> None:
        from zeroconf import ServiceInfo

        info = ServiceInfo(
            SERVICE,
            f"{self._name}.{SERVICE}",
            port=self._port,
            addresses=[socket.inet_aton(one) for one in self._hosts],
            server=f"milclicks-{secrets.token_hex(4)}.local.",
        )
        talk.register_service(info)
        self._over.wait()
        talk.unregister_service(info)


def _instance(name: str) -> str:
    """A name that zeroconf takes and that no other computer has: the place and six letters."""
    short = name.replace(".", " ").encode()[:_NAME_BYTES].decode(errors="ignore").strip()
    return f"{short} {secrets.token_hex(3)}".strip()


def place_of(instance: str) -> str:
    """The name of the place in the name that somebody announces."""
    name = instance.removesuffix(f".{SERVICE}")
    return name.rpartition(" ")[0]


class Search(_Talk):
    """Looks for others and keeps them in `found`; `changed` is called in another thread."""

    def __init__(
        self, found: Neighbours, hosts: Sequence[str], changed: Callable[[], None]
    ) -> None:
        super().__init__(hosts)
        self.found = found
        self._changed = changed

    def _talk(self, talk: Zeroconf) -> None:
        from zeroconf import ServiceBrowser

        browser = ServiceBrowser(talk, SERVICE, handlers=[self._heard])
        self._over.wait()
        browser.cancel()

    def _heard(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """In the browser's own thread: one announces itself, changes, or says that it ends.

        Its address is asked for unless there are enough.
        """
        if state_change.name == "Removed":
            self.found.gone(name)
        elif not self.found.full and not self._over.is_set():
            info = zeroconf.get_service_info(service_type, name, _ASK_MS)
            if info is not None:
                for address in info.parsed_addresses():
                    self.found.saw(name, place_of(name), address, info.port or 0)
        self._changed()
