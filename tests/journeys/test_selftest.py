"""`milclicks self-test` tries every locale, and says which part does not do its job."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milclicks.cli import run
from milclicks.core import paths, texts
from milclicks.core.texts import LOCALES

pytestmark = pytest.mark.real_clock


def test_every_trial_passes(qapp: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["self-test"]) == 0
    said = capsys.readouterr().out
    for locale in LOCALES:
        for part in ("language", "lesson", "certificate"):
            assert f"ok     {part} {locale}:" in said


def test_a_missing_catalogue_is_named(
    qapp: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = tmp_path / "locale"
    shutil.copytree(paths.locale_root(), copy)
    shutil.rmtree(copy / "fr")
    monkeypatch.setattr(paths, "locale_root", lambda: copy)
    texts.catalogue.cache_clear()
    assert run(["self-test"]) == 1
    assert "FAILED language fr: the catalogue of fr is missing" in capsys.readouterr().out
    texts.catalogue.cache_clear()
