"""What the window says of a deed of two steps on a disk that takes none of it, or one of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from milclicks.core.files import disk_full
from milclicks.core.settings import SettingsStore
from milclicks.ui.avatars import learner_avatars
from milclicks.ui.notices import Notice
from milclicks.ui.shell import Shell
from tests.support.screens import Hand, quay_packs, settle, window


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("steps"))


def cannot(*_what: Any) -> Any:
    raise disk_full()


def on_learner(shell: Shell) -> tuple[Hand, list[Notice], str]:
    """The page of a learner who came last, the question asked; the notices from now on."""
    yara = shell.workspace.add_learner("Yara", learner_avatars()[0])[0].id
    shell.workspace.add_learner("Luka", learner_avatars()[1])
    shell.context.seat.learner = yara
    shell.workspace.store_settings(replace(shell.workspace.settings, last_learner=yara))
    shell.seat.teacher = True
    shell.go("learner", learner=yara)
    settle()
    told: list[Notice] = []
    shell.notices.shown.connect(told.append)
    hand = Hand()
    hand.press("forget")
    return hand, told, yara


def names(shell: Shell) -> list[str]:
    return [one.nickname for one in shell.workspace.records.people.learners()]


def test_who_cannot_be_forgotten_now_is_still_there_and_that_is_said(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand, told, yara = on_learner(shell)
        with monkeypatch.context() as patch:
            patch.setattr(shell.workspace.records.store, "append", cannot)
            hand.press("forget-yes")
        (notice,) = told
        assert notice.error and notice.sentence.startswith(str(disk_full()))
        assert shell.route == "learner" and sorted(names(shell)) == ["Luka", "Yara"]
        assert shell.seat.learner == yara
        hand.press("forget-yes")
        assert names(shell) == ["Luka"] and shell.route == "learners"


def test_who_was_forgotten_is_told_as_forgotten_and_nothing_else(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand, told, _ = on_learner(shell)
        with monkeypatch.context() as patch:
            patch.setattr(SettingsStore, "write", cannot)
            hand.press("forget-yes")
        (notice,) = told
        assert not notice.error and shell.route == "learners"
        assert names(shell) == ["Luka"] and shell.workspace.settings.last_learner == ""
        acts = [one.what for one in shell.workspace.records.gate.audit()]
        assert acts.count("learner forgotten") == 1
