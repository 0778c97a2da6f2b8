"""The whole process under another system clock: 1970, 2000 and 2099 (rows 63 and 64).

The clock is faked for the child as a whole, before its first line: by libfaketime where the system
has it, and by a replaced `time` module. Everything works; the date is told, and learnt only when
it may be right.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import milclicks
from milclicks.packs.trust.clock import BUILT
from tests.fixtures.packs.forge import forge
from tests.support.site import DAY, Site, days

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
CHILD = ROOT / "tests" / "support" / "clock_child.py"
PLACES = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/lib*/faketime/libfaketime.so.1")
CLOCKS = {"1970-01-02": "behind", "2000-01-01": "behind", "2099-06-01": "ahead"}


def libfaketime() -> Path | None:
    """Where this system keeps the library, or None."""
    found = (path for place in PLACES for path in sorted(Path("/").glob(place[1:])))
    return next(found, None)


def child(way: str, day: str, *words: str) -> dict[str, Any]:
    """What the process told that lived on `day`."""
    path = [str(CODE), str(ROOT)]
    env = {**os.environ, "TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"}
    if way == "libfaketime":
        library = libfaketime()
        if library is None:
            pytest.skip("this system has no libfaketime; the replaced module stands for it")
        env |= {"LD_PRELOAD": str(library), "FAKETIME": f"@{day} 12:00:00"}
        env |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}
    else:
        path.insert(0, str(ROOT / "tests" / "support" / "faked_clock"))
        env["MILCLICKS_FAKED_CLOCK"] = f"{day}T12:00:00+00:00"
    env["PYTHONPATH"] = os.pathsep.join(path)
    done = subprocess.run(
        [sys.executable, str(CHILD), *words], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["now"].startswith(day), "the clock of the child was not faked"
    return told


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with the river pack."""
    return Site.make(tmp_path / "made", [forge(version=3).write(tmp_path / "river.milpack")])


@pytest.mark.parametrize("way", ["libfaketime", "module"])
@pytest.mark.parametrize("day", CLOCKS)
def test_everything_works_whatever_the_clock_says(
    site: Site, tmp_path: Path, day: str, way: str
) -> None:
    data = tmp_path / "data"
    words = [str(data), str(site.root), "-", *(["window"] if way == "libfaketime" else [])]
    told = child(way, day, *words)
    assert (told["outcome"], told["clock"], told["stale"]) == ("newer", CLOCKS[day], False)
    assert told["told"] == ["trust.newer", "trust.clock"]
    assert (told["tier"], told["usable"]) == ("official", True)
    assert told["resumed"] is True
    assert told["events"] > 1 and told["ordered"] == sorted(told["ordered"])
    assert told["floor"] == DAY.isoformat(), "the floor learns the signed day and no more"
    assert told.get("window", True) is True
    right = site.catalog(data, days(3))
    news = right.refresh(site.source)
    assert (news.outcome, news.clock, news.stale) == ("same", "right", False)


@pytest.mark.parametrize("way", ["libfaketime", "module"])
def test_a_pc_whose_clock_goes_through_all_years(site: Site, tmp_path: Path, way: str) -> None:
    """A dead battery, a typing error, another dead battery; then the makers publish again."""
    data = tmp_path / "data"
    words = (str(data), str(site.root), "-")
    floors = [child(way, day, *words)["floor"] for day in ("2099-06-01", "1970-01-02")]
    assert floors == [DAY.isoformat()] * 2
    site.publish(now=days(20))
    told = child(way, "2000-01-01", *words)
    assert (told["outcome"], told["floor"]) == ("newer", days(20).isoformat())


@pytest.mark.parametrize("way", ["libfaketime", "module"])
@pytest.mark.parametrize("day", CLOCKS)
def test_the_makers_own_clock(site: Site, tmp_path: Path, day: str, way: str) -> None:
    """A clock that lags signs the last sure day; one that runs ahead signs nothing."""
    told = child(way, day, str(tmp_path / "data"), str(site.root), str(site.keys))
    if CLOCKS[day] == "behind":
        assert told["signed"] == max(DAY, BUILT).date().isoformat()
    else:
        assert "which cannot be right" in told["signed"]
    assert told["usable"]
    assert datetime.fromisoformat(told["floor"]) == DAY
