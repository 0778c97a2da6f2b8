"""The tour: the real windows, used by input events along the journeys, in English and in Arabic.

It keeps its data folders, leaves a picture of each screen and the PDFs, lists them with a line
each, and at the end compares the events in the store with the answers that were given.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.core.clock import Clock
from milclicks.core.errors import MilClicksError
from milclicks.ui.app import dress, make_app
from milclicks.ui.shell import Shell
from milclicks.ui.touring.driver import Driver, Stuck, Tamper
from milclicks.ui.touring.ledger import Ledger
from milclicks.ui.touring.legs import LEGS, Stops, Traveller
from milclicks.workspace import Workspace

TRAVELLERS = {"en": ("Yara", "Riverside School"), "ar": ("يارا", "مدرسة ضفة النهر")}
SIZES = {"en": (1280, 800), "ar": (1280, 800)}

LEAVINGS = ("data-*/", "[0-9][0-9][0-9]-*.png", "*-??.pdf", "*-??_*.pdf", "index.txt")


def tour(
    out: Path,
    *,
    locales: Sequence[str] = ("en", "ar"),
    clock: Clock | None = None,
    bundled: Sequence[Path] | None = None,
) -> int:
    """Take the whole tour; 0 when every control worked and every answer was stored.

    What an earlier tour left in the folder is taken away first, so that this one begins anew.
    """
    out.mkdir(parents=True, exist_ok=True)
    clear(out)
    lines: list[str] = []
    before = qInstallMessageHandler(_quiet)
    try:
        for locale in locales:
            driver = Driver(out)
            driver.lines.extend(lines)
            travel(driver, out / f"data-{locale}", locale, clock=clock, bundled=bundled)
            lines = driver.lines
    except (Stuck, MilClicksError) as error:
        print(f"The tour stopped. {error}")
        return 1
    finally:
        qInstallMessageHandler(before)
    (out / "index.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


def clear(out: Path) -> None:
    """Remove what a tour leaves, and nothing else."""
    for pattern in LEAVINGS:
        for left in out.glob(pattern):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def _quiet(kind: QtMsgType, place: QMessageLogContext, text: str) -> None:
    """Leave out what a platform without a screen says about itself."""
    if "This plugin does not support" not in text:
        print(text)


def travel(
    driver: Driver,
    folder: Path,
    locale: str,
    *,
    legs: Sequence[str] = tuple(LEGS),
    clock: Clock | None = None,
    bundled: Sequence[Path] | None = None,
    ledger: Ledger | None = None,
    stops: Stops | None = None,
) -> Ledger:
    """Take some legs of the tour in one language on one data folder; what was given."""
    nickname, place = TRAVELLERS.get(locale, TRAVELLERS["en"])
    who = Traveller(driver, locale, nickname, place, stops or Stops(), ledger or Ledger())
    app = make_app()
    dress(app, folder)
    workspace = Workspace.open(folder, clock=clock, bundled=bundled)
    shell = Shell(app, workspace)
    shell.resize(*SIZES.get(locale, (1280, 800)))
    try:
        shell.start()
        shell.show()
        QTest.qWait(1)
        _sit(driver)
        for name in legs:
            driver.begin(name, locale)
            LEGS[name](who)
        driver.begin("the comparison of answers", locale)
        if "the lesson" in legs:
            found = who.ledger.compare(_told(workspace))
            driver.lines.append(f"data-{locale}/  the data folder: {found} answers, as given")
    finally:
        _close(app, shell)
        workspace.close()
    return who.ledger


def _sit(driver: Driver) -> None:
    """Where the program asks who is here, be the first learner."""
    if driver.seen("screen-chooser") is not None:
        driver.begin("the chooser", "")
        driver.click(driver.first("learner-") or "guest")


def _told(workspace: Workspace) -> list[Any]:
    """All events, with the typed words put back from their notes."""
    from milclicks.lessons.session import told_again

    runs = dict.fromkeys(event.run for event in workspace.records.events() if event.run)
    return [event for run in runs for event in told_again(workspace.records, run)]


def _close(app: QApplication, shell: Shell) -> None:
    """Close every window that the tour opened."""
    for window in app.topLevelWidgets():
        if isinstance(window, QWidget) and window.isVisible() and window is not shell:
            window.close()
    shell.close()
    shell.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


__all__ = ["Tamper", "tour", "travel"]
