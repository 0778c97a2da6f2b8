"""The command line: paths are made whole, errors are sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.cli import run


def test_the_tour_and_the_gallery_get_whole_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file dialog reads a relative path from a folder of its own."""
    asked: list[Path] = []
    monkeypatch.chdir(tmp_path)

    def tour(out: Path) -> int:
        asked.append(out)
        return 0

    def gallery(out: Path) -> list[Path]:
        asked.append(out)
        return []

    monkeypatch.setattr("milclicks.ui.tour.tour", tour)
    monkeypatch.setattr("milclicks.ui.gallery.run", gallery)
    monkeypatch.setattr("milclicks.ui.gallery_packs.run", gallery)
    assert run(["tour", "--out", "out/tour"]) == 0
    assert run(["gallery", "--out", "pictures"]) == 0
    assert asked == [tmp_path / "out" / "tour", tmp_path / "pictures", tmp_path / "pictures"]


def test_a_missing_file_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["pack", "info", str(tmp_path / "none.milpack")]) != 0
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert said.out + said.err
