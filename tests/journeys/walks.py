"""The journeys of JOURNEYS.md as data: what is pressed, what is stored by then, how to come back.

A press is the name of a control (a pattern takes the first that is there; "{locale}" is the
language of the walk), words to write into a field, a file to choose or to save, or a corner to
hold. The same journeys are
walked by every hand (test_journeys) and killed in the middle (test_journeys_kill).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from milclicks.community.pact import Plan
from milclicks.core.ids import grouped
from milclicks.records.gate import NewPin
from milclicks.ui.avatars import learner_avatars
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.pretests import pretest
from tests.support.screens import Hand, find, settle, there

PIN = "4826"
SECOND_PIN = "7351"
SAVED = "saved.pdf"
CODE = grouped("0" * 20)  # its check holds


def typed(pin: str) -> tuple[str, ...]:
    """The presses for a PIN."""
    return (*(f"pin-{digit}" for digit in pin), "pin-done")


DIGITS = typed(PIN)[:-1]


@dataclass(frozen=True)
class Write:
    """Words for a field."""

    name: str
    words: str


@dataclass(frozen=True)
class PickFile:
    """The pack on the stick, typed into the dialog for files that the press opens."""

    name: str


@dataclass(frozen=True)
class Save:
    """The sheet on show, saved onto the stick through the dialog for files."""

    name: str = "save-pdf"


@dataclass(frozen=True)
class Hold:
    """A control that has to be held down until it is gone."""

    name: str


Press = str | Write | PickFile | Save | Hold


@dataclass(frozen=True)
class Leg:
    """Part of a journey: its presses, and whether what it is for is stored.

    `again` leads from the first page after a new start to where the leg begins.
    """

    presses: tuple[Press, ...]
    stored: Callable[[Workspace], object]
    again: tuple[Press, ...] = ()


@dataclass(frozen=True)
class Journey:
    """Legs, the most presses (a typed field counts as one), how the folder is prepared."""

    name: str
    most: int
    legs: tuple[Leg, ...]
    ends: str  # the page where it ends
    prepare: Callable[[Workspace], object] = lambda workspace: None
    settings: dict[str, Any] = field(default_factory=dict)
    empty: bool = False  # whether the program comes without a pack

    def ready(self, folder: Path, packs: Path) -> Path:
        """Prepare the data folder and the stick; the folder of the packs of this journey."""
        (folder / "stick").mkdir()
        shutil.copy(packs / "quay.milpack", folder / "stick" / "added.milpack")
        (folder / "none").mkdir()
        root = folder / "none" if self.empty else packs
        clock = FrozenClock()
        clock.at -= timedelta(days=7)
        with Workspace.open(folder / "d", clock=clock, bundled=[root]) as workspace:
            self.prepare(workspace)
        return root


def do(hand: Hand, press: Press, folder: Path, locale: str) -> None:
    """Do one press of a journey."""
    if isinstance(press, Write):
        hand.write(press.name, press.words)
    elif isinstance(press, PickFile):
        hand.press(press.name)
        answer_dialog(folder / "stick" / "added.milpack")
    elif isinstance(press, Save):
        once_enabled(press.name)
        hand.press(press.name)
        answer_saving(folder / "stick" / SAVED)
    elif isinstance(press, Hold):
        hand.hold(press.name)
    else:
        hand.press(press.format(locale=locale))


def answer_dialog(path: Path) -> None:
    """Type a folder into the dialog for files, press Enter, and the same for the file in it."""
    dialog = find("open-dialog")
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(type(find("fileNameEdit")), "fileNameEdit")
    for words in (str(path.parent), path.name):
        QTest.keyClicks(name, words)
        QTest.keyClick(name, Qt.Key.Key_Return)
        settle(50)
    find("shell").activateWindow()  # here is no system that gives the focus back to the window
    settle(50)


def once_enabled(name: str) -> None:
    """Wait until a sheet is made and its buttons can be pressed."""
    for _ in range(300):
        if find(name).isEnabled():
            return
        settle(20)


def answer_saving(path: Path) -> None:
    """Type a file into the dialog for saving and press Enter; its list may take the first one."""
    field = find("fileNameEdit")
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, str(path))
    for _ in range(5):
        if there("fileNameEdit") is not None:
            QTest.keyClick(field, Qt.Key.Key_Return)
        settle(50)
        if path.is_file():
            break
    find("shell").activateWindow()
    settle(50)


# --- what lies in the folder before ----------------------------------------------------------
def _pin(workspace: Workspace) -> None:
    workspace.records.gate.set_pin(NewPin(PIN, CODE))


def _yara(workspace: Workspace) -> str:
    return workspace.add_learner("Yara", learner_avatars()[0])[0].id


def _class(workspace: Workspace) -> None:
    _pin(workspace)
    _yara(workspace)
    workspace.add_learner("Luka", learner_avatars()[1])


def _locked_and_known(workspace: Workspace) -> None:
    _pin(workspace)
    _yara(workspace)


def _promised(workspace: Workspace) -> None:
    plans = [Plan(f"p{n}", f"case {n} comes", f"do act {n}") for n in (1, 2)]
    workspace.make_pact(_yara(workspace), plans)


def _class_promised(workspace: Workspace) -> None:
    _pin(workspace)
    _promised(workspace)


# --- what is stored --------------------------------------------------------------------------
def _kind(kind: str, item: str = "") -> Callable[[Workspace], object]:
    """Whether an event of a kind is there (about an item)."""

    def stored(workspace: Workspace) -> bool:
        found = workspace.records.events(kind=kind)
        return any(not item or (one.ref is not None and one.ref.item == item) for one in found)

    return stored


def _saved(workspace: Workspace) -> bool:
    """Whether a whole PDF lies on the stick."""
    file = workspace.folder.parent / "stick" / SAVED
    return file.is_file() and file.read_bytes().startswith(b"%PDF")


def _nothing(_workspace: Workspace) -> bool:
    return True


AT_HOME, SEATED = ("guest",), ("learner-*",)
IN_LESSON = ("learner-*", "go-on")
TEACHER = (*AT_HOME, "nav-teach", *DIGITS, "pin-done")
SPACE = ("nav-space", "declare", *(f"yes-{n}" for n in range(1, 13)), "space-next")
ON_PATH = (*SEATED, "nav-learn", "open-paths")
IN_TEST = (*SEATED, "nav-learn", "open-test")
LEARNER = "?" * 32  # an id


def _test_presses() -> tuple[str, ...]:
    """Every question of the first form, answered and gone on from."""
    presses: list[str] = []
    for ask in pretest("en").forms["a"].asks:
        presses.append(f"answer-{ask.key or ask.options[-1][0]}")
        presses += ["level-fairly"] if ask.part == "decision" else []
        presses.append("test-next")
    return tuple(presses)


JOURNEYS = {
    journey.name: journey
    for journey in (
        Journey(
            "first-run",
            6,
            (Leg(("tile-{locale}", "use-class", "start"), lambda w: w.settings.first_run_done),),
            "today",
            settings={"first_run_done": False, "locale": "en"},
        ),
        Journey(
            "try-a-lesson",
            2,
            (Leg(("tile-{locale}", "try-lesson"), lambda w: w.records.open_run(None)),),
            "player",
            settings={"first_run_done": False, "locale": "en"},
        ),
        Journey(
            "teach-now",
            3,
            (Leg(("teach-now", "minutes-20", "start-lesson"), _nothing),),
            "present",
            settings={"place_use": "class"},
        ),
        Journey(
            "make-a-pin",
            12,
            (
                Leg(
                    ("nav-teach", *DIGITS, "pin-done", *DIGITS, "pin-done", "pin-copied"),
                    lambda w: w.records.gate.is_set(),
                ),
            ),
            "teach",
        ),
        Journey(
            "make-another-pin",
            15,
            (
                Leg(
                    (
                        "nav-teach", "pin-forgot", Write("recovery-field", CODE), "recovery-use",
                        *typed(SECOND_PIN), *typed(SECOND_PIN), "pin-copied",
                    ),
                    lambda w: len(w.records.gate.audit()) == 2,
                ),
            ),
            "teach",
            _pin,
        ),
        Journey(
            "forget-a-learner",
            11,
            (
                Leg(
                    (*TEACHER, "nav-learners", "learner-*", "forget", "forget-yes"),
                    _kind("forgotten"),
                ),
            ),
            "learners",
            _class,
        ),
        Journey(
            "helpline",
            9,
            (
                Leg(
                    ("nav-teach", *DIGITS, "pin-done", "nav-worrying"),
                    lambda w: w.records.gate.is_set(),
                ),
                Leg(
                    (Write("helpline", "116 111"), "helpline-save"),
                    lambda w: w.settings.helpline == "116 111",
                    ("nav-teach", *DIGITS, "pin-done", "nav-worrying"),
                ),
            ),
            "worrying",
            _pin,
        ),
        Journey(
            "add-a-pack",
            8,
            (
                Leg(
                    ("nav-teach", *DIGITS, "pin-done", "nav-packs", PickFile("add-pack")),
                    lambda w: w.library.packs(),
                ),
            ),
            "packs",
            _pin,
            empty=True,
        ),
        Journey(
            "join",
            4,
            (
                Leg(
                    ("who", "join", f"avatar-{learner_avatars()[2]}", "join-now"),
                    lambda w: [one.avatar for one in w.records.people.learners()]
                    == [learner_avatars()[2]],
                ),
            ),
            "today",
        ),
        Journey(
            "lesson",
            10,
            (
                Leg(IN_LESSON, _kind("run_started")),
                Leg(("next", "option-b", "level-fairly"), _kind("answered", "q1"), IN_LESSON),
                Leg(("next", "piece-g1a", "check"), _kind("checked", "q2"), IN_LESSON),
                Leg(("next", "done"), _kind("run_ended"), IN_LESSON),
            ),
            "today",
            _yara,
        ),
        Journey(
            "pact",
            11,
            (
                Leg(
                    (
                        *SEATED, "nav-pact", "choose-two", "choose-p2", "choose-p7", "pact-next",
                        "plan-p2-a", "plan-p7-b", "pact-next", "own-mark", "pact-next",
                    ),
                    _kind("pact_made"),
                ),
            ),
            "pact_make",
            _yara,
        ),
        Journey(
            "look-back",
            6,
            (
                Leg(
                    (
                        *SEATED, "nav-pact", "look-back", "check-p1-came_kept",
                        "check-p2-not_yet", "check-on",
                    ),
                    _kind("pact_checked"),
                ),
            ),
            "today",
            _promised,
        ),
        Journey(
            "space",
            21,
            (
                Leg(
                    (
                        *SPACE, Write("space-name", "Riverside"),
                        Write("space-keeper", "librarian"), "kind-library", "space-next",
                    ),
                    _kind("space_declared"),
                ),
                Leg(("space-next", Save()), _saved, ("nav-space", "see-poster")),
            ),
            "preview",
        ),
        Journey(
            "display",
            3,
            (Leg(("nav-space", "start-display", Hold("hold-to-leave-0")), _nothing),),
            "space",
        ),
        Journey(
            "certificate",
            4,
            (
                Leg((*SEATED, "nav-pact", "see-certificate"), _kind("certificate_issued")),
                Leg((Save(),), _saved, (*SEATED, "nav-pact", "see-certificate")),
            ),
            "preview",
            _promised,
        ),
        Journey(
            "certificates-of-the-class",
            10,
            (Leg((*TEACHER, "nav-prints", f"certificate-{LEARNER}", Save()), _saved),),
            "preview",
            _class_promised,
        ),
        Journey(
            "lesson-on-paper",
            9,
            (
                Leg(
                    ("nav-teach", *DIGITS, "pin-done", "teach-rumour", "print-lesson", Save()),
                    _saved,
                ),
            ),
            "preview",
            _pin,
        ),
        Journey(
            "path",
            10,
            (
                Leg((*ON_PATH, "path-short", "path-start"), _kind("path_chosen")),
                Leg(("next", "option-false"), _kind("answered", "q1"), IN_LESSON),
                Leg(("level-fairly", "next", "done"), _kind("run_ended"), IN_LESSON),
            ),
            "today",
            _yara,
        ),
        Journey(
            "peer-step",
            9,
            (
                Leg(
                    (
                        *SEATED, "nav-learn", "open-peer", "step-helper", Write("count-e2", "2"),
                        Write("words-e3", "Ask, then wait."), "tick-t1", "tick-t2", "peer-keep",
                    ),
                    _kind("peer_noted"),
                ),
            ),
            "learn_peer_step",
            _yara,
        ),
        Journey(
            "test-before",
            82,
            (
                Leg((*TEACHER, "open-pretest", f"test-{LEARNER}"), _kind("test_started")),
                Leg(("test-next", *_test_presses(), "test-hand-in"), _kind("test_ended"), IN_TEST),
                Leg(("test-done",), _nothing),
            ),
            "today",
            _locked_and_known,
        ),
    )
}  # fmt: skip
