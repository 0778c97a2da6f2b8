"""A workspace over a small pack with two lessons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock
from tests.support.packs_of_lessons import build_test_pack


@pytest.fixture
def workspace(tmp_path: Path, clock: FrozenClock) -> Iterator[Workspace]:
    opened = Workspace.open(
        tmp_path / "data", clock=clock, bundled=[build_test_pack(tmp_path / "packs")]
    )
    yield opened
    opened.close()
