"""Signatures cost nothing until somebody brings a pack: what proves them is loaded then.

Imports are seen in a process of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from milclicks.packs.library import Library
from milclicks.packs.trust.standing import Trust
from tests.fixtures.packs.forge import forge
from tests.support.site import Site

PROOF = ("tuf", "securesystemslib", "cryptography", "urllib3", "zeroconf", "h11")
READ = """
import json, sys
from pathlib import Path
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
data, bundled, file, chain = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
with Library.open(data, [bundled]) as library:
    tiers = sorted(info.standing.tier for info in library.packs("ar"))
    for card in library.lessons("en"):
        library.lesson(card.ref, "en")
    before = sorted(sys.modules)
    told = ""
    if file:
        from milclicks.packs.trust import root
        from milclicks.packs.trust.catalog import Catalog
        from milclicks.packs.trust.standing import Trust
        try:
            with Pack(Path(file)) as pack:
                Trust(data, Catalog(data / "trust", root.chain([Path(chain)]))).admit(pack)
        except Exception as error:
            told = getattr(error, "code", repr(error))
print(json.dumps({"tiers": tiers, "before": before, "after": sorted(sys.modules), "told": told}))
"""


def read(
    data: Path, bundled: Path, file: Path | str = "", chain: Path | str = ""
) -> dict[str, list[str]]:
    """What a process loaded that read every lesson, and after it was brought a pack."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", READ, str(data), str(bundled), str(file), str(chain)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return told


def dear(loaded: list[str]) -> set[str]:
    """The packages among them that prove signatures or speak to a network."""
    return {name.partition(".")[0] for name in loaded} & set(PROOF)


def test_reading_bundled_packs_loads_no_proof(tmp_path: Path) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    forge(version=3).write(bundled / "river.milpack")
    told = read(tmp_path / "data", bundled)
    assert told["tiers"] == ["shipped"]
    assert dear(told["before"]) == set()
    assert "milclicks.packs.trust.catalog" not in told["before"]


def test_reading_packs_that_were_let_in_earlier_loads_no_proof(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "made", [forge(version=3).write(tmp_path / "river.milpack")])
    data = tmp_path / "data"
    with Library.open(data, trust=Trust(data, site.catalog(data))) as library:
        library.install(site.file("test.river", 3))
    told = read(data, tmp_path / "none")
    assert told["tiers"] == ["official"]
    assert dear(told["before"]) == set()


def test_control_a_new_pack_loads_it(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "made", [forge(version=3).write(tmp_path / "river.milpack")])
    data = tmp_path / "data"
    site.catalog(data).refresh(site.source)
    newer = Site.make(tmp_path / "other", [forge(version=4).write(tmp_path / "other.milpack")])
    told = read(data, tmp_path / "none", newer.file("test.river", 4), site.root / "metadata")
    assert dear(told["before"]) == set()
    assert told["told"] == "trust.unsigned"
    assert {"tuf", "securesystemslib", "cryptography"} <= dear(told["after"])
