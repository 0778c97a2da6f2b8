"""A small whole pack and a window on it, for tests of screens: ten promises, twelve questions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.packs.builder import pack_bytes
from milclicks.sound.gear import Gear
from milclicks.ui.app import make_app
from milclicks.ui.jobs import InlineJobs
from milclicks.ui.shell import Shell
from milclicks.workspace import Workspace
from tests.golden.prints.course_samples import documents
from tests.support import pretests, turning
from tests.support.clock import FrozenClock
from tests.support.fake_sound import silent_gear

RIVER = Path(__file__).resolve().parents[1] / "fixtures" / "packs" / "river"
HELD = 200  # looks at a control that is held, before one gives up
STRANDS = ("mil", "critical", "literacy", "intercultural", "citizenship", "knowledge")


def quay_source(folder: Path) -> Path:
    """The river source with a full pact and Space; JSON is YAML enough."""
    source = folder / "quay"
    shutil.copytree(RIVER, source, ignore=shutil.ignore_patterns("locale"))
    _write(source / "pact.yaml", _pact())
    _write(source / "space.yaml", _space())
    clicks = [
        {
            "id": f"d0{n}",
            "strand": "mil",
            "text": f"Thought {n}.",
            "ask": f"Ask {n}?",
            "why": f"Why {n}.",
        }
        for n in (1, 2, 3)
    ]
    _write(source / "daily.yaml", clicks)
    _write(source / "paths.yaml", _paths())
    _write(source / "peer.yaml", documents("en")["peer"])
    _write(source / "test.yaml", pretests.source())
    return source


def _write(file: Path, tree: Any) -> None:
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")


def _pact() -> dict[str, Any]:
    promises = [
        {
            "id": f"p{n}",
            "strand": STRANDS[n % 6],
            "name": f"Promise {n}",
            "sentence": f"I keep promise number {n}.",
            "examples": [
                {"id": "a", "when": f"When case {n} comes", "will": f"I will do act {n}."},
                {"id": "b", "when": f"When it is late for {n}", "will": f"I will wait for {n}."},
            ],
        }
        for n in range(1, 11)
    ]
    words = {"intro": "Ten promises.", "opening": "I think first.", "closing": "I begin again."}
    more = {
        "versions": documents("en")["pact"]["versions"],
        "checkins": [
            {"id": f"day{day}", "title": f"After {day} days", "ask": "Well?", "text": "Go on."}
            for day in (7, 30)
        ],
        "took_part": {"title": "I was there", "text": "I read it with others."},
    }
    return {"title": "The pact", **words, "promises": promises, **more}


def _paths() -> list[dict[str, Any]]:
    """Two paths over the two lessons of the river, one with a lesson that no pack has."""
    both = [["well"], ["rumour"]]
    return [
        {
            "id": name,
            "title": f"The {name} path",
            "summary": f"For {name} groups.",
            "sessions": [
                {"id": f"s{n}", "title": f"Meeting {n}", "minutes": 40, "lessons": lessons}
                for n, lessons in enumerate(order, 1)
            ],
        }
        for name, order in (("short", both), ("long", [["rumour"], ["away"], ["well"]]))
    ]


def _space() -> dict[str, Any]:
    return {
        "title": "A Space",
        "intro": "Here we think.",
        "promises": [{"id": f"s{n}", "text": f"We keep rule {n}."} for n in range(1, 11)],
        "self_check": [{"id": f"c{n}", "ask": f"Is rule {n} kept?"} for n in range(1, 13)],
    }


@cache
def _quay() -> bytes:
    """The pack, built once in a process."""
    with TemporaryDirectory() as made:
        return pack_bytes(quay_source(Path(made)))[1]


def quay_packs(folder: Path) -> Path:
    """A folder with the built pack."""
    packs = folder / "packs"
    packs.mkdir(parents=True)
    (packs / "quay.milpack").write_bytes(_quay())
    return packs


@contextmanager
def window(
    folder: Path,
    packs: Path,
    *,
    size: tuple[int, int] = (1280, 800),
    gear: Gear | None = None,
    **settings: Any,
) -> Iterator[Shell]:
    """The real window on a data folder, past the first start unless `first_run_done=False`."""
    app = make_app()
    workspace = Workspace.open(folder, clock=FrozenClock(), bundled=[packs])
    wanted = {"first_run_done": True, "reduced_motion": True, **settings}
    workspace.store_settings(replace(workspace.settings, **wanted))
    shell = Shell(app, workspace, InlineJobs(), gear or silent_gear())
    shell.resize(*size)
    try:
        shell.start()
        shell.show()
        settle()
        yield shell
    finally:
        shell.close()
        shell.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        workspace.close()


def settle(milliseconds: int = 5) -> None:
    """Let what was asked for happen."""
    turning.settle(milliseconds)


def there(name: str) -> QWidget | None:
    """The first visible control of a name, which may be a pattern (`learner-*`)."""
    for top in QApplication.topLevelWidgets():
        for child in [top, *top.findChildren(QWidget)]:
            if fnmatchcase(child.objectName(), name) and child.isVisible():
                return child
    return None


def find(name: str) -> QWidget:
    """The same where it must be there."""
    found = there(name)
    assert found is not None, f"no visible control {name}"
    return found


class Hand:
    """Presses controls by name with the mouse and counts; a typed field counts as one."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, *names: str) -> None:
        """Press each control."""
        for name in names:
            control = find(name)
            assert control.isEnabled(), f"{name} is disabled"
            self.push(control)
            self.count += 1
            settle()

    def write(self, name: str, text: str) -> None:
        """Type over what stands in a field."""
        field = find(name)
        self.enter(field)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        self.count += 1
        settle()

    def push(self, control: QWidget) -> None:
        """Press one control."""
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def enter(self, field: QWidget) -> None:
        """Go into a field."""
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)

    def hold(self, name: str) -> None:
        """Keep a control down until it is gone."""
        control = find(name)
        self.down(control)
        for _ in range(HELD):
            settle(50)
            if there(name) is None:
                break
        else:
            raise AssertionError(f"holding {name} leads nowhere")
        self.count += 1
        find("shell").activateWindow()  # here is no system that gives the focus back
        settle(50)

    def down(self, control: QWidget) -> None:
        """Begin holding one control."""
        QTest.mousePress(control, Qt.MouseButton.LeftButton)


class Keys(Hand):
    """The same with the keyboard alone: Tab to the control, then Space."""

    def push(self, control: QWidget) -> None:
        """Press one control."""
        self.enter(control)
        QTest.keyClick(control, Qt.Key.Key_Space)

    def down(self, control: QWidget) -> None:
        """Begin holding one control."""
        self.enter(control)
        QTest.keyPress(control, Qt.Key.Key_Space)

    def enter(self, field: QWidget) -> None:
        """Reach it by Tab from where the focus is."""
        seen: list[QWidget | None] = []
        while (focus := QApplication.focusWidget()) is not field:
            assert focus not in seen, f"Tab does not lead to {field.objectName()}: {_names(seen)}"
            seen.append(focus)
            QTest.keyClick(focus or field.window(), Qt.Key.Key_Tab)


def _names(controls: list[QWidget | None]) -> list[str]:
    return [control.objectName() if control is not None else "nothing" for control in controls]
