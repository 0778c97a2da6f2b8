"""The tour is a test: it passes on the real packs, and any disabled control on its way stops it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.core import paths
from milclicks.ui.tour import clear, tour, travel
from milclicks.ui.touring import driver as hands
from milclicks.ui.touring.driver import Driver, Stuck
from milclicks.ui.touring.ledger import Ledger
from milclicks.ui.touring.legs import LEGS, Stops
from tests.journeys.tour_controls import CONTROLS
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_web_pack
from tests.support.screens import quay_packs

STOPS = Stops("rumour", "short", "sideways")
SHEETS = ("certificate", "poster", "blank", "children", "path", "group-pact", "lesson", "test")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = quay_packs(tmp_path_factory.mktemp("tour"))
    build_web_pack(folder)
    return folder


@pytest.fixture(scope="module")
def ways(qapp: object, tmp_path_factory: pytest.TempPathFactory, packs: Path) -> dict[str, Path]:
    """The data folder as it was before each part, and the controls that the whole tour used."""
    base = tmp_path_factory.mktemp("ways")
    folder, before = base / "data", {}
    driver = Driver(base, pictures=False, moment_ms=2)
    for number, leg in enumerate(LEGS):
        before[leg] = base / f"before-{number}"
        if folder.exists():
            shutil.copytree(folder, before[leg])
        travel(driver, folder, "en", legs=[leg], clock=FrozenClock(), bundled=[packs], stops=STOPS)
    assert {each for each in driver.used if each[0] != "the chooser"} == set(CONTROLS)
    return before


def test_a_tour_begins_anew_and_touches_nothing_else(tmp_path: Path) -> None:
    for name in ("001-en-x.png", "certificate-en.pdf", "index.txt", "own.png", "report.pdf"):
        (tmp_path / name).write_text("x")
    (tmp_path / "data-ar").mkdir()
    (tmp_path / "data-ar" / "records.db").write_text("x")
    clear(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.png", "report.pdf"]


def test_the_tour_passes_on_the_bundled_packs_in_english_and_arabic(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packs = paths.bundled_packs()
    assert list(packs.glob("*.milpack")), "run the set-up first: it builds the packs"
    out = tmp_path / "tour"
    assert tour(out, clock=FrozenClock()) == 0, capsys.readouterr().out
    for locale in ("en", "ar"):
        for sheet in SHEETS:
            assert (out / f"{sheet}-{locale}.pdf").read_bytes().startswith(b"%PDF")
        assert (out / f"data-{locale}" / "records.db").is_file()
        assert len(list(out.glob(f"*-{locale}-*.png"))) >= 50
    said = capsys.readouterr().out
    assert all(file.name in said for file in out.glob("*.p*"))
    assert "answers, as given" in said


@pytest.mark.parametrize(("leg", "name"), CONTROLS)
def test_a_disabled_control_stops_the_tour(
    ways: dict[str, Path], packs: Path, tmp_path: Path, leg: str, name: str
) -> None:
    folder = tmp_path / "data"
    if ways[leg].exists():
        shutil.copytree(ways[leg], folder)

    def disable(used: str, control: QWidget) -> None:
        if used == name:
            control.setEnabled(False)

    driver = Driver(tmp_path, disable, pictures=False, moment_ms=1)
    with pytest.raises(Stuck, match=f"“{name}” is disabled"):
        travel(driver, folder, "en", legs=[leg], clock=FrozenClock(), bundled=[packs], stops=STOPS)


def test_the_tour_says_why_it_stopped_and_exits_with_one(
    qapp: object,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a pack no lesson is offered; for that one control the tour waits a hundred looks."""
    monkeypatch.setattr(hands, "PATIENCE_MS", 100 * hands.MOMENT_MS)
    (tmp_path / "none").mkdir()
    code = tour(tmp_path / "out", locales=["en"], clock=FrozenClock(), bundled=[tmp_path / "none"])
    assert code == 1
    said = capsys.readouterr().out
    assert said.startswith("The tour stopped. In the lesson, the control “go-on” is not there.")
    assert "Traceback" not in said


def test_the_ledger_finds_an_answer_that_is_stored_otherwise() -> None:
    from milclicks.records.events import EventDraft, Ref

    ledger = Ledger()
    ledger.gave("answered", "quiz", "q1", '"a"')
    ref = Ref("mil.core", 1, "m2", "quiz", "q1", 1, "choice")
    same = EventDraft(kind="answered", ref=ref, response='"a"')
    other = EventDraft(kind="answered", ref=ref, response='"b"')
    assert ledger.compare([same]) == 1
    with pytest.raises(Stuck, match="quiz/q1"):
        ledger.compare([other])
    with pytest.raises(Stuck, match="nobody gave"):
        Ledger().compare([same])
