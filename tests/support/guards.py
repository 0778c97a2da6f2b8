"""The guards every test runs under, as a pytest plug-in.

A test may not: write outside a temporary data folder, read the real clock, open a socket, start a
nested event loop, log a warning nobody expected, or leave a window behind. Each guard is shown to
fail by a deliberate violation in tests/architecture/test_guards.py. Warnings are errors and Qt's
own messages fail a test by settings in pyproject.toml. Windows are silent: the data folder and the
gear for sound are the test's own.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class GuardError(AssertionError):
    """A test did what no test may do."""


@pytest.fixture(autouse=True)
def guard_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every default data folder lies in the test's own temporary folder."""
    folder = tmp_path / "data"
    monkeypatch.setenv("MILCLICKS_DATA", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return folder


@pytest.fixture(autouse=True)
def guard_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's system clock may be read only by tests marked real_clock."""
    if request.node.get_closest_marker("real_clock"):
        return
    from milclicks.core import clock

    def refuse(*_args: object) -> Any:
        raise GuardError("a test read the real clock; pass a FrozenClock or mark it real_clock")

    monkeypatch.setattr(clock.SystemClock, "now", refuse)
    monkeypatch.setattr(clock.SystemClock, "mono_ms", refuse)


@pytest.fixture(autouse=True)
def guard_sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket leaves this process; marked tests may use 127.0.0.1."""
    loopback = request.node.get_closest_marker("loopback") is not None

    def checked(name: str) -> Any:
        real = getattr(socket.socket, name)

        def call(self: socket.socket, address: Any, *rest: Any) -> Any:
            host = str(address[0]) if isinstance(address, tuple) else ""
            local = host in ("::1", "localhost") or re.fullmatch(r"127(\.[0-9]{1,3}){3}", host)
            if not (loopback and local):
                raise GuardError(f"a test called socket.{name} on {address!r}")
            return real(self, address, *rest)

        return call

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, checked(name))


@pytest.fixture(autouse=True)
def guard_unsigned(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs that nobody signed are let in, unless a test is marked `strict_trust`."""
    if request.node.get_closest_marker("strict_trust"):
        return
    from milclicks.packs.trust import standing
    from tests.support.unsigned import usable

    monkeypatch.setattr(standing, "unsigned", usable)


@pytest.fixture(autouse=True)
def guard_gear(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test plays, speaks or records on this PC: a window without gear of its own is silent."""
    from milclicks.sound.gear import Gear
    from tests.support.fake_sound import silent_gear

    monkeypatch.setattr(Gear, "of_this_pc", silent_gear)


@pytest.fixture(autouse=True)
def guard_exec(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app never starts a nested event loop; the test tools may."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEventLoop
    from PySide6.QtWidgets import QDialog, QMenu

    for owner in (QEventLoop, QDialog, QMenu, QCoreApplication):
        real = owner.exec

        def call(*args: Any, _real: Any = real, _name: str = owner.__name__) -> Any:
            if "pytestqt" not in sys._getframe(1).f_globals.get("__name__", ""):
                raise GuardError(f"{_name}.exec() starts a nested event loop")
            return _real(*args)

        monkeypatch.setattr(owner, "exec", call)


class _Records(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage())


@pytest.fixture(autouse=True)
def guard_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A logged warning fails the test unless a mark expects its text."""
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    expected = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    stray = [text for text in handler.seen if not any(part in text for part in expected)]
    if stray:
        raise GuardError(f"unexpected log: {stray}")


@pytest.fixture(autouse=True)
def guard_windows() -> Iterator[None]:
    """No top-level widget outlives its test."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if not isinstance(QCoreApplication.instance(), QApplication):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}".strip() for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if names:
        raise GuardError(f"windows left open: {names}")
