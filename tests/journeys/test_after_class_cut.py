"""An update after class that a power cut ended: it is said when its version is here, else not."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.core.settings import SettingsStore
from milclicks.packs.library import Library
from milclicks.ui.library.errand import Errand
from tests.support.screens import there
from tests.support.site import Site
from tests.support.ways import WAYS
from tests.ui.test_after_class import PACK, calm, quiet, said, teacher, version
from tests.ui.test_after_class import site as site

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WAY = WAYS[0]


def planned_and_cut(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The update is planned, begins, and nothing that the window does after it is done."""
    with monkeypatch.context() as patch:
        patch.setattr(Errand, "begin", lambda *_more, **_named: None)
        _begun(tmp_path, site, patch)


def _begun(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with teacher(WAY, tmp_path, packs_folder=str(site.root)) as shell:
        WAY.hand().press(f"later-{PACK}")
        quiet(shell, monkeypatch)
        assert version(shell) == 3


def test_it_came_and_is_said_at_the_next_start(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned_and_cut(tmp_path, site, monkeypatch)
    with Library.open(tmp_path / "d") as library:
        library.install(site.file(PACK, 4))
    with teacher(WAY, tmp_path) as shell:
        assert version(shell) == 4
        assert "was updated to version 4" in said(f"came-{PACK}")
        WAY.hand().press(f"came-back-{PACK}")
        calm()
        assert version(shell) == 3 and there(f"came-{PACK}") is None


def test_it_did_not_come_and_is_not_said_but_tried_again(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned_and_cut(tmp_path, site, monkeypatch)
    with teacher(WAY, tmp_path) as shell:
        assert version(shell) == 3 and there(f"came-{PACK}") is None
        quiet(shell, monkeypatch)
        assert version(shell) == 4 and there(f"came-{PACK}") is not None
    kept = SettingsStore(tmp_path / "d").read()
    assert (kept.packs_after_class, kept.packs_updated) == ("", f"{PACK}@4=3")


def test_what_fails_leaves_no_word_of_it(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAY, tmp_path, packs_folder=str(site.root)) as shell:
        WAY.hand().press(f"later-{PACK}")
        calm()
        site.root.rename(site.root.with_name("away"))
        quiet(shell, monkeypatch)
        assert version(shell) == 3 and there(f"came-{PACK}") is None
    kept = SettingsStore(tmp_path / "d").read()
    assert (kept.packs_after_class, kept.packs_updated) == (f"{PACK}@4", "")
