"""Row 72 on real small file systems that are full: the app lives, says so, and can make room.

A Python object can refuse a write, but not a page that SQLite has mapped: only a real file system
can. A tmpfs is mounted where a process may have mounts of its own; an ext4 with blocks of 1 KB (a
mapped page needs room again after the file has its length) where loop devices may be used as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from milclicks.core.settings import Settings, SettingsStore
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.standing import Trust
from milclicks.records.events import EventDraft
from milclicks.workspace import Workspace
from tests.crash import full_worker
from tests.fixtures.packs.forge import forge
from tests.support.clock import FrozenClock
from tests.support.site import DAY, Site

pytestmark = pytest.mark.strict_trust
EVENTS = 40
NAMESPACES = {
    "tmpfs": ["unshare", "--user", "--map-root-user", "--mount"],
    "ext4": ["unshare", "--mount"],
}


def prepared(folder: Path) -> tuple[Path, Path]:
    """A data folder with a pack of two lessons, a person and some answers; the site it trusts."""
    site = Site.make(folder, [forge().write(folder / "river.milpack")]).root
    home = folder / "home"
    home.mkdir()
    SettingsStore(home).write(Settings(first_run_done=True))
    roots = {1: (site / "metadata" / "1.root.json").read_bytes()}
    trust = Trust(home, Catalog(home / "trust", roots, lambda: DAY))
    with Workspace.open(home, clock=FrozenClock(), bundled=(), trust=trust) as workspace:
        trust.catalog.refresh(FolderSource(site, "site"))
        workspace.library.install(next(site.glob("packs/*.milpack")))
        workspace.library.search("well", "en")
        workspace.records.append(
            [EventDraft(kind="noted", subject_kind="visitor", data={"n": n}) for n in range(EVENTS)]
        )
    return home, site


def tried(kind: str, folder: Path, home: Path, site: Path) -> list[dict[str, Any]]:
    """What every act came to; skips with the reason where such a disk cannot be had."""
    made = folder / "mount"
    made.mkdir()
    words = [*NAMESPACES[kind], sys.executable, full_worker.__file__, kind]
    try:
        done = subprocess.run(
            [*words, str(made), str(home), str(site)], capture_output=True, text=True, timeout=600
        )
    except OSError as error:
        pytest.skip(f"no mounts of its own for a process here: {error}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode and not lines:
        pytest.skip(f"no small {kind} can be mounted here: {done.stderr.strip()[-300:]}")
    assert done.returncode == 0, done.stderr
    return lines


@pytest.mark.parametrize("kind", NAMESPACES)
def test_row_72_a_disk_that_is_really_full(tmp_path: Path, kind: str) -> None:
    home, site = prepared(tmp_path)
    lines = tried(kind, tmp_path, home, site)
    assert len(lines) == len(full_worker.FREE_KB) * len(full_worker.ACTS)
    for one in lines:
        where = (kind, one["free"], one["act"], one["out"], one["err"])
        assert one["code"] == 0, where
        out = one["out"]
        if one["act"] == "list":
            assert f"['{full_worker.PACK}'] {EVENTS}" in out, where
        elif one["act"] == "remove":
            assert "[]\nagain 0 []" in out, where
        elif one["act"] == "lesson":
            assert "refused The disk is full." in out and "step is kept. True" in out, where
            assert "\nTrue " in out and (one["free"] or "\nTrue 0" in out), where
        else:
            assert "crashed []" in out, where
            assert one["free"] or "The disk is full. Lessons open" in out, where
