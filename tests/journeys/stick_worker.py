"""The window of an old computer with a stick in it; presses what the words say, tells what is so.

Words: data folder, roots, bundled packs, stick, then names of controls. test_stick_journey runs it
in a process whose clock was set before it began.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path


def main(data: str, roots: str, packs: str, stick: str, *presses: str) -> None:
    from milclicks.packs.trust import root

    root.chain = lambda places=None: {
        int(one.name.partition(".")[0]): one.read_bytes() for one in Path(roots).glob("*.root.json")
    }
    from PySide6.QtCore import QTimer

    from milclicks.core.clock import SystemClock
    from milclicks.sound.gear import Gear
    from milclicks.ui.app import make_app
    from milclicks.ui.shell import Shell
    from milclicks.workspace import Workspace
    from tests.support.fake_sound import silent_gear
    from tests.support.screens import Hand, find, settle, there
    from tests.support.sticks import Table

    Gear.of_this_pc = silent_gear  # type: ignore[method-assign]
    app = make_app()
    table, hand, said = Table(), Hand(), []
    with Workspace.open(Path(data), clock=SystemClock(), bundled=[Path(packs)]) as workspace:
        workspace.store_settings(replace(workspace.settings, first_run_done=True))
        shell = Shell(app, workspace)
        shell.start()
        shell.show()
        shell.sticks.watch(table)
        table.plug(Path(stick))
        shell.sticks.look()
        for name in presses:
            for _ in range(2000):
                if there(name) is not None:
                    break
                settle(10)
            said.append(find("stick-banner").accessibleName())
            hand.press(name)
        settle(50)
        info = {one.id: one.version for one in workspace.library.packs()}
        usable = {one.id: one.usable for one in workspace.library.packs()}
        cards = [one.ref for one in workspace.library.lessons("en") if one.ref.pack == "mil.test"]
        lesson = workspace.library.lesson(cards[0], "en").title if cards else ""
        told = {
            "today": datetime.now(UTC).year,
            "packs": info,
            "usable": usable,
            "route": shell.route,
            "presses": hand.count,
            "said": said,
            "lesson": lesson,
        }
        shell.close()
        QTimer.singleShot(0, app.quit)
    print(json.dumps(told))


if __name__ == "__main__":
    year = next((word for word in sys.argv[1:] if word.startswith("--year=")), "")
    if year:  # without libfaketime: the clock of this process is replaced before anything reads it
        import datetime as module

        real = module.datetime
        shift = real.now(UTC) - real(int(year[7:]), 1, 1, tzinfo=UTC)

        class Shifted(real):  # type: ignore[misc,valid-type]
            """A clock that stands years away."""

            @classmethod
            def now(cls, tz: object = None) -> datetime:
                """The moment, moved."""
                return real.now(tz) - shift  # type: ignore[arg-type]

        module.datetime = Shifted  # type: ignore[misc]
    main(*[word for word in sys.argv[1:] if not word.startswith("--year=")])
