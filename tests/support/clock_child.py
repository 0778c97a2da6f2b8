"""A whole life of the app in one process, for a test that gives the process another clock.

Makes a catalogue (or takes the one that is there), reads it, installs a pack from it, begins a
lesson, answers, closes, resumes, opens the window; prints what was said as one line of JSON.
Words: the data folder, the site, the folder of keys or "-", whether to open the window.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from milclicks.core.errors import MilClicksError
from milclicks.packs.shelf import LessonRef
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust import root
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.floor import FloorFile
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.publish import Wish, publish
from milclicks.packs.trust.standing import Trust
from milclicks.workspace import Workspace


def learn(data: Path, site: Path) -> dict[str, Any]:
    """Read the catalogue, install the pack, take a lesson half way and go on with it."""
    roots = root.chain([site / "metadata"])
    trust = Trust(data, Catalog(data / "trust", {1: roots[1]}))
    with Workspace.open(data, bundled=[], trust=trust) as workspace:
        news = workspace.trust.catalog.refresh(FolderSource(site))
        info = workspace.library.install(site / "packs" / "test.river-3.milpack")
        session = workspace.start_lesson(None, LessonRef("test.river", 3, "rumour"), "en")
        session.advance()
        shown = repr(session.view())
    with Workspace.open(data, bundled=[], trust=Trust(data, trust.catalog)) as workspace:
        again = workspace.resume(None)
        return {
            "clock": news.clock,
            "outcome": news.outcome,
            "stale": news.stale,
            "told": [code for code, _sentence in news.told()],
            "tier": info.standing.tier,
            "usable": info.usable,
            "resumed": again is not None and repr(again.view()) == shown,
            "events": len(workspace.records.events()),
            "ordered": [one.tick for one in workspace.records.events()],
            "floor": FloorFile(data / "trust").read().floor.time.isoformat(),
        }


def show(data: Path) -> bool:
    """Open the window on the folder and close it."""
    from milclicks.ui.app import open_app

    start = open_app(data)
    seen = bool(start.shell.isVisible())
    start.shell.close()
    start.end()
    return seen


def main() -> None:
    """Do it all."""
    data, site, keys = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    told: dict[str, Any] = {"now": datetime.now(UTC).isoformat()}
    if keys != "-":
        try:
            made = publish(site, Wish(), Keyring([Path(keys)]), datetime.now(UTC))
            told["signed"] = made.listing.issued
        except MilClicksError as error:
            told["signed"] = str(error)
    told |= learn(data, site)
    if "window" in sys.argv:
        told["window"] = show(data)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
