"""Whether this computer's line costs by the MB, as far as its system says so.

Asked only before a download. NetworkManager knows on Linux, the connection profile on Windows; no
answer is no answer, and the person who starts a download sees its MB in any case.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final

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
