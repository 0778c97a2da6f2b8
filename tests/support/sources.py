"""A source of a pack to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.packs.forge import RIVER


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the river source."""
    return Path(shutil.copytree(RIVER, tmp_path / "source"))


def edit(path: Path, old: str, new: str) -> None:
    """Replace one text in a file; the text must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
