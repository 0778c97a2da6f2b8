"""Lets what was asked for happen, however little of the computer the test gets.

A wait in milliseconds may be over after one turn of the event loop where others work too, and what
a press asks for takes several: a timer, a page that is written again, its parts that are shown.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop
from PySide6.QtTest import QTest

_TURNS: Final = 50
"""More than anything here needs; what never comes to rest is not waited for."""


def settle(milliseconds: int) -> None:
    """Wait, and turn the event loop until nothing that is due is left."""
    QTest.qWait(milliseconds)
    for _ in range(_TURNS):
        if not QAbstractEventDispatcher.instance().processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents
        ):
            break
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
