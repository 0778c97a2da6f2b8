"""This computer's line as its system describes it: whether it costs by the MB, which proxy it has.

Asked only before a download. NetworkManager knows on Linux, the connection profile on Windows; no
answer is no answer, and the person who starts a download sees its MB in any case. A proxy is what
the system or the environment names; what is near, in this house, is never asked of one.
"""

from __future__ import annotations

import ipaddress
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

_PATIENCE_S: Final = 5.0
_LINUX: Final = ("nmcli", "-t", "-f", "GENERAL.STATE,GENERAL.METERED", "device", "show")
_WINDOWS: Final = (
    "powershell",
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    "[void][Windows.Networking.Connectivity.NetworkInformation,Windows,ContentType=WindowsRuntime];"
    "[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()"
    ".GetConnectionCost().NetworkCostType",
)


def _told(words: Sequence[str]) -> str:
    """What a program of the system says; empty when it is not there or says nothing in time."""
    program = shutil.which(words[0])
    if program is None:
        return ""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            [program, *words[1:]],
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            creationflags=hidden,
            env=None,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""


class SystemLine:
    """The line as the system describes it."""

    def __init__(
        self, system: str = sys.platform, told: Callable[[Sequence[str]], str] = _told
    ) -> None:
        """`told` runs a program and returns what it printed."""
        self._system = system
        self._told = told

    def metered(self) -> bool | None:
        """Whether it costs by the MB; None when the system does not say."""
        if self._system.startswith("linux"):
            return _of_network_manager(self._told(_LINUX))
        if self._system == "win32":
            cost = self._told(_WINDOWS).strip().lower()
            return None if cost in ("", "unknown") else cost != "unrestricted"
        return None


def _of_network_manager(text: str) -> bool | None:
    """From its blocks of two lines: any connected device that costs."""
    found: list[bool] = []
    connected = False
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "GENERAL.STATE":
            connected = value.startswith("100")
        elif name == "GENERAL.METERED" and connected and not value.startswith("unknown"):
            found.append(value.startswith("yes"))
    return any(found) if found else None


def proxy_of(url: str) -> str:
    """The proxy for an address, as `http://host:port`; empty for none.

    HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY of the environment, else the settings of Windows
    or macOS. Only proxies that speak HTTP are known.
    """
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    host = parts.hostname or ""
    if near_host(host):
        return ""
    named = getproxies()
    found = named.get(parts.scheme) or named.get("all") or ""
    if not found or proxy_bypass(host):
        return ""
    whole = found if "://" in found else f"http://{found}"
    try:
        fits = urlsplit(whole).port != 0 and bool(urlsplit(whole).hostname)
    except ValueError:
        return ""
    return whole if fits and whole.lower().startswith(("http://", "https://")) else ""


def near_host(host: str) -> bool:
    """Whether the host of an address is this computer or one of its own network, by its name."""
    name = host.lower().rstrip(".")
    try:
        found = _literal(name.partition("%")[0])
    except ValueError:
        return "." not in name or name.endswith((".local", ".localhost", ".lan", ".home.arpa"))
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_private or inner.is_loopback or inner.is_link_local or inner.is_unspecified


def _literal(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An address in figures, also in the short forms that systems take; raises ValueError."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        if not re.fullmatch(r"[0-9a-fx.]+", name) or not name[:1].isdigit():
            raise
    try:
        return ipaddress.IPv4Address(socket.inet_aton(name))
    except OSError as error:
        raise ValueError(name) from error
