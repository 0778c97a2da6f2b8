"""The worker of test_journeys_kill: walks a journey in the real window and says what is stored.

Run as a program with a folder, the folder of its packs and the name of a journey. It does one press
for each line that it reads, and prints before the first and after each what is stored, as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from milclicks.workspace import Workspace
from tests.journeys.walks import JOURNEYS, do
from tests.support.screens import Hand, window

RANDOM = ("last_learner",)  # settings that hold an id


def facts(workspace: Workspace) -> dict[str, Any]:
    """All that is stored, without ids and dates."""
    records = workspace.records
    settings = asdict(workspace.settings)
    return {
        "events": [
            [e.kind, e.ref.step if e.ref else "", e.ref.item if e.ref else "", e.response]
            for e in records.events()
        ],
        "people": sorted([one.nickname, one.avatar] for one in records.people.learners()),
        "pin": records.gate.is_set(),
        "packs": sorted(pack.id for pack in workspace.library.packs()),
        "settings": {k: bool(v) if k in RANDOM else v for k, v in sorted(settings.items())},
    }


def main(folder: Path, root: Path, name: str) -> int:
    """Walk as far as there are lines."""
    journey = JOURNEYS[name]
    with window(folder / "d", root, **journey.settings) as shell:
        hand = Hand()
        print(json.dumps(facts(shell.workspace)), flush=True)
        for press in (press for leg in journey.legs for press in leg.presses):
            if not sys.stdin.readline():
                break
            do(hand, press, folder, "en")
            print(json.dumps(facts(shell.workspace)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
