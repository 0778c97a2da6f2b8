"""Every data folder that a release has left behind opens, whole, in this version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from milclicks.core.settings import SettingsStore
from milclicks.records import projections, schema
from milclicks.records.records import Records
from tests.support import keptdata
from tests.support.clock import FrozenClock
from tests.support.stories import answered

KEPT = sorted(path for path in keptdata.FOLDER.iterdir() if path.is_dir())


@pytest.fixture(params=KEPT, ids=[path.name for path in KEPT])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a kept folder: the kept one is never opened."""
    shutil.copytree(request.param, tmp_path / "d")
    return tmp_path / "d"


def test_a_kept_folder_holds_what_it_held(folder: Path, clock: FrozenClock) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    records = Records.open(folder, clock, "test")
    assert keptdata.summary(records) == expected
    version = records.store.connection.execute("pragma user_version").fetchone()[0]
    assert version == len(schema.STEPS)
    before = projections.tables(records.store.connection)
    records.rebuild()
    assert projections.tables(records.store.connection) == before
    last = records.events()[-1]
    assert records.append([answered("r", "ada")])[0].tick == last.tick + 1
    records.close()


def test_a_kept_folder_opens_with_its_pin_and_its_settings(
    folder: Path, clock: FrozenClock
) -> None:
    records = Records.open(folder, clock, "test")
    assert records.gate.opens(keptdata.PIN) and not records.gate.opens("0000")
    records.close()
    settings = SettingsStore(folder).read()
    assert (settings.locale, settings.place) == ("ar", "Riverside Library")


def test_a_kept_folder_can_be_merged_into_a_new_one(
    folder: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    records = Records.open(tmp_path / "new", clock, "test")
    assert records.merge(folder / "records.db") == len(expected["events"])
    assert keptdata.summary(records) == expected
    records.close()


def test_the_script_that_keeps_a_folder_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keptdata, "FOLDER", tmp_path)
    keptdata.main("9.9")
    files = {path.name for path in (tmp_path / "9.9").iterdir()}
    assert files == {"records.db", "records.start", "settings.json", "expected.json"}
