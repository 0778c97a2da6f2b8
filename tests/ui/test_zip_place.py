"""A site in one zip file is a place like a folder: chosen, tried, looked at in Find packs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from milclicks.packs.trust import root as trust_root
from milclicks.ui.library.work import Work
from tests.support.screens import find, quay_packs, settle
from tests.support.site import Site, pack
from tests.support.ways import WAYS, Way
from tests.ui.test_places import said


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("zips"))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site in one file; the app believes it."""
    site = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_places: site.roots(1))
    target = tmp_path / "site.zip"
    with zipfile.ZipFile(target, "w") as made:
        for path in site.root.rglob("*"):
            made.write(path, path.relative_to(site.root))
    return target


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("way", [w for w in WAYS if w.name != "keys"], ids=lambda way: way.name)
def test_a_zip_is_chosen_tried_and_looked_at(
    qapp: object, tmp_path: Path, packs: Path, file: Path, way: Way
) -> None:
    with way.window(tmp_path / "d", packs) as shell:
        shell.go("settings")
        settle()
        hand = way.hand()
        hand.press("choose-zip")
        dialog = find("zip-dialog")
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.close()
        shell.go("today")
        shell.go("settings")
        settle()
        assert shell.workspace.settings.packs_folder == str(file)
        hand.press("try-folder")
        settle()
        assert "2026" in said().translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
        work = Work.of(shell.context)
        assert str(file) in work._places()
