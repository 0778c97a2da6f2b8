"""Hands and eyes of the tour: finds a control by its name, uses it by input events, takes pictures.

It acts only on what is visible, enabled and not covered. What is missing or disabled ends the tour
with one sentence. It calls no method of a screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

Tamper = Callable[[str, QWidget], None]
PATIENCE_MS = 20_000
MOMENT_MS = 20
NAP_S = 0.005


def rest(milliseconds: float) -> None:
    """Let what was asked for happen; other threads work meanwhile (QTest.qWait holds them up)."""
    ends = time.monotonic() + milliseconds / 1000
    while True:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left = ends - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(left, NAP_S))


class Stuck(Exception):
    """The way is closed; the text says where, in one sentence."""


class Driver:
    """Works through the application's windows; `lines` and `used` tell what was done."""

    def __init__(
        self,
        out: Path,
        tamper: Tamper | None = None,
        *,
        pictures: bool = True,
        moment_ms: int = MOMENT_MS,
    ) -> None:
        self.out, self.lines, self.used = out, list[str](), list[tuple[str, str]]()
        self._moment = moment_ms
        self.place = "the start"
        self._tamper, self._pictures = tamper, pictures
        self._tag = ""

    def begin(self, place: str, tag: str) -> None:
        """Name the part of the tour, for sentences and for file names."""
        self.place, self._tag = place, tag

    # --- finding -------------------------------------------------------------------------
    def seen(self, name: str) -> QWidget | None:
        """The visible control of this name, if there is one now."""
        for window in reversed(QApplication.topLevelWidgets()):
            if not window.isVisible():
                continue
            if window.objectName() == name:
                return window
            for child in window.findChildren(QWidget, name):
                if child.isVisible():
                    return child
        return None

    def first(self, start: str) -> str:
        """The name of the first visible control whose name begins so; empty where none does."""
        for window in QApplication.topLevelWidgets():
            for child in window.findChildren(QWidget) if window.isVisible() else ():
                if child.isVisible() and child.objectName().startswith(start):
                    return child.objectName()
        return ""

    def control(self, name: str) -> QWidget:
        """The control of this name, visible and enabled; waits for it, then gives up."""
        found = self._wait(name)
        if found is None:
            raise Stuck(f"In {self.place}, the control “{name}” is not there.")
        if (self.place, name) not in self.used:
            self.used.append((self.place, name))
        if self._tamper is not None:
            self._tamper(name, found)
        if not found.isEnabled():
            raise Stuck(f"In {self.place}, the control “{name}” is disabled.")
        return found

    def _wait(self, name: str) -> QWidget | None:
        waited = 0
        while True:
            rest(self._moment)
            found = self.seen(name)
            if found is not None and (found.isEnabled() or waited >= PATIENCE_MS):
                return found
            if waited >= PATIENCE_MS:
                return found
            waited += self._moment

    # --- using ---------------------------------------------------------------------------
    def click(self, *names: str) -> None:
        """Press the left button in the middle of what can be seen of each control in turn."""
        for name in names:
            control = self.control(name)
            spot = self._reach(control)
            button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            QTest.mouseClick(control, button, none, spot)
            rest(self._moment)

    def hold(self, name: str, milliseconds: int) -> None:
        """Keep the left button down on the control for a while."""
        control = self.control(name)
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(control, button, none, control.rect().center())
        rest(milliseconds)
        if self.seen(name) is not None:
            QTest.mouseRelease(control, button, none, control.rect().center())
        rest(self._moment)

    def press(self, name: str, *keys: Qt.Key) -> None:
        """Press keys while the control has the focus."""
        control = self.control(name)
        control.setFocus()
        for key in keys:
            QTest.keyClick(control, key)
        rest(self._moment)

    def write(self, name: str, text: str) -> None:
        """Click into a field, select what is there, type over it."""
        self.click(name)
        field = self.control(name)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            typed = QInputMethodEvent()
            typed.setCommitString(text)
            QApplication.sendEvent(field, typed)
        rest(self._moment)

    def _reach(self, control: QWidget) -> QPoint:
        """A point of the control that a finger can reach, after scrolling to it if need be."""
        area = _scroll_of(control)
        for _ in range(60):
            spot = control.visibleRegion().boundingRect()
            whole = control.rect()
            enough = spot.height() >= min(whole.height(), 30) and spot.width() >= 10
            if enough or area is None:
                break
            _wheel(area, control)
        if spot.isEmpty():
            raise Stuck(f"In {self.place}, the control “{control.objectName()}” cannot be reached.")
        self._uncovered(control, spot)
        return spot.center()

    def _uncovered(self, control: QWidget, spot: QRect) -> None:
        window = control.window()
        top = window.childAt(control.mapTo(window, spot.center()))
        if top is not None and top is not control and not control.isAncestorOf(top):
            name = control.objectName()
            raise Stuck(f"In {self.place}, the control “{name}” is covered by another.")

    # --- pictures and files --------------------------------------------------------------
    def picture(self, name: str, line: str, window: str = "shell") -> None:
        """Keep a picture of a window, with a line that says what it shows."""
        if not self._pictures:
            rest(self._moment)
            return
        rest(2 * self._moment)
        found = self.seen(window)
        if found is None:
            raise Stuck(f"In {self.place}, there is no window to take a picture of.")
        number = 1 + sum(each.endswith("png") for each in (ln.split("  ")[0] for ln in self.lines))
        file = f"{number:03d}-{self._tag}-{name}.png"
        found.grab().save(str(self.out / file))
        self.lines.append(f"{file}  {line}")

    def _comes(self, target: Path) -> bool:
        """Wait a second for a file."""
        for _ in range(50):
            rest(20)
            if target.is_file():
                return True
        return False

    def keep_pdf(self, name: str, line: str) -> None:
        """Save the sheet on show through the dialog for files."""
        self.click("save-pdf")
        file = f"{name}-{self._tag}.pdf"
        target = self.out / file
        self.write("fileNameEdit", str(target))
        for _ in range(5):
            # A list of completions may take the first Enter for itself, as for a person.
            if self.seen("fileNameEdit") is not None:
                self.press("fileNameEdit", Qt.Key.Key_Return)
            if self._comes(target):
                break
        if not target.is_file() or not target.read_bytes().startswith(b"%PDF"):
            raise Stuck(f"In {self.place}, the file {file} was not written.")
        self.lines.append(f"{file}  {line}")


def _scroll_of(control: QWidget) -> QScrollArea | None:
    parent = control.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.verticalScrollBar().maximum() > 0:
            return parent
        parent = parent.parentWidget()
    return None


def _wheel(area: QScrollArea, control: QWidget) -> None:
    """Turn the wheel one notch towards the control."""
    view = area.viewport()
    below = control.mapTo(view, control.rect().center()).y() > view.height() / 2
    middle = QPointF(view.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(view.mapToGlobal(view.rect().center())),
        QPoint(0, 0),
        QPoint(0, -120 if below else 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
