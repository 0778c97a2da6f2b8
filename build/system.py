"""What the operating system must bring: the libraries Qt needs, a display, a PDF reader for tests.

Installs without a question where it may (root, or sudo without a password) and otherwise prints
the exact line to type. Standard library only, old syntax only (see dev.py).
"""

import os
import shutil
import subprocess
import sys

from say import DevError, say

QT_PACKAGES = {
    "apt-get": [
        "libegl1",
        "libgl1",
        "libglib2.0-0",
        "libdbus-1-3",
        "libfontconfig1",
        "libxkbcommon0",
        "libxkbcommon-x11-0",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-image0",
        "libxcb-render-util0",
        "libxcb-shape0",
        "libxcb-xkb1",
        "libxcb-randr0",
    ],
    "dnf": ["mesa-libEGL", "mesa-libGL", "dbus-libs", "fontconfig", "libxkbcommon-x11"]
    + ["xcb-util-cursor", "xcb-util-wm", "xcb-util-keysyms", "xcb-util-image"],
    "pacman": ["libglvnd", "dbus", "fontconfig", "libxkbcommon-x11", "xcb-util-cursor"]
    + ["xcb-util-wm", "xcb-util-keysyms", "xcb-util-image", "xcb-util-renderutil"],
    "zypper": ["Mesa-libEGL1", "Mesa-libGL1", "libdbus-1-3", "fontconfig", "libxkbcommon-x11-0"]
    + ["libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0"],
}
INSTALL = {
    "apt-get": ["apt-get", "install", "-y", "--no-install-recommends"],
    "dnf": ["dnf", "install", "-y"],
    "pacman": ["pacman", "-S", "--noconfirm"],
    "zypper": ["zypper", "--non-interactive", "install"],
}
POPPLER = {"pacman": ["poppler"], "zypper": ["poppler-tools"]}


def has_display():
    """Whether a window can be shown to a person."""
    if sys.platform.startswith(("win", "darwin", "cygwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def package_tool():
    """The package command of this system, or None."""
    for name in ("apt-get", "dnf", "pacman", "zypper"):
        if sys.platform.startswith("linux") and shutil.which(name):
            return name
    return None


def install_line(packages):
    """The line a person types to install these packages."""
    tool = package_tool()
    words = INSTALL.get(tool or "", ["apt-get", "install", "-y"])
    return " ".join(["sudo"] + words + list(packages))


def install(packages):
    """Install system packages without a question; False where that is not allowed or fails."""
    tool = package_tool()
    if tool is None:
        return False
    if os.geteuid() == 0:
        rights = []
    elif shutil.which("sudo") and quiet(["sudo", "-n", "true"]):
        rights = ["sudo", "-n"]
    else:
        return False
    say("Installing system packages: " + " ".join(packages))
    words = rights + INSTALL[tool] + list(packages)
    if quiet(words):
        return True
    return tool == "apt-get" and quiet([*rights, "apt-get", "update"]) and quiet(words)


def quiet(words):
    """Run and say only whether it went well."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    try:
        return (
            subprocess.call(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
            == 0
        )
    except OSError:
        return False


def qt_loads(python):
    """Whether Qt's widgets (and, with a display, its window plug-in's libraries) can be loaded."""
    code = "import PySide6.QtWidgets, PySide6.QtPrintSupport"
    if not quiet([python, "-c", code]):
        return False
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY"):
        return True
    probe = "import ctypes; [ctypes.CDLL(n) for n in ('libxcb-cursor.so.0','libxcb-icccm.so.4')]"
    return quiet([python, "-c", probe])


def ensure_qt(python):
    """See that Qt loads; install its system libraries or say which line does it."""
    stamp = os.path.join(os.path.dirname(os.path.dirname(python)), "qt-loads.txt")
    if os.path.exists(stamp):
        return
    tool = package_tool()
    if not qt_loads(python):
        packages = QT_PACKAGES.get(tool or "", [])
        if not (packages and install(packages) and qt_loads(python)):
            raise DevError(
                "Qt cannot start: system libraries are missing. "
                "Run this line, then the same command again:\n  "
                + install_line(packages or QT_PACKAGES["apt-get"])
            )
    with open(stamp, "w") as stream:
        stream.write("Qt's libraries were found.\n")


def ensure_test_tools():
    """See that pdftotext is there: the tests read our PDFs with a program that is not ours."""
    if shutil.which("pdftotext") or not sys.platform.startswith("linux"):
        return
    packages = POPPLER.get(package_tool() or "", ["poppler-utils"])
    if not install(packages):
        raise DevError(
            "the tests read PDFs with pdftotext, which is missing. Run this line:\n  "
            + install_line(packages)
        )
