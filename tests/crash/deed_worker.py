"""A process of its own that does deeds and is killed in them: one fork for each case.

Reads cases as JSON lines {"deed", "home", "made", "case", "at", "when"}. With `at` 0 nobody dies
and the kinds of all changes are told. The window is the real one, pressed as a person presses it;
its jobs are done at once, so that each change has the same number every time. Used by tests only.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import milclicks
from milclicks.commands import pack as pack_command
from milclicks.core import paths
from milclicks.core.settings import Settings
from milclicks.core.texts import Texts
from milclicks.packs.disk import Disk
from milclicks.packs.travel import bring
from milclicks.packs.trust import root
from milclicks.sound.recordings import OwnRecordings
from milclicks.ui.library.afterclass import QUIET_MS
from milclicks.ui.library.work import Work
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.shell import Shell
from tests.crash import acts
from tests.crash.deeds import PACK, UNIT, WORDS, install_of_maker, key_of, site_of, spoken
from tests.crash.worker import Killer, work_through
from tests.support.clock import FrozenClock
from tests.support.screens import Hand, settle, there, window
from tests.support.sticks import Table
from tests.support.watched_disk import Op, watched


class Watch(Killer):
    """A killer that waits until the deed begins; with `at` 0 it tells every change instead."""

    begun = False
    only = ""
    """Changes below this place are heard alone."""

    def before(self, op: Op) -> None:
        """Count, once it has begun."""
        if self._hears(op):
            super().before(op)

    def after(self, op: Op) -> None:
        """Die, or tell."""
        if self._hears(op) and self.when == "never":
            os.write(self.pipe, f"{op.verb} ".encode())
        elif self._hears(op):
            super().after(op)

    def _hears(self, op: Op) -> bool:
        return self.begun and op.path.startswith(self.only)


def _heard(watch: Watch) -> Any:
    """The real disk for everybody, whose commits are heard and whose writes come one by one."""

    def commit(_disk: Disk, db: sqlite3.Connection) -> None:
        op = Op("commit", "library.db")
        watch.before(op)
        db.commit()
        watch.after(op)

    return mock.patch.multiple(Disk, commit=commit, write_at=Disk.write_at_by_hand)


def _calm() -> None:
    for _ in range(4):
        settle(0)


def _in_window(home: Path, made: Path, do: Callable[[Shell], None]) -> None:
    """Open the teacher's window on the page of packs and do something there."""
    (made / "none").mkdir(exist_ok=True)
    first = (site_of(made) / "metadata" / "1.root.json").read_bytes()
    with (
        mock.patch.object(root, "chain", lambda places=None: {1: first}),
        window(home, made / "none") as shell,
    ):
        Sharing.of(shell.context).room = None  # type: ignore[assignment]
        shell.seat.teacher = True
        _calm()
        do(shell)


def _repair(home: Path, made: Path, watch: Watch, *, stick: bool) -> None:
    """By the button where nobody dies; killed in the job that the button starts, which makes the
    very same changes.
    """
    table = Table()
    mount = table.plug(made / "STICK")

    def do(shell: Shell) -> None:
        if stick:
            shell.sticks.watch(table)
        shell.go("packs")
        _calm()
        watch.begun = True
        Hand().press(f"repair-{PACK}")
        _calm()

    if watch.when == "never":
        _in_window(home, made, do)
        return
    site = site_of(made)
    with acts.opened(home, site) as library:
        trust = library.trust
        seen = bring.looked_at(mount.path, library, "STICK")
    work = Work(home, (made / "none",), trust, FrozenClock(), Settings(), frozenset())
    watch.begun = True
    replace(work, sticks=(seen,) if stick else ()).repair(PACK, "en", lambda *_: None)


def _update(home: Path, made: Path, watch: Watch, *, closing: bool) -> None:
    def by_itself(shell: Shell) -> None:
        shell.after_class._quiet_ms = lambda: QUIET_MS
        watch.begun = True
        shell.after_class.look()
        _calm()

    def at_closing(shell: Shell) -> None:
        shell.close()
        _calm()
        watch.begun = True
        if there("close-update") is not None:  # nothing waits when it came before the kill
            Hand().press("close-update")
            _calm()

    _in_window(home, made, at_closing if closing else by_itself)


def _record(home: Path, made: Path, watch: Watch, case: int) -> None:
    own = OwnRecordings(home / "recordings")
    own.lines()
    watch.begun = True
    own.keep(UNIT, "en", WORDS, spoken(case, True))


def _forget(home: Path, made: Path, watch: Watch) -> None:
    """As a person types it; what is heard is the file of the makers alone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=home)
    pack_command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["pack", "makers", "forget", *key_of(made, 0).words])
    watch.only = "trust"
    watch.begun = True
    with mock.patch.object(paths, "bundled_packs", lambda: made / "none"):
        assert args.run(args) == 0


def _install(home: Path, made: Path, watch: Watch) -> None:
    with acts.opened(home, site_of(made)) as library:
        watch.begun = True
        install_of_maker(made, library)


def one(case: dict[str, Any], pipe: int) -> None:
    """Do the deed of a case."""
    home, made, number = Path(case["home"]), Path(case["made"]), int(case["case"])
    watch = Watch(int(case["at"]), str(case["when"]), pipe, home)
    deeds: dict[str, Callable[[], None]] = {
        "repair from an earlier version": lambda: _repair(home, made, watch, stick=False),
        "repair from a pack on a stick": lambda: _repair(home, made, watch, stick=True),
        "update by itself": lambda: _update(home, made, watch, closing=False),
        "update at closing": lambda: _update(home, made, watch, closing=True),
        "record": lambda: _record(home, made, watch, number),
        "record again": lambda: _record(home, made, watch, number),
        "forget a maker": lambda: _forget(home, made, watch),
        "install of a new maker": lambda: _install(home, made, watch),
    }
    with _heard(watch), watched(home, watch):
        deeds[case["deed"]]()
    os._exit(0)


def warm() -> None:
    """Load what the deeds need, and open and close a window, once for all children."""
    for found in pkgutil.walk_packages(milclicks.__path__, "milclicks."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    Texts("en").percent(0)
    with TemporaryDirectory() as folder, window(Path(folder), Path(folder) / "none") as shell:
        shell.seat.teacher = True
        shell.go("packs")
        _calm()


if __name__ == "__main__":
    warm()
    work_through(one)
