"""A stick made on one computer updates another that was offline for a year: two clicks, any clock.

The old computer is a process of its own whose clock was set before it began.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from milclicks.packs.travel import courier
from milclicks.packs.travel.bring import learn
from milclicks.packs.travel.making import make
from milclicks.packs.travel.stick import look
from tests.support.packs_of_lessons import build_test_pack
from tests.support.site import DAY, Site, days, pack
from tests.support.sticks import library, stick

WORKER = Path(__file__).with_name("stick_worker.py")
ROOT = Path(__file__).resolve().parents[2]
FAKE = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


def old_computer(year: int, *words: str) -> dict[str, object]:
    """The worker's answer, with the clock of its process at 1 January of `year`."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT / "desktop"), str(ROOT)])
    more = []
    if FAKE:
        env |= {"LD_PRELOAD": str(FAKE[0]), "FAKETIME": f"@{year}-01-01 08:00:00"}
        env |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}
    else:
        more = [f"--year={year}"]
    done = subprocess.run(
        [sys.executable, str(WORKER), *words, *more],
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("year", [2000])  # 1970 and 2099 have their turn in test_clocks.py
def test_two_clicks_update_a_computer_that_was_offline_for_a_year(
    tmp_path: Path, year: int
) -> None:
    made = tmp_path / "made"
    site = Site.make(tmp_path, [pack(made, "test.tiny")])
    roots = tmp_path / "roots"
    roots.mkdir()
    for number, raw in site.roots(1).items():
        (roots / f"{number}.root.json").write_bytes(raw)
    data = tmp_path / "old"
    with library(data, site.catalog(data)) as old:  # a year ago
        learn(look(site.root), old.trust.catalog, "site")
        old.install(site.file("test.tiny", 1))
    site.rotate("targets", "snapshot", "timestamp", now=days(200))
    lessons = build_test_pack(made / "lessons") / "mil.test-1.milpack"
    new = [pack(made, "test.tiny", 2), lessons]
    site.publish(new, now=DAY + timedelta(days=380))
    office = tmp_path / "office"
    mount = stick(tmp_path)
    with library(office, site.catalog(office, days(380))) as here:
        learn(look(site.root), here.trust.catalog, "site")
        for name, version in (("test.tiny", 2), ("mil.test", 1)):
            here.install(site.file(name, version))
        load = courier.load(mount.path, here, office)
        make(mount, courier.pieces(load, load.packs, here, office, "Office"))
    words = (str(data), str(roots), str(tmp_path / "no_packs"), str(mount.path))
    told = old_computer(year, *words, "stick-add", "stick-show")
    assert told["today"] == year
    assert told["packs"] == {"mil.test": 1, "test.tiny": 2}
    assert all(dict(told["usable"]).values())  # type: ignore[call-overload]
    assert (told["presses"], told["route"]) == (2, "learn")
    assert told["lesson"], "a lesson of the new pack opens"
