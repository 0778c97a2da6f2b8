"""Where data, resources and the log lie, on each system and on a stick."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.core import log, paths


@pytest.fixture
def unnamed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No data folder is named, and the program lies in an empty folder."""
    monkeypatch.delenv("MILCLICKS_DATA")
    monkeypatch.setattr(paths, "program_folder", lambda: tmp_path)
    return monkeypatch


def test_the_environment_names_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILCLICKS_DATA", "/somewhere/أمينة")
    assert paths.default_data() == Path("/somewhere/أمينة")


def test_a_portable_program_keeps_its_data_beside_it(
    unnamed: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert paths.default_data() != tmp_path / "data"
    (tmp_path / "portable.txt").touch()
    assert paths.default_data() == tmp_path / "data"


@pytest.mark.parametrize(
    ("system", "names", "place"),
    [("linux", {"XDG_DATA_HOME": "/x"}, "/x/MIL CLICKS"),
     ("linux", {"XDG_DATA_HOME": "relative", "HOME": "/h"}, "/h/.local/share/MIL CLICKS"),
     ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/MIL CLICKS"),
     ("win32", {"LOCALAPPDATA": "/l"}, "/l/MIL CLICKS"),
     ("win32", {"LOCALAPPDATA": "", "HOME": "/h"}, "/h/AppData/Local/MIL CLICKS")],
)  # fmt: skip
def test_each_system_has_its_place(
    unnamed: pytest.MonkeyPatch, system: str, names: dict[str, str], place: str
) -> None:
    for name, value in names.items():
        unnamed.setenv(name, value)
    unnamed.setattr(sys, "platform", system)
    assert paths.default_data() == Path(place)


def test_a_checkout_reads_from_its_own_folders() -> None:
    root = paths.project_root()
    assert paths.resources() == root / "resources"
    assert paths.bundled_packs() == root / "out" / "packs"
    assert paths.locale_root() == root / "out" / "locale"


def test_a_bundle_reads_from_its_own_folders(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "milclicks"))
    assert paths.resources() == tmp_path / "resources"
    assert paths.bundled_packs() == tmp_path / "packs"
    assert paths.locale_root() == tmp_path / "locale"
    assert paths.program_folder() == (tmp_path / "bin").resolve()


@pytest.fixture(autouse=True)
def loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `log.start` says about failing handlers holds for the app, not for other tests."""
    monkeypatch.setattr(logging, "raiseExceptions", True)


@pytest.fixture
def handler(tmp_path: Path) -> Iterator[logging.Handler]:
    started = log.start(tmp_path)
    assert started is not None
    yield started
    logging.getLogger().removeHandler(started)
    started.close()


@pytest.mark.expects_log("pack-refused")
def test_the_log_keeps_warnings_alone(handler: logging.Handler, tmp_path: Path) -> None:
    logging.getLogger("milclicks.packs").info("nothing")
    logging.getLogger("milclicks.packs").warning("pack-refused")
    handler.flush()
    written = (tmp_path / "cache" / "log.txt").read_text("utf-8")
    assert written.rstrip().endswith("WARNING milclicks.packs: pack-refused")
    assert written.count("\n") == 1


def test_a_long_log_makes_room(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "log.txt").write_bytes(b"x" * (log.LONGEST + 1))
    started = log.start(tmp_path)
    assert started is not None
    logging.getLogger().removeHandler(started)
    started.close()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["log.old.txt"]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    assert log.start(tmp_path) is None
